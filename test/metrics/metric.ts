/** A program whose metrics Prometheus has. */
export type Program = "falco" | "falco-exporter" | "falcosidekick" | "kube-state-metrics" | "kubelet" | "prometheus";

/** How Falco gets its events from the kernel, as `falcosecurity_scap_engine_name_info` says it. */
export type Engine = "modern_bpf" | "kmod" | "bpf";

/** A metric as a program exposes it. */
export interface KnownMetric {
  readonly program: Program;
  /** Where one metric stands for many, `<rule>` is a part that differs; `names` tells which. */
  readonly name: string;
  readonly names?: RegExp;
  readonly type: "counter" | "gauge";
  /** What it tells; not what the program prints as HELP. */
  readonly help: string;
  /** Labels that each of its series has, those of the scrape left out. */
  readonly labels: readonly string[];
  /** Its series have more labels that begin so. */
  readonly labelPrefix?: string;
  /** All values of a label, where they are known. */
  readonly values?: Readonly<Record<string, readonly string[]>>;
  /** Range of versions that have it; all unless given. */
  readonly versions?: string;
  /** Key below `metrics` of falco.yaml that it needs to be true; undefined where it is always there. */
  readonly enabledBy?: string;
  /** Only with these engines. */
  readonly engines?: readonly Engine[];
  /** Where the program's own source says so: `repository@version:path:function`. */
  readonly source: string;
}

export type Details = Omit<KnownMetric, "program" | "name" | "type" | "help" | "labels">;

/** Rows of a program's table. */
export const metricsOf = (program: Program) => {
  const row =
    (type: KnownMetric["type"]) =>
    (name: string, labels: readonly string[], help: string, details: Details): KnownMetric => ({
      program,
      name,
      type,
      help,
      labels,
      ...details,
    });
  return { counter: row("counter"), gauge: row("gauge") };
};
