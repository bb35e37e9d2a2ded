import { z } from "zod";
import { doubtful, wrong, type Remark, type SecretTexts } from "./secretTexts";

export const pullKey = ".dockerconfigjson";
const type = "kubernetes.io/dockerconfigjson";

const text = z.string().default("");
const config = z.object({
  auths: z.record(
    z.string(),
    z.object({ auth: text, username: text, password: text, identitytoken: text, registrytoken: text }),
  ),
});

/** What is wrong with a pull Secret of which the registry is where images come from; of several, each may be for another. */
export function pullRemarks(texts: SecretTexts, registry: string, isOnly: boolean): readonly Remark[] {
  const json = texts.text(pullKey);
  if (json === undefined) return [];
  if (texts.type !== type)
    return [wrong(`is of type ${texts.type}, and for images kubelet reads ${type} only`, pullKey)];
  const { data } = config.safeParse(parsed(json));
  if (data === undefined) return [wrong(`has in ${pullKey} no JSON with \`auths\``, pullKey)];
  const logins = Object.entries(data.auths).map(([host, login]) => ({ host, ...login }));
  const unread = logins.filter(({ auth }) => !isUserAndPassword(auth));
  if (unread.length > 0)
    return [
      wrong(
        `has in ${pullKey} an \`auth\` that isn't USER:PASSWORD in base64, for ${hosts(unread)}: kubelet reads nothing of such a Secret`,
        pullKey,
      ),
    ];
  // Those for other registries are no matter of the stack's.
  const ours = logins.filter(({ host }) => isFor(host, registry));
  if (ours.some(isLogin) || (ours.length === 0 && !isOnly)) return [];
  if (ours.length === 0)
    return [doubtful(`has in ${pullKey} no login for ${registry}, where the images come from`, pullKey)];
  const tokens = ours.filter(({ identitytoken, registrytoken }) => identitytoken !== "" || registrytoken !== "");
  return tokens.length > 0
    ? [doubtful(`has in ${pullKey} only a token for ${hosts(tokens)}: kubelet reads user and password alone`, pullKey)]
    : [wrong(`has in ${pullKey} no user and password (no line break at the end) for ${hosts(ours)}`, pullKey)];
}

const hosts = (logins: readonly { readonly host: string }[]): string => logins.map(({ host }) => host).join(", ");

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

type Login = z.output<typeof config>["auths"][string];

/** In place of `username` and `password`; with another one for any host, kubelet drops all of them (credentialprovider/config.go). */
const isUserAndPassword = (auth: string): boolean =>
  auth === "" ||
  (/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/.test(auth.replace(/[\r\n]/g, "")) &&
    decoded(auth).includes(":"));

const decoded = (auth: string): string => Buffer.from(auth, "base64").toString();

/** A Google service account's password is its JSON key, which has lines. */
const isLogin = ({ auth, username, password }: Login): boolean =>
  /^[^:\p{Cc}]+:([^\p{Cc}]+|\{[^]*\}\s*)$/u.test(auth === "" ? `${username}:${password}` : decoded(auth));

const dockerHub = ["docker.io", "index.docker.io", "registry-1.docker.io"];

/** Keys are hosts with or without scheme and path, and `*` for a label of them. */
function isFor(key: string, registry: string): boolean {
  const host = key.replace(/^https?:\/\//, "").split("/")[0] ?? key;
  if (dockerHub.includes(registry)) return dockerHub.includes(host);
  const [labels, wanted] = [host.split("."), registry.split(".")];
  return labels.length === wanted.length && labels.every((label, at) => label === "*" || label === wanted[at]);
}
