import { inspect } from "node:util";
import type { Ask } from "../../../preflight/apiServer";
import { checks } from "../../../preflight/checks/checks";
import { gatherFacts } from "../../../preflight/gatherFacts";
import { inquiry, type Unanswered } from "../../../preflight/inquiry";
import { planOf } from "../../../preflight/plan";
import { SecretTexts } from "../../../preflight/secrets/secretTexts";
import { settingsFrom, type SettingsInput } from "../../../settings/settings";
import { recorded, type Answer } from "./fakeCluster";

const owner = "organization/falco/sandbox";
const found = { status: 404, body: {} };

/** Everything that a cluster is asked, with the answers of `answer`, and what comes of it. */
const gather = async (settings: SettingsInput, answer: (path: string, body?: object) => Answer | Error) => {
  const asked: string[] = [];
  const ask: Ask = ({ path, body, metadataOf }) => {
    asked.push([path, ...(metadataOf ? [metadataOf] : [])].join(" "));
    const given = answer(path, body);
    return given instanceof Error ? Promise.reject(given) : Promise.resolve(given);
  };
  const unanswered: Unanswered[] = [];
  const plan = planOf(settingsFrom(settings), owner);
  const facts = await gatherFacts(inquiry(ask, unanswered), plan, unanswered);
  return {
    asked,
    facts,
    results: checks.flatMap((check) => check({ ...plan, last: { clusterUid: "u-1", existingNamespaces: [] } }, facts)),
  };
};

const asRecorded = (path: string): Answer => recorded[path] ?? found;

describe("gatherFacts", () => {
  it("asks a healthy cluster, recorded, and finds nothing against its own stack", async () => {
    const { facts, results } = await gather({ ui: { service: "NodePort" } }, asRecorded);
    expect(results).toEqual([]);
    expect(facts).toMatchObject({
      unanswered: [],
      version: "v1.33.13",
      namespaces: { falco: { name: "falco", annotations: { "falco-stack/owner": owner } } },
      helmSecrets: { falco: [{ managers: ["pulumi-kubernetes"] }, { managers: ["pulumi-kubernetes"] }] },
      redisClaims: [{ resources: { requests: { storage: "1Gi" } } }],
      storageClasses: [{ name: "simulated" }],
      nodePorts: [{ metadata: { name: "falcosidekick-ui-nodeport" } }],
      guests: [
        { what: "the dashboard", object: { name: "falco-events-dashboard" } },
        { what: "Falco's certificate", object: "absent" },
        { what: "the exporter's certificate", object: "absent" },
      ],
    });
    expect(facts.nodes?.items.map(({ status }) => status.nodeInfo.kernelVersion)).toEqual(
      Array(2).fill("6.8.0-60-generic"),
    );
  });

  it("finds nothing against a cluster with none of it yet", async () => {
    const { results } = await gather({ ui: { storage: { enabled: false } } }, (path) =>
      path.startsWith("/api/v1/nodes") ? asRecorded(path) : found,
    );
    expect(results).toEqual([]);
  });

  it.each<[string, SettingsInput, readonly string[]]>([
    ["no Services without a NodePort", {}, ["services"]],
    ["nothing of redis without a UI", { ui: { enabled: false } }, ["storageclasses", "statefulsets"]],
    ["nothing of the sidekick without one", { sidekick: { enabled: false } }, ["storageclasses", "falco-sidekick"]],
    ["no dashboard without one", { dashboard: { enabled: false } }, ["configmaps"]],
    ["nothing of the Prometheus operator without it", { monitoring: { rules: "configMap" } }, ["monitoring.coreos"]],
  ])("asks for %s", async (_, settings, words) => {
    const { asked } = await gather(settings, () => found);
    expect(asked.filter((path) => words.some((word) => path.includes(word)))).toEqual([]);
  });

  it("asks for what settings name, and for the values of no Secret but those whose keys it has to see", async () => {
    const { asked, facts } = await gather(
      {
        dashboard: { namespace: "grafana" },
        monitoring: { serviceMonitor: true, rules: "operator", namespace: "prometheus" },
        priorityClass: { falco: "high", exporter: "high" },
        charts: { falco: "3.8.7" },
        sidekick: { existingSecret: "mine", outputs: { policyreport: { enabled: true } } },
      },
      (path) =>
        path.endsWith("/secrets/mine") ? { status: 200, body: { data: { SLACK_WEBHOOKURL: "cw==" } } } : found,
    );
    expect(asked).toEqual(
      expect.arrayContaining([
        "/api/v1/namespaces/grafana object",
        "/api/v1/namespaces/grafana/configmaps/falco-events-dashboard object",
        "/api/v1/namespaces/prometheus object",
        "/apis/monitoring.coreos.com/v1/namespaces/prometheus/prometheusrules/falco-alerts object",
        "/apis/monitoring.coreos.com/v1/namespaces/falco/servicemonitors/falco-exporter-metrics object",
        "/apis/monitoring.coreos.com/v1/namespaces/falco-sidekick/servicemonitors/falcosidekick-metrics object",
        "/apis/monitoring.coreos.com/v1",
        "/apis/scheduling.k8s.io/v1/priorityclasses/high object",
        "/apis/rbac.authorization.k8s.io/v1/clusterroles/falco object",
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/falco object",
        "/apis/rbac.authorization.k8s.io/v1/clusterroles/falcosidekick object",
        "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/falcosidekick object",
        "/api/v1/namespaces/falco-sidekick/secrets/mine",
      ]),
    );
    expect(new Set(asked).size).toBe(asked.length);
    expect(asked.filter((path) => path.includes("/secrets") && !/ (list|object)$/.test(path))).toHaveLength(1);
    const mine = facts.secrets["falco-sidekick/mine"];
    expect(mine instanceof SecretTexts && mine.text("SLACK_WEBHOOKURL")).toBe("s");
    expect(inspect(facts, { depth: null }) + JSON.stringify(facts)).not.toContain('"s"');
  });

  it("reads which kinds the Prometheus operator has brought", async () => {
    const resources = ["ServiceMonitor", "ServiceMonitor", "PrometheusRule"].map((kind) => ({ kind, name: "x" }));
    const kindsOf = async (answer: Answer) => {
      const { facts } = await gather({ monitoring: { serviceMonitor: true } }, (path) =>
        path === "/apis/monitoring.coreos.com/v1" ? answer : found,
      );
      return facts.operatorKinds;
    };
    expect(await kindsOf({ status: 200, body: { resources } })).toEqual(["ServiceMonitor", "PrometheusRule"]);
    expect(await kindsOf(found)).toBe("absent");
    expect(await kindsOf({ status: 403, body: {} })).toBeUndefined();
  });

  it("asks OpenShift whether the stack's service accounts may use the constraints that they need", async () => {
    const reviews: object[] = [];
    const { facts } = await gather({}, (path, body) => {
      if (body) reviews.push(body);
      if (path === "/apis")
        return { status: 200, body: { groups: [{ versions: [{ groupVersion: "security.openshift.io/v1" }] }] } };
      return body ? { status: 201, body: { status: { allowed: reviews.length > 1 } } } : found;
    });
    expect(facts.sccUse).toEqual({ falco: false, falcosidekick: true, "falcosidekick-ui": true });
    expect(reviews[0]).toMatchObject({
      spec: {
        user: "system:serviceaccount:falco:falco",
        groups: ["system:serviceaccounts", "system:serviceaccounts:falco", "system:authenticated"],
        resourceAttributes: { verb: "use", name: "privileged", namespace: "falco" },
      },
    });
  });

  it("turns all that it may not ask into one warning, and no error", async () => {
    const { results } = await gather({ ui: { service: "NodePort" } }, (path) =>
      path === "/version"
        ? new Error("no answer within 5 s")
        : path === "/apis"
          ? { status: 200, body: {} }
          : path.includes("configmaps")
            ? { status: 500, body: {} }
            : { status: 403, body: {} },
    );
    expect(results.map(({ severity }) => severity)).toEqual(["warning"]);
    expect(results[0]?.message).toMatch(
      /^Not everything could be looked at before deploying: .*list nodes.*list secrets in namespace falco,.*\(not allowed\).*\.$/,
    );
    for (const why of [
      "get /version (no answer within 5 s)",
      "get /apis (odd answer)",
      "get configmaps in namespace falco (status 500)",
    ])
      expect(results[0]?.message).toContain(why);
  });
});
