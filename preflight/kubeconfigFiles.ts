import { existsSync, readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import { delimiter, dirname, join, resolve } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { SettingsError } from "../settings/settings";
import { errorCode } from "./errorCode";

const named = z
  .array(z.looseObject({ name: z.string() }))
  .nullish()
  .transform((entries) => entries ?? []);
const schema = z.object({ clusters: named, contexts: named, users: named });

/** An entry of a kubeconfig, and the directory that its paths start from. */
export interface Entry {
  readonly name: string;
  readonly directory: string;
  readonly entry: Readonly<Record<string, unknown>>;
}

/** Kubeconfigs as one: of entries with the same name the first counts, as for kubectl. */
export interface Kubeconfig {
  /** Where it was read, for people. */
  readonly from: string;
  readonly clusters: readonly Entry[];
  readonly contexts: readonly Entry[];
  readonly users: readonly Entry[];
  /** For the provider, where it would not find the same by itself. */
  readonly contents?: string;
}

/** Where Kubernetes puts what a pod logs in with. */
const inPod = "/var/run/secrets/kubernetes.io/serviceaccount";

/**
 * Reads the kubeconfigs that kubectl and the Kubernetes plugin read: those of `KUBECONFIG`, of which some may be missing, else
 * `~/.kube/config`; without any, a pod's own service account.
 * @throws SettingsError when there is none, or one of them can't be read
 */
export function readKubeconfig(env: NodeJS.ProcessEnv = process.env, pod = inPod): Kubeconfig {
  const files = filesOf(env);
  const read = files.flatMap((file) => parsed(file) ?? []);
  const all = (kind: "clusters" | "contexts" | "users") => read.flatMap((one) => one[kind]);
  const from = files.join(", ");
  if (all("contexts").length > 0)
    return { from, clusters: all("clusters"), contexts: all("contexts"), users: all("users") };
  if (env["KUBERNETES_SERVICE_HOST"] && existsSync(join(pod, "token"))) return ofPod(env, pod);
  throw new SettingsError(`${missing(env, files, read.length)} Nothing was changed.\n      export KUBECONFIG=FILE`);
}

const missing = (env: NodeJS.ProcessEnv, files: readonly string[], found: number): string => {
  if (files.length === 0) return "There is no kubeconfig: neither KUBECONFIG nor HOME is set.";
  if (found > 0) return `Kubeconfig ${files.join(", ")} names no context.`;
  const why = env["KUBECONFIG"] ? "of KUBECONFIG isn't there" : "isn't there, and KUBECONFIG isn't set";
  return `There is no kubeconfig: ${files.join(", ")} ${why}.`;
};

const filesOf = (env: NodeJS.ProcessEnv): readonly string[] => {
  const listed = (env["KUBECONFIG"] ?? "").split(delimiter).filter((file) => file !== "");
  const home = env["HOME"] ?? env["USERPROFILE"];
  // scripts/load.js names this one where there is none.
  return listed.length > 0 || !home || home === "/nonexistent" ? listed : [join(home, ".kube", "config")];
};

/** What a file says; undefined where there is none. */
function parsed(file: string) {
  const text = textOf(file);
  if (text === undefined) return undefined;
  const document = parseDocument(text);
  const [error] = document.errors;
  // Neither the parser's words nor the file's: both may hold keys and tokens.
  if (error) throw unreadable(file, `no YAML from line ${error.linePos?.[0].line ?? 1} on`);
  const result = schema.safeParse(document.toJS() ?? {});
  if (!result.success) {
    const path = result.error.issues[0]?.path.join(".");
    throw unreadable(
      file,
      `no kubeconfig: ${path ? `${path} isn't what it should be` : "clusters, contexts and users are missing"}`,
    );
  }
  const directory = dirname(resolve(file));
  const entries = (of: z.output<typeof named>): Entry[] => of.map(({ name, ...entry }) => ({ name, directory, entry }));
  const { clusters, contexts, users } = result.data;
  return { clusters: entries(clusters), contexts: entries(contexts), users: entries(users) };
}

const textOf = (file: string): string | undefined => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    if (code === "EISDIR")
      throw new SettingsError(`Kubeconfig ${file} is a directory. Nothing was changed.\n      export KUBECONFIG=FILE`);
    const why = code === "EACCES" ? "permission denied" : (code ?? String(error));
    throw new SettingsError(`Kubeconfig ${file} can't be read: ${why}. Nothing was changed.\n      ls -l ${file}`);
  }
};

const unreadable = (file: string, what: string) =>
  new SettingsError(
    `Kubeconfig ${file} is ${what}. Nothing was changed.\n      kubectl config view --kubeconfig ${file}`,
  );

/** Name of the only context where a pod's service account is all there is. */
export const podContext = "in-cluster";

function ofPod(env: NodeJS.ProcessEnv, pod: string): Kubeconfig {
  const host = env["KUBERNETES_SERVICE_HOST"] ?? "";
  const server = `https://${isIPv6(host) ? `[${host}]` : host}:${env["KUBERNETES_SERVICE_PORT"] ?? "443"}`;
  const cluster = { server, "certificate-authority": join(pod, "ca.crt") };
  const entries = {
    clusters: [{ name: podContext, cluster }],
    users: [{ name: podContext, user: { tokenFile: join(pod, "token") } }],
    contexts: [{ name: podContext, context: { cluster: podContext, user: podContext } }],
  };
  const all = (of: readonly { readonly name: string }[]) =>
    of.map(({ name, ...entry }) => ({ name, directory: pod, entry }));
  return {
    from: pod,
    clusters: all(entries.clusters),
    contexts: all(entries.contexts),
    users: all(entries.users),
    contents: JSON.stringify({ apiVersion: "v1", kind: "Config", "current-context": podContext, ...entries }),
  };
}
