import { stringify } from "yaml";
import type { Endpoint } from "./expositions";

/** What is scraped. */
export interface Target extends Endpoint {
  /** What service discovery and relabeling would give its series: `job`, `namespace`, `pod`, `node`, `instance`... */
  readonly labels: Readonly<Record<string, string>>;
  /** Whether a label of the exposition wins over one of `labels`; else it becomes `exported_<name>`. Default: false. */
  readonly honorLabels?: boolean;
}

/** Groups of a rule file, as Prometheus takes them. */
export interface RuleFile {
  readonly groups: readonly { readonly name: string; readonly rules: readonly object[] }[];
}

/** prometheus.yml: everything once a second. */
export function configuration(targets: readonly Target[], ruleFiles: readonly string[]): string {
  return stringify({
    global: { scrape_interval: "1s", scrape_timeout: "1s", evaluation_interval: "1s" },
    rule_files: ruleFiles,
    scrape_configs: [false, true].map((honorLabels) => ({
      job_name: honorLabels ? "honoring labels" : "as it is",
      honor_labels: honorLabels,
      static_configs: targets
        .filter(({ honorLabels: honored = false }) => honored === honorLabels)
        .map(({ address, path, labels }) => ({ targets: [address], labels: { ...labels, __metrics_path__: path } })),
    })),
  });
}
