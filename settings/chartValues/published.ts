import type { ChartName } from "../chartVersions";
import type { ValueTree } from "./valueTree";

/** A version whose values.yaml could not be read: the table of another, and what has been published of its changes. */
interface PublishedChanges {
  readonly chart: ChartName;
  readonly version: string;
  /** The version whose table it is based on. */
  readonly basedOn: string;
  /** Values that it has besides. */
  readonly added: ValueTree;
}

/** Each comment names where the change is published. */
const published: readonly PublishedChanges[] = [
  {
    chart: "falco",
    version: "9.2.0",
    basedOn: "9.1.0",
    added: {
      controller: { daemonset: { revisionHistoryLimit: "number" } }, // falcosecurity/falco pull request 3931
      serviceAccount: { labels: "map" }, // falcosecurity/falco pull request 3946
    },
  },
];

/** What is known of `chart` at `version` from publications alone; undefined for one whose values.yaml was read. */
export const publishedChanges = (chart: ChartName, version: string): PublishedChanges | undefined =>
  published.find((changes) => changes.chart === chart && changes.version === version);

/** Versions of `chart` that are known from publications alone. */
export const publishedVersions = (chart: ChartName): readonly string[] =>
  published.filter((changes) => changes.chart === chart).map(({ version }) => version);
