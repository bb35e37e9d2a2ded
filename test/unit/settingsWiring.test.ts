import { generateKeyPairSync } from "node:crypto";
import { settingsFrom, type SettingsInput } from "../../settings/settings";
import { at } from "./at";
import { certificatePem } from "./certificatePem";
import { recordStack } from "./fixtures";
import { only, type Recorded } from "./record";

// What users set reaches what is deployed.

const values = (resources: readonly Recorded[], name: string): unknown =>
  only(resources, "kubernetes:helm.sh/v3:Release", name).inputs["values"];

describe("settings", () => {
  it("reach the charts: the last word of each, custom and templated fields, labels, the cluster's name", async () => {
    const { resources } = await recordStack({
      cluster: "c1",
      helmValues: {
        falco: { podHostname: "x" },
        falcoExporter: { daemonset: { podLabels: { a: "b" } } },
        falcosidekick: { podLabels: { c: "d" } },
      },
      sidekick: {
        customFields: { team: "blue" },
        templatedFields: { where: '{{ index . "evt.hostname" }}' },
        metricLabels: ["proc.name"],
      },
    });
    expect(at(values(resources, "falco-falco"), "podHostname")).toBe("x");
    expect(at(values(resources, "falco-exporter"), "daemonset", "podLabels")).toEqual({ a: "b" });
    const sidekick = values(resources, "falco-sidekick");
    expect(at(sidekick, "podLabels")).toEqual({ c: "d" });
    expect(at(sidekick, "config", "customfields")).toBe("cluster:c1,team:blue");
    expect(at(sidekick, "config", "templatedfields")).toBe('where:{{ index . "evt.hostname" }}');
    expect(at(sidekick, "config", "prometheus", "extralabels")).toBe("proc.name");
    const service = only(resources, "kubernetes:core/v1:Service", "falco-falco-grpc");
    expect(at(service.inputs, "metadata", "labels")).toMatchObject({ cluster: "c1" });
  });

  it("place the pods, and give them their share", async () => {
    const { resources } = await recordStack({
      resources: { redis: { limits: { memory: "1Gi" } }, exporter: { requests: { cpu: "20m" } } },
      tolerations: { ui: [{ key: "pool", operator: "Exists" }] },
      nodeSelector: { falco: { pool: "a" } },
      priorityClass: { falco: "system-node-critical", exporter: "high", redis: "low" },
      images: { tags: { falco: "0.43.0", redis: "7.4.0-v8" } },
    });
    const [falco, exporter, sidekick] = ["falco-falco", "falco-exporter", "falco-sidekick"].map((name) =>
      values(resources, name),
    );
    expect(at(falco, "podPriorityClassName")).toBe("system-node-critical");
    expect(at(falco, "image", "tag")).toBe("0.43.0");
    for (const daemonSet of [falco, exporter]) expect(at(daemonSet, "nodeSelector")).toMatchObject({ pool: "a" });
    expect(at(exporter, "priorityClassName")).toBe("high");
    expect(at(exporter, "resources", "requests", "cpu")).toBe("20m");
    expect(at(sidekick, "webui", "tolerations")).toEqual([{ key: "pool", operator: "Exists" }]);
    expect(at(sidekick, "webui", "redis", "resources", "limits", "memory")).toBe("1Gi");
    expect(at(sidekick, "webui", "redis", "image", "tag")).toBe("7.4.0-v8");
    expect(at(sidekick, "webui", "redis", "priorityClassName")).toBe("low");
  });

  it("take a client certificate of the user's, in a Secret or as text", async () => {
    const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
    const key = String(privateKey.export({ type: "pkcs8", format: "pem" }));
    const outputs = { loki: { hostport: "https://loki.example.com", mutualtls: true } };
    const own = await recordStack({
      sidekick: { outputs, mutualTls: { certificate: certificatePem, privateKey: key } },
    });
    expect(JSON.stringify(own.resources.map(({ inputs }) => at(inputs, "metadata", "name")))).toContain(
      "falcosidekick-client-certificate",
    );
    const theirs = await recordStack({ sidekick: { outputs, mutualTls: { existingSecret: "mine" } } });
    expect(at(values(theirs.resources, "falco-sidekick"), "extraVolumes")).toEqual([
      { name: "mutual-tls", secret: { secretName: "mine" } },
    ]);
  });

  it("take the secrets of outputs from a Secret of the user's", async () => {
    const { resources } = await recordStack({
      sidekick: { existingSecret: "mine", outputs: { slack: { channel: "#a" } } },
    });
    expect(at(values(resources, "falco-sidekick"), "config", "extraEnv")).toContainEqual({
      name: "SLACK_WEBHOOKURL",
      valueFrom: { secretKeyRef: { name: "mine", key: "SLACK_WEBHOOKURL" } },
    });
  });
});

describe("warnings", () => {
  it.each<[SettingsInput, string]>([
    [
      { sidekick: { enabled: false, outputs: { loki: { hostport: "http://loki" } } } },
      "falco:sidekick.outputs have no effect",
    ],
    [
      { sidekick: { enabled: false }, helmValues: { falcosidekick: { a: 1 } } },
      "falco:helmValues.falcosidekick has no effect",
    ],
    [
      { metricsSource: "native", helmValues: { falcoExporter: { a: 1 } } },
      "falco:helmValues.falcoExporter has no effect",
    ],
    [{ helmValues: { falco: { falco: { no_such_key: 1 } } } }, "falco:helmValues.falco.falco.no_such_key"],
    [{ rules: { files: ["test/unit/oddRules.yaml"] } }, "falco:rules.files[0]"],
  ])("%j: %s", (input, warning) => {
    expect(settingsFrom(input).warnings.join("\n")).toContain(warning);
  });
});
