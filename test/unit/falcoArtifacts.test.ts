import { mirroredArtifacts, rulesRegistry } from "../../settings/falcoArtifacts";

const mirror = "mirror.example.com:5000/falco";
const plugin = (base: string, tag: string) => `${base}/falcosecurity/plugins/plugin/container:${tag}`;

describe("mirroredArtifacts", () => {
  it.each([
    ["3.0.0", "falco-rules:0", undefined],
    ["3.3.1", "falco-rules:1", undefined],
    ["4.21.3", "falco-rules:3", undefined],
    ["5.0.3", "falco-rules:4", "0.2.6"],
    ["8.0.5", "falco-rules:5", "0.6.3"],
    ["9.0.0-rc.1", "falco-rules:5", "0.7.1"],
    ["9.1.0", "falco-rules:5", "0.7.1"],
    ["12.0.0", "falco-rules:5", "0.7.4"],
  ])("takes what falco chart %s fetches from a mirror", (version, rules, tag) => {
    expect(mirroredArtifacts(version, undefined, mirror)).toEqual({
      rules: `${mirror}/falcosecurity/rules/${rules}`,
      containerPlugin: tag && plugin(mirror, tag),
    });
  });

  it.each([
    ["falco-rules:9", `${mirror}/falcosecurity/rules/falco-rules:9`],
    ["ghcr.io/acme/falco-rules:9", `${mirror}/acme/falco-rules:9`],
    ["acme/falco-rules:9", `${mirror}/acme/falco-rules:9`],
    // The user's own place for rules.
    ["rules.example.com/falco-rules:9", "rules.example.com/falco-rules:9"],
    ["myghcr.io/x/falco-rules:9", "myghcr.io/x/falco-rules:9"],
    [`${mirror}/falcosecurity/rules/falco-rules:9`, `${mirror}/falcosecurity/rules/falco-rules:9`],
  ])("finds %s with a mirror at %s", (ref, rules) => {
    expect(mirroredArtifacts("8.0.5", ref, mirror)).toEqual({ rules, containerPlugin: plugin(mirror, "0.6.3") });
  });

  it.each([
    [`${mirror}/falcosecurity/rules/falco-rules:9`, plugin(mirror, "0.6.3")],
    ["localhost/falco-rules:9", undefined],
    ["rules.example.com/falco-rules:9", undefined],
  ])(
    "takes the plugin of another registry without a mirror where %s lies as upstream's does",
    (ref, containerPlugin) => {
      expect(mirroredArtifacts("8.0.5", ref, undefined)).toEqual({ rules: ref, containerPlugin });
    },
  );

  it.each([undefined, "falco-rules:9", "ghcr.io/falcosecurity/rules/falco-rules:9"])(
    "leaves %s to the chart without a mirror",
    (ref) => {
      expect(mirroredArtifacts("8.0.5", ref, undefined)).toBeUndefined();
    },
  );
});

describe("rulesRegistry", () => {
  it.each([
    [undefined, undefined, "ghcr.io"],
    ["falco-rules:9", undefined, "ghcr.io"],
    [undefined, mirror, "mirror.example.com:5000"],
    ["ghcr.io/acme/falco-rules:9", mirror, "mirror.example.com:5000"],
    ["rules.example.com:8443/falco-rules:9", mirror, "rules.example.com:8443"],
  ])("of %s with mirror %s is %s", (ref, registry, host) => {
    expect(rulesRegistry(ref, registry)).toBe(host);
  });
});
