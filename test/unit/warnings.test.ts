import { settingsFrom } from "../../settings/settings";
import { settingsWarnings } from "../../settings/warnings";

describe("settingsWarnings", () => {
  it("has nothing to say of the defaults", () => {
    expect(settingsWarnings(settingsFrom({}))).toEqual([]);
  });

  it("says what of outputs has a price, while there is a Falcosidekick", () => {
    const cloudrun = { endpoint: "https://f.run.app" };
    const input = (enabled: boolean) => ({
      images: { tags: { falcosidekick: "latest" } },
      sidekick: { enabled, existingSecret: "mine", outputs: { gcp: { cloudrun } } },
    });
    const about = (enabled: boolean) =>
      settingsWarnings(settingsFrom(input(enabled))).map((text) => text.split(/ is |: /)[0]);
    expect(about(true)).toEqual(["falco:images.tags.falcosidekick", "falco:sidekick.outputs.gcp.cloudrun"]);
    expect(about(false)).not.toContain("falco:sidekick.outputs.gcp.cloudrun");
  });

  it("says the price of each setting that has one", () => {
    expect(
      settingsWarnings(
        settingsFrom({ driver: "ebpf", grpc: { clients: ["siem", "lake"] }, ui: { service: "NodePort" } }),
      ),
    ).toEqual([
      "falco:driver is ebpf, which Falco 0.43 deprecates and falco chart 9.0.0 no longer has.",
      "falco:grpc.clients (siem, lake) share one queue with the exporter: an alert that one of them reads is missing in the metrics.",
      "falco:ui.service is NodePort: whoever reaches port 32000 of a node can post alerts to the UI, and reads its password if they see the traffic, which is plain HTTP.",
    ]);
  });
});
