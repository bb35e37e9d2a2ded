import { readFileSync } from "node:fs";
import { Agent as HttpAgent } from "node:http";
import { Agent, type AgentOptions } from "node:https";
import { SettingsError } from "../settings/settings";
import { errorCode } from "./errorCode";
import { execCredential } from "./execPlugin";
import type { Chosen, UserEntry } from "./kubeconfig";

/** What each request to the API server carries. */
export interface Login {
  readonly headers: Readonly<Record<string, string | string[]>>;
  readonly agent: HttpAgent;
}

/** A few connections for all: a TLS handshake for each request takes longer than what it asks for. */
const connections = { keepAlive: true, maxSockets: 6 };

/**
 * Logs in once for all requests: an exec plugin may take a second each time.
 * @throws SettingsError when a file or program that the kubeconfig names doesn't do
 */
export async function logIn(chosen: Chosen): Promise<Login> {
  const { cluster } = chosen;
  const user = { ...chosen.user, ...(await credentials(chosen)) };
  if (user["auth-provider"] || cluster["proxy-url"]) return byClient({ ...chosen, user });
  const options: AgentOptions = {
    ...connections,
    ca: bytes(chosen, cluster["certificate-authority-data"], cluster["certificate-authority"]),
    cert: bytes(chosen, user["client-certificate-data"], user["client-certificate"]),
    key: bytes(chosen, user["client-key-data"], user["client-key"]),
    ...(cluster["insecure-skip-tls-verify"] && { rejectUnauthorized: false }),
    ...(cluster["tls-server-name"] && { servername: cluster["tls-server-name"] }),
  };
  return {
    headers: { ...authorization(user), ...impersonation(user) },
    agent: cluster.server.startsWith("http:") ? new HttpAgent(connections) : new Agent(options),
  };
}

/** What a plugin or a file gives, in the place where the kubeconfig could have it itself. */
async function credentials(chosen: Chosen): Promise<Partial<UserEntry>> {
  const { exec, tokenFile } = chosen.user;
  const token = fileOf(chosen, tokenFile)?.toString().trim();
  if (!exec) return token === undefined ? {} : { token };
  const given = await execCredential(exec, chosen);
  if ("token" in given) return { exec: null, token: given.token };
  const data = (pem: string) => Buffer.from(pem).toString("base64");
  return {
    exec: null,
    "client-certificate-data": data(given.clientCertificateData),
    "client-key-data": data(given.clientKeyData),
  };
}

const authorization = ({ token, username, password }: UserEntry) => {
  if (token) return { Authorization: `Bearer ${token}` };
  if (!username) return {};
  return { Authorization: `Basic ${Buffer.from(`${username}:${password ?? ""}`).toString("base64")}` };
};

const impersonation = (user: UserEntry) => ({
  ...(user.as && { "Impersonate-User": user.as }),
  ...(user["as-uid"] && { "Impersonate-Uid": user["as-uid"] }),
  ...(user["as-groups"] && { "Impersonate-Group": user["as-groups"] }),
});

const bytes = (chosen: Chosen, data: string | null | undefined, file: string | null | undefined) =>
  data ? Buffer.from(data, "base64") : fileOf(chosen, file);

const fileOf = ({ context }: Chosen, file: string | null | undefined): Buffer | undefined => {
  if (!file) return undefined;
  try {
    return readFileSync(file);
  } catch (error) {
    const why = errorCode(error) ?? String(error);
    throw new SettingsError(
      `${file}, which context ${context} of the kubeconfig names, can't be read: ${why}. Nothing was changed.\n      ls -l ${file}`,
    );
  }
};

/** Old login plugins and proxies, as the client knows them; loaded only here, as nothing else takes as long to load. */
async function byClient({ context, cluster, user }: Chosen): Promise<Login> {
  const { HttpMethod, KubeConfig, RequestContext } = await import("@kubernetes/client-node");
  const config = new KubeConfig();
  config.loadFromString(
    JSON.stringify({
      clusters: [{ name: context, cluster }],
      users: [{ name: context, user }],
      contexts: [{ name: context, context: { cluster: context, user: context } }],
      "current-context": context,
    }),
  );
  const login = new RequestContext(cluster.server, HttpMethod.GET);
  await config.applySecurityAuthentication(login);
  const agent = login.getAgent();
  return { headers: login.getHeaders(), agent: Object.assign(agent ?? new Agent(), connections) };
}
