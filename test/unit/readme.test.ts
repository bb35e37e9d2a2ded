import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { generatedFiles } from "../../scripts/configReference";
import { faults } from "./configSchemaFaults";

const root = resolve(__dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");

describe("what is generated from the schema", () => {
  it.each(Object.entries(generatedFiles(read)))(
    "%s is as it should be (else: npm run config-reference)",
    (file, text) => {
      expect(read(file)).toBe(text);
    },
  );

  it.each([
    ["docs/settings.md", "namespace"],
    ["docs/settings.md", "certificates.rotation"],
    ["docs/settings.md", "sidekick.outputs"],
    ["docs/settings.md", "ui.storage.size"],
    ["docs/settings.md", "helmValues.falco"],
    ["docs/outputs.md", "slack.webhookurl"],
    ["docs/outputs.md", "aws.lambda.functionname"],
  ])("%s explains %s", (file, key) => {
    const row = new RegExp(`^\\| \`${key.replaceAll(".", "\\.")}\` \\| .*\\| \\S.* \\|$`, "m");
    expect(read(file)).toMatch(row);
  });
});

describe("config.schema.json", () => {
  it.each(["dev", "staging", "prod", "sandbox"])("finds nothing wrong with Pulumi.%s.yaml", (stack) => {
    expect(faults(read(`Pulumi.${stack}.yaml`))).toEqual([]);
  });

  it("takes encrypted values, quoted numbers, bare numbers for text, and what is of other namespaces", () => {
    const yaml = `
encryptionsalt: v1:x
config:
  aws:region: eu-central-1
  falco:helmTimeout: "900"
  falco:dashboard: {labels: {grafana_dashboard: 1}}
  falco:ui: {secure: v1:abc}
  falco:sidekick: {outputs: {slack: {webhookurl: {secure: v1:abc}, channel: {secure: v1:def}}}}
`;
    expect(faults(yaml)).toEqual([]);
  });

  it.each([
    ["falco:drivr: kmod", "/config must NOT have additional properties"],
    ["falco:driver: kmodd", "/config/falco:driver must be equal to one of the allowed values"],
    ["falco:ui: {nodeport: 1}", "/config/falco:ui must NOT have additional properties"],
    ["falco:helmTimeout: 10m", "/config/falco:helmTimeout must match pattern"],
    ["sidekick: {replicas: 1}", "/config must NOT have additional properties"],
    ["falco:helmTimeout: 5", "/config/falco:helmTimeout must be >= 30"],
    ["falco:sidekick: {outputs: {slack: {webhookurl: https://x}}}", "webhookurl must be object"],
    ["falco:sidekick: {outputs: {elasticsearch: {index: x}}}", "must have required property 'hostport'"],
    ["falco:charts: {falco: []}", "/config/falco:charts/falco must be string,number,boolean"],
  ])("finds fault with %s", (line, fault) => {
    expect(faults(`config:\n  ${line}\n`).join("\n")).toContain(fault);
  });
});
