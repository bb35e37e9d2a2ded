import { networkWarnings, type NetworkSettings } from "../../settings/networkFaults";

const plain: NetworkSettings = {
  charts: { falco: "8.0.5", falcosidekick: "0.14.0" },
  images: {},
  proxy: {},
  driver: "kmod",
  rules: { source: "bundled" },
  sidekick: { enabled: true },
  ui: { enabled: true },
};
const images = { registry: "mirror.example.com/falco" };
const proxy = { https: "http://proxy.example.com:3128" };
const withMirror = (variable: string) =>
  `falco:driver is kmod, and falco:images.registry mirrors no drivers: without a way to download.falco.org each node builds its own, with its kernel headers. ${variable} in falco:helmValues.falco.driver.loader.initContainer.env names another place.`;

describe("networkWarnings", () => {
  it.each<[string, Partial<NetworkSettings>, string[]]>([
    ["a driver, and no network that is restricted", {}, []],
    ["a mirror", { images }, [withMirror("FALCOCTL_DRIVER_REPOS")]],
    [
      "a mirror and an old chart",
      { images, charts: { ...plain.charts, falco: "3.8.7" } },
      [withMirror("DRIVERS_REPO")],
    ],
    ["a mirror and a proxy", { images, proxy }, []],
    [
      "CAs",
      { caBundle: "ca.pem" },
      [
        "falco:driver is kmod, and falco:caBundle doesn't reach the driver loader, which has no mounts: it trusts what its node trusts.",
      ],
    ],
    ["nothing to load", { images, caBundle: "ca.pem", driver: "modern_ebpf" }, []],
  ])("of %s", (_, changed, warnings) => {
    expect(networkWarnings({ ...plain, ...changed })).toEqual(warnings);
  });
});
