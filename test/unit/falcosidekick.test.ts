import * as pulumi from "@pulumi/pulumi";
import type { FalcosidekickArgs } from "../../components/falcosidekick";
import { at } from "./at";
import { only } from "./record";
import { recordSidekick, sidekickArgs, sidekickVariants } from "./sidekickArgs";

const secretType = "kubernetes:core/v1:Secret";
const slack = { secret: { SLACK_WEBHOOKURL: pulumi.secret("https://hooks.example.com/T0/B0/x") }, extraEnv: [] };
const client = { certificate: "CERTIFICATE", privateKey: pulumi.secret("KEY"), ca: "CA" };
const off = { ui: { ...sidekickArgs.ui, enabled: false } };
const theirs = { ui: { ...sidekickArgs.ui, existingSecret: "my-ui" } };

const stringData = async (secret: string, changed: Partial<FalcosidekickArgs>) =>
  only((await recordSidekick(changed)).resources, secretType, `falco-sidekick-credentials-${secret}`).inputs[
    "stringData"
  ];
const valueAt = async (changed: Partial<FalcosidekickArgs>, ...path: (string | number)[]) =>
  at((await recordSidekick(changed)).values, ...path);

describe("Falcosidekick", () => {
  it("is a release of its own in its own namespace", async () => {
    const { release } = await recordSidekick({ replicas: 3, timeoutSeconds: 60 });
    expect(release.inputs).toMatchObject({
      name: "falcosidekick",
      namespace: "falco-sidekick",
      chart: "falcosidekick",
      version: "0.14.0",
      timeout: 60,
      values: { fullnameOverride: "falcosidekick", replicaCount: 3, webui: { replicaCount: 3 } },
    });
  });

  it("shows each reader its own credentials only", async () => {
    const changed = { environment: slack, mutualTls: client, ui: { ...sidekickArgs.ui, user: "ops" } };
    expect(await stringData("secret", changed)).toEqual({ SLACK_WEBHOOKURL: "https://hooks.example.com/T0/B0/x" });
    expect(await stringData("ui-secret", changed)).toEqual({
      FALCOSIDEKICK_UI_USER: "ops:password falco-sidekick-credentials-ui",
      FALCOSIDEKICK_UI_REDIS_PASSWORD: "password falco-sidekick-credentials-redis",
      REDIS_PASSWORD: "password falco-sidekick-credentials-redis",
      REDIS_ARGS:
        "--requirepass password falco-sidekick-credentials-redis --maxmemory 384mb --maxmemory-policy volatile-ttl",
    });
    expect(await stringData("mutual-tls-secret", changed)).toEqual({
      "client.crt": "CERTIFICATE",
      "client.key": "KEY",
      "ca.crt": "CA",
    });
    const { values } = await recordSidekick(changed);
    expect(values).toMatchObject({
      config: { existingSecret: "falcosidekick-credentials", mutualtlsfilespath: "/etc/certs/client" },
      extraVolumes: [{ name: "mutual-tls", secret: { secretName: "falcosidekick-mutual-tls" } }],
      extraVolumeMounts: [{ name: "mutual-tls", mountPath: "/etc/certs/client", readOnly: true }],
      webui: {
        existingSecret: "falcosidekick-ui-credentials",
        redis: { existingSecret: "falcosidekick-ui-credentials", password: "in-existing-secret" },
      },
    });
  });

  it.each<[string, Partial<FalcosidekickArgs>, string[]]>([
    ["nothing but a UI", {}, ["ui-secret"]],
    ["no UI", off, []],
    ["outputs and no UI", { ...off, environment: slack }, ["secret"]],
    ["a Secret of the user's for the UI", theirs, []],
    ["a client certificate", { ...off, mutualTls: client }, ["mutual-tls-secret"]],
    ["a Secret of the user's for the certificate", { ...off, mutualTls: { existingSecret: "mine" } }, []],
  ])("makes no more Secrets than %s needs", async (_, changed, expected) => {
    const { resources } = await recordSidekick(changed);
    const made = resources.filter(({ type }) => type === secretType);
    expect(made.map(({ name }) => name)).toEqual(expected.map((secret) => `falco-sidekick-credentials-${secret}`));
    for (const { inputs } of made)
      expect(inputs["metadata"]).toMatchObject({
        namespace: "falco-sidekick",
        annotations: { "falco-stack/owner": "acme/falco/dev" },
      });
  });

  it("tells the UI's password, as a secret, where it is the one who made it", async () => {
    const { uiPassword } = (await recordSidekick()).sidekick;
    expect(uiPassword && (await pulumi.isSecret(uiPassword))).toBe(true);
    for (const changed of [off, theirs]) expect((await recordSidekick(changed)).sidekick.uiPassword).toBeUndefined();
  });

  it("reads Secrets of the user's without a checksum of what it can't see", async () => {
    const { values } = await recordSidekick(sidekickVariants["Secrets of the user's"]);
    expect(values).toMatchObject({
      podAnnotations: {},
      extraVolumes: [{ secret: { secretName: "my-client" } }],
      webui: { existingSecret: "my-ui", podAnnotations: {}, redis: { existingSecret: "my-ui", podAnnotations: {} } },
    });
    expect(at(values, "config")).not.toHaveProperty("existingSecret");
  });

  it.each<[string, Partial<FalcosidekickArgs>, string[]]>([
    ["a webhook", { environment: { ...slack, secret: { SLACK_WEBHOOKURL: "https://other" } } }, ["sidekick"]],
    ["a variable that is no secret", { environment: { ...slack, extraEnv: [{ name: "A", value: "b" }] } }, []],
    ["the client certificate", { mutualTls: { ...client, certificate: "RENEWED" } }, ["client"]],
    ["the client's key", { mutualTls: { ...client, privateKey: "RENEWED" } }, ["client"]],
    ["the UI's user", { ui: { ...sidekickArgs.ui, user: "ops" } }, ["ui"]],
  ])("rolls exactly the pods that read %s when it changes", async (_, changed, expected) => {
    const checksums = async (args: Partial<FalcosidekickArgs>) => {
      const { values } = await recordSidekick({ environment: slack, mutualTls: client, ...args });
      const annotation = (of: string, ...pod: string[]) => at(values, ...pod, "podAnnotations", `checksum/${of}`);
      return {
        sidekick: annotation("credentials"),
        client: annotation("mutual-tls"),
        ui: annotation("credentials", "webui"),
        redis: annotation("credentials", "webui", "redis"),
      };
    };
    const before = await checksums({});
    const after = await checksums(changed);
    const differing = Object.keys(before).filter((pod) => at(before, pod) !== at(after, pod));
    expect(differing).toEqual(expected);
    for (const sum of Object.values(before)) expect(sum).toMatch(/^[0-9a-f]{64}$/);
  });

  it("lets the user's own values win over each of its own", async () => {
    const helmValues = {
      replicaCount: 7,
      config: { extraEnv: [], debug: true },
      webui: { redis: { resources: null } },
    };
    const { values } = await recordSidekick({ environment: slack, helmValues });
    expect(values).toMatchObject({
      replicaCount: 7,
      config: { extraEnv: [], debug: true, existingSecret: "falcosidekick-credentials" },
      webui: { enabled: true, redis: { resources: null, password: "in-existing-secret" } },
    });
  });

  it("puts no secret into Helm values", async () => {
    const { values, release } = await recordSidekick({ environment: slack, mutualTls: client });
    expect(release.secretInputs).toEqual([]);
    for (const secret of ["hooks.example.com", "KEY", "password falco"])
      expect(JSON.stringify(values)).not.toContain(secret);
  });
});

describe("falcosidekickValues", () => {
  it.each([off, { ui: { ...off.ui, existingSecret: "my-ui" } }])(
    "turns the UI and redis off together",
    async (changed) => {
      expect(await valueAt(changed, "webui")).toEqual({
        enabled: false,
        redis: { enabled: false, existingSecret: "unused" },
      });
      expect(await valueAt(changed, "config", "extraEnv")).toEqual([]);
    },
  );

  it("never lets the chart's default user into its Secret", async () => {
    expect(await valueAt({}, "webui", "user")).toBe("");
  });

  it("hands outputs' variables, fields and metric labels to the chart", async () => {
    expect(await valueAt(sidekickVariants["all that can be chosen"], "config")).toEqual({
      existingSecret: "falcosidekick-credentials",
      extraEnv: [
        { name: "SLACK_CHANNEL", value: "#alerts" },
        { name: "LOKI_APIKEY", valueFrom: { secretKeyRef: { name: "mine", key: "LOKI_APIKEY" } } },
        { name: "WEBUI_MAXCONCURRENTREQUESTS", value: "10" },
      ],
      customfields: "site:north",
      templatedfields: "who:{{ .user }}",
      prometheus: { extralabels: "k8s.ns.name,proc.name" },
      policyreport: { enabled: true },
      aws: { useirsa: true, rolearn: "arn:aws:iam::1:role/falcosidekick" },
      mutualtlsfilespath: "/etc/certs/client",
      tlsclient: { cacertfile: "" },
    });
  });

  it("keeps Kubernetes from replacing anything in custom and templated fields", async () => {
    const text = "price:$5,both:$$,reference:$(REDIS_PASSWORD),end:$";
    const kept = "price:$$5,both:$$$$,reference:$$(REDIS_PASSWORD),end:$$";
    expect(await valueAt({ customFields: text, templatedFields: text }, "config")).toMatchObject({
      customfields: kept,
      templatedfields: kept,
    });
  });

  it("runs the images that it is told to", async () => {
    const tags = async (changed: Partial<FalcosidekickArgs>) => {
      const { values } = await recordSidekick(changed);
      return [[], ["webui"], ["webui", "redis"], ["webui", "initContainer"]].map((of) => at(values, ...of, "image"));
    };
    const pinned = (tag: string) => ({ tag });
    expect(await tags({})).toEqual([pinned("2.35.0"), pinned("2.3.0"), pinned("7.2.0-v19"), pinned("7.2.0-v19")]);
    expect(await tags(sidekickVariants["all that can be chosen"])).toEqual(
      ["2.34.1", "2.4.0", "7.4.0-v7", "7.4.0-v7"].map(pinned),
    );
  });

  it.each([
    ["0.8.0", undefined],
    ["0.8.1", ["resources", "securityContext"]],
    ["0.8.5", ["resources", "securityContext"]],
    ["0.8.6", ["image", "resources"]],
    ["0.8.7", ["image", "resources", "securityContext"]],
    ["0.14.0", ["image", "resources", "securityContext"]],
  ])("sets of the init container what chart %s makes something right of", async (version, expected) => {
    const { values } = await recordSidekick({}, version);
    const initContainer = at(values, "webui", "initContainer");
    expect(initContainer && Object.keys(initContainer)).toEqual(expected);
  });

  it("meets the profile restricted where the image can", async () => {
    const { values } = await recordSidekick();
    const user = { runAsUser: 1234, fsGroup: 1234, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
    const container = { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } };
    expect(values).toMatchObject({
      podSecurityContext: user,
      securityContext: container,
      webui: {
        podSecurityContext: user,
        securityContext: container,
        initContainer: { securityContext: container },
        redis: {
          podSecurityContext: { seccompProfile: { type: "RuntimeDefault" } },
          securityContext: { allowPrivilegeEscalation: false },
        },
      },
    });
  });

  it("gives each pod its own machines, and its share of them", async () => {
    const { values } = await recordSidekick(sidekickVariants["all that can be chosen"]);
    for (const [pod, ...path] of [["sidekick"], ["ui", "webui"], ["redis", "webui", "redis"]])
      expect(at(values, ...path)).toMatchObject({
        resources: { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "1", memory: "512Mi" } },
        nodeSelector: { pool: pod },
        tolerations: [{ key: pod, operator: "Exists", effect: "NoSchedule" }],
        priorityClassName: `${String(pod)}-priority`,
      });
    expect(await valueAt({}, "webui", "redis")).not.toHaveProperty("priorityClassName");
  });

  it("keeps alerts as long and where it is told to", async () => {
    const redis = await valueAt({}, "webui", "redis");
    expect(redis).toMatchObject({ storageEnabled: true, storageSize: "1Gi" });
    expect(redis).not.toHaveProperty("storageClass");
    expect(await valueAt(sidekickVariants["all that can be chosen"], "webui")).toMatchObject({
      ttl: "2w",
      redis: { storageEnabled: false, storageSize: "5Gi", storageClass: "fast" },
    });
  });
});
