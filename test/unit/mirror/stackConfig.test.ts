import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readStackConfig } from "../../../mirror/stackConfig";
import { temporaryDirectory } from "../sandbox/temporary";

const project = temporaryDirectory();
const read = (config: string, charts?: string) => {
  writeFileSync(join(project, "Pulumi.dev.yaml"), config);
  return readStackConfig(project, "dev", charts);
};

describe("readStackConfig", () => {
  it("reads settings as Pulumi would", () => {
    const { settings, warnings } = read(`
config:
  falco:driver: kmod
  falco:helmTimeout: 300
  falco:ui: {enabled: false}
  falco:rules: '{"source": "registry"}'
  falco:namespace: ""
  other:driver: ebpf
`);
    expect(settings).toMatchObject({
      driver: "kmod",
      helmTimeout: 300,
      ui: { enabled: false },
      rules: { source: "registry" },
      namespace: "falco",
      cluster: "dev",
    });
    expect(warnings).toEqual([]);
  });

  it("reads a file without settings", () => {
    expect(read("encryptionsalt: v1:x\n").settings).toMatchObject({ driver: "modern_ebpf" });
  });

  it("knows a stack by its full name", () => {
    read("");
    expect(readStackConfig(project, "acme/falco/dev").settings.cluster).toBe("dev");
  });

  it("takes encrypted secrets to be right, whatever form they must have", () => {
    const { settings, warnings } = read(`
config:
  falco:sidekick:
    outputs:
      slack: {webhookurl: {secure: v1:abc}, channel: "#falco"}
      pagerduty: {routingkey: {secure: v1:def}}
  falco:images:
    registry: mirror.example.com
    username: falco
    password: {secure: v1:ghi}
`);
    expect(settings.sidekick.outputs.slack).toMatchObject({ channel: "#falco" });
    expect(warnings).toEqual([]);
  });

  it("assumes defaults of other settings that are encrypted, and says so", () => {
    const { settings, warnings } = read(`
config:
  falco:driver: {secure: v1:abc}
  falco:sidekick: {outputs: {kafka: {hostport: {secure: v1:def}, topic: falco}}}
  falco:ui: {secure: v1:ghi}
environment: [acme/prod]
`);
    expect(settings).toMatchObject({ driver: "modern_ebpf", ui: { enabled: true } });
    expect(warnings).toEqual([
      "falco:driver is encrypted: its default is assumed.",
      "falco:sidekick.outputs.kafka.hostport is encrypted: its default is assumed.",
      "falco:ui is encrypted: its default is assumed.",
      "Pulumi.dev.yaml imports an environment, whose settings are not read.",
    ]);
  });

  it("reports every mistake as pulumi up does", () => {
    const config = `
config:
  falco:driver: modern-ebpf
  falco:metricSource: {secure: v1:abc}
  falco:sidekick: {outputs: {slack: {webhookurl: "https://hooks.example.com/x"}}}
  falco:helmValues: {falco: {tty: {secure: v1:abc}}}
`;
    expect(() => read(config)).toThrow(/^4 settings of stack dev are wrong:\n/);
    expect(() => read(config)).toThrow('falco:driver = "modern-ebpf": expected modern_ebpf, ebpf, kmod or auto.');
    expect(() => read(config)).toThrow("falco:metricSource: no such setting. Did you mean falco:metricsSource?");
    expect(() => read(config)).toThrow("falco:sidekick.outputs.slack.webhookurl is a secret and set in clear text");
    expect(() => read(config)).toThrow("falco:helmValues.falco.tty: expected");
  });

  it("takes charts from where it is told to", () => {
    const config = "config: {falco:charts: {repository: nowhere, falco: 8.0.4}}\n";
    expect(() => read(config)).toThrow('falco:charts.repository = "nowhere"');
    const { charts } = read(config, "https://charts.example.com").settings;
    expect(charts).toMatchObject({ repository: "https://charts.example.com", falco: "8.0.4" });
  });

  it("names the stacks that there are", () => {
    read("");
    expect(() => readStackConfig(project, "prod")).toThrow("There is no Pulumi.prod.yaml. Stacks with a file: dev.");
    expect(() => readStackConfig(temporaryDirectory(), "prod")).toThrow("No stack has a file yet.");
  });
});
