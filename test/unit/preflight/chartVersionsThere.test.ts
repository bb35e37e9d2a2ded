import { chartRepositoryFindings } from "../../../preflight/chartRepository";
import { versionsInIndex } from "../../../preflight/chartVersionsThere";

const versions = { falco: "8.0.5", falcoExporter: "0.12.2", falcosidekick: "0.14.0" };
const [https, oci] = ["https://charts.example.com/stable", "oci://charts.example.com/acme"];

/** What is found of a repository that answers so. */
const find = (repository: string, answer: (url: string) => Response) =>
  chartRepositoryFindings(
    { charts: { repository, ...versions }, metricsSource: "native", sidekick: { enabled: false } },
    (url) => Promise.resolve(answer(url)),
    AbortSignal.timeout(5000),
  );

/** As Helm writes it. */
const index = (...found: readonly string[]) =>
  [
    "apiVersion: v1",
    "entries:",
    "  event-generator:",
    "  - version: 8.0.5",
    "  falco:",
    ...found.flatMap((version) => [
      "  - apiVersion: v2",
      "    dependencies:",
      "    - name: falcosidekick",
      "      version: 8.0.5",
      "    urls:",
      "    - https://charts.example.com/falco.tgz",
      `    version: ${version}`,
    ]),
    "  falco-exporter:",
    "  - apiVersion: v2",
    "    version: 8.0.5",
    'generated: "2026-11-30T00:00:00Z"',
    "",
  ].join("\n");
const serving =
  (text: string, status = 200) =>
  () =>
    new Response(text, { status });
/** A registry without this version, and with these tags. */
const withTags = (tags: readonly string[] | undefined) => (url: string) =>
  url === "https://charts.example.com/v2/acme/falco/tags/list" && tags
    ? Response.json({ name: "acme/falco", tags })
    : Response.json({ errors: [{ code: "MANIFEST_UNKNOWN" }] }, { status: 404 });

const lacking = (repository: string, instead: string, version: string) => [
  {
    severity: "error",
    message: `${repository} has no falco chart of version 8.0.5, which falco:charts.falco names; ${instead}.`,
    repair: `npx pulumi config set --path falco:charts.falco ${version}`,
  },
];

describe("a chart repository", () => {
  it.each<[string, string, (url: string) => Response, readonly object[]]>([
    ["the version", https, serving(index("8.0.6", "8.0.5", "8.0.4")), []],
    ["the version with a v", https, serving(index("v8.0.5")), []],
    [
      "other versions",
      https,
      serving(index("9.1.0", "8.1.0", "8.0.4", "7.0.0", "odd")),
      lacking(https, "next to it are 8.0.4 and 8.1.0", "8.0.4"),
    ],
    ["a newer version only", https, serving(index("9.1.0")), lacking(https, "next to it is 9.1.0", "9.1.0")],
    [
      "an index in JSON",
      https,
      serving('{"entries":{"falco":[{"version":"8.0.6"}]}}'),
      lacking(https, "next to it is 8.0.6", "8.0.6"),
    ],
    ["an index in JSON with the version", https, serving('{"entries":{"falco":[{"version":"8.0.5"}]}}'), []],
    ["no such chart", https, serving('{"entries":{}}'), lacking(https, "it has none at all", "VERSION")],
    ["a page instead of an index", https, serving("<html>"), []],
    [
      "no index",
      https,
      serving("", 404),
      [
        {
          severity: "error",
          message: `${https} is no chart repository: it has no index.yaml.`,
          repair: "npx pulumi config set --path falco:charts.repository https://falcosecurity.github.io/charts",
        },
      ],
    ],
    [
      "trouble",
      https,
      serving("", 503),
      [
        {
          severity: "warning",
          message: `The charts' ${https} can't be reached from here. Helm has to fetch them from there, unless it has them already.`,
        },
      ],
    ],
    ["a registry with the version", oci, serving("{}"), []],
    [
      "other tags",
      oci,
      withTags(["8.0.4", "9.1.0", "latest"]),
      lacking(oci, "next to it are 8.0.4 and 9.1.0", "8.0.4"),
    ],
    ["no such chart in a registry", oci, withTags(undefined), lacking(oci, "it has none at all", "VERSION")],
  ])("with %s", async (_, repository, answer, expected) => {
    expect(await find(repository, answer)).toEqual(expected);
  });

  it("with thousands of charts is read within a moment", () => {
    const large = index(...Array.from({ length: 20_000 }, (_, at) => `1.${at}.0`));
    const start = performance.now();
    expect(versionsInIndex(large, "falco")).toHaveLength(20_000);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
