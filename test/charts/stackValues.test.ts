import { falcoExporterValues } from "../../components/falcoExporter";
import { chartValues, unknownValues, unlistedValues } from "../../settings/chartValues/chartValues";
import type { ChartName } from "../../settings/chartVersions";
import { collectedVersions } from "../../settings/helmValues/nearestCollected";
import { exporterArgs, exporterVariants, falcoVariants, isDeployable, valuesFor } from "../unit/falcoArgs";

/** Passed on whole to Kubernetes or Falco; no value file lists what may be in them. */
const expectedPassedOn = [
  "controller.daemonset.updateStrategy.rollingUpdate",
  "daemonset.updateStrategy.rollingUpdate",
];

/** Every value exists in the chart with that type, and upstream lists it. */
const expectKnown = (chart: ChartName, version: string, values: object) => {
  const tree = chartValues(chart, version) ?? {};
  expect(unknownValues(tree, values)).toEqual([]);
  const passedOn = unlistedValues(tree, values).map((path) => path.join("."));
  expect(passedOn.filter((path) => !expectedPassedOn.includes(path))).toEqual([]);
};

const rows = collectedVersions("falco").flatMap((version) =>
  Object.entries(falcoVariants)
    .filter(([, changed]) => isDeployable(version, changed))
    .map(([variant, changed]) => [version, variant, changed] as const),
);

describe("values for falco", () => {
  it.each(rows)("%s exist in the chart, with that type: %s", (version, _, changed) => {
    expectKnown("falco", version, valuesFor(version, changed));
  });

  it.each(collectedVersions("falco"))("can be deployed in some way with %s", (version) => {
    expect(rows.filter(([other]) => other === version)).not.toEqual([]);
  });
});

describe.each(collectedVersions("falco-exporter"))("values for falco-exporter %s", (version) => {
  it.each(Object.entries(exporterVariants))("exist in the chart, with that type: %s", (_, changed) => {
    expectKnown("falco-exporter", version, falcoExporterValues({ ...exporterArgs, ...changed }));
  });
});
