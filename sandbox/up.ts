import { mkdir, rm, symlink } from "node:fs/promises";
import { join } from "node:path";
import type { Addition } from "./additions.ts";
import { isRunning, removeCluster, startCluster } from "./cluster/cluster.ts";
import { furnish, kubeConfig } from "./cluster/furnish.ts";
import { checkPort } from "./cluster/ports.ts";
import { installPrometheusCrds } from "./cluster/prometheusCrds.ts";
import { checkCharts, stageCharts } from "./deploy/charts.ts";
import { commandEnvironment, sandboxEnvironment } from "./deploy/environment.ts";
import { untilPodsReady } from "./deploy/clusterStatus.ts";
import { deploy, ensureStack, type PulumiContext } from "./deploy/stack.ts";
import { ownMark } from "./down.ts";
import type { Layout } from "./layout.ts";
import { ownedProcesses, recordProcess } from "./processes/owned.ts";
import { beginStep, showSteps, type Progress } from "./progress.ts";
import { saveRecord } from "./record.ts";
import { SandboxError } from "./sandboxError.ts";
import type { ToolContext } from "./tools/context.ts";
import { describeTools } from "./tools/describeTools.ts";
import { getPulumi, getTools } from "./tools/getTools.ts";
import { getPrometheusCrds } from "./tools/prometheusCrds.ts";
import { officialPulumi, pulumiExecutable } from "./tools/pulumi.ts";

/** What the user may choose. */
export interface UpOptions {
  /** How many simulated nodes; by default two, or those that run. */
  readonly nodes: number | undefined;
  /** Directory of charts to use, absolute. */
  readonly charts: string | undefined;
  /** Whether the stack is deployed, or the cluster only started. */
  readonly deploy: boolean;
  /** Port of the API server; by default a free one. */
  readonly apiPort: number | undefined;
  /** What the cluster gets besides nodes and storage, and keeps. */
  readonly additions: readonly Addition[];
}

/** What `up` is given besides the options. */
export type UpContext = Omit<ToolContext, keyof Progress>;

/** How long pods may take to become ready after the deployment, which waits for most of them itself. */
const podTimeoutMs = 120_000;

/**
 * Gets the tools, starts the cluster if it doesn't run, and deploys the stack.
 * @param signal - ends all this. What this run started is ended then, so that the next run starts afresh.
 */
export async function up(options: UpOptions, tools: UpContext): Promise<void> {
  const { layout, signal } = tools;
  refuseSecond(layout);
  const forget = recordProcess(layout.pids, { name: "up", pid: process.pid });
  const reused = isRunning(layout);
  const failure = new AbortController();
  try {
    await refuseEarly(options, reused, layout);
    if (!reused) await removeCluster(layout); // what a reboot or a crash left
    await steps(options, { ...tools, signal: AbortSignal.any([signal, failure.signal]) }, reused, (reason) => {
      failure.abort(reason);
    });
  } catch (error) {
    const usable = isRunning(layout) && !signal.aborted;
    if (!reused && !usable) await removeCluster(layout);
    throw error;
  } finally {
    forget();
  }
}

/** What is wrong for sure is said now, and not after minutes of compiling. */
async function refuseEarly({ charts, apiPort }: UpOptions, reused: boolean, layout: Layout): Promise<void> {
  if (charts !== undefined) checkCharts(charts);
  if (apiPort === undefined) return;
  if (!reused) await checkPort(apiPort);
  else if (!apiServer(layout).endsWith(`:${apiPort}`)) {
    throw new SandboxError(`the sandbox runs already, its API server at ${apiServer(layout)}`, {
      repair: "Stop it first: npm run sandbox -- down",
    });
  }
}

const apiServer = (layout: Layout) => kubeConfig(layout).getCurrentCluster()?.server ?? "";

/** Puts what people call into `.sandbox/bin`, which `env` puts on PATH. */
async function linkClients(layout: Layout, files: ReadonlyMap<string, string>): Promise<void> {
  await rm(layout.bin, { recursive: true, force: true });
  await mkdir(layout.bin, { recursive: true });
  for (const name of ["pulumi", "kubectl", "helm", "kwokctl"]) {
    const file = files.get(name);
    if (file !== undefined) await symlink(file, join(layout.bin, name));
  }
}

function refuseSecond(layout: Layout): void {
  const other = ownedProcesses(layout.pids, ownMark).find(({ name }) => name === "up");
  if (other === undefined) return;
  throw new SandboxError(`another \`npm run sandbox\` is at work here (pid ${other.pid})`, {
    repair: "Wait for it, or stop it: npm run sandbox -- down",
  });
}

async function steps(
  options: UpOptions,
  tools: UpContext,
  reused: boolean,
  abort: (reason: unknown) => void,
): Promise<void> {
  const { layout, platform, path, signal } = tools;
  const silent: Progress = { report: () => undefined, announce: () => undefined, conclude: () => undefined };
  const official = officialPulumi({ ...tools, ...silent }); // asked for now, needed later
  official.catch(abort);

  const got = beginStep("Tools", async (progress) => {
    const found = await getTools(official, { ...tools, ...progress });
    progress.conclude(`Tools: ${describeTools(found, layout)}`);
    return found;
  });
  const crds = options.additions.includes("prometheus-crds")
    ? [beginStep("CRDs of the Prometheus operator", (progress) => getPrometheusCrds({ ...tools, ...progress }))]
    : [];
  await showSteps([got, ...crds], abort);
  const files = await got.result;

  const cluster = beginStep("Cluster", async ({ report, conclude }) => {
    report(reused ? "it runs already" : "starting etcd and the Kubernetes control plane");
    if (!reused) await startCluster(layout, files, { apiPort: options.apiPort, signal });
    report("adding nodes and volumes");
    await furnish(layout, { nodeCount: options.nodes, arch: platform.arch, signal });
    for (const { result } of crds) await installPrometheusCrds(kubeConfig(layout), await result, signal);
    conclude(`Cluster: ${apiServer(layout)}`);
  });
  const pulumi = beginStep("Pulumi", async (progress) => {
    const installation = await getPulumi(official, { ...tools, ...progress });
    const environment = commandEnvironment(sandboxEnvironment(layout, installation), path);
    const context: PulumiContext = { layout, installation, environment, signal };
    await ensureStack(context);
    await linkClients(layout, new Map([...files, ["pulumi", pulumiExecutable(installation)]]));
    const remark = installation.standIns === undefined ? "" : "; tls and random plugins: stand-ins";
    progress.conclude(`Pulumi ${installation.version}${remark}`);
    return context;
  });
  const charts = beginStep("Charts", async ({ conclude }) => {
    const source = await stageCharts(layout, options.charts, signal);
    conclude(`Charts: ${source.description}`);
    return source;
  });
  await showSteps([cluster, pulumi, charts], abort);
  const context = await pulumi.result;
  await saveRecord(layout, { pulumi: context.installation, charts: await charts.result });

  if (options.deploy) {
    const deployment = beginStep("pulumi up", ({ report }) => deploy(context, report));
    await showSteps([deployment], abort);
    const config = kubeConfig(layout);
    const pods = beginStep("Pods", ({ report }) => untilPodsReady(config, { timeoutMs: podTimeoutMs, signal, report }));
    await showSteps([pods], abort);
  }
}
