import { z } from "zod";
import { listOf, texts } from "./answers";

// What the preflight reads of what the Prometheus operator knows.

const selector = z.object({
  matchLabels: texts.default({}),
  matchExpressions: z
    .array(z.object({ key: z.string(), operator: z.string(), values: z.array(z.string()).default([]) }))
    .default([]),
});
export type LabelSelector = z.output<typeof selector>;
const optionalSelector = selector.nullish().transform((given) => given ?? undefined);

export type ReadKind = "ServiceMonitor" | "PrometheusRule";

/** What reads ServiceMonitors or PrometheusRules, by the selectors that its kind has. */
export interface PrometheusReader {
  readonly kind: "Prometheus" | "PrometheusAgent" | "ThanosRuler";
  readonly name: string;
  readonly namespace: string;
  readonly selects: Partial<
    Record<ReadKind, { readonly objects: LabelSelector | undefined; readonly namespaces: LabelSelector | undefined }>
  >;
}

const selectors = z
  .object({
    serviceMonitorSelector: optionalSelector,
    serviceMonitorNamespaceSelector: optionalSelector,
    ruleSelector: optionalSelector,
    ruleNamespaceSelector: optionalSelector,
  })
  .prefault({});

/** Objects of the Prometheus operator's of one kind, each with what it selects. */
export const prometheusReaders = (kind: PrometheusReader["kind"]) =>
  listOf(z.object({ metadata: z.object({ name: z.string(), namespace: z.string() }), spec: selectors })).transform(
    ({ items }) =>
      items.map(({ metadata: { name, namespace }, spec }): PrometheusReader => {
        const monitors = { objects: spec.serviceMonitorSelector, namespaces: spec.serviceMonitorNamespaceSelector };
        const rules = { objects: spec.ruleSelector, namespaces: spec.ruleNamespaceSelector };
        const selects = {
          ...(kind !== "ThanosRuler" && { ServiceMonitor: monitors }),
          ...(kind !== "PrometheusAgent" && { PrometheusRule: rules }),
        };
        return { kind, name, namespace, selects };
      }),
  );
