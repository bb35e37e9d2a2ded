import { quoted, type Text } from "../yaml/tree";
import type { Item } from "./item";

/** A metric has a label for each tag, in which each run of other characters and _ is one _ (libs 0.23.2, metrics_collector.cpp). */
const labelOf = (tag: string): string => `tag_${tag}`.replace(/[^a-zA-Z0-9]+/g, "_");
const consequence = "Prometheus refuses all metrics of Falco for that";

/** Falco writes names into its metrics as they are (the same file). */
export function checkMetricName(item: Item, name: Text): void {
  if (/["\\\r\n]/.test(name.text))
    item.error(name.offset, `${item.owner} has a name with a quote, a backslash or a line break, and ${consequence}`);
}

/** Checks the tags of a rule. */
export function checkTags(item: Item): void {
  const tags = item.texts("tags") ?? [];
  tags.forEach((tag, index) => {
    const twin = tags.slice(0, index).find((other) => labelOf(other.text) === labelOf(tag.text));
    // Falco keeps tags as a set.
    if (!twin || twin.text === tag.text) return;
    const both = `${quoted(twin.text)} and ${quoted(tag.text)}`;
    item.error(tag.offset, `the tags ${both} of ${item.owner} are one label in metrics, and ${consequence}`);
  });
}
