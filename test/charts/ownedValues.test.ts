import type { Network } from "../../components/egressValues";
import { falcoExporterValues, type FalcoExporterValuesArgs } from "../../components/falcoExporter";
import { falcoValues, type FalcoValuesArgs } from "../../components/falcoValues";
import { falcosidekickValues } from "../../components/falcosidekickValues";
import { chartValues, valueType } from "../../settings/chartValues/chartValues";
import { chartNames, type ChartName } from "../../settings/chartVersions";
import { helmValuesFindings } from "../../settings/helmValues/helmValues";
import { isMapping, leaves, type HelmValues } from "../../settings/helmValues/leaves";
import { collectedVersions } from "../../settings/helmValues/nearestCollected";
import { fixedValues } from "../../settings/helmValues/fixedValues";
import { ownedValues } from "../../settings/helmValues/ownedValues";
import { ownerOf } from "../../settings/helmValues/owner";
import { nodeAt } from "../../settings/schemaTree";
import { sidekickArgs, sidekickVariants } from "../unit/sidekickArgs";

const nodes = { nodeSelector: { pool: "a" }, tolerations: [{ operator: "Exists" }] } as const;
const resources = { requests: { cpu: "100m", memory: "64Mi" }, limits: { cpu: "1", memory: "1Gi" } };
const placement = { ...nodes, resources, priorityClass: "first" };

const network: Network = {
  registry: "mirror.example.com:5000/falco",
  pullSecrets: ["pull"],
  proxy: { https: "http://proxy.example.com:3128", noProxy: [] },
  hasCas: true,
  caConfigMap: "cas",
};
const scraping = { serviceMonitor: false, cluster: "dev" };
const falco: Omit<FalcoValuesArgs, "chartVersion"> = {
  ...placement,
  fullName: "falco",
  driver: "modern_ebpf",
  priority: "debug",
  metrics: {
    source: "exporter",
    grpc: { port: 5060, threadiness: 1, certificatesSecret: "certs", certificatesChecksum: "c0ffee" },
  },
  scraping,
  alertsUrl: "http://sidekick.example:2801",
  rules: { source: "bundled", autoUpdate: false, configMap: { name: "rules", files: ["a.yaml"] } },
  imageTags: { falco: "0.43.1", falcoctl: "0.12.0" },
  containerRuntimeSocket: "/run/other.sock",
};
const otherFalco: typeof falco = {
  ...falco,
  driver: "ebpf",
  metrics: { source: "native" },
  alertsUrl: undefined,
  rules: {
    source: "registry",
    registryRef: "falco-rules:5",
    autoUpdate: true,
    updateEvery: "6h",
    login: { name: "login", checksum: "c0ffee" },
  },
  containerRuntimeSocket: "/var/run/docker.sock",
  network,
};
const exporter: FalcoExporterValuesArgs = {
  ...placement,
  fullName: "falco-exporter",
  grpcHost: "falco-grpc-local.falco.svc",
  grpcPort: 5060,
  scraping,
  certificatesChecksum: "c0ffee",
  imageTag: "0.8.7",
  network,
};

const secret = { name: "credentials", checksum: "c0ffee" };
const sidekick = {
  ...sidekickArgs,
  ...sidekickVariants["all that can be chosen"],
  network,
  extraEnv: [],
  outputsSecret: secret,
  mutualTlsSecret: secret,
};

/** Values that between them reach everything that the stack sets of a chart, over all versions. */
const variants: Readonly<Record<ChartName, readonly HelmValues[]>> = {
  falco: collectedVersions("falco").flatMap((chartVersion) =>
    [falco, otherFalco].map((args) => ({ ...falcoValues({ ...args, chartVersion }) })),
  ),
  "falco-exporter": [{ ...falcoExporterValues(exporter) }],
  falcosidekick: ["0.8.0", ...collectedVersions("falcosidekick")].flatMap((chartVersion) =>
    [{ ...sidekick.ui, secret: { ...secret, redisChecksum: "c0ffee" } }, undefined].map((ui) =>
      falcosidekickValues({ ...sidekick, chartVersion, ui }),
    ),
  ),
};

/** What the stack sets of a chart; a list counts as a whole, and a mapping with nothing in it sets nothing. */
const pathsSet = (chart: ChartName): readonly (readonly string[])[] =>
  variants[chart]
    .flatMap((values) => leaves(values))
    .filter(({ value }) => !isMapping(value))
    .map(({ path }) => path);

const isWithin = (path: readonly string[], value: string): boolean =>
  `${path.join(".")}.`.startsWith(`${value.replace(/\*$/, "").replace(/\.$/, "")}.`);

describe.each(chartNames)("ownedValues of %s", (chart) => {
  const { controlled, neverSet, secrets, lists, open } = ownedValues[chart];
  const fixed = Object.keys(fixedValues[chart]);
  const rows = [...Object.keys(controlled), ...lists, ...open];
  const paths = pathsSet(chart);

  it("have everything that the stack sets", () => {
    const missing = paths.filter((path) => ![...rows, ...fixed].some((row) => isWithin(path, row)));
    expect(new Set(missing.map((path) => path.join(".")))).toEqual(new Set());
  });

  it("have nothing that the stack doesn't set, but where they say so", () => {
    expect(rows.filter((row) => !paths.some((path) => isWithin(path, row)))).toEqual([]);
    expect(Object.keys(neverSet).filter((row) => rows.includes(row))).toEqual([]);
  });

  it("name settings that there are", () => {
    const settings = Object.values({ ...controlled, ...neverSet }).map((setting) => setting.replace(/\.\*$/, ""));
    expect(settings.filter((setting) => !nodeAt(setting.split(".")))).toEqual([]);
  });

  it("are values of the chart, in one version at least", () => {
    const trees = collectedVersions(chart).map((version) => chartValues(chart, version) ?? {});
    const all = [...rows, ...Object.keys(neverSet), ...Object.keys(secrets), ...fixed];
    const isKnown = (row: string) =>
      // Annotations have dots in their names.
      trees.some((tree) => valueType(tree, row.replace(/\.\*$/, "").split(/\.(?!io\/)/)) !== undefined);
    expect(all.filter((row) => !isKnown(row))).toEqual([]);
  });

  it("refuse everything else than what the stack sets, but where they say that a user may choose", () => {
    const chosen = [...lists, ...open];
    for (const path of paths.filter((path) => !chosen.some((row) => isWithin(path, row)))) {
      const values = path.reduceRight<unknown>((value, key) => ({ [key]: value }), "other");
      if (!isMapping(values)) throw new Error("no values");
      const version = collectedVersions(chart).at(-1) ?? "";
      const settings = {
        metricsSource: "native",
        rules: { source: "bundled", autoUpdate: true },
        sidekick: { enabled: true },
      } as const;
      const { findings } = helmValuesFindings({ chart, version, values, settings, secretPaths: [] });
      expect([path, findings.length > 0]).toEqual([path, true]);
    }
  });
});

describe("secrets in the tables of settings/chartValues", () => {
  /** Names of files, Secrets or accounts, public certificates and switches: no secrets, though named like some. */
  const harmless =
    /(existing\w*Secret|imagePullSecrets|crt|certfile|keyfile|cacertfile|ca_cert|client_cert|client_key|ssl_certificate|apiAuth|headerauthname)$/;
  const suspicious = /(key|keyid|password|token|secret|secrets|auth|credentials|jwt|webhookurl|cert|crt)$/i;

  const named = (tree: HelmValues, parent: readonly string[] = []): readonly (readonly string[])[] =>
    Object.entries(tree).flatMap(([key, type]) => {
      const path = [...parent, key];
      if (isMapping(type)) return named(type, path);
      return suspicious.test(key) && !harmless.test(key) && (type === "string" || type === "any") ? [path] : [];
    });

  it.each(chartNames)("are refused: %s", (chart) => {
    const paths = collectedVersions(chart).flatMap((version) => named(chartValues(chart, version) ?? {}));
    const open = paths.filter((path) => !["setting", "secret"].includes(ownerOf(chart, path)?.kind ?? ""));
    expect(paths).not.toEqual([]);
    expect(new Set(open.map((path) => path.join(".")))).toEqual(new Set());
  });
});
