import { Expositions } from "./expositions";
import { Prometheus } from "./prometheus";
import { checkRules, testRules, type RuleTest } from "./promtool";

jest.setTimeout(5 * 60 * 1000);

const ruleMatches = (rule: string, count: number) =>
  `falcosecurity_falco_rules_matches_total{rule_name="${rule}",namespace="of the exposition"} ${count}\n`;

const rules = {
  groups: [{ name: "g", rules: [{ alert: "Unscraped", expr: "up == 0", labels: { severity: "info" } }] }],
};

describe("Prometheus", () => {
  let expositions: Expositions;
  let prometheus: Prometheus;

  beforeAll(async () => {
    expositions = await Expositions.start();
    const pod = (name: string, exposition: (seconds: number) => string | undefined, honorLabels = false) => ({
      ...expositions.expose(name, exposition),
      labels: { job: "falco", namespace: "falco", pod: name, instance: name },
      honorLabels,
    });
    prometheus = await Prometheus.start(
      [
        pod("counting", (seconds) => ruleMatches("Shell", Math.floor(seconds * 10))),
        pod("honored", () => ruleMatches("Shell", 7), true),
        // Falco doesn't escape label values.
        pod("unescaped", () => ruleMatches("Shell", 1) + ruleMatches('a "shell"', 1)),
        pod("unready", () => undefined),
      ],
      rules,
    );
    await prometheus.scrapes(3);
  });
  afterAll(async () => {
    await prometheus.stop();
    await expositions.stop();
  });

  const matches = (pod: string) => `falcosecurity_falco_rules_matches_total{pod="${pod}"}`;

  it("scrapes what is exposed, with the target's labels", async () => {
    const [sample, ...others] = await prometheus.query(matches("counting"));
    expect(others).toEqual([]);
    expect(sample?.labels).toEqual({
      __name__: "falcosecurity_falco_rules_matches_total",
      exported_namespace: "of the exposition",
      instance: "counting",
      job: "falco",
      namespace: "falco",
      pod: "counting",
      rule_name: "Shell",
    });
    const [honored] = await prometheus.query(matches("honored"));
    expect([honored?.labels["namespace"], honored?.value]).toEqual(["of the exposition", 7]);
  });

  it("gives a counter over time", async () => {
    const now = Date.now() / 1000;
    const [series] = await prometheus.queryRange(matches("counting"), { start: now - 2, end: now, step: 1 });
    const values = series?.points.map(({ value }) => value) ?? [];
    expect(values.length).toBeGreaterThan(1);
    expect(values.at(-1)).toBeGreaterThan(values[0] ?? Infinity);
    expect((await prometheus.query(`increase(${matches("counting")}[1m])`))[0]?.value).toBeGreaterThan(10);
  });

  it("takes nothing of a scrape with an unescaped quote, or without an answer, and alerts", async () => {
    const up = await prometheus.query("up");
    expect(Object.fromEntries(up.map(({ labels, value }) => [labels["pod"], value]))).toEqual({
      counting: 1,
      honored: 1,
      unescaped: 0,
      unready: 0,
    });
    expect(await prometheus.query(matches("unescaped"))).toEqual([]);
    const targets = await prometheus.targets();
    const errorOf = (pod: string) => targets.find(({ labels }) => labels["pod"] === pod)?.lastError;
    expect(errorOf("unescaped")).toContain('"INVALID"');
    expect(errorOf("unready")).toContain("503");
    const [rule] = await prometheus.rules();
    expect(rule).toMatchObject({ group: "g", name: "Unscraped", health: "ok", state: "firing" });
    expect(rule?.alerts?.map(({ labels }) => labels["pod"]).sort()).toEqual(["unescaped", "unready"]);
  });

  it("answers a scalar, and says why it doesn't answer", async () => {
    expect(await prometheus.query("scalar(vector(2))")).toEqual([{ labels: {}, value: 2 }]);
    await expect(prometheus.query("sum(")).rejects.toThrow(/^sum\(: .*parse error/);
  });

  it("shows a pod that restarts, and one that goes", async () => {
    await prometheus.queryUntil(matches("counting"), ([sample]) => (sample?.value ?? 0) > 20);
    expositions.expose("counting", (seconds) => ruleMatches("Shell", Math.floor(seconds)));
    await prometheus.queryUntil(`resets(${matches("counting")}[1m])`, ([sample]) => sample?.value === 1);
    expositions.expose("counting", () => undefined);
    await prometheus.queryUntil('up{pod="counting"}', ([sample]) => sample?.value === 0);
  });
});

describe("Prometheus.start", () => {
  it("says why it doesn't start", async () => {
    const wrong = { groups: [{ name: "g", rules: [{ alert: "A", expr: "sum(" }] }] };
    await expect(Prometheus.start([], wrong)).rejects.toThrow(/^Prometheus doesn't start:\n[^]*parse error/);
  });
});

describe("stop", () => {
  it("ends the process", async () => {
    const one = await Prometheus.start([]);
    await one.stop();
    await expect(one.query("up")).rejects.toThrow();
  });
});

describe("promtool", () => {
  const test = (severity: string): RuleTest => ({
    interval: "1m",
    input_series: [{ series: 'up{pod="a"}', values: "1 1 0 0" }],
    alert_rule_test: [
      { eval_time: "1m", alertname: "Unscraped", exp_alerts: [] },
      { eval_time: "2m", alertname: "Unscraped", exp_alerts: [{ exp_labels: { pod: "a", severity } }] },
    ],
  });

  it("passes a right rule, and refuses a wrong one", async () => {
    expect((await checkRules(rules)).code).toBe(0);
    const wrong = { groups: [{ name: "g", rules: [{ alert: "A", expr: "sum(up" }] }] };
    const { code, output } = await checkRules(wrong);
    expect(code).toBe(1);
    expect(output).toContain("parse error");
  });

  it("tests when a rule fires", async () => {
    expect((await testRules(rules, [test("info")])).output).toContain("SUCCESS");
    const { code, output } = await testRules(rules, [test("page")]);
    expect(code).toBe(1);
    expect(output).toContain("FAILED");
  });
});
