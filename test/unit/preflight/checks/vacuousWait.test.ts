import { vacuousWait } from "../../../../preflight/checks/vacuousWait";
import { judged, nodesOf } from "../constructed";

const falco = (maxUnavailable: unknown) => ({ falco: { controller: { daemonset: roll(maxUnavailable) } } });
const exporter = (maxUnavailable: unknown) => ({ falcoExporter: { daemonset: roll(maxUnavailable) } });
const roll = (maxUnavailable: unknown) => ({ updateStrategy: { rollingUpdate: { maxUnavailable } } });

/** Helm waits for as many pods as there are nodes, less those that may be unavailable. */
describe("vacuousWait", () => {
  const said = (helmValues: object, names: readonly string[], more = 0) =>
    judged(
      vacuousWait,
      { metricsSource: "exporter", helmValues },
      { nodes: nodesOf(Object.fromEntries(names.map((name) => [name, {}])), more) },
    );
  const text = (given: string, of: string, path: string) => [
    `error: maxUnavailable ${given} of falco:helmValues.${of} is as many pods as there are nodes for Falco (2): Helm would wait for none, and the deployment be a success although no pod is ready.\n  npx pulumi config set --path falco:helmValues.${of}.${path}daemonset.updateStrategy.rollingUpdate.maxUnavailable 10%`,
  ];

  it.each<[string, object, readonly string[], number, readonly string[]]>([
    ["fewer than there are nodes", falco(1), ["a", "b"], 0, []],
    ["a part of them", falco("50%"), ["a", "b"], 0, []],
    ["one node, of which any part is the whole", falco(1), ["a"], 0, []],
    ["more nodes than were looked at", falco(2), ["a", "b"], 9, []],
    ["as many as there are nodes", falco(2), ["a", "b"], 0, text("2", "falco", "controller.")],
    ["a part that is rounded up to them", falco("60%"), ["a", "b"], 0, text('"60%"', "falco", "controller.")],
    ["as many of the exporter's", exporter(5), ["a", "b"], 0, text("5", "falcoExporter", "")],
  ])("judges %s", (_, helmValues, names, more, expected) => {
    expect(said(helmValues, names, more)).toEqual(expected);
  });
});
