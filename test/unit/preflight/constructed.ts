import type { z } from "zod";
import { anyObject, limitRanges, nodes, quotas, services, type AnyObject } from "../../../preflight/answers";
import type { Check } from "../../../preflight/checks/check";
import { noFacts, type ClusterFacts } from "../../../preflight/facts";
import type { LastDeployment } from "../../../preflight/lastDeployment";
import { planOf } from "../../../preflight/plan";
import { settingsFrom, type SettingsInput } from "../../../settings/settings";

// Constructed facts, as no sandbox shows them all: each goes through the schemas that real answers go through.

export const owner = "organization/falco/dev";
export const plan = (settings: SettingsInput = {}) => planOf(settingsFrom(settings), owner);

/** What the cluster says, and what the stack's last `up` left. */
export type Found = Partial<ClusterFacts> & { readonly last?: LastDeployment };

/** What a check says of a plan where the cluster says this and nothing else. */
export const judged = (check: Check, settings: SettingsInput, { last, ...facts }: Found): readonly string[] =>
  check(planOf(settingsFrom(settings), owner, last), { ...noFacts, ...facts }).map(({ severity, message, repair }) =>
    [`${severity}: ${message}`, ...(repair?.split("\n") ?? []).map((line) => `  ${line}`)].join("\n"),
  );

/** A row of a table of judgements: what a check says of settings and facts. */
export type Row = readonly [name: string, check: Check, settings: SettingsInput, facts: Found, said: readonly string[]];

/** An object with these annotations and labels. */
export const object = (
  name: string,
  annotations: Record<string, string> = {},
  labels: Record<string, string> = {},
  managers: readonly string[] = [],
): AnyObject =>
  anyObject.parse({
    metadata: { name, annotations, labels, managedFields: managers.map((manager) => ({ manager })) },
  });

interface Node {
  readonly labels?: Record<string, string>;
  readonly taints?: readonly { readonly key: string; readonly effect: string; readonly value?: string }[];
  readonly cpus?: number;
  readonly [info: string]: unknown;
}

/** Nodes by name, each like a usual one but for what is said of it. */
export const nodesOf = (described: Readonly<Record<string, Node>>, remainingItemCount = 0): z.output<typeof nodes> =>
  nodes.parse({
    metadata: { remainingItemCount },
    items: Object.entries(described).map(([name, { labels, taints, cpus, ...nodeInfo }]) => ({
      metadata: { name, labels },
      spec: { taints },
      status: {
        ...(cpus !== undefined && { capacity: { cpu: String(cpus) } }),
        nodeInfo: {
          architecture: "amd64",
          containerRuntimeVersion: "containerd://2.0.5",
          kernelVersion: "6.8.0-60-generic",
          operatingSystem: "linux",
          osImage: "Ubuntu 24.04.2 LTS",
          ...nodeInfo,
        },
      },
    })),
  });

export const quota = (spec: object, used: Record<string, string> = {}) =>
  quotas.parse({ items: [{ metadata: { name: "team" }, spec, status: { used } }] });

export const limitRange = (...limits: object[]) =>
  limitRanges.parse({ items: [{ metadata: { name: "team" }, spec: { limits } }] });

export const service = (namespace: string, name: string, nodePort: number, annotations: Record<string, string> = {}) =>
  services.parse({ items: [{ metadata: { name, namespace, annotations }, spec: { ports: [{ nodePort }] } }] });

/** A revision of a Helm release, as `manager` wrote it. */
export const revision = (release: string, manager = "helm", version = 1, status = "deployed"): AnyObject =>
  object(
    `sh.helm.release.v1.${release}.v${version}`,
    {},
    { owner: "helm", name: release, status, version: String(version) },
    [manager],
  );
