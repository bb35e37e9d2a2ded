import { forStack, quoted } from "../settings/commands";
import type { Result } from "./checks/check";
import type { Plan } from "./plan";

/** Whom a message speaks to. */
type Addressee = Pick<Plan, "stack" | "settings">;

/** A result as people read it, its repair for this stack and this cluster below it. */
export const shown = ({ stack, settings }: Addressee, { message, repair }: Result): string =>
  [
    message,
    ...(repair?.split("\n") ?? []).map((line) => `      ${forCluster(settings.kubeContext, forStack(stack, line))}`),
  ].join("\n");

/** kubectl and helm with the context of the settings: which one they would take by themselves may be another. */
const forCluster = (context: string | undefined, line: string): string =>
  context === undefined
    ? line
    : line
        .replace(/^((?:or )?(?:.*: )?)kubectl /, `$1kubectl --context ${quoted(context)} `)
        .replaceAll("| kubectl ", `| kubectl --context ${quoted(context)} `)
        .replace(/^((?:or )?)helm /, `$1helm --kube-context ${quoted(context)} `);

/** All that stands in the way, as one text. */
export const report = (to: Addressee, cluster: string, errors: readonly Result[]): string =>
  [
    `Cluster ${cluster} is not ready for stack ${to.stack}. Nothing was changed.`,
    ...errors.map((error) => `  ${shown(to, error)}`),
  ].join("\n");
