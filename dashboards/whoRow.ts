import type { Deployment, SidekickDeployment } from "../promql/deployment";
import { countedBySidekick, type Counted } from "./counted";
import { bars, note, type Row } from "./houseStyle";
import { atEnd } from "./promqlQuery";
import { called, eventsInRange, orNone, topTen } from "./queries";

/** Who did it and with what, as far as Falcosidekick's metrics are given labels for it. */
export const whoRow = (deployment: Deployment, sidekick: SidekickDeployment): Row => {
  const all = countedBySidekick(deployment, sidekick);
  return {
    id: 60,
    title: "Who and what",
    panels:
      sidekick.eventLabels.length === 0 ? [howToAdd] : sidekick.eventLabels.map((label, at) => byLabel(all, label, at)),
  };
};

const byLabel = ({ source, up, noValue, by }: Counted, label: string, at: number) =>
  bars({
    id: 601 + at,
    title: `By ${label}`,
    description:
      `Events in the time range${by}, by ${label}: the ten values with most. (none) is events without it: the rule's ` +
      "output does not have the field, nothing is known of it, as of the image of a host process, or it is no text.",
    noValue,
  }).withTarget(
    atEnd(
      orNone(called("(none)", label, "", topTen(`${eventsInRange(source, [label])} > 0`)), up, label),
      `{{${label}}}`,
    ),
  );

const howToAdd = note({
  id: 601,
  title: "No labels for who and what",
  content: [
    "Falcosidekick's metrics can carry user, program and image: set `falco:sidekick.metricLabels`, for instance to",
    "`user.name`, `proc.name` and `container.image.repository`, and deploy:",
    "",
    "```",
    ...["user.name", "proc.name", "container.image.repository"].map(
      (field, at) => `npx pulumi config set -s STACK --path 'falco:sidekick.metricLabels[${at}]' ${field}`,
    ),
    "```",
  ].join("\n"),
});
