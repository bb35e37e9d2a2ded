import type { ReadyCount } from "../../../sandbox/deploy/pods";
import { summary, type SummaryData } from "../../../sandbox/summary";

const of = (ready: number, wanted: number): ReadyCount => ({ ready, wanted });

const data: SummaryData = {
  apiServer: "https://127.0.0.1:22672",
  cluster: {
    settled: false,
    nodes: ["sandbox-control-plane", "sandbox-worker-1"],
    releases: [
      {
        name: "falco",
        total: of(2, 2),
        nodes: new Map([
          ["sandbox-control-plane", of(1, 1)],
          ["sandbox-worker-1", of(1, 1)],
        ]),
      },
      {
        name: "falcosidekick",
        total: of(4, 5),
        nodes: new Map([
          ["sandbox-worker-1", of(4, 4)],
          ["", of(0, 1)],
        ]),
      },
    ],
  },
  record: {
    pulumi: { home: "/h", version: "3.229.0", standIns: "/providers" },
    charts: { kind: "stand-in", description: "stand-in charts, because upstream can't be reached" },
  },
  outputs: {
    namespace: "falco",
    certificatesExpire: "2027-11-25T17:46:31.967Z",
    metricsTarget: "falco-exporter.falco.svc:9376",
    uiUrl: "http://10.244.0.1:32000",
    uiUser: "admin",
  },
  prometheusCrds: false,
};

describe("summary", () => {
  it("tells what runs where, how to reach it, what is not real, and how to go on", () => {
    expect(summary(data)).toBe(`
Kubernetes API server at https://127.0.0.1:22672, 2 simulated nodes.

Pods ready / wanted    falco  falcosidekick
(on no node yet)       -      0 / 1
sandbox-control-plane  1 / 1  -
sandbox-worker-1       1 / 1  4 / 4
all 2 nodes            2 / 2  4 / 5

Sidekick UI       http://10.244.0.1:32000
  user            admin
  password        npx pulumi stack output -s sandbox uiPassword --show-secrets
Metrics           falco-exporter.falco.svc:9376
Certificates end  2027-11-25T17:46:31.967Z

Not the real thing here:
  - nodes, containers, volumes: kwok simulates them, so nothing listens at the addresses above and no alert comes up
  - stand-in charts, because upstream can't be reached
  - the tls and random plugins: stand-ins, because Pulumi's downloads can't be reached; keys and certificates are real
  - the kubernetes plugin: built from its Go module of version 4.25.0, without ConfigGroup and Chart v4

Next:
  eval "$(npm run --silent sandbox -- env)"  # pulumi, kubectl and helm speak to the sandbox
  kubectl get pods --all-namespaces          # what runs
  npx pulumi preview -s sandbox --diff       # what a change of yours would do
  npm run sandbox -- status                  # this page again
  npm run sandbox -- down                    # stop it and remove it
`);
  });

  it("counts many nodes instead of listing them", () => {
    const nodes = Array.from({ length: 50 }, (_, index) => `node-${index}`);
    const text = summary({ ...data, cluster: { ...data.cluster, nodes } });
    expect(text).toContain("\nall 50 nodes");
    expect(text).not.toContain("node-7");
  });

  it("leaves out what isn't deployed", () => {
    const text = summary({ ...data, outputs: { namespace: "falco", metricsTarget: "falco-metrics.falco.svc:8765" } });
    expect(text).toContain("\nMetrics           falco-metrics.falco.svc:8765\n");
    expect(text).not.toMatch(/Sidekick UI|user|password|Certificates end/);
  });

  it("names no stand-ins where charts and plugins are the real ones", () => {
    const text = summary({
      ...data,
      record: {
        pulumi: { home: "/h", version: "3.265.0" },
        charts: { kind: "upstream", description: "charts of upstream" },
      },
    });
    expect(text).not.toMatch(/stand-in|charts of/);
  });

  it("names the Prometheus operator as missing where its CRDs are there", () => {
    const line =
      "  - the Prometheus operator: only its CRDs ServiceMonitor and PrometheusRule, nothing reads what uses them";
    expect(summary({ ...data, prometheusCrds: true }).split("\n")).toContain(line);
  });

  it("says how to deploy when nothing is deployed", () => {
    const text = summary({ ...data, outputs: undefined });
    expect(text).toContain("\nNothing is deployed.\n");
    expect(text).toContain("\n  npx pulumi up -s sandbox ");
    expect(text).not.toContain("Pods ready");
  });
});
