import { posix } from "node:path";
import { engineOf, socketPath } from "../settings/containerEngine";
import type { FalcoChart } from "../settings/falcoCharts";

/** Values of the falco chart about sockets of container runtimes, and what it forgets to mount for them. */
export interface ContainerRuntimeValues {
  readonly collectors?: Readonly<{
    docker?: Collector;
    containerd?: Collector;
    crio?: Collector;
    containerEngine?: {
      readonly enabled: true;
      readonly engines: Readonly<Record<"docker" | "podman" | "containerd" | "cri", Engine>>;
    };
  }>;
  /** A directory of the node, and where Falco looks for the socket in it. */
  readonly directory?: { readonly hostPath: string; readonly mountPath: string };
}

interface Collector {
  readonly enabled: boolean;
  readonly socket?: string;
}

interface Engine {
  readonly enabled: boolean;
  readonly sockets?: readonly string[];
}

/** Sockets that speak CRI: of containerd, CRI-O and k3s (falco chart 6.2.0, values.yaml). */
const usualSockets = ["/run/containerd/containerd.sock", "/run/crio/crio.sock", "/run/k3s/containerd/containerd.sock"];

const off = { enabled: false } as const;

/**
 * Lets Falco ask the container runtime for names of containers and pods. With a `socket` (a path on the nodes, with or
 * without `unix://`) it asks there and nowhere else.
 */
export function containerRuntimeValues(chart: FalcoChart, socket: string | undefined): ContainerRuntimeValues {
  const path = socket && socketPath(socket);
  if (chart.containerEngine === "none") return path === undefined ? {} : collectorFor(chart, path);
  if (path === undefined && chart.containerEngine === "complete") return {};
  return {
    collectors: {
      // The chart refuses to render with both.
      ...(chart.hasCollectors && { docker: off, containerd: off, crio: off }),
      containerEngine: { enabled: true, engines: enginesFor(path) },
    },
  };
}

/** Without the chart's sockets too, which are not mounted then. */
const unasked = { enabled: false, sockets: [] } as const;

/**
 * The engine `containerd` would ask containerd itself, which knows IDs instead of names (container plugin 0.2.4,
 * go-worker/pkg/container/containerd.go).
 */
function enginesFor(path: string | undefined) {
  const none = { docker: unasked, podman: unasked, containerd: unasked, cri: unasked };
  return path === undefined
    ? { ...none, docker: { enabled: true }, cri: { enabled: true, sockets: usualSockets } }
    : { ...none, [engineOf(path)]: { enabled: true, sockets: [path] } };
}

function collectorFor(chart: FalcoChart, path: string): ContainerRuntimeValues {
  const collector = { enabled: true, socket: path };
  const [directory, usual] = [posix.dirname(path), isDocker(path) ? "/var/run" : "/run/containerd"];
  const mounted = chart.socketMounted === "default" ? usual : directory;
  // For Docker, Falco has no other place than the usual one.
  const expected = chart.socketExpected === "default" || isDocker(path) ? usual : directory;
  return {
    collectors: isDocker(path)
      ? { docker: collector, containerd: off, crio: off }
      : { docker: off, containerd: collector, crio: off },
    ...(mounted !== expected && { directory: { hostPath: directory, mountPath: `/host${expected}` } }),
  };
}

const isDocker = (path: string): boolean => engineOf(path) === "docker";
