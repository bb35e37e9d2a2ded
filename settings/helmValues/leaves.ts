import * as pulumi from "@pulumi/pulumi";

/** Values of a Helm chart, nested as in its values.yaml. */
export type HelmValues = Readonly<Record<string, unknown>>;

/** One value that Helm takes as a whole. */
export interface Leaf {
  readonly path: readonly string[];
  readonly value: unknown;
}

/** A mapping of values; an Output is none, whatever it will be. */
export const isMapping = (value: unknown): value is HelmValues =>
  typeof value === "object" && value !== null && !Array.isArray(value) && !pulumi.Output.isInstance(value);

/** What `values` sets: scalars, lists, nulls, Outputs, and mappings without anything in them; not what is undefined. */
export const leaves = (values: HelmValues, parent: readonly string[] = []): readonly Leaf[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const path = [...parent, key];
    if (value === undefined) return [];
    return isMapping(value) && Object.keys(value).length > 0 ? leaves(value, path) : [{ path, value }];
  });

/** `values` with only those leaves that `keep` says yes to, and the mappings around them. */
export const onlyLeaves = (
  values: HelmValues,
  keep: (path: readonly string[]) => boolean,
  parent: readonly string[] = [],
): HelmValues =>
  Object.fromEntries(
    Object.entries(values).flatMap(([key, value]) => {
      const path = [...parent, key];
      if (!isMapping(value) || Object.keys(value).length === 0) return keep(path) ? [[key, value] as const] : [];
      const kept = onlyLeaves(value, keep, path);
      return Object.keys(kept).length > 0 ? [[key, kept] as const] : [];
    }),
  );
