import type { Labels } from "./alertBehaviour";

// Labels of targets, as ServiceMonitors of the stack give them, and as annotations do.

const cluster = { cluster: "prod-1" };

/** Falco on node-`n`. */
export const falco = (n: number): Labels => ({ ...cluster, ...falcoPod(n), job: "falco-metrics", ...falcoTarget(n) });

/** Falco on node-`n`, found by the annotations of its pod: nothing tells the cluster. */
export const annotatedFalco = (n: number): Labels => ({ job: "kubernetes-pods", ...falcoPod(n), ...falcoTarget(n) });

/** falco-exporter on node-`n`. */
export const exporter = (n: number): Labels => ({
  ...cluster,
  job: "falco-exporter",
  namespace: "falco",
  service: "falco-exporter",
  pod: `falco-exporter-${n}aaaa`,
  node: `node-${n}`,
  instance: `10.0.0.${n}:9376`,
});

/** falco-exporter on node-`n`, found by the annotations of its Service: nothing tells the pod. */
export const annotatedExporter = (n: number): Labels => ({
  job: "kubernetes-service-endpoints",
  namespace: "falco",
  service: "falco-exporter",
  node: `node-${n}`,
  instance: `10.0.0.${n}:9376`,
});

/** Replica `n` of Falcosidekick. */
export const sidekick = (n: number): Labels => ({
  ...cluster,
  job: "falcosidekick",
  namespace: "falco-sidekick",
  service: "falcosidekick",
  pod: `falcosidekick-5d9c7b9f4-${n}aaaa`,
  instance: `10.0.1.${n}:2801`,
});

/** Labels of an alert about a target. */
export const about = ({ cluster: name, node, pod, instance }: Labels): Labels =>
  Object.fromEntries(
    Object.entries({ cluster: name, node, pod, instance }).flatMap(([label, value]) =>
      value === undefined ? [] : [[label, value]],
    ),
  );

const falcoPod = (n: number) => ({ namespace: "falco", pod: `falco-${n}aaaa`, node: `node-${n}` });
const falcoTarget = (n: number) => ({ instance: `10.0.0.${n}:8765` });

/** Labels that alerts about Falco, and about Falcosidekick, have besides. */
export const inFalco = (severity: string): Labels => ({ severity, namespace: "falco" });
export const inSidekick = (severity: string): Labels => ({ severity, namespace: "falco-sidekick" });
