import { forStack } from "../settings/commands";
import type { Result } from "./checks/check";

/** A result as people read it, its repair for this stack below it. */
export const shown = (stack: string, { message, repair }: Result): string =>
  [message, ...(repair?.split("\n") ?? []).map((line) => `      ${forStack(stack, line)}`)].join("\n");

/** All that stands in the way, as one text. */
export const report = (stack: string, cluster: string, errors: readonly Result[]): string =>
  [
    `Cluster ${cluster} is not ready for stack ${stack}. Nothing was changed.`,
    ...errors.map((error) => `  ${shown(stack, error)}`),
  ].join("\n");
