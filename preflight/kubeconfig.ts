import { isAbsolute, join } from "node:path";
import { z } from "zod";
import { forStack, quoted, setCommand } from "../settings/commands";
import { nearest } from "../diagnostics/nearest";
import { SettingsError } from "../settings/settings";
import { readKubeconfig, type Entry, type Kubeconfig } from "./kubeconfigFiles";
import type { DeployedTo } from "./lastDeployment";

const text = z.string().nullish();

/** A cluster of a kubeconfig, as far as a connection is made by it. */
const clusterEntry = z.object({
  server: z.string(),
  "certificate-authority": text,
  "certificate-authority-data": text,
  "insecure-skip-tls-verify": z.boolean().nullish(),
  "tls-server-name": text,
  "proxy-url": text,
});
export type ClusterEntry = z.output<typeof clusterEntry>;

const execEntry = z.object({
  apiVersion: z.string(),
  command: z.string(),
  args: z.array(z.string()).nullish(),
  env: z.array(z.object({ name: z.string(), value: z.string() })).nullish(),
  installHint: text,
  interactiveMode: text,
  provideClusterInfo: z.boolean().nullish(),
});
export type ExecEntry = z.output<typeof execEntry>;

/** A user of a kubeconfig, as far as it logs in with it. */
const userEntry = z.object({
  token: text,
  tokenFile: text,
  username: text,
  password: text,
  "client-certificate": text,
  "client-certificate-data": text,
  "client-key": text,
  "client-key-data": text,
  as: text,
  "as-uid": text,
  "as-groups": z.array(z.string()).nullish(),
  exec: execEntry.nullish(),
  "auth-provider": z.looseObject({ name: z.string() }).nullish(),
});
export type UserEntry = z.output<typeof userEntry>;

const contextEntry = z.object({ cluster: z.string(), user: text });

/** What the Kubernetes provider is given, and keeps: `destroy` and `refresh` run no program that could choose again. */
export interface ProviderCluster {
  /** Empty: the user's own at that time. Else `KUBECONFIG`'s value would be kept, a path that may be gone tomorrow. */
  readonly kubeconfig: string;
  readonly context: string;
  readonly cluster: string;
}

/** The cluster that the kubeconfig and the settings choose. */
export interface Chosen {
  readonly context: string;
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  readonly provider: ProviderCluster;
}

/**
 * Reads the user's kubeconfig and chooses `context` in it.
 * @throws SettingsError when there is none, it can't be read, or the context isn't clear
 */
export function chosenCluster(context: string | undefined, stack: string, deployedTo: DeployedTo | undefined): Chosen {
  const kubeconfig = readKubeconfig();
  const chosen = chosenContext(kubeconfig, context, stack, deployedTo);
  const wrong = (what: string) =>
    new SettingsError(
      `Context ${chosen} of kubeconfig ${kubeconfig.from} ${what}. Nothing was changed.\n` +
        `      kubectl config view --minify --context ${quoted(chosen)}`,
    );
  const entry = <T>(kind: "contexts" | "clusters" | "users", name: string, of: string, schema: z.ZodType<T>) => {
    const found = kubeconfig[kind].find((one) => one.name === name);
    if (found === undefined) throw wrong(`names a ${of} that isn't there: ${name}`);
    const result = schema.safeParse(resolved(found.entry[of] ?? {}, found));
    if (result.success) return result.data;
    throw wrong(`has a ${of} ${name} without a right ${result.error.issues[0]?.path.join(".") ?? of}`);
  };
  const { cluster, user } = entry("contexts", chosen, "context", contextEntry);
  return {
    context: chosen,
    cluster: entry("clusters", cluster, "cluster", clusterEntry),
    user: user ? entry("users", user, "user", userEntry) : userEntry.parse({}),
    provider: { kubeconfig: kubeconfig.contents ?? "", context: chosen, cluster },
  };
}

const paths = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

/** An entry with its paths absolute: they start from the kubeconfig's directory, as does a plugin with a `/` in its name. */
const resolved = (value: unknown, { directory }: Entry): unknown => {
  if (typeof value !== "object" || value === null) return value;
  const absolute = (path: unknown): unknown =>
    typeof path === "string" && path !== "" && !isAbsolute(path) ? join(directory, path) : path;
  return Object.fromEntries(
    Object.entries(value).map(([key, of]: [string, unknown]) => {
      if (paths.includes(key)) return [key, absolute(of)];
      if (key !== "exec" || typeof of !== "object" || of === null || !("command" in of)) return [key, of];
      return [key, String(of.command).includes("/") ? { ...of, command: absolute(of.command) } : of];
    }),
  );
};

/** The context, which has to be named where there are several: kubectl's own choice changes too easily. */
function chosenContext(
  { contexts }: Kubeconfig,
  context: string | undefined,
  stack: string,
  deployedTo: DeployedTo | undefined,
): string {
  const names = [...new Set(contexts.map(({ name }) => name))];
  const [only = "", another] = names;
  if (context === undefined ? another === undefined : names.includes(context)) return context ?? only;
  // Where the stack was deployed, rather than what kubectl has chosen meanwhile.
  const deployed = deployedTo?.context ?? "";
  const meant = names.includes(deployed) ? deployed : (nearest(context ?? "", names) ?? only);
  const what =
    context === undefined
      ? `falco:kubeContext is missing; the kubeconfig has ${names.length} contexts: ${names.join(", ")}.`
      : `falco:kubeContext = ${JSON.stringify(context)}: expected a context of the kubeconfig: ${names.join(", ")}.`;
  throw new SettingsError(`${what}\n      ${forStack(stack, setCommand(["kubeContext"], meant))}`);
}
