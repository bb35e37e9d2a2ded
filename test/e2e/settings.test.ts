import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "./checkout";
import type { Cluster } from "./cluster";
import { Stack } from "./stack";

// What users set, right and wrong, on the real engine.
jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;
let stack: Stack;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster();
  stack = new Stack(checkout, "sandbox");
});
afterAll(() => checkout.remove());

describe("pulumi preview of a stack with mistakes", () => {
  it("shows all of them, ends with an error and creates nothing", async () => {
    const wrong = new Stack(checkout, "wrong");
    await wrong.init();
    const values: Record<string, string> = {
      driver: "modern-ebpf", // a word
      "ui.nodeport": "32001", // a key
      helmTimeout: "soon", // a type
      "charts.falco": "9.1.0", // between settings: the exporter needs gRPC
      "sidekick.outputs.slack.webhookurl": "https://hooks.example.com/clearText", // a secret in clear text
      "certificates.renewBeforeDays": "400", // between two values
      "helmValues.falco.drivr": "x", // no such value
    };
    for (const [path, value] of Object.entries(values)) await wrong.set(path, value);
    writeFileSync(join(checkout.directory, "broken.yaml"), "- rule: [\n");
    await wrong.set("rules.files[0]", "broken.yaml");
    const before = await cluster.leftovers();
    const { code, output } = await wrong.preview();
    expect(code).not.toBe(0);
    for (const path of [
      ...Object.keys(values).filter((key) => key !== "charts.falco"),
      "metricsSource",
      "rules.files[0]",
    ])
      expect(output).toContain(`falco:${path}`);
    expect(output).toMatch(/8 settings of stack wrong are wrong/);
    expect(output).not.toContain("clearText");
    expect(output).not.toMatch(/^ +at /m);
    expect(await cluster.leftovers()).toEqual(before);
  });

  it.each([
    ["a word where a group belongs", { ui: "NodePort", grpc: "5060", sidekick: "true" }],
    ["a group where a word belongs", { "driver.kind": "kmod", "helmTimeout.seconds": "1", "namespace.name": "x" }],
  ])("is answered by the program, not by the CLI: %s", async (_, values) => {
    const wrong = new Stack(checkout, Object.keys(values)[0]?.includes(".") ? "words" : "groups");
    await wrong.init();
    for (const [path, value] of Object.entries(values)) await wrong.set(path, value);
    const { code, output } = await wrong.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("3 settings of stack");
  });
});

/** Everything that tools on the way like to touch: shells, YAML, Go templates, Kubernetes' `$(…)`, C strings. */
const odd = ` \t"'\`$HOME $(HOSTNAME) %PATH% %s {{ .Values }} \\n #x: y, ü€😀 \u202eright-to-left\u202c `;

const rulesConfigMaps = async () =>
  (await cluster.core.listNamespacedConfigMap({ namespace: "falco" })).items.filter(({ metadata }) =>
    metadata?.name?.startsWith("falco-rules-files-"),
  );

describe("what is odd", () => {
  it("arrives byte for byte in the cluster", async () => {
    mkdirSync(join(checkout.directory, "odd"));
    const rules = `\uFEFF# ${odd}\r\n- list: odd_list\r\n  items: ['${odd.replaceAll("'", "''")}']\r\n\r\n\n`;
    writeFileSync(join(checkout.directory, "odd/odd.yaml"), rules);
    const password = ` \t pass${odd.trim()}word`;
    const webhook = "https://hooks.example.com/a?b=%20'c'&d=$(HOSTNAME)&e={{f}}&g=%C3%BC";
    const custom = "50% of $(HOSTNAME) {{ü}} \u202eabc\u202c 'q'";
    await stack.set("rules.files[0]", "odd/odd.yaml");
    await stack.set("sidekick.outputs.elasticsearch.hostport", "http://elastic.example.com:9200");
    await stack.set("sidekick.outputs.elasticsearch.username", "falco");
    await stack.set("sidekick.outputs.elasticsearch.password", password, { secret: true });
    await stack.set("sidekick.outputs.slack.webhookurl", webhook, { secret: true });
    await stack.set("sidekick.outputs.slack.footer", custom);
    await stack.set("sidekick.customFields.note", custom);
    await stack.up();
    expect((await rulesConfigMaps()).map(({ data }) => data?.["odd.yaml"])).toEqual([rules]);
    expect(await cluster.secret("falco-sidekick", "falcosidekick-output-credentials")).toMatchObject({
      ELASTICSEARCH_PASSWORD: password,
      SLACK_WEBHOOKURL: webhook,
    });
    const { spec } = await cluster.apps.readNamespacedDeployment({
      namespace: "falco-sidekick",
      name: "falcosidekick",
    });
    const variable = (name: string) => spec?.template.spec?.containers[0]?.env?.find((env) => env.name === name)?.value;
    // Kubernetes makes one $ of two.
    expect(variable("SLACK_FOOTER")?.replaceAll("$$", "$")).toBe(custom);
    expect(variable("CUSTOMFIELDS")).toContain(`note:${custom.replaceAll("$", "$$$$")}`);
  });

  it.each([
    ["sidekick.outputs.slack.footer", "two\nlines"],
    ["sidekick.outputs.slack.webhookurl", "https://hooks.example.com/x\n"],
    ["sidekick.outputs.elasticsearch.password", "ends with a newline\n"],
    ["sidekick.customFields.note", "a,b"],
    ["sidekick.customFields.note", "%PATH"],
  ])("or is refused with the reason: %s", async (path, value) => {
    const refused = new Stack(checkout, "refused");
    const { stdout } = await checkout.shell("npx pulumi stack ls --json");
    if (!stdout.includes('"refused"')) await refused.init();
    await refused.set(path, value, { secret: /url|password/.test(path) });
    const { code, output } = await refused.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(new RegExp(`falco:${path.replaceAll(".", "\\.")}\\b.*expected`));
    await checkout.shell(`npx pulumi config rm --stack refused --path 'falco:${path}'`);
  });
});

describe("falco:rules.files", () => {
  it("rolls Falco's pods, and no others, when a file changes, and leaves one ConfigMap", async () => {
    const before = await cluster.pods();
    writeFileSync(join(checkout.directory, "odd/odd.yaml"), "- list: odd_list\n  items: [changed]\n");
    await stack.up();
    const old = new Set(before.map(({ uid }) => uid));
    const fresh = (await cluster.pods()).filter(({ uid }) => !old.has(uid)).map(({ workload }) => workload);
    expect(new Set(fresh)).toEqual(new Set(["falco"]));
    const { data } = await cluster.core.readNamespacedConfigMap({ namespace: "falco", name: "falco" });
    expect(data?.["falco.yaml"]).toContain("odd.yaml");
    expect(await rulesConfigMaps()).toHaveLength(1);
  });
});
