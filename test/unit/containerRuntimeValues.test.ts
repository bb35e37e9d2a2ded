import { falcoChart } from "../../settings/chartVersions";
import { falcoArgs, off, pluginInstead, unasked, valuesFor } from "./falcoArgs";

const native = { metrics: { source: "native" } } as const;
const hidden = {
  volumes: [{ name: "image-config", emptyDir: {} }],
  volumeMounts: [{ name: "image-config", mountPath: "/etc/falco/config.d" }],
};
const nothing = { volumes: [], volumeMounts: [] };

describe("container runtime sockets in falcoValues", () => {
  const [k3s, docker] = ["/run/k3s/containerd/containerd.sock", "/var/run/docker.sock"];
  const cri = (...sockets: string[]) => ({ enabled: true, sockets });
  const none = { docker: unasked, podman: unasked, containerd: unasked, cri: unasked };
  const plugin = (asked: object) => ({ containerEngine: { enabled: true, engines: { ...none, ...asked } } });
  const old = { docker: off, containerd: off, crio: off };
  const atNode = (hostPath: string, mountPath: string) => ({
    volumes: [{ name: "container-runtime", hostPath: { path: hostPath } }],
    volumeMounts: [{ name: "container-runtime", mountPath }],
  });
  it.each<[string, string | undefined, object, object]>([
    ["3.0.0", k3s, { ...old, containerd: { enabled: true, socket: k3s } }, nothing],
    ["3.0.0", docker, { ...old, docker: { enabled: true, socket: docker } }, nothing],
    ["4.17.2", `unix://${k3s}`, { ...old, containerd: { enabled: true, socket: k3s } }, nothing],
    // Mounted at /host/run/containerd, looked for below /host/run/k3s.
    [
      "4.18.0",
      k3s,
      { ...old, containerd: { enabled: true, socket: k3s } },
      atNode("/run/k3s/containerd", "/host/run/k3s/containerd"),
    ],
    ["4.20.0", docker, { ...old, docker: { enabled: true, socket: docker } }, nothing],
    ["4.20.1", k3s, { ...old, containerd: { enabled: true, socket: k3s } }, nothing],
    // Mounted below /host/run, looked for at /host/var/run.
    [
      "4.21.3",
      "/run/docker.sock",
      { ...old, docker: { enabled: true, socket: "/run/docker.sock" } },
      atNode("/run", "/host/var/run"),
    ],
    ["5.0.3", undefined, pluginInstead, hidden],
    ["6.1.0", k3s, { ...old, ...plugin({ cri: cri(k3s) }) }, hidden],
    ["6.4.1", k3s, { ...old, ...plugin({ cri: cri(k3s) }) }, hidden],
    ["7.0.0", `unix://${k3s}`, plugin({ cri: cri(k3s) }), hidden],
    ["8.0.5", docker, plugin({ docker: { enabled: true, sockets: [docker] } }), hidden],
    ["9.1.0", "/run/cri-dockerd.sock", plugin({ cri: cri("/run/cri-dockerd.sock") }), hidden],
    [
      "9.1.0",
      "unix:///run/podman/podman.sock",
      plugin({ podman: { enabled: true, sockets: ["/run/podman/podman.sock"] } }),
      hidden,
    ],
  ])("of chart %s with %s", (version, socket, collectors, mounts) => {
    const metrics = falcoChart(version).hasGrpc ? falcoArgs.metrics : native.metrics;
    const values = valuesFor(version, { metrics, containerRuntimeSocket: socket });
    expect(values.collectors).toEqual(collectors);
    expect(values.mounts).toEqual(mounts);
  });
});
