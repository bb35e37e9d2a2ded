import * as pulumi from "@pulumi/pulumi";
import { SidekickCredentials, type SidekickCredentialsArgs } from "../../components/sidekickCredentials";
import { at } from "./at";
import { only, record, valueOf } from "./record";

const passwordType = "random:index/randomPassword:RandomPassword";
const args: SidekickCredentialsArgs = {
  namespace: "n",
  annotations: {},
  outputs: { secretName: "outputs", variables: { TOKEN: pulumi.secret("t") } },
  ui: { secretName: "ui", user: "admin", redisMemoryLimit: "768Mi" },
  mutualTls: { secretName: "client", certificate: "C", privateKey: pulumi.secret("K") },
};

const recordCredentials = (changed: Partial<SidekickCredentialsArgs> = {}, otherPassword?: string) =>
  record((options) => new SidekickCredentials("credentials", { ...args, ...changed }, options), {
    [passwordType]: (name) => ({ result: name === otherPassword ? "other" : name }),
  });

describe("SidekickCredentials", () => {
  it("generates passwords that neither the UI nor redis can misread", async () => {
    const { resources } = await recordCredentials();
    const passwords = resources.filter(({ type }) => type === passwordType);
    expect(passwords.map(({ name }) => name)).toEqual([
      "credentials-checksum-key",
      "credentials-ui",
      "credentials-redis",
    ]);
    for (const { inputs, options } of passwords) {
      expect(inputs).toEqual({ length: 32, special: false });
      expect(options.additionalSecretOutputs).toContain("result");
    }
  });

  it.each([
    ["credentials-ui", ["ui"]],
    ["credentials-redis", ["ui", "redis"]],
    ["credentials-checksum-key", ["outputs", "ui", "redis", "mutualTls"]],
  ])("rolls exactly the pods that read the password %s when it changes", async (password, expected) => {
    const sums = async (other?: string) => {
      const { outputs, ui, mutualTls } = (await recordCredentials({}, other)).result;
      const all = {
        outputs: outputs?.checksum,
        ui: ui?.checksum,
        redis: ui?.redisChecksum,
        mutualTls: mutualTls?.checksum,
      };
      return Object.fromEntries(
        await Promise.all(Object.entries(all).map(async ([pod, sum]) => [pod, sum && (await valueOf(sum))] as const)),
      );
    };
    const [before, after] = [await sums(), await sums(password)];
    expect(Object.keys(before).filter((pod) => before[pod] !== after[pod])).toEqual(expected);
  });

  it.each([
    ["768Mi", " --maxmemory 384mb"],
    ["1Gi", " --maxmemory 512mb"],
    ["1G", " --maxmemory 476mb"],
    ["1Mi", " --maxmemory 1mb"],
    [undefined, ""],
  ])("gives redis half of its memory limit %s, and no more", async (redisMemoryLimit, expected) => {
    const { resources } = await recordCredentials({ ui: { secretName: "ui", user: "admin", redisMemoryLimit } });
    const { inputs } = only(resources, "kubernetes:core/v1:Secret", "credentials-ui-secret");
    expect(at(inputs, "stringData", "REDIS_ARGS")).toBe(
      `--requirepass credentials-redis${expected} --maxmemory-policy volatile-ttl`,
    );
  });

  it("writes a ca.crt even where there is none: without the file no certificate is sent", async () => {
    const { resources } = await recordCredentials();
    const { inputs, secretInputs } = only(resources, "kubernetes:core/v1:Secret", "credentials-mutual-tls-secret");
    expect(inputs["stringData"]).toEqual({ "client.crt": "C", "client.key": "K", "ca.crt": "" });
    expect(secretInputs).toContain("stringData");
  });

  it("makes nothing that nobody asks for", async () => {
    const { resources, result } = await record(
      (options) =>
        new SidekickCredentials(
          "credentials",
          { namespace: "n", annotations: {}, outputs: { secretName: "outputs", variables: {} } },
          options,
        ),
    );
    expect(resources.map(({ name }) => name)).toEqual(["credentials-checksum-key"]);
    expect([result.outputs, result.ui, result.mutualTls]).toEqual([undefined, undefined, undefined]);
  });
});
