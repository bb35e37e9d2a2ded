import { satisfies } from "semver";
import { z } from "zod";
import { mergeValues } from "../components/mergeValues";
import { releaseOf } from "../settings/falcoCharts";
import { isMapping, type HelmValues } from "../settings/helmValues/leaves";
import type { Chart } from "./chart";

/** An image that pods of a release run. */
export interface Image {
  /** As in the manifests, for instance `docker.io/falcosecurity/falco:0.43.1`; it ends in the digest where its tag does. */
  readonly reference: string;
  readonly purpose: string;
}

/** Where a chart has an image. Pods of `helm test` are left out: neither `helm install` nor the stack runs them. */
interface ImagePlace {
  readonly purpose: string;
  /** The values `registry`, `repository` and `tag`. */
  readonly path: string;
  /** Tag where the value is empty. */
  readonly tag?: (chart: Chart) => string;
  /** Image where the chart has no such values yet. */
  readonly before?: string;
  readonly isUsed?: (values: HelmValues) => boolean;
}

const appVersion = ({ appVersion }: Chart): string => appVersion;

const places: Readonly<Record<string, readonly ImagePlace[]>> = {
  falco: [
    {
      purpose: "Falco",
      path: "image",
      // templates/_helpers.tpl, falco.image
      tag: ({ appVersion, version }) =>
        satisfies(releaseOf(version), ">=4.18.0 <5.0.0") ? `${appVersion}-debian` : appVersion,
    },
    {
      purpose: "driver loader",
      path: "driver.loader.initContainer.image",
      tag: appVersion,
      // templates/pod-template.tpl, driverLoader.enabled
      isUsed: (values) =>
        isOn(values, "driver.enabled") &&
        isOn(values, "driver.loader.enabled") &&
        !["modern_ebpf", "modern-bpf", "gvisor"].includes(String(valueAt(values, "driver.kind"))),
    },
    {
      purpose: "falcoctl, which fetches rules",
      path: "falcoctl.image",
      isUsed: (values) =>
        isOn(values, "falcoctl.artifact.install.enabled") || isOn(values, "falcoctl.artifact.follow.enabled"),
    },
  ],
  "falco-exporter": [{ purpose: "falco-exporter", path: "image" }],
  falcosidekick: [
    { purpose: "Falcosidekick", path: "image" },
    { purpose: "Falcosidekick's UI", path: "webui.image", isUsed: (values) => isOn(values, "webui.enabled") },
    {
      purpose: "wait-redis of the UI",
      path: "webui.initContainer.image",
      // falcosidekick chart 0.8.0, templates/deployment-ui.yaml
      before: "busybox:1.31",
      isUsed: (values) => isOn(values, "webui.enabled"),
    },
    {
      purpose: "redis of the UI",
      path: "webui.redis.image",
      isUsed: (values) => isOn(values, "webui.enabled") && isOn(values, "webui.redis.enabled"),
    },
  ],
  // Charts within falco's, off unless helmValues switch them on.
  "k8s-metacollector": [{ purpose: "k8s-metacollector", path: "image", tag: appVersion }],
  "falco-talon": [{ purpose: "Falco Talon", path: "image", tag: appVersion }],
};

/**
 * Images that the pods of a release run, init containers and charts within the chart included.
 * @param given values that the chart's own are overridden with
 * @throws Error naming a chart within the chart that is on, or a place in one, that isn't known
 */
export function imagesOf(chart: Chart, given: HelmValues): Image[] {
  const values = mergeValues(chart.values, given);
  const known = places[chart.name];
  if (known === undefined) throw new Error(`images of the chart ${chart.name} are not known`);
  return [
    ...known.filter(({ isUsed = () => true }) => isUsed(values)).map((place) => imageAt(place, chart, values)),
    ...addedContainers(values),
    ...chart.dependencies
      .filter(({ conditions }) => isSwitchedOn(values, conditions))
      .flatMap((dependency) => imagesOf(dependency.chart(), groupAt(values, dependency.key))),
  ];
}

const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) => (value == null ? "" : String(value)));
const imageValues = z.object({ registry: text, repository: text, tag: text });

function imageAt({ purpose, path, tag, before }: ImagePlace, chart: Chart, values: HelmValues): Image {
  const image = imageValues.parse(groupAt(values, path));
  if (image.repository === "") {
    if (before !== undefined) return { purpose, reference: before };
    throw new Error(`the chart ${chart.name} ${chart.version} has no value ${path}.repository`);
  }
  const name = `${image.registry && `${image.registry}/`}${image.repository}`;
  return { purpose, reference: `${name}:${image.tag || (tag?.(chart) ?? "")}` };
}

/** Init containers that helmValues add to Falco's pods. */
function addedContainers(values: HelmValues): Image[] {
  const containers = valueAt(values, "extra.initContainers");
  return (Array.isArray(containers) ? containers : []).flatMap((container: unknown) =>
    isMapping(container) && typeof container["image"] === "string"
      ? [{ purpose: "init container of helmValues", reference: container["image"] }]
      : [],
  );
}

/** As Helm judges a dependency's conditions: on unless one of them says otherwise. */
const isSwitchedOn = (values: HelmValues, conditions: readonly string[]): boolean =>
  conditions.map((path) => valueAt(values, path)).find((value) => typeof value === "boolean") ?? true;

/** The value at a path of keys with dots between them. */
export const valueAt = (values: HelmValues, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => (isMapping(value) ? value[key] : undefined), values);

/** Whether a template's `if` takes the value for true. */
export const isOn = (values: HelmValues, path: string): boolean => Boolean(valueAt(values, path));

const groupAt = (values: HelmValues, path: string): HelmValues => {
  const group = valueAt(values, path);
  return isMapping(group) ? group : {};
};
