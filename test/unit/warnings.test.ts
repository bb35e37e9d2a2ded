import { settingsFrom, type SettingsInput } from "../../settings/settings";
import { settingsWarnings } from "../../settings/warnings";
import { grpcWarning } from "./warned";

describe("settingsWarnings", () => {
  it("has nothing to say of the defaults without gRPC", () => {
    expect(settingsWarnings(settingsFrom({ metricsSource: "native" }))).toEqual([]);
  });

  const cost =
    "Falco 0.43 was the last with gRPC and gets no fixes. It does not run on kernel 6.19 and later, ends beside containerd 2.3 and later, and can end while it writes certain alerts as JSON.";
  it.each<[SettingsInput, readonly string[]]>([
    [{}, [grpcWarning]],
    [
      { charts: { falco: "7.2.1" } },
      [
        `falco:metricsSource is exporter: ${cost} With falco:metricsSource native and without falco:charts.falco the stack has falco chart 9.2.0, which has no gRPC.`,
      ],
    ],
    [
      { metricsSource: "native", charts: { falco: "8.0.5" } },
      [
        `falco:charts.falco is 8.0.5: ${cost} Without falco:charts.falco the stack has falco chart 9.2.0, which has no gRPC.`,
      ],
    ],
    [{ images: { tags: { falco: "0.42.1-debian" } } }, [grpcWarning]],
    [{ metricsSource: "native", charts: { falco: "8.0.5" }, images: { tags: { falco: "0.44.1" } } }, []],
    [{ metricsSource: "native", charts: { falco: "9.1.0" } }, []],
  ])("tells in one sentence what gRPC costs: %j", (input, expected) => {
    expect(settingsWarnings(settingsFrom(input))).toEqual(expected);
  });

  it("says what of outputs has a price, while there is a Falcosidekick", () => {
    const cloudrun = { endpoint: "https://f.run.app" };
    const input = (enabled: boolean) => ({
      images: { tags: { falcosidekick: "latest" } },
      sidekick: { enabled, existingSecret: "mine", outputs: { gcp: { cloudrun } } },
    });
    const about = (enabled: boolean) =>
      settingsWarnings(settingsFrom(input(enabled))).map((text) => text.split(/ is |: /)[0]);
    expect(about(true)).toEqual([
      "falco:metricsSource",
      "falco:images.tags.falcosidekick",
      "falco:sidekick.outputs.gcp.cloudrun",
    ]);
    expect(about(false)).not.toContain("falco:sidekick.outputs.gcp.cloudrun");
  });

  it("says the price of each setting that has one", () => {
    expect(
      settingsWarnings(
        settingsFrom({ driver: "ebpf", grpc: { clients: ["siem", "lake"] }, ui: { service: "NodePort" } }),
      ),
    ).toEqual([
      "falco:driver is ebpf, which Falco 0.43 deprecates and falco chart 9.0.0 no longer has.",
      grpcWarning,
      "falco:grpc.clients (siem, lake) share one queue with the exporter: an alert that one of them reads is missing in the metrics.",
      "falco:ui.service is NodePort: whoever reaches port 32000 of a node can post alerts to the UI, and reads its password if they see the traffic, which is plain HTTP.",
    ]);
  });

  it("tells of tags that move", () => {
    expect(
      settingsWarnings(
        settingsFrom({ metricsSource: "native", images: { tags: { falco: "latest-debian", redis: "edge" } } }),
      ),
    ).toEqual(
      [
        ["falco", "latest-debian", "Falco"],
        ["redis", "edge", "redis-stack"],
      ].map(
        ([key, tag, name]) =>
          `falco:images.tags.${key} is ${tag}, which moves: nodes run the ${name} that they happened to pull, and nothing is judged by its version.`,
      ),
    );
  });

  it("tells of tags that are no versions of the program, which own builds may have", () => {
    const tags = { falco: "2026.1.0", falcoctl: "0.43.1", redis: "7.4.0-v7", ui: "2.4.0" };
    expect(settingsWarnings(settingsFrom({ metricsSource: "native", images: { tags } }))).toEqual([
      "falco:images.tags.falco is 2026.1.0, which is no version of Falco known here, from 0.34.0 to before 1.0.0: nodes can't pull it unless it is a build of your own.",
      "falco:images.tags.falcoctl is 0.43.1, which is no version of falcoctl known here, from 0.4.0 to before 0.30.0: nodes can't pull it unless it is a build of your own.",
    ]);
  });

  const followed = {
    metricsSource: "native",
    rules: { source: "registry", autoUpdate: true },
    monitoring: { rules: "operator" },
  } as const;
  const differ = (every: string, enough: number, minutes = 60) =>
    `falco:monitoring.thresholds.differMinutes is ${minutes}: with falco:rules.autoUpdate each node looks for newer rules by itself, every ${every}, and FalcoRulesDiffer fires until all have looked. ${enough} would do, or a shorter falco:rules.updateEvery.`;
  const following = (follow: Record<string, unknown>) => ({
    falco: { falcoctl: { config: { artifact: { follow } } } },
  });

  it.each<[SettingsInput, readonly string[]]>([
    [followed, [differ("168h", 10140)]],
    [{ ...followed, charts: { falco: "7.0.1" } }, [expect.stringContaining("Falco 0.43"), differ("6h", 420)]],
    [
      { ...followed, monitoring: { rules: "configMap", thresholds: { differMinutes: 10080 } } },
      [differ("168h", 10140, 10080)],
    ],
    [{ ...followed, monitoring: { rules: "configMap", thresholds: { differMinutes: 10081 } } }, []],
    [{ ...followed, rules: { ...followed.rules, updateEvery: "1h30m" } }, [differ("1h30m", 150)]],
    [{ ...followed, rules: { ...followed.rules, updateEvery: "59m" } }, []],
    [{ ...followed, monitoring: { rules: "off" } }, []],
    [{ ...followed, metricsSource: "exporter" }, [grpcWarning]],
    [{ ...followed, rules: { source: "registry" } }, []],
  ])("tells that rules differ between two looks of falcoctl: %j", (input, expected) => {
    expect(settingsWarnings(settingsFrom(input))).toEqual(expected);
  });

  it("leaves falcoctl a schedule by which all nodes look at once", () => {
    const input = { ...followed, helmValues: following({ cron: "0 4 * * *" }) };
    expect(settingsWarnings(settingsFrom(input)).join()).not.toContain("differMinutes");
  });
});
