import type { Refused } from "./refused";

const few = "expected a field with few values, such as user.name, proc.name or container.image.repository";
const takeAway = "npx pulumi config rm -s dev --path 'falco:sidekick.metricLabels[0]'";
const label = (field: string, why: string): Refused => [
  { sidekick: { metricLabels: [field] } },
  [`falco:sidekick.metricLabels[0] = "${field}": ${few}: ${why}.`, takeAway],
];

const secrets = "arguments and variables hold passwords, and hardly one is like another";
const places = "paths, addresses and ports are without number";
const numbers = "falcosidekick leaves labels of numbers empty";
const times = "each event has another one";
const ids = "each pod or release has another one, and k8s_pod_name is a label already";

/** Mistakes in what Prometheus is told. */
export const wrongMonitoring: readonly Refused[] = [
  [
    { monitoring: "on" },
    [
      'falco:monitoring = "on": expected an object with serviceMonitor, rules, labels, namespace, runbookUrl or thresholds.',
      "npx pulumi config rm -s dev falco:monitoring",
    ],
  ],
  [
    { monitoring: { serviceMonitors: true } },
    [
      "falco:monitoring.serviceMonitors: no such setting. Did you mean falco:monitoring.serviceMonitor?",
      "npx pulumi config rm -s dev --path falco:monitoring.serviceMonitors",
    ],
  ],
  [
    { monitoring: { serviceMonitor: "yes" } },
    [
      'falco:monitoring.serviceMonitor = "yes": expected true or false.',
      "npx pulumi config set -s dev --path falco:monitoring.serviceMonitor true",
    ],
  ],
  [
    { monitoring: { rules: "PrometheusRule" } },
    [
      'falco:monitoring.rules = "PrometheusRule": expected off, operator or configMap.',
      "npx pulumi config set -s dev --path falco:monitoring.rules off",
    ],
  ],
  [
    { monitoring: { labels: { release: "kube prometheus" } } },
    [
      'falco:monitoring.labels.release = "kube prometheus": expected a Kubernetes label value.',
      "npx pulumi config set -s dev --path falco:monitoring.labels.release VALUE",
    ],
  ],
  [
    { monitoring: { namespace: "Monitoring" } },
    [
      'falco:monitoring.namespace = "Monitoring": expected at most 63 lower-case letters, digits and dashes, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:monitoring.namespace VALUE",
    ],
  ],
  ...["docs/run book.md", "ftp://wiki.example.com", "docs/runbook.md#FalcoDown"].map((runbookUrl): Refused => [
    { monitoring: { runbookUrl } },
    [
      `falco:monitoring.runbookUrl = "${runbookUrl}": expected an http:// or https:// URL without a login in it, or a path, without blanks and #.`,
      "npx pulumi config set -s dev --path falco:monitoring.runbookUrl docs/runbook.md",
    ],
  ]),
  [
    { monitoring: { thresholds: { downMinutes: 0 } } },
    [
      "falco:monitoring.thresholds.downMinutes = 0: expected a whole number of minutes from 1 to 1440.",
      "npx pulumi config set -s dev --path falco:monitoring.thresholds.downMinutes 5",
    ],
  ],
  [
    { monitoring: { thresholds: { memoryPercent: 100 } } },
    [
      "falco:monitoring.thresholds.memoryPercent = 100: expected a whole number of percent from 1 to 99.",
      "npx pulumi config set -s dev --path falco:monitoring.thresholds.memoryPercent 90",
    ],
  ],
  [
    { monitoring: { thresholds: { kernelDropsPercent: "0.5" } } },
    [
      'falco:monitoring.thresholds.kernelDropsPercent = "0.5": expected a whole number of percent from 1 to 98.',
      "npx pulumi config set -s dev --path falco:monitoring.thresholds.kernelDropsPercent 2",
    ],
  ],
  [
    { monitoring: { thresholds: { priority: "crit" } } },
    [
      'falco:monitoring.thresholds.priority = "crit": expected emergency, alert, critical, error, warning, notice, informational or debug. Did you mean critical?',
      "npx pulumi config set -s dev --path falco:monitoring.thresholds.priority critical",
    ],
  ],
  [
    { monitoring: { thresholds: { kernelDropsPercent: 10 } } },
    [
      "falco:monitoring.thresholds.kernelDropsCriticalPercent = 10 (the default): expected more than kernelDropsPercent, which is 10.",
      "npx pulumi config set -s dev --path falco:monitoring.thresholds.kernelDropsPercent 2",
      "or npx pulumi config set -s dev --path falco:monitoring.thresholds.kernelDropsCriticalPercent 50",
    ],
  ],
  [
    { monitoring: { rules: "configMap", thresholds: { certificateDays: 90 } } },
    [
      "falco:monitoring.thresholds.certificateDays = 90: expected less than certificates.renewBeforeDays, which is 90: until then no up renews a certificate, and the alert would stay.",
      "npx pulumi config set -s dev --path falco:monitoring.thresholds.certificateDays 45",
    ],
  ],
  [
    { monitoring: { rules: "operator" }, certificates: { renewBeforeDays: 1 } },
    [
      "falco:monitoring.thresholds.certificateDays = 14 (the default): expected less than certificates.renewBeforeDays, which is 1: until then no up renews a certificate, and the alert would stay.",
      "npx pulumi config set -s dev --path falco:monitoring.rules off",
    ],
  ],
  [
    { charts: { falco: "4.6.0" }, metricsSource: "native", monitoring: { rules: "configMap" } },
    [
      'falco:monitoring.rules = "configMap": expected off with metricsSource native and falco chart 4.6.0: alerts read what Falco counts from chart 4.9.0 on.',
      "npx pulumi config set -s dev --path falco:monitoring.rules off",
      "or npx pulumi config rm -s dev --path falco:charts.falco",
    ],
  ],
  label("proc.cmdline", secrets),
  label("proc.pcmdline", secrets),
  label("proc.args", secrets),
  label("proc.exeline", secrets),
  label("proc.env", secrets),
  label("evt.args", secrets),
  label("evt.arg.path", secrets),
  label("evt.info", secrets),
  label("fd.name", places),
  label("fd.sip", places),
  label("fd.sport", places),
  label("fs.path.name", places),
  label("proc.cwd", places),
  label("proc.pid", numbers),
  label("proc.ppid", numbers),
  label("thread.tid", numbers),
  label("user.uid", numbers),
  label("evt.time", times),
  label("evt.time.iso8601", times),
  label("evt.rawtime.ns", times),
  label("evt.num", times),
  label("proc.duration", times),
  label("container.id", ids),
  label("container.image.digest", ids),
  label("k8s.pod.uid", ids),
  label("k8s.pod.labels", ids),
  // Each command works after those above it: removed from the end, the others keep their numbers.
  [
    { sidekick: { metricLabels: ["proc.cmdline", "user.name", "evt.time"] } },
    [
      `falco:sidekick.metricLabels[2] = "evt.time": ${few}: ${times}.`,
      takeAway.replace("[0]", "[2]"),
      `falco:sidekick.metricLabels[0] = "proc.cmdline": ${few}: ${secrets}.`,
      takeAway,
    ],
  ],
];
