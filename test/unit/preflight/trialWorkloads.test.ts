import { z } from "zod";
import { trialsOf } from "../../../preflight/trialWorkloads";
import type { SettingsInput } from "../../../settings/settings";
import { at } from "../at";
import { plan } from "./constructed";

const shape = z.object({
  metadata: z.object({ name: z.string(), labels: z.record(z.string(), z.string()) }),
  spec: z.object({ serviceAccountName: z.string() }),
});

describe("trialsOf", () => {
  const podOf = (key: string, settings: SettingsInput = {}) =>
    trialsOf(plan(settings)).find(({ pods }) => pods.key === key)?.pod;

  it("tries Falco with what its driver needs of the host", () => {
    expect(podOf("falco")).toMatchObject({
      metadata: {
        namespace: "falco",
        annotations: { "container.apparmor.security.beta.kubernetes.io/falco": "unconfined" },
      },
      spec: {
        containers: [
          {
            image: "docker.io/falcosecurity/falco:0.43.1",
            securityContext: { capabilities: { add: ["BPF", "SYS_RESOURCE", "PERFMON", "SYS_PTRACE"] } },
          },
        ],
      },
    });
    expect(podOf("falco", { driver: "kmod" })).toMatchObject({
      metadata: { annotations: {} },
      spec: { containers: [{ securityContext: { privileged: true } }] },
    });
  });

  it.each<[SettingsInput, readonly string[]]>([
    [{}, ["/run/containerd/containerd.sock"]],
    [{ containerRuntimeSocket: "unix:///run/crio/crio.sock" }, ["/run/crio/crio.sock"]],
    [
      { metricsSource: "native" },
      ["/var/run", "/run/podman", "/run/host-containerd", "/run/containerd", "/run/crio", "/run/k3s/containerd"],
    ],
    [{ metricsSource: "native", containerRuntimeSocket: "/run/crio/crio.sock" }, ["/run/crio"]],
  ])("tries Falco with the sockets that it mounts, or their directories: %j", (settings, paths) => {
    const volumes = at(podOf("falco", settings), "spec", "volumes");
    expect(volumes).toEqual(
      ["/proc", "/etc", "/boot", "/lib/modules", "/usr", "/sys/kernel", ...paths].map((path, index) => ({
        name: `host-${index}`,
        hostPath: { path },
      })),
    );
  });

  it("tries the others with the settings' images, resources and PriorityClasses", () => {
    const settings = {
      images: { registry: "mirror.example.com", tags: { ui: "2.4.0" } },
      priorityClass: { ui: "high" },
      resources: { ui: { limits: { cpu: "2" } } },
    };
    expect(podOf("ui", settings)).toMatchObject({
      spec: {
        securityContext: { runAsNonRoot: true, runAsUser: 1234 },
        containers: [
          { image: "mirror.example.com/falcosecurity/falcosidekick-ui:2.4.0", resources: { limits: { cpu: "2" } } },
        ],
        priorityClassName: "high",
      },
    });
    expect(podOf("ui", settings)).not.toHaveProperty("spec.volumes");
  });

  it("tries each with the labels, the account and the start of the name that its chart gives it", () => {
    const shown = trialsOf(plan({ namespace: "blue", metricsSource: "exporter" })).map(({ pod, podAsDefault }) => {
      expect(podAsDefault).not.toHaveProperty("spec.serviceAccountName");
      const { metadata, spec } = shape.parse(pod);
      return [metadata.name, spec.serviceAccountName, ...Object.values(metadata.labels)].join(" ");
    });
    expect(shown).toEqual([
      "blue-falco-trial blue-falco falco falco",
      "blue-falco-exporter-trial blue-falco-exporter falco-exporter falco-exporter",
      "blue-falcosidekick-trial blue-falcosidekick falcosidekick falcosidekick core",
      "blue-falcosidekick-ui-trial blue-falcosidekick-ui falcosidekick falcosidekick ui",
      "blue-falcosidekick-ui-redis-trial blue-falcosidekick-ui falcosidekick falcosidekick ui-redis",
    ]);
  });

  it("tries the container beside Falco too", () => {
    expect(podOf("falco", { rules: { source: "registry", autoUpdate: true } })).toMatchObject({
      spec: { containers: [{ name: "falco" }, { name: "falcoctl", resources: { requests: { cpu: "10m" } } }] },
    });
  });
});
