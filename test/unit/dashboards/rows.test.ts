import { tactics } from "../../../dashboards/mitre";
import { deployments } from "./deployments";
import { panelTitled, readEvents } from "./read";

const panel = (name: keyof typeof deployments, title: string) => panelTitled(readEvents(deployments[name].args), title);
const exprs = (name: keyof typeof deployments, title: string) => panel(name, title).targets.map(({ expr }) => expr);
const titles = (name: keyof typeof deployments) => readEvents(deployments[name].args).panels.map(({ title }) => title);
const columns = (name: keyof typeof deployments, title: string) =>
  panel(name, title).transformations.flatMap(({ options }) => Object.entries(options.renameByName ?? {}));

test("Critical and worse counts Critical, Alert and Emergency alone", () => {
  expect(exprs("exporter", "Critical and worse")[0]).toContain('priority=~"0|1|2"}');
  expect(exprs("native", "Critical and worse")[0]).toContain('priority=~"0|1|2"}');
});

test("What fired takes the fifty with most of each priority, so that many small ones hide no grave one", () => {
  expect(exprs("exporter", "What fired")[0]).toMatch(
    /(^|\()topk by \(priority\) \(50, sum by \(priority, rule, hostname,/,
  );
  expect(exprs("nativeAlone", "What fired")[0]).toMatch(
    /^topk by \(priority\) \(50, sum by \(priority, rule_name, node, cluster\)/,
  );
});

test("What fired shows workloads where anyone knows them", () => {
  const shown = (name: keyof typeof deployments) =>
    columns(name, "What fired")
      .map(([, title]) => title)
      .sort();
  const all = ["Cluster", "Events", "Namespace", "Node", "Pod", "Priority", "Rule"];
  expect(shown("exporter")).toEqual(all);
  expect(shown("native")).toEqual(all);
  expect(shown("nativeAlone")).toEqual(["Cluster", "Events", "Node", "Priority", "Rule"]);
});

test("Where leaves namespaces and pods to Falcosidekick where Falco itself counts", () => {
  expect(exprs("exporter", "Events by pod")[0]).toContain("falco_events{");
  expect(exprs("native", "Events by pod")[0]).toContain("falcosecurity_falcosidekick_falco_events_total{");
  expect(exprs("native", "Events by node")[0]).toContain("falcosecurity_falco_rules_matches_total{");
  expect(titles("nativeAlone")).not.toContain("Events by pod");
  expect(titles("nativeAlone")).toContain("Events by node");
});

test.each(["exporter", "native"] as const)("Events by pod of %s leaves out events that name no pod", (name) => {
  const [, refused = "missing"] = /k8s_pod_name!~"([^"]*)"/.exec(exprs(name, "Events by pod")[0] ?? "") ?? [];
  const none = name === "exporter" ? ["", "<NA>"] : [""];
  expect([...none, "web-1"].filter((pod) => !new RegExp(`^(?:${refused})$`).test(pod))).toEqual(["web-1"]);
});

test.each([
  ["Events by namespace", ["k8s_ns_name"]],
  ["What fired", ["k8s_ns_name", "k8s_pod_name"]],
])(
  "%s tells the host from what the event lacks where the exporter does, which Falcosidekick doesn't",
  (title, labels) => {
    const words = (name: keyof typeof deployments) =>
      [...(exprs(name, title)[0] ?? "").matchAll(/"(k8s_\w+)", "(\([^"]*\))", "\1", "([^"]*)"\)/g)].map(
        ([, label, word, value]) => [label, word, value],
      );
    expect(words("exporter")).toEqual(
      labels.flatMap((label) => [
        [label, "(host)", "<NA>"],
        [label, "(not in the event)", ""],
      ]),
    );
    expect(words("native")).toEqual(labels.map((label) => [label, "(no pod)", ""]));
    expect(panel("exporter", title).description).toMatch(/\(host\) is .*\(not in the event\) is /);
    expect(panel("native", title).description).toMatch(/\(no pod\) is .* outside Kubernetes, or .* rule/);
    expect(panel("native", title).description).toMatch(/Falcosidekick got/);
  },
);

test("places that are none have names that no place can have", () => {
  expect(exprs("native", "Events by node")[0]).toContain('"node", "(no node label)", "node", "")');
  expect(exprs("native", "Events by cluster")[0]).toContain('"cluster", "(no cluster label)", "cluster", "")');
});

test("targets are found behind a ServiceMonitor, an annotated Service and as annotated pods, in the stack's namespace", () => {
  const rest = 'namespace=~"falco|", cluster=~"$cluster"';
  expect(exprs("exporter", "Exporters up / known")).toEqual(
    ["sum", "count"].map(
      (of) =>
        `${of}(up{job="falco-exporter", ${rest}} or up{service="falco-exporter", ${rest}}` +
        ` or up{pod=~"falco-exporter-[a-z0-9]{5}", ${rest}})`,
    ),
  );
});

test("an exporter's targets are not chosen by node, whose events may name another: charts before 3.2.0 put a pod there", () => {
  expect(exprs("exporter", "Exporters down")[0]).not.toContain("$node");
  expect(exprs("native", "Falcos down")[0]).toContain('node=~"$node"');
});

test("nodes that should have a Falco are kube-state-metrics', which may be without the label of the cluster", () => {
  const of = 'namespace="falco", cluster=~"$cluster|", daemonset="falco"';
  expect(exprs("native", "Nodes unwatched")).toEqual([
    `sum(kube_daemonset_status_desired_number_scheduled{${of}}) - sum(kube_daemonset_status_number_ready{${of}})`,
  ]);
});

test.each(["Events by namespace", "Events by pod", "Events by node", "By user_name"])(
  "%s shows ten at most",
  (title) => {
    expect(exprs("exporter", title)[0]).toContain("topk(10, ");
  },
);

test("tactics are MITRE's fourteen, with the tags of Falco's rules", () => {
  expect(tactics).toHaveLength(14);
  expect(tactics.map(({ tag }) => tag)).toEqual(
    expect.arrayContaining(["mitre_execution", "mitre_command_and_control", "mitre_resource_development"]),
  );
});

test("MITRE ATT&CK tactics finds a tag among several, in the form of each source", () => {
  const targets = (name: keyof typeof deployments) => panel(name, "MITRE ATT&CK tactics").targets;
  expect(targets("exporter").map(({ legendFormat }) => legendFormat)).toEqual(tactics.map(({ name }) => name));
  const [expr = ""] = targets("exporter").flatMap(({ expr: of, legendFormat }) =>
    legendFormat === "Execution" ? [of] : [],
  );
  const [, tags = "missing"] = /tags=~"([^"]*)"/.exec(expr) ?? [];
  const matches = (text: string) => new RegExp(`^(?:${tags})$`).test(text);
  expect(
    [",mitre_execution,", ",a,mitre_execution,b,", ",mitre_execution_x,", ",xmitre_execution,"].map(matches),
  ).toEqual([true, true, false, false]);
  expect(targets("native")[3]?.expr).toContain('tag_mitre_execution="true"');
});

test("Who and what has a panel for each label of Falcosidekick's, or says which setting adds them", () => {
  expect(titles("exporter")).toEqual(
    expect.arrayContaining(["By user_name", "By proc_name", "By container_image_repository"]),
  );
  expect(exprs("exporter", "By user_name")[0]).toContain('"user_name", "(none)", "user_name", "")');
  expect(panel("exporter", "By user_name").description).toMatch(/\(none\) is .* rule's output .* nothing .* no text/);
  expect(panel("oldestNative", "No labels for who and what").options?.content).toContain(
    "npx pulumi config set -s STACK --path 'falco:sidekick.metricLabels[0]' user.name",
  );
});

test("Dropped kernel events is Falco's own quotient, orange from 2 % and red from 10 % on", () => {
  const { fieldConfig } = panel("native", "Dropped kernel events");
  expect(fieldConfig?.defaults).toMatchObject({
    unit: "percentunit",
    thresholds: { steps: [{ value: null }, { value: 0.02, color: "orange" }, { value: 0.1, color: "red" }] },
  });
  expect(exprs("native", "Dropped kernel events")[0]).toMatch(
    /n_drops_total\{.* \/ clamp_min\(.*n_evts_total\{.*, 1\)$/,
  );
});

test("Drops of a full buffer count both directions: enter is real before Falco 0.42, and 0 since", () => {
  expect(exprs("native", "Drops of a full buffer, by kind")[0]).not.toContain("dir");
});

test("no panel shows CPU, which Falco tells as a mean since its start, or metrics that count nothing", () => {
  const all = readEvents(deployments.native.args).panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  expect(all.join()).not.toMatch(/cpu|falco_n_evts|num_evts|rules_counters/);
});

test("the exporter's row for the kernel takes Falco's messages about drops, which are internal, and says what it can't", () => {
  const drops = panel("exporter", "Messages about dropped kernel events");
  expect(drops.targets[0]?.expr).toContain('rule="Falco internal: syscall event drop"');
  expect(drops.targets[0]?.expr).not.toContain('source!="internal"');
  expect(drops.description).toMatch(/not seen through the exporter/);
});

test("rules files differ where not every Falco of a cluster has a content, so that equal names are no difference", () => {
  const [expr] = exprs("native", "Rules files that differ");
  expect(expr).toMatch(
    /count by \(cluster, file_name, sha256\) .* < on \(cluster\) group_left \(\) count by \(cluster\)/,
  );
  expect(panel("native", "Rules files that differ").fieldConfig?.defaults.thresholds?.steps.at(-1)).toEqual({
    value: 1,
    color: "orange",
  });
});

test("Engines takes that of system calls, with and without the label that Falco has from 0.41 on", () => {
  expect(exprs("native", "Engines")[0]).toContain('evt_source=~"syscall|"');
});
