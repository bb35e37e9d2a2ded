import { networkWarnings, type NetworkSettings } from "../../settings/networkFaults";

const plain: NetworkSettings = {
  charts: { falco: "8.0.5", falcosidekick: "0.14.0" },
  images: {},
  proxy: {},
  driver: "kmod",
  rules: { source: "bundled" },
  sidekick: { enabled: true },
  ui: { enabled: true },
  helmValues: { falco: {} },
};
const images = { registry: "mirror.example.com/falco" };
const proxy = { https: "http://proxy.example.com:3128" };
const withMirror = (variable: string) =>
  `falco:driver is kmod, and falco:images.registry mirrors no drivers: without a way to download.falco.org each node builds its own, with its kernel headers. ${variable} in falco:helmValues.falco.driver.loader.initContainer.env names another place.`;

const kubernetes = { collectors: { kubernetes: { enabled: true } } };
const talon = { responseActions: { enabled: true } };
const upstream = (by: string, ...values: string[]) =>
  `falco:helmValues.falco.${by} switches on what falco:images.registry doesn't reach, and what stays upstream's without ${values.map((value) => `falco:helmValues.falco.${value}`).join(" and ")}.`;
const mirrored = (falco: Record<string, unknown>, source: "bundled" | "registry" = "bundled") =>
  ({ images, driver: "modern_ebpf", rules: { source }, helmValues: { falco } }) as const;

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
    [
      "the metacollector and a mirror",
      mirrored(kubernetes),
      [upstream("collectors.kubernetes.enabled", "k8s-metacollector.image.registry")],
    ],
    [
      "the metacollector, a mirror, and fetched plugins",
      mirrored(kubernetes, "registry"),
      [
        upstream(
          "collectors.kubernetes.enabled",
          "k8s-metacollector.image.registry",
          "collectors.kubernetes.pluginRef",
        ),
      ],
    ],
    [
      "the metacollector of the mirror",
      mirrored({ ...kubernetes, "k8s-metacollector": { image: { registry: "mirror.example.com" } } }),
      [],
    ],
    ["the metacollector that is off", mirrored({ collectors: { kubernetes: { enabled: false } } }), []],
    ["Talon and a mirror", mirrored(talon), [upstream("responseActions.enabled", "falco-talon.image.registry")]],
    [
      "Talon of older charts and a mirror",
      mirrored({ falcotalon: { enabled: true } }),
      [upstream("falcotalon.enabled", "falco-talon.image.registry")],
    ],
    ["Talon without a mirror", { driver: "modern_ebpf", helmValues: { falco: talon } }, []],
  ])("of %s", (_, changed, warnings) => {
    expect(networkWarnings({ ...plain, ...changed })).toEqual(warnings);
  });
});
