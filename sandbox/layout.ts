import { homedir } from "node:os";
import { join } from "node:path";

/** Where a sandbox keeps its files: all below `.sandbox` of one checkout, except the tools, which checkouts share. */
export interface Layout {
  /** The project: where Pulumi.yaml is. */
  readonly project: string;
  /** `.sandbox`; `down` removes it. */
  readonly root: string;
  readonly logs: string;
  /** Process id of the `up` that is at work. */
  readonly pids: string;
  /** Links to the chosen tools, for PATH. */
  readonly bin: string;
  readonly kubeconfig: string;
  /** kwokctl's own directory: `.kwok` of what it takes for the home directory. */
  readonly kwok: string;
  /** Pulumi's local backend. */
  readonly state: string;
  /** The charts that Pulumi.sandbox.yaml names: a link. */
  readonly charts: string;
  readonly standInCharts: string;
  /** Tools, shared by all checkouts and kept by `down`. */
  readonly cache: string;
}

/** @param environment - `XDG_CACHE_HOME` moves the cache, by default in `~/.cache`. */
export function layoutOf(project: string, environment: NodeJS.ProcessEnv): Layout {
  const root = join(project, ".sandbox");
  return {
    project,
    root,
    logs: join(root, "logs"),
    pids: join(root, "pids"),
    bin: join(root, "bin"),
    kubeconfig: join(root, "kubeconfig"),
    kwok: join(root, ".kwok"),
    state: join(root, "state"),
    charts: join(root, "charts"),
    standInCharts: join(root, "stand-in-charts"),
    cache: join(environment["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "falco-stack"),
  };
}
