import * as pulumi from "@pulumi/pulumi";
import { at, recordStack } from "./fixtures";
import { only, valueOf } from "./record";

const namespaceType = "kubernetes:core/v1:Namespace";
const secretType = "kubernetes:core/v1:Secret";

/** What an output shows; undefined where it isn't there. */
const shown = <T>(output: pulumi.Output<T> | undefined) => output && valueOf(output);

describe("FalcoStack", () => {
  it("declares exactly these resources by default", async () => {
    const { resources } = await recordStack();
    expect(resources.map(({ type, name }) => `${type} ${name}`).sort()).toEqual([
      "kubernetes:core/v1:ConfigMap falco/falco-events-dashboard",
      "kubernetes:core/v1:Namespace falco-sidekick/falco-sidekick",
      "kubernetes:core/v1:Namespace falco/falco",
      "kubernetes:core/v1:Secret falco-sidekick/falco-sidekick-credentials-ui-secret",
      "kubernetes:core/v1:Secret falco/falco-tls-client-exporter-secret",
      "kubernetes:core/v1:Secret falco/falco-tls-server-secret",
      "kubernetes:core/v1:Service falco/falco-falco-grpc",
      "kubernetes:helm.sh/v3:Release falco-sidekick/falco-sidekick",
      "kubernetes:helm.sh/v3:Release falco/falco-exporter",
      "kubernetes:helm.sh/v3:Release falco/falco-falco",
      "random:index/randomPassword:RandomPassword falco-sidekick/falco-sidekick-credentials-checksum-key",
      "random:index/randomPassword:RandomPassword falco-sidekick/falco-sidekick-credentials-redis",
      "random:index/randomPassword:RandomPassword falco-sidekick/falco-sidekick-credentials-ui",
      "tls:index/certRequest:CertRequest falco/falco-tls-client-exporter-request",
      "tls:index/certRequest:CertRequest falco/falco-tls-server-request",
      "tls:index/locallySignedCert:LocallySignedCert falco/falco-tls-client-exporter",
      "tls:index/locallySignedCert:LocallySignedCert falco/falco-tls-server",
      "tls:index/privateKey:PrivateKey falco/falco-tls-ca-key",
      "tls:index/privateKey:PrivateKey falco/falco-tls-client-exporter-key",
      "tls:index/privateKey:PrivateKey falco/falco-tls-server-key",
      "tls:index/selfSignedCert:SelfSignedCert falco/falco-tls-ca",
    ]);
  });

  it("makes everything a child of the stack's component, and protects nothing", async () => {
    const { resources } = await recordStack({ ui: { service: "NodePort" }, grpc: { clients: ["siem"] } });
    const names = (odd: typeof resources) => odd.map(({ type, name }) => `${type} ${name}`);
    expect(names(resources.filter(({ parents }) => parents[0] !== "falco-stack:components:FalcoStack"))).toEqual([]);
    expect(names(resources.filter(({ options }) => options.protect))).toEqual([]);
  });

  it("annotates what it makes itself with its owner, and nothing else", async () => {
    const { resources } = await recordStack({ ui: { service: "NodePort" }, grpc: { clients: ["siem"] } });
    const own = resources.filter(({ type }) => type.startsWith("kubernetes:core/"));
    expect(own).toHaveLength(9);
    for (const { inputs } of own)
      expect(at(inputs, "metadata", "annotations", "falco-stack/owner")).toBe("acme/falco/dev");
  });

  it.each([
    ["falco", "falco", "privileged"],
    ["falco-sidekick", "falco-sidekick", "baseline"],
  ])("labels namespace %s so that its pods are admitted, and no more", async (name, physical, enforce) => {
    const { resources } = await recordStack();
    expect(only(resources, namespaceType, name).inputs["metadata"]).toMatchObject({
      name: physical,
      labels: {
        "pod-security.kubernetes.io/enforce": enforce,
        "pod-security.kubernetes.io/audit": "restricted",
        "pod-security.kubernetes.io/warn": "restricted",
      },
    });
  });

  it("starts the exporter after the Secret that its chart mounts by name, and what reads metrics after whoever counts", async () => {
    const { resources } = await recordStack();
    const exporter = only(resources, "kubernetes:helm.sh/v3:Release", "falco-exporter");
    expect(exporter.inheritedDependsOn).toEqual([
      "falco-stack:components:LeafCertificate falco/falco-tls-client-exporter",
    ]);
    const dashboard = only(resources, "kubernetes:core/v1:ConfigMap", "falco-events-dashboard");
    expect(dashboard.inheritedDependsOn).toEqual([
      "kubernetes:core/v1:Namespace falco/falco",
      "kubernetes:core/v1:Namespace falco-sidekick/falco-sidekick",
      "falco-stack:components:FalcoExporter falco/falco-exporter",
    ]);
    const native = await recordStack({ metricsSource: "native" });
    expect(
      only(native.resources, "kubernetes:core/v1:ConfigMap", "falco-events-dashboard").inheritedDependsOn,
    ).toContain("falco-stack:components:Falco falco/falco-falco");
  });

  it("lets no release wait for another", async () => {
    const { resources } = await recordStack();
    const releases = resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
    expect(releases.map(({ name, dependsOn }) => [name, dependsOn]).sort()).toEqual([
      ["falco-sidekick/falco-sidekick", []],
      ["falco/falco-exporter", []],
      ["falco/falco-falco", []],
    ]);
  });

  it.each(["falco-falco", "falco-exporter", "falco-sidekick"])(
    "rolls release %s back when it fails, and keeps five revisions",
    async (name) => {
      const { resources } = await recordStack({ helmTimeout: 900 });
      expect(only(resources, "kubernetes:helm.sh/v3:Release", name).inputs).toMatchObject({
        atomic: true,
        cleanupOnFail: true,
        timeout: 900,
        maxHistory: 5,
        repositoryOpts: { repo: "https://falcosecurity.github.io/charts" },
      });
    },
  );

  it("has nothing secret in Helm values", async () => {
    const { resources } = await recordStack({
      sidekick: { outputs: { slack: { webhookurl: "https://hooks.example.com/T0/B0/x", channel: "#alerts" } } },
    });
    const releases = resources.filter(({ type }) => type === "kubernetes:helm.sh/v3:Release");
    expect(releases.flatMap(({ secretInputs }) => secretInputs)).toEqual([]);
    const text = JSON.stringify(releases.map(({ inputs }) => inputs));
    for (const secret of ["hooks.example.com", "password falco", "private key of"]) expect(text).not.toContain(secret);
  });

  it("marks the data of every Secret as secret", async () => {
    const { resources } = await recordStack({ grpc: { clients: ["siem"] } });
    const secrets = resources.filter(({ type }) => type === secretType);
    expect(secrets).toHaveLength(4);
    for (const { options, secretInputs } of secrets) {
      expect(options.additionalSecretOutputs).toEqual(expect.arrayContaining(["data", "stringData"]));
      expect(secretInputs).toContain("stringData");
    }
  });

  it("puts the namespace into every name that the cluster shares, outside of falco", async () => {
    const { resources, stack } = await recordStack({ namespace: "blue" });
    const release = (name: string) => only(resources, "kubernetes:helm.sh/v3:Release", name).inputs;
    expect(at(release("falco-falco"), "values", "fullnameOverride")).toBe("blue-falco");
    expect(at(release("falco-exporter"), "values", "fullnameOverride")).toBe("blue-falco-exporter");
    expect(at(release("falco-sidekick"), "values", "fullnameOverride")).toBe("blue-falcosidekick");
    expect(at(release("falco-falco"), "values", "falco", "http_output", "url")).toBe(
      "http://blue-falcosidekick.blue-sidekick.svc:2801",
    );
    expect(at(only(resources, secretType, "falco-tls-client-exporter-secret").inputs, "metadata", "name")).toBe(
      "blue-falco-exporter-certs",
    );
    expect(await shown(stack.outputs.dashboardConfigMap)).toBe("blue/blue-falco-events-dashboard");
    expect(await shown(stack.outputs.metricsTarget)).toBe("blue-falco-exporter.blue.svc:9376");
  });

  it("publishes what its users need, the password as a secret", async () => {
    const { stack } = await recordStack(
      { ui: { service: "NodePort", nodePort: 32001, user: "ops" } },
      { nodeAddress: "192.0.2.7" },
    );
    const { uiPassword, certificatesExpire, namespaceUids, ...plain } = stack.outputs;
    expect({
      ...plain,
      namespace: await shown(plain.namespace),
      metricsTarget: await shown(plain.metricsTarget),
      grpcAddress: await shown(plain.grpcAddress),
      dashboardConfigMap: await shown(plain.dashboardConfigMap),
    }).toEqual({
      namespace: "falco",
      chartVersions: { falco: "8.0.5", "falco-exporter": "0.12.2", falcosidekick: "0.14.0" },
      uiUrl: "http://192.0.2.7:32001",
      uiUser: "ops",
      metricsTarget: "falco-exporter.falco.svc:9376",
      grpcAddress: "falco-grpc-local.falco.svc:5060",
      dashboardConfigMap: "falco/falco-events-dashboard",
    });
    expect(await shown(namespaceUids)).toEqual({ falco: "uid of falco", "falco-sidekick": "uid of falco-sidekick" });
    expect(await shown(certificatesExpire)).toBe("2027-11-25T00:00:00.000Z");
    expect(uiPassword && (await pulumi.isSecret(uiPassword))).toBe(true);
  });

  it.each([
    ["192.0.2.7", "http://192.0.2.7:32000"],
    ["2001:db8::7", "http://[2001:db8::7]:32000"],
    [undefined, "http://<a node>:32000"],
  ])("makes a URL of the node address %s", async (nodeAddress, expected) => {
    const { stack } = await recordStack({ ui: { service: "NodePort" } }, { nodeAddress });
    expect(stack.outputs.uiUrl).toBe(expected);
  });

  it("opens the UI after its release, whose pods it selects by a name known before", async () => {
    const { resources } = await recordStack({ ui: { service: "NodePort" } });
    const service = only(resources, "kubernetes:core/v1:Service", "falco-ui");
    expect(service.inheritedDependsOn).toContain("falco-stack:components:Falcosidekick falco-sidekick/falco-sidekick");
  });

  it("gives the address after a port-forward where the UI has no NodePort", async () => {
    const { resources, stack } = await recordStack();
    expect(stack.outputs.uiUrl).toBe("http://localhost:2802");
    expect(resources.map(({ inputs }) => at(inputs, "spec", "type"))).not.toContain("NodePort");
  });
});
