import { rm } from "node:fs/promises";
import { removeCluster } from "./cluster/cluster.ts";
import type { Layout } from "./layout.ts";
import { endProcesses, ownedProcesses } from "./processes/owned.ts";

/** Part of the command line of each process that the sandbox itself records in `.sandbox/pids`. */
export const ownMark = "cli.mjs";

/** How long a command that is interrupted has to clean up after itself, in ms. */
const patience = 45_000;

/** Ends all that the sandbox runs, and removes `.sandbox`. It works as well when half of it or nothing is there. */
export async function down(layout: Layout): Promise<void> {
  await endProcesses(ownedProcesses(layout.pids, ownMark), { signal: "SIGTERM", patience });
  await removeCluster(layout);
  await rm(layout.root, { recursive: true, force: true });
}
