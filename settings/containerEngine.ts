import { posix } from "node:path";
import { falcoChart } from "./falcoCharts";
import { anotherFalcoChart, type FalcoChartPlan } from "./falcoFaults";
import type { Finding } from "./finding";

/** What speaks at a socket: docker.sock and podman.sock each their own language, every other one CRI. */
export type ContainerEngine = "docker" | "podman" | "cri";

/** `containerRuntimeSocket` without its scheme. */
export const socketPath = (socket: string): string => socket.replace(/^unix:\/\//, "");

export function engineOf(socket: string): ContainerEngine {
  const name = posix.basename(socketPath(socket));
  if (name === "docker.sock") return "docker";
  return name === "podman.sock" ? "podman" : "cri";
}

/** Podman with a chart that has no value for it: its socket would be asked in CRI, and alerts name no containers. */
export function containerEngineFaults(
  settings: FalcoChartPlan & { readonly containerRuntimeSocket?: string | undefined },
): Finding[] {
  const { containerRuntimeSocket: socket, charts } = settings;
  return socket !== undefined && engineOf(socket) === "podman" && falcoChart(charts.falco).containerEngine === "none"
    ? [
        {
          path: ["containerRuntimeSocket"],
          expected: `the socket of containerd, CRI-O or Docker with falco chart ${charts.falco}: 4.22.0 is the first with a value for Podman`,
          restsOn: [["charts", "falco"]],
          repairs: anotherFalcoChart(settings),
        },
      ]
    : [];
}
