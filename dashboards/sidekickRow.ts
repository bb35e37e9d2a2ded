import * as common from "@grafana/grafana-foundation-sdk/common";
import { MappingType } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Deployment, SidekickDeployment } from "../promql/deployment";
import { sumBy } from "../promql/series";
import { sidekickMetrics } from "../promql/sidekickMetrics";
import { bars, colorFrom, goodAtZero, number, stackedBars, type Row } from "./houseStyle";
import { atEnd, overTime, refIds } from "./promqlQuery";
import { grownInRange, grownOverTime, orNone, orZero } from "./queries";
import { sidekickSeries, sidekickUp } from "./selection";
import { silentSidekick } from "./wording";

/** Whether alerts get through Falcosidekick. */
export const sidekickRow = (deployment: Deployment, sidekick: SidekickDeployment): Row => {
  const { inputs, outputs } = sidekickMetrics(sidekick.version);
  const all: Sidekick = {
    up: sidekickUp(deployment, sidekick),
    inputs: (where) => sidekickSeries(sidekick, inputs, where),
    outputs: (where) => sidekickSeries(sidekick, outputs, where),
  };
  return {
    id: 90,
    title: "Falcosidekick",
    panels: [
      inputsByStatus(all),
      outputsByDestination(all),
      rejectedInputs(all),
      failingOutputs(all),
      ...(sidekick.destinations.length === 0 ? [] : [outputsInUse(all, sidekick.destinations)]),
    ],
  };
};

interface Sidekick {
  readonly up: string;
  readonly inputs: (where?: readonly string[]) => string;
  readonly outputs: (where?: readonly string[]) => string;
}

/** Besides `error` there is what a broker said (falcosidekick 2.34.1, outputs/mqtt.go). */
const failed = 'status!="ok"';

const neverCounted = "Falcosidekick counts neither mails (SMTP) nor what it sends by OTLP.";

const inputsByStatus = ({ up, inputs }: Sidekick) =>
  stackedBars({
    id: 91,
    title: "Requests to Falcosidekick",
    description:
      "Requests in each interval by status: accepted, or rejected. Falco does not see that one is rejected, and does " +
      "not send it again.",
    noValue: silentSidekick,
  }).withTarget(overTime(orNone(`${sumBy(["status"], grownOverTime(inputs()))} > 0`, up, "status"), "{{status}}"));

const outputsByDestination = ({ up, outputs }: Sidekick) =>
  stackedBars({
    id: 92,
    title: "Posts to outputs",
    description: `Alerts in each interval that Falcosidekick sent, by output, and those that failed. ${neverCounted}`,
    noValue: silentSidekick,
  })
    .withTarget(
      overTime(
        orNone(`${sumBy(["destination"], grownOverTime(outputs(['status="ok"'])))} > 0`, up, "destination"),
        "{{destination}}",
      ),
    )
    .withTarget(
      overTime(`${sumBy(["destination"], grownOverTime(outputs([failed])))} > 0`, "{{destination}} failed", "B"),
    );

const rejectedInputs = ({ up, inputs }: Sidekick) =>
  number({
    id: 93,
    title: "Rejected requests",
    description:
      "Requests in the time range that Falcosidekick refused: no JSON that it can read, or a priority that it does not " +
      "know. Such events are lost.",
    noValue: silentSidekick,
  })
    .height(10)
    .thresholds(goodAtZero("red"))
    .withTarget(atEnd(orZero(sumBy([], grownInRange(inputs(['status="rejected"']))), up)));

const failingOutputs = ({ up, outputs }: Sidekick) =>
  bars({
    id: 94,
    title: "Failing outputs",
    description: `Alerts in the time range that did not get through, by output. Falcosidekick does not try again. ${neverCounted}`,
    noValue: silentSidekick,
  })
    .thresholds(goodAtZero("red"))
    .withTarget(
      atEnd(
        orNone(`${sumBy(["destination"], grownInRange(outputs([failed])))} > 0`, up, "destination", "(none failed)"),
        "{{destination}}",
      ),
    );

/** An output has no series before its first alert. */
const neverUsed = -1;

const outputsInUse = ({ up, outputs }: Sidekick, destinations: readonly string[]) =>
  destinations.reduce(
    (panel, destination, index) => {
      const of = `destination="${destination}"`;
      const succeeded = sumBy([], grownInRange(outputs([of, 'status="ok"'])));
      const neverSucceeded = `0 * sum(${outputs([of])})`;
      return panel.withTarget(
        atEnd(
          `${succeeded} or ${neverSucceeded} or ${neverUsed} + 0 * count((${up}) == 1)`,
          destination,
          refIds(index),
        ),
      );
    },
    number({
      id: 95,
      title: "Silent outputs",
      description:
        "Alerts in the time range that got through to each output that is switched on. Never used: no alert " +
        `since Falcosidekick started, or none grave enough for the output. ${neverCounted}`,
      noValue: silentSidekick,
    })
      .height(10)
      .span(12)
      .textMode(common.BigValueTextMode.ValueAndName)
      .thresholds(colorFrom("orange", { value: 1, color: "green" }))
      .mappings([
        {
          type: MappingType.ValueToText,
          options: {
            [neverUsed]: { text: "never used", color: "orange", index: 0 },
            0: { text: "none in this time", color: "orange", index: 1 },
          },
        },
      ]),
  );
