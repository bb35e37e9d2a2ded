import * as pulumi from "@pulumi/pulumi";
import { falcosidekickValues } from "../../components/falcosidekickValues";
import { keyedChecksum } from "../../components/checksum";
import type { SettingsInput } from "../../settings/settings";
import { at, recordStack, secretOf } from "./fixtures";
import { SidekickCredentials } from "../../components/sidekickCredentials";
import { only, record, valueOf } from "./record";

const slack = {
  webhookurl: "https://hooks.example.com/T0/B0/x",
  channel: "#alerts",
  minimumpriority: "warning",
} as const;

const valuesOf = async (input: SettingsInput = {}) =>
  only((await recordStack(input)).resources, "kubernetes:helm.sh/v3:Release", "falco-sidekick").inputs["values"];

describe("Falcosidekick", () => {
  it("keeps all credentials in one Secret, under the names that the pods read", async () => {
    const { resources } = await recordStack({ sidekick: { outputs: { slack } }, ui: { user: "ops" } });
    const { inputs } = only(resources, "kubernetes:core/v1:Secret", "falco-sidekick-credentials-secret");
    expect(at(inputs, "metadata", "namespace")).toBe("falco-sidekick");
    expect(inputs["stringData"]).toEqual({
      SLACK_WEBHOOKURL: "https://hooks.example.com/T0/B0/x",
      FALCOSIDEKICK_UI_USER: "ops:password falco-sidekick-credentials-ui",
      FALCOSIDEKICK_UI_REDIS_PASSWORD: "password falco-sidekick-credentials-redis",
      REDIS_PASSWORD: "password falco-sidekick-credentials-redis",
      REDIS_ARGS:
        "--requirepass password falco-sidekick-credentials-redis --maxmemory 384mb --maxmemory-policy volatile-ttl",
    });
  });

  it("generates passwords that neither the UI nor redis can misread", async () => {
    const { resources } = await recordStack();
    const passwords = resources.filter(({ type }) => type === "random:index/randomPassword:RandomPassword");
    expect(passwords).toHaveLength(3);
    for (const { inputs, options } of passwords) {
      expect(inputs).toEqual({ length: 32, special: false });
      expect(options.additionalSecretOutputs).toContain("result");
    }
  });

  it("hands fields that are no secrets to the chart", async () => {
    expect(at(await valuesOf({ sidekick: { outputs: { slack } } }), "config")).toEqual({
      slack: { channel: "#alerts", minimumpriority: "warning" },
      existingSecret: "falcosidekick-credentials",
      extraEnv: [{ name: "SLACK_MAXCONCURRENTREQUESTS", value: "10" }],
    });
    expect(at(await valuesOf(), "config")).toEqual({ existingSecret: "falcosidekick-credentials", extraEnv: [] });
  });

  it("is a release of its own in its own namespace", async () => {
    const { resources } = await recordStack({ sidekick: { replicas: 3 } });
    const { inputs } = only(resources, "kubernetes:helm.sh/v3:Release", "falco-sidekick");
    expect(inputs).toMatchObject({
      name: "falcosidekick",
      namespace: "falco-sidekick",
      version: "0.14.0",
      values: { replicaCount: 3, webui: { replicaCount: 3 } },
    });
  });

  it.each([
    [
      "a webhook",
      { sidekick: { outputs: { slack: { webhookurl: "https://hooks.example.com/other" } } } },
      ["sidekick"],
    ],
    ["a channel", { sidekick: { outputs: { slack: { ...slack, channel: "#other" } } } }, []],
    ["the UI's user", { sidekick: { outputs: { slack } }, ui: { user: "ops" } }, ["ui"]],
  ] as const)("rolls exactly the pods that read %s when it changes", async (_, changed, expected) => {
    const checksums = async (input: SettingsInput) => {
      const values = await valuesOf(input);
      const annotation = (...path: string[]) => at(values, ...path, "podAnnotations", "checksum/credentials");
      return { sidekick: annotation(), ui: annotation("webui"), redis: annotation("webui", "redis") };
    };
    const before = await checksums({ sidekick: { outputs: { slack } } });
    const after = await checksums(changed);
    expect(
      Object.entries(after)
        .filter(([pod, sum]) => at(before, pod) !== sum)
        .map(([pod]) => pod),
    ).toEqual(expected);
    for (const sum of Object.values(before)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });
});

describe("SidekickCredentials", () => {
  const sums = async (password: string) => {
    const { result } = await record(
      (options) =>
        new SidekickCredentials(
          "credentials",
          { secretName: "s", namespace: "n", uiUser: "admin", outputs: { TOKEN: "t" }, annotations: {} },
          options,
        ),
      { "random:index/randomPassword:RandomPassword": (name) => ({ result: name === password ? "other" : name }) },
    );
    const { sidekick, ui, redis } = result.checksums;
    return { sidekick: await valueOf(sidekick), ui: await valueOf(ui), redis: await valueOf(redis) };
  };

  it.each([
    ["credentials-ui", ["ui"]],
    ["credentials-redis", ["ui", "redis"]],
  ])("rolls exactly the pods that read the password %s when it changes", async (password, expected) => {
    const [before, after] = [await sums(""), await sums(password)];
    expect(Object.keys(before).filter((pod) => at(before, pod) !== at(after, pod))).toEqual(expected);
  });
});

describe("keyedChecksum", () => {
  it("depends on the key, on names and on values, and not on their order", async () => {
    const of = (key: string, secrets: Record<string, string>) => valueOf(keyedChecksum(secretOf(key), secrets));
    const one = await of("key", { A: "1", B: "2" });
    expect(await of("key", { B: "2", A: "1" })).toBe(one);
    for (const other of [
      of("other", { A: "1", B: "2" }),
      of("key", { A: "1", B: "3" }),
      of("key", { A: "1", C: "2" }),
      of("key", { A: "1B", "": "2" }),
    ])
      expect(await other).not.toBe(one);
  });

  it("is no secret", async () => {
    expect(await pulumi.isSecret(keyedChecksum(secretOf("key"), { A: secretOf("1") }))).toBe(false);
  });
});

describe("falcosidekickValues", () => {
  const checksums = { sidekick: secretOf("s"), ui: secretOf("u"), redis: secretOf("r") };
  const ui = { retention: "7d", storage: { enabled: true, size: "1Gi" } };
  const args = {
    fullName: "falcosidekick",
    replicas: 2,
    outputs: {},
    variables: [],
    ui,
    credentialsSecret: "creds",
    checksums,
  };
  const { webui, podSecurityContext, securityContext } = falcosidekickValues(args);

  it("never lets the chart's default user into its Secret", () => {
    expect(webui.user).toBe("");
  });
  it("switches redis' password on", () => {
    expect(webui.redis).toMatchObject({ existingSecret: "creds", password: "in-existing-secret" });
  });
  it("runs images without known holes", () => {
    expect([webui.image.tag, webui.redis.image.tag, webui.initContainer.image.tag]).toEqual([
      "2.3.0",
      "7.2.0-v19",
      "7.2.0-v19",
    ]);
  });
  it("meets the profile restricted where the image can", () => {
    for (const pod of [podSecurityContext, webui.podSecurityContext])
      expect(pod).toEqual({
        runAsUser: 1234,
        fsGroup: 1234,
        runAsNonRoot: true,
        seccompProfile: { type: "RuntimeDefault" },
      });
    for (const container of [securityContext, webui.securityContext, webui.initContainer.securityContext])
      expect(container).toEqual({ allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } });
  });
  it("gives redis more memory than its own ceiling, and nothing to escalate with", () => {
    expect(webui.redis).toMatchObject({
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { memory: "768Mi" } },
      podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
      securityContext: { allowPrivilegeEscalation: false },
    });
  });
  it("names a storage class only where one is given", () => {
    expect(webui.redis).toMatchObject({ storageEnabled: true, storageSize: "1Gi" });
    expect(webui.redis).not.toHaveProperty("storageClass");
    const storage = { enabled: true, size: "5Gi", class: "fast" };
    expect(falcosidekickValues({ ...args, ui: { retention: "2w", storage } }).webui).toMatchObject({
      ttl: "2w",
      redis: { storageSize: "5Gi", storageClass: "fast" },
    });
  });
});

describe("SidekickUiService", () => {
  it("opens the UI's pods on a port of every node", async () => {
    const { resources } = await recordStack({ ui: { service: "NodePort" } });
    const { inputs } = only(resources, "kubernetes:core/v1:Service", "falco-ui");
    expect(inputs["metadata"]).toMatchObject({ name: "falcosidekick-ui-nodeport", namespace: "falco-sidekick" });
    expect(inputs["spec"]).toEqual({
      type: "NodePort",
      selector: {
        "app.kubernetes.io/name": "falcosidekick",
        "app.kubernetes.io/instance": "falcosidekick",
        "app.kubernetes.io/component": "ui",
      },
      ports: [{ name: "http", port: 2802, targetPort: 2802, nodePort: 32000, protocol: "TCP" }],
    });
  });
});
