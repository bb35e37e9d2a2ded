import { lt } from "semver";
import { falcoChart, releaseOf, type Driver } from "./falcoCharts";
import type { Finding } from "./finding";
import { leaves, type HelmValues } from "./helmValues/leaves";

/** Settings that say which network there is, and what has to get along with it. */
export interface NetworkSettings {
  readonly charts: { readonly falco: string; readonly falcosidekick: string };
  readonly images: { readonly registry?: string | undefined };
  readonly proxy: { readonly http?: string | undefined; readonly https?: string | undefined };
  readonly caBundle?: string | undefined;
  readonly driver: Driver;
  readonly rules: { readonly source: "bundled" | "registry"; readonly username?: string | undefined };
  readonly sidekick: { readonly enabled: boolean };
  readonly ui: { readonly enabled: boolean };
  readonly helmValues: { readonly falco: HelmValues };
}

/** What charts of these versions can't be told about a restricted network. */
export const networkFaults = (settings: NetworkSettings): Finding[] => [
  ...fixedImage(settings),
  ...falcoctlAlone(settings),
  ...loaderWithoutCertificates(settings),
];

/** The UI's init container (falcosidekick chart 0.8.0, templates/deployment-ui.yaml). */
const fixedImage = ({ charts, images, sidekick, ui }: NetworkSettings): Finding[] =>
  images.registry !== undefined && sidekick.enabled && ui.enabled && lt(releaseOf(charts.falcosidekick), "0.8.1")
    ? [
        {
          path: ["charts", "falcosidekick"],
          expected: "0.8.1 or later with images.registry: before, the UI's init container has a fixed image",
          restsOn: [["images", "registry"]],
          repairs: [
            { path: ["charts", "falcosidekick"], value: "0.8.9" },
            { path: ["ui", "enabled"], value: "false" },
          ],
        },
      ]
    : [];

/** falcoctl's containers have no mounts before 3.4.0, and up to 3.1.5 no list of variables (values.yaml, falcoctl.artifact). */
const falcoctlAlone = ({ charts, proxy, caBundle, rules }: NetworkSettings): Finding[] => {
  const wanted = [
    ...((proxy.http ?? proxy.https) ? ["proxy"] : []),
    ...(caBundle === undefined ? [] : ["caBundle"]),
    ...(rules.username === undefined ? [] : ["rules.username"]),
  ];
  return rules.source === "registry" && wanted.length > 0 && lt(releaseOf(charts.falco), "3.4.0")
    ? [
        {
          path: ["charts", "falco"],
          expected: `3.4.0 or later with rules.source registry and ${wanted.join(", ")}: before, falcoctl can't be given them`,
          restsOn: [["rules", "source"], ...wanted.map((key) => key.split("."))],
          repairs: [
            { path: ["charts", "falco"], value: "3.8.7" },
            { path: ["rules", "source"], value: "bundled" },
          ],
        },
      ]
    : [];
};

/** A shell script with curl, which wants hashed names in a directory of certificates (falco 0.36, scripts/falco-driver-loader). */
const loaderWithoutCertificates = ({ charts, caBundle, driver }: NetworkSettings): Finding[] =>
  caBundle !== undefined && driver !== "modern_ebpf" && lt(releaseOf(charts.falco), "4.0.0")
    ? [
        {
          path: ["driver"],
          expected: `modern_ebpf with caBundle and falco chart ${charts.falco}: its driver loader can't be given certificates`,
          restsOn: [["caBundle"], ["charts", "falco"]],
          repairs: [{ path: ["driver"], value: "modern_ebpf" }],
        },
      ]
    : [];

/** What a restricted network keeps from pods, though nothing is wrong with the settings. */
export const networkWarnings = (settings: NetworkSettings): string[] => [
  ...driverWarnings(settings),
  ...chartsWithinCharts(settings),
];

/** Charts within falco's, by the value that switches them on (Chart.yaml), and the values that say where they come from. */
const within = [
  { by: "collectors.kubernetes.enabled", image: "k8s-metacollector", plugin: "collectors.kubernetes.pluginRef" },
  { by: "responseActions.enabled", image: "falco-talon" },
  { by: "falcotalon.enabled", image: "falco-talon" },
];

/** Nothing but helmValues switches them on, so that it is there that they are told of the mirror. */
function chartsWithinCharts({ images, rules, helmValues }: NetworkSettings): string[] {
  if (images.registry === undefined) return [];
  const given = new Map(leaves(helmValues.falco).map(({ path, value }) => [path.join("."), value]));
  return within
    .filter(({ by }) => given.get(by) === true)
    .flatMap(({ by, image, plugin }) => {
      const missing = [`${image}.image.registry`, ...(plugin && rules.source === "registry" ? [plugin] : [])]
        .filter((value) => !given.has(value))
        .map((value) => `falco:helmValues.falco.${value}`);
      return missing.length > 0
        ? [
            `falco:helmValues.falco.${by} switches on what falco:images.registry doesn't reach, and what stays upstream's without ${missing.join(" and ")}.`,
          ]
        : [];
    });
}

/** What it means for drivers that are fetched or built on each node. */
function driverWarnings({ charts, images, proxy, caBundle, driver }: NetworkSettings): string[] {
  if (driver === "modern_ebpf") return [];
  const variable = falcoChart(charts.falco).driverKinds.kmod === "module" ? "DRIVERS_REPO" : "FALCOCTL_DRIVER_REPOS";
  return [
    ...(images.registry !== undefined && proxy.https === undefined
      ? [
          `falco:driver is ${driver}, and falco:images.registry mirrors no drivers: without a way to download.falco.org each node builds its own, with its kernel headers. ${variable} in falco:helmValues.falco.driver.loader.initContainer.env names another place.`,
        ]
      : []),
    ...(caBundle === undefined
      ? []
      : [
          `falco:driver is ${driver}, and falco:caBundle doesn't reach the driver loader, which has no mounts: it trusts what its node trusts.`,
        ]),
  ];
}
