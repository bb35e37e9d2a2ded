import { clusterStatus } from "./deploy/clusterStatus.ts";
import { kubeConfig } from "./cluster/furnish.ts";
import { isRunning } from "./cluster/cluster.ts";
import { hasPrometheusCrds } from "./cluster/prometheusCrds.ts";
import { commandEnvironment, sandboxEnvironment } from "./deploy/environment.ts";
import { stackOutputs } from "./deploy/outputs.ts";
import type { Layout } from "./layout.ts";
import { loadRecord } from "./record.ts";
import { SandboxError } from "./sandboxError.ts";
import { summary } from "./summary.ts";

/** The sandbox's state as text, and whether all of it is as wanted. */
export interface Status {
  readonly text: string;
  readonly settled: boolean;
}

/** @throws SandboxError when no sandbox runs. */
export async function status(layout: Layout): Promise<Status> {
  const record = await loadRecord(layout);
  if (record === undefined || !isRunning(layout)) {
    throw new SandboxError("no sandbox runs here", { repair: "Start one: npm run sandbox" });
  }
  const config = kubeConfig(layout);
  const environment = commandEnvironment(sandboxEnvironment(layout, record.pulumi), process.env["PATH"] ?? "");
  const [cluster, outputs, prometheusCrds] = await Promise.all([
    clusterStatus(config),
    stackOutputs(layout, record.pulumi, environment),
    hasPrometheusCrds(config),
  ]);
  const apiServer = config.getCurrentCluster()?.server ?? "";
  return { text: summary({ apiServer, cluster, record, outputs, prometheusCrds }), settled: cluster.settled };
}
