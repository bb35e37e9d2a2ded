import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { proxyVariables } from "../../components/egressValues";
import { digest } from "../../components/checksum";
import { settingsFrom } from "../../settings/settings";
import { at } from "./at";
import { certificatePem } from "./certificatePem";
import { recordStack, secretOf } from "./fixtures";
import { only } from "./record";

const secretType = "kubernetes:core/v1:Secret";
const releaseType = "kubernetes:helm.sh/v3:Release";
const registry = "mirror.example.com:5000/falco";
const releases = ["falco-falco", "falco-exporter", "falco-sidekick"];
const directory = mkdtempSync(join(tmpdir(), "falco-stack-network-"));
const caBundle = join(directory, "ca.pem");
beforeAll(() => {
  writeFileSync(caBundle, certificatePem);
});
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const restricted = () =>
  recordStack({
    images: { registry, username: "robot$falco", password: "s3cret,images", pullSecrets: ["mine"] },
    charts: { repository: "oci://charts.example.com/falco", username: "robot", password: "s3cret-charts" },
    rules: { source: "registry", username: "robot", password: "s3cret-rules" },
    proxy: { https: "http://proxy.example.com:3128", noProxy: ["10.0.0.0/8"] },
    caBundle,
  });
const values = async (release: string) => {
  const { resources } = await restricted();
  return only(resources, releaseType, release).inputs["values"];
};

describe("a stack in a restricted network", () => {
  it.each([
    ["falco-network-pull-secret", "falco"],
    ["falco-sidekick-network-pull-secret", "falco-sidekick"],
  ])("has a pull Secret %s in namespace %s", async (name, namespace) => {
    const { resources } = await restricted();
    const { inputs, secretInputs } = only(resources, secretType, name);
    expect(inputs).toMatchObject({ metadata: { namespace }, type: "kubernetes.io/dockerconfigjson" });
    expect(secretInputs).toContain("stringData");
    expect(JSON.parse(String(at(inputs, "stringData", ".dockerconfigjson")))).toEqual({
      auths: {
        "mirror.example.com:5000": {
          username: "robot$falco",
          password: "s3cret,images",
          auth: Buffer.from("robot$falco:s3cret,images").toString("base64"),
        },
      },
    });
  });

  it("names its own pull Secret and the user's in every release, as each chart wants it", async () => {
    const names = ["falco-stack-pull-secret", "mine"];
    expect(at(await values("falco-falco"), "imagePullSecrets")).toEqual(names.map((name) => ({ name })));
    expect(at(await values("falco-exporter"), "imagePullSecrets")).toEqual(names.map((name) => ({ name })));
    expect(at(await values("falco-sidekick"), "imagePullSecrets")).toEqual(names);
  });

  it.each(releases)("has release %s log in to the charts' registry, in secret", async (name) => {
    const { resources } = await restricted();
    const { inputs, secretInputs } = only(resources, releaseType, name);
    expect(inputs["repositoryOpts"]).toEqual({ username: "robot", password: "s3cret-charts" });
    expect(secretInputs).toEqual(["repositoryOpts"]);
  });

  it("has falcoctl log in to the mirror by a Secret, whose change rolls the pods", async () => {
    const { resources } = await restricted();
    const { inputs, secretInputs } = only(resources, secretType, "falco-rules-login-secret");
    expect(inputs["stringData"]).toEqual({
      FALCOCTL_REGISTRY_AUTH_BASIC: "mirror.example.com:5000,robot,s3cret-rules",
    });
    expect(secretInputs).toContain("stringData");
    expect(at(await values("falco-falco"), "podAnnotations", "checksum/rules-login")).toMatch(/^[0-9a-f]{64}$/);
  });

  it("keeps alerts for the UI and for other Services of the namespace out of the proxy", async () => {
    const { resources } = await recordStack({
      proxy: { https: "http://proxy.example.com:3128" },
      sidekick: {
        outputs: {
          loki: { hostport: "http://loki:3100" },
          alertmanager: { hostport: ["http://am-0:9093", "https://am.example.com", "http://am-1:9093"] },
          elasticsearch: { hostport: "https://search.example.com" },
        },
      },
    });
    const env: unknown = at(only(resources, releaseType, "falco-sidekick").inputs["values"], "config", "extraEnv");
    const noProxy: unknown = (Array.isArray(env) ? env : []).find((one) => at(one, "name") === "NO_PROXY");
    const direct = String(at(noProxy, "value")).split(",").slice(-4);
    expect(direct).toEqual(["falcosidekick-ui", "am-0", "am-1", "loki"]);
  });

  it("has nothing secret in Helm values, and owns what it makes", async () => {
    for (const release of releases) expect(JSON.stringify(await values(release))).not.toContain("s3cret");
    const { resources } = await restricted();
    for (const { inputs, type } of resources.filter((one) => one.type.startsWith("kubernetes:core/")))
      expect([type, at(inputs, "metadata", "annotations", "falco-stack/owner")]).toEqual([type, "acme/falco/dev"]);
  });

  it("carries the CAs in an immutable ConfigMap of each namespace, named by content, and mounts it", async () => {
    const { resources } = await restricted();
    for (const network of ["falco-network", "falco-sidekick-network"]) {
      const { inputs } = only(resources, "kubernetes:core/v1:ConfigMap", `${network}-ca-${digest(certificatePem)}`);
      expect(inputs).toMatchObject({ immutable: true, data: { "ca.crt": certificatePem } });
      const configMap = String(at(inputs, "metadata", "name"));
      expect(configMap).toMatch(/^falco-stack-ca-[0-9a-f]{10}$/);
      const release = network === "falco-network" ? "falco-falco" : "falco-sidekick";
      expect(JSON.stringify(await values(release))).toContain(`"configMap":{"name":"${configMap}"}`);
    }
  });

  it("makes neither pull Secrets nor ConfigMaps where nothing needs them", async () => {
    const { resources } = await recordStack({ images: { registry, pullSecrets: ["mine"] }, caBundle });
    const names = resources.map(({ name }) => name).filter((name) => /network|login/.test(name));
    expect(names).toEqual([`falco-sidekick/falco-sidekick-network-ca-${digest(certificatePem)}`]);
  });

  it("keeps a login that is an Output", async () => {
    const { resources } = await recordStack({
      images: { registry: "one.example.com", username: "robot", password: secretOf("from elsewhere") },
    });
    const { inputs } = only(resources, secretType, "falco-network-pull-secret");
    expect(String(at(inputs, "stringData", ".dockerconfigjson"))).toContain("from elsewhere");
  });
});

describe("a stack with certificates of the user's own", () => {
  const own = () => recordStack({ certificates: { existingSecrets: { server: "my-falco-server" } } });

  it("makes none, and has no end of any to tell", async () => {
    const { resources, stack } = await own();
    expect(resources.filter(({ type }) => type.startsWith("tls:"))).toEqual([]);
    expect(stack.outputs.certificatesExpire).toBeUndefined();
  });

  it("serves gRPC with the user's Secret, and counts alerts all the same", async () => {
    const { resources } = await own();
    const falco = only(resources, releaseType, "falco-falco").inputs["values"];
    expect(at(falco, "certs")).toEqual({ existingSecret: "my-falco-server" });
    expect(at(falco, "falco", "grpc", "enabled")).toBe(true);
    const exporter = only(resources, releaseType, "falco-exporter").inputs["values"];
    expect(at(exporter, "daemonset", "annotations")).toEqual({});
  });
});

describe("settings of the network", () => {
  it("restrict nothing by default", () => {
    const { images, proxy, charts, rules, caBundle: bundle, caCertificates } = settingsFrom({});
    expect({ images, proxy, bundle, caCertificates }).toEqual({
      images: { pullSecrets: [], tags: {} },
      proxy: { noProxy: [] },
    });
    expect([charts, rules].flatMap(({ username, password }) => [username, password])).toEqual(Array(4).fill(undefined));
  });

  it.each([
    "mirror.example.com",
    "mirror.example.com:5000",
    "mirror.example.com:5000/falco/up_stream/x.y",
    "mirror:5000",
    "localhost",
    "localhost:5000/a",
    "192.0.2.7:5000",
  ])("take registry %s", (one) => {
    expect(settingsFrom({ images: { registry: one } }).images.registry).toBe(one);
  });

  it.each(["http://proxy:3128", "https://proxy.example.com", "http://192.0.2.7:3128/", "http://[2001:db8::7]:3128"])(
    "take proxy %s",
    (one) => {
      expect(settingsFrom({ proxy: { http: one, https: one } }).proxy).toEqual({ http: one, https: one, noProxy: [] });
    },
  );
});

describe("proxyVariables", () => {
  const proxy = { http: "http://one:3128", https: "http://two:3128", noProxy: ["a.example.com"] };

  it("are there in capital and small letters, the cluster's own names left out of the proxy", () => {
    const direct = "localhost,127.0.0.1,::1,.svc,.cluster.local,$(KUBERNETES_SERVICE_HOST),near,a.example.com";
    expect(proxyVariables({ proxy, hasCas: false }, ["near"])).toEqual([
      { name: "HTTP_PROXY", value: "http://one:3128" },
      { name: "http_proxy", value: "http://one:3128" },
      { name: "HTTPS_PROXY", value: "http://two:3128" },
      { name: "https_proxy", value: "http://two:3128" },
      { name: "NO_PROXY", value: direct },
      { name: "no_proxy", value: direct },
    ]);
  });

  it("are none without a proxy", () => {
    expect(proxyVariables({ proxy: { noProxy: ["a.example.com"] }, hasCas: false })).toEqual([]);
    expect(proxyVariables(undefined)).toEqual([]);
  });
});
