import { deployments } from "./deployments";
import { panelTitled, readEvents } from "./read";

const read = readEvents(deployments.exporter.args);
const old = readEvents(deployments.exporterAndOldSidekick.args);
const panel = (title: string, of = read) => panelTitled(of, title);

test("metrics of Falcosidekick have the names of its version", () => {
  const all = (of: typeof read) => of.panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)).join();
  expect(all(read)).toMatch(/falcosecurity_falcosidekick_outputs_total\{/);
  expect(all(read)).not.toMatch(/\bfalcosidekick_outputs\{/);
  expect(all(old)).toMatch(/\bfalcosidekick_outputs\{/);
  expect(all(old)).not.toMatch(/falcosecurity_falcosidekick/);
});

test("Failing outputs counts whatever isn't ok: a status may be the text of an error", () => {
  const [query] = panel("Failing outputs").targets;
  expect(query?.expr).toContain('status!="ok"');
  expect(query?.expr).not.toContain('status="error"');
  expect(query?.expr).toContain('"destination", "(none failed)"');
});

test("Rejected requests adds up all pods", () => {
  const [query] = panel("Rejected requests").targets;
  expect(query?.expr).toMatch(/^sum by \(\) \(.*status="rejected"/);
});

describe("Silent outputs", () => {
  const { targets, fieldConfig, description } = panel("Silent outputs");

  test("has each output that is switched on", () => {
    expect(targets.map(({ legendFormat }) => legendFormat)).toEqual(["webui", "slack"]);
  });

  test("counts successes; tells 0 of them from no series, and that from no Falcosidekick", () => {
    const outputs = 'falcosecurity_falcosidekick_outputs_total{namespace=~"falco-sidekick|", cluster=~"$cluster", ';
    const [succeeded, neverSucceeded, neverUsed] = (targets[1]?.expr ?? "").split(/ or (?=0 \* sum|-1 \+)/);
    expect(succeeded).toContain(`increase(${outputs}destination="slack", status="ok"}[$__range])`);
    expect(neverSucceeded).toBe(`0 * sum(${outputs}destination="slack"})`);
    expect(neverUsed).toMatch(/^-1 \+ 0 \* count\(\(up\{.*\) == 1\)$/);
    expect(fieldConfig?.defaults.mappings).toMatchObject([
      { options: { "-1": { text: "never used" }, "0": { text: "none in this time" } } },
    ]);
  });

  test("says what Falcosidekick never counts", () => {
    expect(description).toMatch(/neither mails \(SMTP\) nor what it sends by OTLP/);
  });

  test("is left out where nothing is switched on that is counted", () => {
    const { args } = deployments.exporter;
    const none = readEvents({ ...args, sidekick: { ...args.sidekick, destinations: [] } });
    expect(none.panels.map(({ title }) => title)).not.toContain("Silent outputs");
  });
});

test("events that Falcosidekick makes itself, as its /test does, are left out", () => {
  const [query] = panel("By user_name").targets;
  expect(query?.expr).toContain('source!="internal"');
});

test("priorities of Falcosidekick are words: its numbers count the other way round", () => {
  expect(panel("By user_name").targets[0]?.expr).toMatch(/priority_raw=~"emergency\|alert\|critical\|/);
  expect(panel("By user_name").targets[0]?.expr).not.toMatch(/[ {]priority=~/);
  expect(panel("By user_name", old).targets[0]?.expr).toMatch(/[ {]priority=~"Emergency\|Alert\|Critical\|/);
});
