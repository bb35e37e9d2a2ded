import { deployments } from "./deployments";
import { readEvents } from "./read";

const linksOf = (args: Parameters<typeof readEvents>[0]) =>
  readEvents(args).links.map(({ title, url, tooltip }) => [title, url, tooltip]);

test("links go to the UI, to the alerts in Loki and to all dashboards with the tags", () => {
  expect(linksOf(deployments.native.args)).toEqual([
    [
      "Falcosidekick UI (needs kubectl port-forward)",
      "http://localhost:2802",
      "First: kubectl port-forward -n falco-sidekick svc/falcosidekick-ui 2802",
    ],
    ["Alerts in Loki", "/d/falco-alerts", ""],
    ["Falco", undefined, ""],
  ]);
  expect(readEvents(deployments.native.args).links[1]).toMatchObject({ includeVars: true, keepTime: true });
  expect(readEvents(deployments.native.args).links[2]).toMatchObject({
    type: "dashboards",
    tags: ["falco", "security"],
  });
});

test.each([
  ["http://192.0.2.1:32000", [["Falcosidekick UI", "http://192.0.2.1:32000", ""]]],
  ["http://[2001:db8::1]:32000", [["Falcosidekick UI", "http://[2001:db8::1]:32000", ""]]],
  ["http://<a node>:32000", []],
  [undefined, []],
])("of the UI at %s there is a link if that is an address", (uiUrl, expected) => {
  expect(linksOf({ ...deployments.exporter.args, uiUrl }).slice(0, -1)).toEqual(expected);
});

test("an annotation marks starts of Falco, and of the exporter where Falco's isn't known", () => {
  const [native, ...others] = readEvents(deployments.native.args).annotations.list;
  expect(others).toEqual([]);
  expect(native).toMatchObject({ name: "Falco starts", step: "60s" });
  expect(native?.target).toMatchObject({ expr: native?.expr, interval: native?.step });
  expect(native?.expr).toMatch(
    /^count by \(cluster\) \(\(time\(\) - \(\(falcosecurity_falco_start_timestamp_nanoseconds\{.*\}\) \/ 1e9\)\) < 120\)$/,
  );
  expect(readEvents(deployments.exporter.args).annotations.list[0]?.expr).toMatch(
    /^count by \(cluster\) \(\(time\(\) - \(process_start_time_seconds\{job="falco-exporter", .*\}\)\) < 120\)$/,
  );
});
