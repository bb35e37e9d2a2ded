import type { Priority } from "../../../ruleFiles/priorities";

/** A rule as far as metrics tell of it. */
export interface Rule {
  readonly name: string;
  readonly priority: Priority;
  readonly tags: readonly string[];
}

const rule = (name: string, priority: Priority, ...tags: string[]): Rule => ({ name, priority, tags });

/** Some of the rules that come with Falco (falcosecurity/rules, falco-rules-5.1.0, rules/falco_rules.yaml). */
export const bundled = {
  terminal: rule(
    "Terminal shell in container",
    "notice",
    ...["maturity_stable", "container", "shell", "mitre_execution", "T1059"],
  ),
  apiServer: rule(
    "Contact K8S API Server From Container",
    "notice",
    ...["maturity_stable", "container", "network", "k8s", "mitre_discovery", "T1565"],
  ),
  systemUser: rule(
    "System user interactive",
    "informational",
    ...["maturity_stable", "host", "container", "users", "mitre_execution", "T1059", "NIST_800-53_AC-2"],
  ),
  sensitiveFile: rule(
    "Read sensitive file untrusted",
    "warning",
    ...["maturity_stable", "host", "container", "filesystem", "mitre_credential_access", "T1555"],
  ),
  redirect: rule(
    "Redirect STDOUT/STDIN to Network Connection in Container",
    "notice",
    ...["maturity_stable", "container", "network", "process", "mitre_execution", "T1059"],
  ),
  newBinary: rule(
    "Drop and execute new binary in container",
    "critical",
    ...["maturity_stable", "container", "process", "mitre_persistence", "TA0003", "PCI_DSS_11.5.1"],
  ),
  fileless: rule(
    "Fileless execution via memfd_create",
    "critical",
    ...["maturity_stable", "host", "container", "process", "mitre_defense_evasion", "T1620"],
  ),
  netcat: rule(
    "Netcat Remote Code Execution in Container",
    "warning",
    ...["maturity_stable", "container", "network", "process", "mitre_execution", "T1059"],
  ),
};

/** One of the stack's user: without tags, and its output without fields of Kubernetes. */
export const custom = rule("Backup ran outside its window", "notice");
