import { nearest } from "../diagnostics/nearest.ts";
import { SandboxError } from "./sandboxError.ts";

/** Refuses a first word that is no command: without a command `up` runs, which would take the word for too much. */
export function refuseUnknownCommand(word: string | undefined, commands: readonly string[]): void {
  if (word === undefined || word.startsWith("-") || commands.includes(word)) return;
  const meant = nearest(word, commands);
  throw new SandboxError(`there is no command ${JSON.stringify(word)}`, {
    repair:
      meant === undefined ? `The commands are ${commands.join(", ")}.` : `Did you mean: npm run sandbox -- ${meant}`,
  });
}
