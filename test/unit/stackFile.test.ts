import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { check } from "../../settings/check";
import { rawConfig } from "../../settings/config";
import { stackFile } from "../../settings/stackFile";
import { grpcWarning } from "./warned";

const directory = mkdtempSync(join(tmpdir(), "falco-stack-file-"));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

const yaml = `
config:
  falco:driver: kmod
  falco:sidekick:
    outputs:
      slack:
        webhookurl:
          secure: v1:abc
        channel: "#alerts"
      kafka:
        hostport:
          - broker:9092
          - secure: v1:def
      discord:
        webhookurl: https://discord.example.com/x
  falco:ui:
    secure: v1:whole
  falco:config:cluster:
    secure: v1:old
  namespace: blue
  falco:dashboard:
    <<: &base { folder: Falco }
    namespace: grafana
  other:sidekick:
    secure: v1:other
`;
writeFileSync(join(directory, "Pulumi.dev.yaml"), yaml);

describe("stackFile", () => {
  const file = stackFile(directory, "falco", "falco", "dev");

  it.each([
    [["sidekick", "outputs", "slack", "webhookurl"], "encrypted"],
    [["sidekick", "outputs", "slack", "channel"], "clear"],
    [["sidekick", "outputs", "discord", "webhookurl"], "clear"],
    [["sidekick", "outputs", "kafka", "hostport", 1], "encrypted"],
    [["sidekick", "outputs", "kafka", "hostport", 0], "clear"],
    [["ui", "user"], "encrypted"],
    [["driver"], "clear"],
    [["driver", "kind"], "absent"],
    [["cluster"], "encrypted"],
    [["namespace"], "clear"],
    [["dashboard", "folder"], "clear"],
    [["helmTimeout"], "absent"],
    [["constructor"], "absent"],
    [["sidekick", "outputs", "teams", "webhookurl"], "absent"],
  ])("knows how %j stands in the file: %s", (path, standing) => {
    expect(file.standing(path)).toBe(standing);
  });

  it.each([
    [["sidekick"], true],
    [["sidekick", "outputs", "slack"], true],
    [["sidekick", "outputs", "slack", "channel"], false],
    [["sidekick", "outputs", "discord"], false],
    [["ui"], true],
    [["driver"], false],
  ])("knows whether something in %j is encrypted: %s", (path, encrypted) => {
    expect(file.holdsEncrypted(path)).toBe(encrypted);
  });

  it.each([
    [["sidekick", "outputs", "slack", "webhookurl"], true],
    [["sidekick", "outputs", "slack", "channel"], false],
    [["ui"], true],
    [["ui", "user"], false],
  ])("knows whether %j is encrypted by itself: %s", (path, encrypted) => {
    expect(file.encryptedItself(path)).toBe(encrypted);
  });

  it.each(["missing", "empty", "odd"])("finds everything absent in a file that is %s", (stack) => {
    writeFileSync(join(directory, "Pulumi.empty.yaml"), "");
    writeFileSync(join(directory, "Pulumi.odd.yaml"), "config: [1]\n");
    const other = stackFile(directory, "falco", "falco", stack);
    expect(other.standing(["driver"])).toBe("absent");
    expect(other.holdsEncrypted(["driver"])).toBe(false);
  });
});

describe("rawConfig", () => {
  const webhook = (output: string) => ["sidekick", "outputs", output, "webhookurl"];
  /** What the file above is decrypted to. */
  const decrypted = {
    outputs: {
      slack: { webhookurl: "https://x", channel: "#alerts" },
      kafka: { hostport: ["broker:9092", "secret"] },
      discord: { webhookurl: "https://discord.example.com/x" },
    },
  };
  const given = (secretKeys: string[], sidekick: object = decrypted) => {
    const ui = JSON.stringify({ user: "x" });
    pulumi.runtime.setAllConfig({ "falco:sidekick": JSON.stringify(sidekick), "falco:grpc": ui }, secretKeys);
    return rawConfig("falco", directory);
  };
  beforeEach(() =>
    pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev"),
  );

  it("goes by the file for what stands in it", () => {
    const { isExposed, isEncrypted } = given(["falco:sidekick"]);
    expect(isExposed(webhook("slack"))).toBe(false);
    expect(isEncrypted(webhook("slack"))).toBe(true);
    // Another leaf of the key is encrypted, so Pulumi calls all of it a secret.
    expect(isExposed(webhook("discord"))).toBe(true);
    expect(isEncrypted(webhook("discord"))).toBe(false);
  });

  it("trusts no leaf that came to a key of the file from elsewhere", () => {
    const added = { outputs: { ...decrypted.outputs, teams: { webhookurl: "https://y" } } };
    const { isExposed, isEncrypted } = given(["falco:sidekick"], added);
    expect(isExposed(webhook("teams"))).toBe(true);
    expect(isEncrypted(webhook("teams"))).toBe(true);
  });

  it("wants the whole key to be a secret where the file isn't what the config was read from", () => {
    const other = { outputs: { slack: { webhookurl: "https://x", channel: "#other" } } };
    expect(given(["falco:sidekick"], other).isExposed(webhook("slack"))).toBe(false);
    expect(given(["falco:sidekick"], other).isEncrypted(["sidekick", "outputs", "slack", "channel"])).toBe(true);
    expect(given(["falco:grpc"]).isEncrypted(["grpc", "port"])).toBe(true);
    expect(given(["falco:grpc"]).isExposed(["grpc", "port"])).toBe(false);
    expect(given([]).isEncrypted(["grpc", "port"])).toBe(false);
  });

  it("believes Pulumi that a key has nothing encrypted in it, whatever a file says", () => {
    expect(given([]).isExposed(webhook("slack"))).toBe(true);
  });

  it("lets a user know of a value that is encrypted for nothing", () => {
    writeFileSync(join(directory, "Pulumi.dev.yaml"), `${yaml}  falco:cluster: {secure: v1:x}\n`);
    pulumi.runtime.setAllConfig({ "falco:cluster": "c1" }, ["falco:cluster"]);
    expect(check(rawConfig("falco", directory), directory).warnings).toEqual([
      grpcWarning,
      "falco:cluster is encrypted in the config, but no secret to this stack: whoever may read pods or Helm releases reads it.",
    ]);
  });

  it("keeps what says something in Helm values, and leaves out what is unset elsewhere", () => {
    pulumi.runtime.setAllConfig({
      "falco:helmValues": JSON.stringify({ falco: { a: null, b: "", c: {} }, falcoExporter: null, falcosidekick: "" }),
      "falco:ui": JSON.stringify({ user: "", storage: {} }),
    });
    expect(rawConfig("falco", directory).values).toEqual({ helmValues: { falco: { a: null, b: "", c: {} } } });
  });
});
