import { posix } from "node:path";
import { sidekickSecurity } from "../components/falcosidekickValues";
import { defaultImageTags } from "../settings/chartVersions";
import { socketPath } from "../settings/containerEngine";
import { falcoChart, falcoVersion } from "../settings/falcoCharts";
import type { Plan, PlannedPods } from "./plan";

/** A workload and one of its pods, as far as admission looks at them. */
export interface Trial {
  readonly pods: PlannedPods;
  readonly pod: object;
  /** The same under the account `default`, for a namespace that has no other yet. */
  readonly podAsDefault: object;
  readonly workload: { readonly plural: string; readonly object: object };
}

/**
 * What the charts would make, for `dryRun=All`: with their labels, and under names that begin as theirs and that nothing else
 * has, as policies make exceptions by these.
 */
export const trialsOf = (plan: Plan): readonly Trial[] =>
  plan.pods.map((pods) => {
    const { kind, plural, release, component } = workloads[pods.key];
    const fullName = `${pods.serviceAccount}${pods.key === "redis" ? "-redis" : ""}`;
    const metadata = { name: `${fullName}-trial`, namespace: pods.namespace };
    const labels = {
      "app.kubernetes.io/name": release,
      "app.kubernetes.io/instance": release,
      ...(component !== undefined && { "app.kubernetes.io/component": component }),
    };
    const asDefault = podSpec(plan, pods);
    const spec = { ...asDefault, serviceAccountName: pods.serviceAccount };
    const template = { metadata: { labels, annotations: annotationsOf(plan, pods.key) }, spec };
    // Policies that want pods to belong to a workload look for this.
    const owner = { apiVersion: "apps/v1", kind, name: metadata.name, uid: "00000000-0000-0000-0000-000000000000" };
    const pod = {
      apiVersion: "v1",
      kind: "Pod",
      metadata: { ...metadata, ...template.metadata, ownerReferences: [{ ...owner, controller: true }] },
      spec,
    };
    return {
      pods,
      pod,
      podAsDefault: { ...pod, spec: asDefault },
      workload: {
        plural,
        object: {
          apiVersion: "apps/v1",
          kind,
          metadata: { ...metadata, labels },
          spec: {
            selector: { matchLabels: labels },
            template,
            ...(kind !== "DaemonSet" && { replicas: pods.replicas }),
            ...(kind === "StatefulSet" && { serviceName: metadata.name }),
          },
        },
      },
    };
  });

const daemonSet = { kind: "DaemonSet", plural: "daemonsets" } as const;
const deployment = { kind: "Deployment", plural: "deployments" } as const;
const sidekick = "falcosidekick";
/** With the charts' labels (falcosidekick chart 0.13.1, templates). */
const workloads = {
  falco: { ...daemonSet, release: "falco", component: undefined },
  exporter: { ...daemonSet, release: "falco-exporter", component: undefined },
  sidekick: { ...deployment, release: sidekick, component: "core" },
  ui: { ...deployment, release: sidekick, component: "ui" },
  redis: { kind: "StatefulSet", plural: "statefulsets", release: sidekick, component: "ui-redis" },
} as const;

function podSpec(plan: Plan, { key, resources, sidecars, nodeSelector, tolerations, priorityClass }: PlannedPods) {
  const { pod, container } = security(plan, key);
  const probe = { httpGet: { path: "/", port: 80 } };
  const common = { image: imageOf(plan, key), livenessProbe: probe, readinessProbe: probe };
  return {
    securityContext: pod,
    containers: [
      { ...common, name: key, securityContext: container, resources },
      ...sidecars.map((sidecar) => ({ ...common, name: sidecar.name, resources: sidecar.resources })),
    ],
    ...(key === "falco" && {
      volumes: hostPathsOf(plan).map((path, at) => ({ name: `host-${at}`, hostPath: { path } })),
    }),
    nodeSelector,
    tolerations,
    ...(priorityClass !== undefined && { priorityClassName: priorityClass }),
  };
}

/** What Falco's pods mount of their node (falco chart 8.0.5, templates/pod-template.tpl). */
const hostPaths = ["/proc", "/etc", "/boot", "/lib/modules", "/usr", "/sys/kernel"];
/** Those of the runtimes' sockets, where nobody names one (falcosecurity/charts issue 1058). */
const socketDirectories = [
  "/var/run",
  "/run/podman",
  "/run/host-containerd",
  "/run/containerd",
  "/run/crio",
  "/run/k3s/containerd",
];

function hostPathsOf({ settings: { charts, containerRuntimeSocket } }: Plan): readonly string[] {
  const socket = containerRuntimeSocket === undefined ? undefined : socketPath(containerRuntimeSocket);
  return falcoChart(charts.falco).mountsSocketDirectories
    ? [...hostPaths, ...(socket === undefined ? socketDirectories : [posix.dirname(socket)])]
    : [...hostPaths, socket ?? "/run/containerd/containerd.sock"];
}

/** Without `privileged` (falco chart 8.0.5, templates/_helpers.tpl). */
const leastPrivileges = { capabilities: { add: ["BPF", "SYS_RESOURCE", "PERFMON", "SYS_PTRACE"] } };

const isLeastPrivileged = ({ settings: { charts, driver } }: Plan): boolean =>
  falcoChart(charts.falco).leastPrivileged[driver] !== undefined;

/** Pod security looks at this one (falco chart 8.0.5, templates/pod-template.tpl). */
const annotationsOf = (plan: Plan, key: PlannedPods["key"]) =>
  key === "falco" && isLeastPrivileged(plan)
    ? { "container.apparmor.security.beta.kubernetes.io/falco": "unconfined" }
    : {};

/** Security contexts of a pod and of its container. */
function security(plan: Plan, key: PlannedPods["key"]): { pod: object; container: object } {
  if (key === "falco") return { pod: {}, container: isLeastPrivileged(plan) ? leastPrivileges : { privileged: true } };
  return key === "exporter" ? { pod: {}, container: exporterSecurity } : sidekickSecurity[key];
}

/** Of the chart itself (falco-exporter chart 0.12.2, values.yaml). */
const exporterSecurity = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  privileged: false,
  readOnlyRootFilesystem: true,
  seccompProfile: { type: "RuntimeDefault" },
};

/** The image that will run: some policies look where it comes from. */
function imageOf({ settings: { charts, images } }: Plan, key: PlannedPods["key"]): string {
  const { tags, registry = "docker.io" } = images;
  const image = {
    falco: `falcosecurity/falco:${tags.falco ?? falcoVersion(charts.falco) ?? "0"}`,
    exporter: `falcosecurity/falco-exporter:${tags.falcoExporter ?? defaultImageTags.falcoExporter}`,
    sidekick: `falcosecurity/falcosidekick:${tags.falcosidekick ?? defaultImageTags.falcosidekick}`,
    ui: `falcosecurity/falcosidekick-ui:${tags.ui ?? defaultImageTags.ui}`,
    redis: `redis/redis-stack:${tags.redis ?? defaultImageTags.redis}`,
  }[key];
  return `${registry}/${image}`;
}
