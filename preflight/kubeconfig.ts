import type { KubeConfig } from "@kubernetes/client-node";
import { forStack, setCommand } from "../settings/commands";
import { nearest } from "../settings/nearest";
import { SettingsError } from "../settings/settings";

/** The cluster that the kubeconfig and the settings choose. */
export interface Chosen {
  readonly config: KubeConfig;
  /** Where the provider would not find the same context by itself. */
  readonly context?: string;
}

/**
 * Reads the user's kubeconfig and selects `context` in it.
 * @throws SettingsError when the file can't be read or the context isn't clear
 */
export async function chosenCluster(context: string | undefined, stack: string): Promise<Chosen> {
  // Loaded here: of all that the program imports it takes the longest.
  const { KubeConfig: Config } = await import("@kubernetes/client-node");
  const config = new Config();
  try {
    config.loadFromDefault();
  } catch (error) {
    // The first line alone: a parser's message goes on with lines of the file, keys and tokens included.
    const lines = (error instanceof Error ? error.message : String(error)).split("\n");
    const why = lines.find((line) => line.trim() !== "") ?? "";
    throw new SettingsError(`The kubeconfig can't be read: ${why}\n      kubectl config view`);
  }
  return { config, ...chosenContext(config, context, stack) };
}

/** Selects the context, which has to be named where there are several: kubectl's own choice changes too easily. */
function chosenContext(config: KubeConfig, context: string | undefined, stack: string): Pick<Chosen, "context"> {
  const names = config.getContexts().map(({ name }) => name);
  const meant = nearest(context ?? "", names) ?? names[0] ?? "CONTEXT";
  const set = `\n      ${forStack(stack, setCommand(["kubeContext"], meant))}`;
  const [only, another] = names;
  if (context === undefined && another !== undefined)
    throw new SettingsError(
      `falco:kubeContext is missing; the kubeconfig has ${names.length} contexts: ${names.join(", ")}.${set}`,
    );
  if (context !== undefined && !names.includes(context))
    throw new SettingsError(
      `falco:kubeContext = ${JSON.stringify(context)}: expected a context of the kubeconfig: ${names.join(", ")}.${set}`,
    );
  const chosen = context ?? (config.getCurrentContext() ? undefined : only);
  if (chosen === undefined) return {};
  config.setCurrentContext(chosen);
  return { context: chosen };
}
