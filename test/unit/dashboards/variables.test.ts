import { deployments, eachDeployment } from "./deployments";
import { selectedDataSource } from "./houseRules";
import { readEvents } from "./read";

const asked = (name: keyof typeof deployments) =>
  Object.fromEntries(readEvents(deployments[name].args).templating.list.map(({ name: of, query }) => [of, query]));

test("variables of an exporter ask its counter, and not that of a Falcosidekick of the same name", () => {
  const counter = 'falco_events{namespace=~"falco|", priority=~"[0-7]", source!="internal"}';
  const { priority, ...others } = asked("exporterAndOldSidekick");
  expect(priority).toMatch(/^Emergency : 0\|emergency\|Emergency,Alert/);
  expect(others).toEqual({
    datasource: "prometheus",
    cluster: 'label_values(up{namespace=~"falco|"}, cluster)',
    namespace: `label_values(${counter}, k8s_ns_name)`,
    node: `label_values(${counter}, hostname)`,
    rule: `label_values(${counter}, rule)`,
  });
  const { list } = readEvents(deployments.exporterAndOldSidekick.args).templating;
  expect(list.find(({ name }) => name === "node")?.description).toBe("With at least one event");
  expect(list.find(({ name }) => name === "namespace")?.description).toBe("Of the pods that caused events");
});

test("variables of Falco itself ask Falcosidekick for the namespaces that Falco does not know", () => {
  const counter = 'falcosecurity_falco_rules_matches_total{namespace=~"falco|"}';
  expect(asked("native").namespace).toMatch(
    /^label_values\(falcosecurity_falcosidekick_falco_events_total\{.*, k8s_ns_name\)$/,
  );
  expect(asked("native")).toMatchObject({
    // Of every Falco: a rule may never have matched on a node, and nothing does on one that Falco is blind on.
    node: 'label_values(falcosecurity_falco_version_info{namespace=~"falco|"}, node)',
    rule: `label_values(${counter}, rule_name)`,
  });
  const { list } = readEvents(deployments.native.args).templating;
  expect(list.find(({ name }) => name === "namespace")?.description).toMatch(/only for what Falcosidekick counts/);
  expect(list.find(({ name }) => name === "node")?.description).toBe("With a Falco that Prometheus knows");
  expect(asked("nativeAlone")).not.toHaveProperty("namespace");
});

describe.each(eachDeployment)("variables of %s", (_, { args }) => {
  const filters = readEvents(args).templating.list.filter(({ type }) => type !== "datasource");

  test.each(filters)("$name takes several and starts with all", (variable) => {
    expect(variable).toMatchObject({ multi: true, includeAll: true, current: { value: ["$__all"] } });
  });

  test.each(filters.filter(({ type }) => type === "query"))("$name takes series without the label too", (variable) => {
    expect(variable.datasource).toEqual(selectedDataSource);
    expect(new RegExp(`^(?:${variable.allValue ?? "never"})$`).test("")).toBe(true);
  });
});
