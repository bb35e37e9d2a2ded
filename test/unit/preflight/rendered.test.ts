import * as pulumi from "@pulumi/pulumi";
import { doubledIn } from "../../../preflight/rendered/doubled";
import { refuseDoubled } from "../../../preflight/rendered/rendered";
import { settingsFrom, type SettingsInput } from "../../../settings/settings";
import { at } from "../at";

const daemonSet = (spec: object) => ({
  kind: "DaemonSet",
  metadata: { name: "falco" },
  spec: { template: { spec: { containers: [], ...spec } } },
});
const mounts = (...paths: string[]) => paths.map((mountPath) => ({ name: "x", mountPath }));

describe("doubledIn", () => {
  it("finds mount paths, variables, ports, volumes and containers that are there twice, each in its container or pod", () => {
    const falco = {
      name: "falco",
      volumeMounts: mounts("/a", "/b", "/a/", "/a"),
      env: [{ name: "A" }, { name: "A" }],
      ports: [
        { name: "web", containerPort: 1 },
        { name: "web", containerPort: 2 },
        { containerPort: 2, protocol: "TCP" },
        { containerPort: 2, protocol: "UDP" },
      ],
    };
    const loader = { name: "loader", volumeMounts: mounts("/a", "/a") };
    const volumes = ["v", "w", "v"].map((name) => ({ name }));
    const pod = daemonSet({ containers: [falco], initContainers: [loader, { name: "falco" }], volumes });
    expect(doubledIn([{ kind: "Service" }, pod]).map(({ kind, value, place }) => `${kind} ${value}: ${place}`)).toEqual(
      [
        "volume v: the pod of DaemonSet falco",
        "container falco: the pod of DaemonSet falco",
        "mount path /a: container loader of DaemonSet falco",
        "mount path /a: container falco of DaemonSet falco",
        "variable A: container falco of DaemonSet falco",
        "port web: container falco of DaemonSet falco",
        "port 2/TCP: container falco of DaemonSet falco",
      ],
    );
  });

  it("finds nothing where each is there once, or nothing at all", () => {
    const containers = [
      { name: "falco", volumeMounts: mounts("/", "/a"), env: null },
      { name: "other", volumeMounts: mounts("/a") },
    ];
    expect(doubledIn([daemonSet({ containers, volumes: null })])).toEqual([]);
  });
});

/** As gRPC has it. */
const failure = (details: string) => Object.assign(new Error(details), { details });

describe("refuseDoubled", () => {
  const warn = jest.spyOn(pulumi.log, "warn").mockResolvedValue();
  const asked: unknown[] = [];
  /** What the plugin answers. */
  let answer: () => Record<string, unknown>;
  beforeEach(async () => {
    warn.mockClear();
    asked.length = 0;
    answer = () => ({ result: [] });
    await pulumi.runtime.setMocks(
      {
        newResource: ({ name }) => ({ id: name, state: {} }),
        call: ({ token, inputs }) => {
          expect(token).toBe("kubernetes:helm:template");
          asked.push(JSON.parse(String(at(inputs, "jsonOpts"))));
          return answer();
        },
      },
      "falco",
      "dev",
    );
  });
  const provider = () =>
    new pulumi.DependencyProviderResource("urn:pulumi:dev::falco::pulumi:providers:kubernetes::p::id");
  const refused = async (input: SettingsInput): Promise<readonly string[]> =>
    refuseDoubled(settingsFrom(input), provider()).then(
      () => [],
      (error: unknown) => String(at(error, "message")).split("\n"),
    );
  const twice = (path: string) => () => ({
    result: [daemonSet({ containers: [{ name: "falco", volumeMounts: mounts(path, path) }] })],
  });
  const newer = { metricsSource: "native", charts: { falco: "9.9.9" } } as const;
  const mounted = (mountPath: string) => ({ mounts: { volumeMounts: [{ name: "mine", mountPath }] } });

  it.each<SettingsInput>([
    {},
    { metricsSource: "native" },
    { helmValues: { falco: { tty: false, mounts: { volumes: [] } } } },
    { ...newer, preflight: false },
    { charts: { falcoExporter: "0.99.0" }, metricsSource: "native" },
  ])("has nothing rendered for %j", async (input) => {
    answer = twice("/a");
    expect(await refused(input)).toEqual([]);
    expect(asked).toEqual([]);
  });

  it("refuses a newer chart with which something would be there twice", async () => {
    answer = twice("/etc/falco/config.d");
    expect(await refused(newer)).toEqual([
      "1 setting of stack dev is wrong:",
      `  falco:charts.falco = "9.9.9": expected a version that the stack's values fit: not with mount path /etc/falco/config.d, which container falco of DaemonSet falco would have twice.`,
      "      npx pulumi config rm -s dev --path falco:charts.falco",
    ]);
    expect(asked).toMatchObject([
      {
        chart: "falco",
        version: "9.9.9",
        fetch_opts: { repo: "https://falcosecurity.github.io/charts" },
        namespace: "falco",
        release_name: "falco",
        values: { tty: true, fullnameOverride: "falco" },
      },
    ]);
  });

  it("refuses one that can't be rendered, and tells of one that can't be fetched", async () => {
    answer = () => {
      throw failure("failed to create chart from template: execution error at (x.yaml:1:2): no longer supported: a");
    };
    expect(await refused({ charts: { falcosidekick: "1.0.0" } })).toEqual([
      "1 setting of stack dev is wrong:",
      `  falco:charts.falcosidekick = "1.0.0": expected a version that the stack's values fit: it can't be rendered, execution error at (x.yaml:1:2): no longer supported: a.`,
      "      npx pulumi config set -s dev --path falco:charts.falcosidekick 0.14.0",
    ]);
    expect(asked).toMatchObject([{ namespace: "falco-sidekick" }]);
    answer = () => {
      throw failure("failed to pull chart: not found");
    };
    expect(await refused(newer)).toEqual([]);
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      "The falco chart could not be looked at before deploying: failed to pull chart: not found",
    ]);
  });

  it.each<[SettingsInput, string]>([
    [{ helmValues: { falco: mounted("/mine") } }, "failed to create chart from template: execution error: a"],
    [newer, "failed to create chart from template: chart requires kubeVersion: >=1.36.0-0 which is incompatible"],
    [newer, "failed to pull chart: a\nvalues that follow"],
  ])("warns only where it can't tell by %j that the chart's version is wrong: %s", async (input, message) => {
    answer = () => {
      throw failure(message);
    };
    expect(await refused(input)).toEqual([]);
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      `The falco chart could not be looked at before deploying: ${message.split("\n")[0] ?? ""}`,
    ]);
  });

  it("takes the volume of a user's mount for no variable of the chart's", async () => {
    const env = [{ name: "x" }, { name: "x" }];
    answer = () => ({ result: [daemonSet({ containers: [{ name: "falco", env }] })] });
    const volumeMounts = [{ name: "x", mountPath: "/x" }];
    expect(await refused({ helmValues: { falco: { mounts: { volumeMounts } } } })).toEqual([]);
  });

  it.each(["/etc/falco/config.d", "/etc/falco/config.d/"])(
    "names the list of a user's who mounts %s again, in a known version too",
    async (path) => {
      answer = twice("/etc/falco/config.d");
      expect(await refused({ helmValues: { falco: mounted(path) } })).toEqual([
        "1 setting of stack dev is wrong:",
        "  falco:helmValues.falco.mounts.volumeMounts: expected no mount path /etc/falco/config.d, which container falco of DaemonSet falco would have twice: it is there already.",
      ]);
      expect(asked).toHaveLength(1);
    },
  );

  it("renders what the stack adds by settings: rules files, a login, charts of a registry", async () => {
    await refused({
      ...newer,
      rules: { files: ["rules/examples.yaml"] },
      charts: {
        ...newer.charts,
        repository: "oci://mirror.example.com/charts/",
        username: "me",
        password: pulumi.secret("pw"),
      },
    });
    expect(asked).toMatchObject([
      {
        chart: "oci://mirror.example.com/charts/falco",
        fetch_opts: { username: "me", password: "pw" },
        values: { mounts: { volumeMounts: [{ name: "rule-files", mountPath: "/etc/falco/falco-stack-rules" }] } },
      },
    ]);
  });
});
