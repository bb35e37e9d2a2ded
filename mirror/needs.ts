import { gte } from "semver";
import { releaseOf } from "../settings/falcoCharts";
import type { Settings } from "../settings/settings";
import { artifactsOf, type Artifact } from "./artifacts";
import type { ChartFile } from "./chartFiles";
import { imagesOf, type Image } from "./images";
import { stackValues } from "../components/stackValues";

/** All that a stack needs of the internet. */
export interface Needs {
  readonly charts: readonly ChartFile[];
  readonly images: readonly Image[];
  readonly artifacts: readonly Artifact[];
  /** What can't be copied: a sentence each. */
  readonly notes: readonly string[];
}

/**
 * What a stack needs, by its names upstream, whether or not the settings name a mirror already.
 * @param mirror another registry whose content has upstream's names
 */
export function needsOf(settings: Settings, charts: readonly ChartFile[], mirror?: string): Needs {
  const upstream = withoutMirror(settings, [mirror, settings.images.registry]);
  const values = stackValues(upstream);
  return {
    charts,
    images: distinct(charts.flatMap(({ name, chart }) => imagesOf(chart, values[name]))),
    artifacts: charts.flatMap(({ name, chart }) => (name === "falco" ? artifactsOf(chart, values.falco) : [])),
    notes: driverNotes(settings),
  };
}

/** Settings as they were before a mirror. */
function withoutMirror(settings: Settings, mirrors: readonly (string | undefined)[]): Settings {
  const { registryRef } = settings.rules;
  const mirror = mirrors.find((one) => one !== undefined && registryRef?.startsWith(`${one}/`));
  return {
    ...settings,
    images: { ...settings.images, registry: undefined },
    rules: {
      ...settings.rules,
      registryRef: mirror === undefined ? registryRef : registryRef?.replace(mirror, "ghcr.io"),
    },
  };
}

/** One of each reference, with all that it is for. */
const distinct = (images: readonly Image[]): Image[] =>
  [...new Set(images.map(({ reference }) => reference))].map((reference) => {
    const purposes = images.filter((image) => image.reference === reference).map(({ purpose }) => purpose);
    return { reference, purpose: [...new Set(purposes)].join(", ") };
  });

/** Drivers depend on each node's kernel. Their variable is another one since Falco 0.37, whose loader is falcoctl. */
const driverNotes = ({ driver, charts }: Settings): string[] =>
  driver === "modern_ebpf"
    ? []
    : [
        `falco:driver is ${driver}: a node fetches its driver for its kernel from https://download.falco.org/driver, or builds it with the headers of its kernel. ${gte(releaseOf(charts.falco), "4.0.0") ? "FALCOCTL_DRIVER_REPOS" : "DRIVERS_REPO"} in falco:helmValues.falco.driver.loader.initContainer.env names another place. modern_ebpf needs none.`,
      ];
