import type { AlertArgs } from "./alertArgs";
import type { AlertGroup } from "./alertRule";
import { certificateAlerts } from "./certificateAlerts";
import { deadmanAlerts } from "./deadmanAlerts";
import { driftAlerts } from "./driftAlerts";
import { eventAlerts } from "./eventAlerts";
import { kernelAlerts } from "./kernelAlerts";
import { namingAlerts } from "./namingAlerts";
import { nodeAlerts } from "./nodeAlerts";
import { resourceAlerts } from "./resourceAlerts";
import { sidekickAlerts } from "./sidekickAlerts";
import { alertRule } from "./stackAlert";
import { targetAlerts } from "./targetAlerts";

const themes = {
  targets: targetAlerts,
  nodes: nodeAlerts,
  kernel: kernelAlerts,
  resources: resourceAlerts,
  naming: namingAlerts,
  sidekick: sidekickAlerts,
  events: eventAlerts,
  drift: driftAlerts,
  certificates: certificateAlerts,
  deadman: deadmanAlerts,
};

/**
 * The stack's alerts, in groups that Prometheus evaluates side by side; docs/runbook.md has a section for each. Their
 * label `cluster` is that of the series, so that one Prometheus can have those of many clusters.
 */
export const alertGroups = (args: AlertArgs): readonly AlertGroup[] =>
  Object.entries(themes)
    .map(([theme, alerts]) => ({
      name: `${args.names.falco}-${theme}`,
      rules: alerts(args).map((alert) => alertRule(args, alert)),
    }))
    .filter(({ rules }) => rules.length > 0);
