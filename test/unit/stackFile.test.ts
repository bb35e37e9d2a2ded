import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { rawConfig } from "../../settings/config";
import { stackFile } from "../../settings/stackFile";

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
  other:sidekick:
    secure: v1:other
`;
writeFileSync(join(directory, "Pulumi.dev.yaml"), yaml);

describe("stackFile", () => {
  const file = stackFile(directory, "falco", "dev");

  it.each([
    [["sidekick", "outputs", "slack", "webhookurl"], "encrypted"],
    [["sidekick", "outputs", "slack", "channel"], "clear"],
    [["sidekick", "outputs", "discord", "webhookurl"], "clear"],
    [["sidekick", "outputs", "kafka", "hostport", 1], "encrypted"],
    [["sidekick", "outputs", "kafka", "hostport", 0], "clear"],
    [["ui", "user"], "encrypted"],
    [["driver"], "clear"],
    [["driver", "kind"], "absent"],
    [["namespace"], "absent"],
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

  it.each(["missing", "empty", "odd"])("finds everything absent in a file that is %s", (stack) => {
    writeFileSync(join(directory, "Pulumi.empty.yaml"), "");
    writeFileSync(join(directory, "Pulumi.odd.yaml"), "config: [1]\n");
    const other = stackFile(directory, "falco", stack);
    expect(other.standing(["driver"])).toBe("absent");
    expect(other.holdsEncrypted(["driver"])).toBe(false);
  });
});

describe("rawConfig", () => {
  const given = (secretKeys: string[]) => {
    const value = JSON.stringify({
      outputs: { slack: { webhookurl: "https://x" }, teams: { webhookurl: "https://y" } },
    });
    pulumi.runtime.setAllConfig({ "falco:sidekick": value, "falco:grpc": value }, secretKeys);
    return rawConfig("falco", directory);
  };
  beforeEach(() =>
    pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev"),
  );

  it("goes by the file for what stands in it", () => {
    const { isExposed, isEncrypted } = given(["falco:sidekick"]);
    expect(isExposed(["sidekick", "outputs", "slack", "webhookurl"])).toBe(false);
    // Another leaf of the key is encrypted, so Pulumi calls all of it a secret.
    expect(isExposed(["sidekick", "outputs", "discord", "webhookurl"])).toBe(true);
    expect(isEncrypted(["sidekick", "outputs", "discord", "webhookurl"])).toBe(false);
  });

  it("wants the whole key to be a secret for what doesn't", () => {
    const path = ["sidekick", "outputs", "teams", "webhookurl"];
    expect(given(["falco:sidekick"]).isExposed(path)).toBe(false);
    expect(given([]).isExposed(path)).toBe(true);
    expect(given(["falco:grpc"]).isEncrypted(["grpc", "port"])).toBe(true);
    expect(given([]).isEncrypted(["grpc", "port"])).toBe(false);
  });

  it("keeps what says something in Helm values, and leaves out what is unset elsewhere", () => {
    pulumi.runtime.setAllConfig({
      "falco:helmValues": JSON.stringify({ falco: { a: null, b: "", c: {} } }),
      "falco:ui": JSON.stringify({ user: "", storage: {} }),
    });
    expect(rawConfig("falco", directory).values).toEqual({ helmValues: { falco: { a: null, b: "", c: {} } } });
  });
});
