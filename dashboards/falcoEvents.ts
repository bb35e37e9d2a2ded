import { assemble } from "./assemble";
import type { DashboardArgs } from "./dashboardArgs";
import { deploys } from "./deploys";
import { dropEventsRow } from "./dropEventsRow";
import { filesRow } from "./filesRow";
import { healthRow } from "./healthRow";
import type { Row } from "./houseStyle";
import { kernelRow } from "./kernelRow";
import { links } from "./links";
import { nowRow } from "./nowRow";
import { rulesRow } from "./rulesRow";
import { sidekickRow } from "./sidekickRow";
import { targetsRow } from "./targetsRow";
import { trendRow } from "./trendRow";
import { variables } from "./variables";
import { whereRow } from "./whereRow";
import { whoRow } from "./whoRow";

/** What is shown of this stack, in the order in which people look. */
const rows = (args: DashboardArgs): readonly Row[] => [
  healthRow(args),
  nowRow(args),
  trendRow(args),
  whereRow(args),
  rulesRow(args),
  ...(args.sidekick ? [whoRow(args, args.sidekick)] : []),
  ...(args.metricsSource === "native" ? [kernelRow(args), filesRow(args)] : [dropEventsRow(args)]),
  ...(args.sidekick ? [sidekickRow(args, args.sidekick)] : []),
  targetsRow(args),
];

/** Falco's events as falco-exporter or Falco itself counts them, and the health of all that they pass through. */
export const falcoEventsDashboard = (args: DashboardArgs) =>
  assemble({
    uid: args.uid,
    title: args.title,
    description:
      "What Falco detected, by rule, priority and place, as counted by " +
      `${args.metricsSource === "exporter" ? "falco-exporter" : "Falco itself"}, and whether all would be seen.`,
    links: links(args),
    annotations: [deploys(args)],
    variables: variables(args),
    rows: rows(args),
  });
