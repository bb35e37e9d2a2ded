import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { layoutOf } from "../../../sandbox/layout";
import { explain } from "../../../sandbox/sandboxError";
import { userPath } from "../../../sandbox/tools/locate";
import { platformOf } from "../../../sandbox/tools/platform";
import { getPrometheus, type PrometheusTools } from "../../../sandbox/tools/prometheus";

const project = resolve(__dirname, "../../..");

let tools: Promise<PrometheusTools> | undefined;

/** Prometheus and promtool: from PATH or the cache, else gotten once. */
export function prometheusTools(): Promise<PrometheusTools> {
  tools ??= getPrometheus({
    layout: layoutOf(project, process.env),
    platform: platformOf(process.platform, process.arch),
    path: userPath(process.env["PATH"], project),
    signal: new AbortController().signal,
    log: join(tmpdir(), "falco-stack-prometheus.log"),
    report: () => undefined,
    announce: () => undefined,
  }).catch((error: unknown) => {
    throw new Error(explain(error));
  });
  return tools;
}
