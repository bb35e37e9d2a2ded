import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "./checkout";
import { until, type Cluster } from "./cluster";
import { objectsOf } from "./objects";
import { provoked, said } from "./provoked";
import { Stack } from "./stack";

// What the preflight finds in a real API server, beside simulated nodes.
jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;

beforeAll(async () => {
  checkout = await Checkout.create();
  cluster = await checkout.startCluster();
});
afterAll(() => checkout.remove());

const stackOf = async (name: string, settings: Readonly<Record<string, string>>): Promise<Stack> => {
  const stack = new Stack(checkout, name);
  await stack.init();
  await stack.set("charts.repository", ".sandbox/charts");
  for (const [path, value] of Object.entries(settings)) await stack.set(path, value);
  return stack;
};

/** Warnings but for those of the engine about the sandbox's plugins. */
const warnings = (output: string): string[] =>
  output.split("\n").filter((line) => /^ +warning: (?!using pulumi-resource)/.test(line));

describe("stacks of one cluster", () => {
  it("have nothing against it while it is healthy, and say once what gRPC costs", async () => {
    const cost: unknown[] = [
      expect.stringMatching(/warning: falco:metricsSource is exporter: Falco 0\.43 was the last /),
    ];
    const first = await stackOf("first", {});
    const preview = await first.preview();
    expect({ code: preview.code, warnings: warnings(preview.output) }).toEqual({ code: 0, warnings: cost });
    const { output } = await first.up();
    expect(warnings(output)).toEqual(cost);
    expect(warnings((await first.preview()).output)).toEqual(cost);
  });

  it("never share a namespace: the second is refused, and its destroy leaves the first whole", async () => {
    const second = await stackOf("second", {});
    const before = await objectsOf(cluster, ["falco", "falco-sidekick"]);
    for (const { code, output } of [await second.preview(), await second.tryUp()]) {
      expect(code).not.toBe(0);
      expect(output).toContain("is not ready for stack second. Nothing was changed.");
      for (const name of ["falco", "falco-sidekick"])
        expect(output).toContain(
          `Namespace ${name} belongs to stack organization/falco/first; two stacks in one would destroy each other.`,
        );
      expect(output).toContain("npx pulumi config set -s second falco:namespace falco-2");
      expect(output).not.toMatch(/^ +at /m);
    }
    await second.destroy();
    expect(await objectsOf(cluster, ["falco", "falco-sidekick"])).toEqual(before);
  });

  it("find out that pod security was changed, and end with nothing left", async () => {
    const first = new Stack(checkout, "first");
    const label = "pod-security.kubernetes.io/enforce";
    await checkout.shell(`kubectl label namespace falco ${label}=baseline --overwrite`);
    const { code, output } = await first.tryUp();
    expect(code).not.toBe(0);
    expect(output).toContain("Namespace falco enforces pod security baseline, which refuses Falco's pods");
    const [repair = ""] = /kubectl label namespace falco .*/.exec(output) ?? [];
    await checkout.shell(repair);
    await first.up();
    await first.destroy();
    await until(
      () => cluster.leftovers(),
      (left) => left.length === 0,
    );
  });
});

describe("a namespace lent to a stack", () => {
  it("is used, with the Secret in it, and left standing", async () => {
    const lent = await stackOf("lent", { "ui.existingSecret": "mine" });
    const { code, output } = await lent.tryUp();
    expect(code).not.toBe(0);
    expect(output).toMatch(
      /Secret mine in namespace falco-sidekick, .* doesn't exist, nor does the namespace\. Make both/,
    );
    const repairs = output.split("\n").flatMap((line) => /^ +(kubectl .*)/.exec(line)?.[1] ?? []);
    expect(repairs).toHaveLength(new Set(repairs).size);
    for (const repair of repairs)
      await checkout.shell(
        repair
          .replaceAll("--from-file", "--from-literal")
          .replace("FALCOSIDEKICK_UI_USER=FILE", "FALCOSIDEKICK_UI_USER=me:FILE")
          .replace("REDIS_ARGS=FILE", "REDIS_ARGS='--requirepass FILE'"),
      );
    expect(warnings((await lent.up()).output).join()).not.toContain("preflight");
    const before = await objectsOf(cluster, ["falco-sidekick"]);
    expect((await checkout.shell("npx pulumi stack output existingNamespaces --stack lent")).stdout).toContain(
      "falco-sidekick",
    );
    await checkout.shell("npx pulumi up --yes --skip-preview --expect-no-changes --non-interactive --stack lent");
    await lent.destroy();
    expect(Object.keys(before)).toContain("Secret falco-sidekick/mine");
    expect(await cluster.secret("falco-sidekick", "mine")).toMatchObject({ REDIS_PASSWORD: "FILE" });
    await checkout.shell("kubectl delete namespace falco-sidekick");
  });
});

describe("a crowded cluster", () => {
  let crowded: Stack;

  beforeAll(async () => {
    writeFileSync(join(checkout.directory, ".sandbox/provoked.json"), JSON.stringify(provoked));
    await checkout.shell("kubectl create -f .sandbox/provoked.json");
    await checkout.shell("kubectl annotate storageclass simulated storageclass.kubernetes.io/is-default-class-");
    const install = (release: string, chart: string, namespace: string) =>
      checkout.shell(`helm install ${release} sandbox/charts/${chart} --namespace ${namespace} --create-namespace`);
    await install("falco", "falco-8.0.5", "crowded");
    await install("falcosidekick", "falcosidekick-0.14.0", "crowded-sidekick");
    crowded = await stackOf("crowded", {
      namespace: "crowded",
      "dashboard.namespace": "grafana",
      "monitoring.namespace": "grafana",
      "monitoring.rules": "configMap",
      "monitoring.serviceMonitor": "true",
      "nodeSelector.sidekick.pool": "none",
      "priorityClass.falco": "gone",
      "sidekick.existingSecret": "absent",
      "sidekick.outputs.policyreport.enabled": "true",
      "ui.existingSecret": "mine",
      "ui.service": "NodePort",
    });
  });

  it.each(["preview", "up"])(
    "is refused by %s, with all that stands in the way, and nothing is created",
    async (what) => {
      const before = await cluster.leftovers();
      const { code, output } = await (what === "up" ? crowded.tryUp() : crowded.preview());
      expect(code).not.toBe(0);
      // The engine breaks no lines, but indents them.
      expect(said.filter((sentence) => !output.includes(sentence))).toEqual([]);
      expect(output).not.toMatch(/^ +at |PLANTED/m);
      expect(await cluster.leftovers()).toEqual(before);
    },
  );

  it("has other faults with other settings", async () => {
    await crowded.set("driver", "kmod");
    await crowded.set("dashboard.namespace", "missing");
    await crowded.set("monitoring.rules", "operator");
    await crowded.set("ui.storage.class", "gone");
    await crowded.set("nodeSelector.falco.pool", "none");
    const { code, output } = await crowded.preview();
    expect(code).not.toBe(0);
    for (const sentence of [
      "Namespace missing, where falco:dashboard.namespace wants the dashboard, doesn't exist.",
      "falco:monitoring.rules makes a PrometheusRule, and the cluster doesn't know that kind",
      "There is no StorageClass gone, which falco:ui.storage.class names; there are: simulated.",
      /Falco will watch none of the 13 nodes\. Left out: .*without the labels of falco:nodeSelector\.falco/,
    ])
      expect(output).toMatch(sentence);
    await checkout.shell("npx pulumi config rm --stack crowded --path falco:nodeSelector.falco");
    expect((await crowded.preview()).output).toContain(
      "The driver kmod has to be built for a node's kernel and loaded there, which these systems don't let anybody do: talos (Talos (v1.9.0)).",
    );
  });

  it("has yet others when what is there changes", async () => {
    const another = {
      apiVersion: "storage.k8s.io/v1",
      kind: "StorageClass",
      metadata: { name: "another", annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
      provisioner: "example.com/none",
    };
    writeFileSync(join(checkout.directory, ".sandbox/another.json"), JSON.stringify(another));
    for (const command of [
      "kubectl create -f .sandbox/another.json",
      "kubectl annotate storageclass simulated storageclass.kubernetes.io/is-default-class=true",
      "kubectl annotate configmap crowded-falco-events-dashboard --namespace grafana falco-stack/owner=organization/falco/first",
      "kubectl annotate service web --namespace default falco-stack/owner=organization/falco/first",
      "kubectl create quota cpu --hard=limits.cpu=10 --namespace crowded-sidekick",
      "kubectl label node odd pool=tainted",
      "kubectl taint node odd team=a:NoSchedule",
      "npx pulumi config rm --stack crowded --path falco:ui.storage.class",
    ])
      await checkout.shell(command);
    await crowded.set("driver", "modern_ebpf");
    await crowded.set("dashboard.namespace", "grafana");
    await crowded.set("nodeSelector.ui.pool", "tainted");
    const { code, output } = await crowded.preview();
    expect(code).not.toBe(0);
    for (const sentence of [
      "ConfigMap crowded-falco-events-dashboard in namespace grafana belongs to stack organization/falco/first; the deployment would fail at the dashboard.",
      /Port 32000 of the nodes, falco:ui\.nodePort, is taken by .*stack organization\/falco\/first/,
      /warning: The cluster has 2 default StorageClasses, .*: redis' volume will be of the newest\./,
      "ResourceQuota cpu in namespace crowded-sidekick refuses containers without a CPU limit: those of",
      "warning: No node takes the pods of the UI: the nodes for it have taints that it doesn't tolerate (team).",
    ])
      expect(output).toMatch(sentence);
  });

  it("is not looked at where preflight is off, but for whose it is", async () => {
    await crowded.set("preflight", "false");
    const { code, output } = await crowded.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("Namespace crowded was not made by this stack");
    expect(output).not.toMatch(/GKE Autopilot|Port 32000|ResourceQuota/);
    await checkout.shell("npx pulumi config rm --stack crowded falco:preflight");
  });

  it("gives one warning for all that may not be asked", async () => {
    await checkout.shell("kubectl create clusterrole see-namespaces --verb=get --resource=namespaces");
    await checkout.shell("kubectl create clusterrolebinding see-namespaces --clusterrole=see-namespaces --user=nobody");
    const impersonate = `sed 's/^  user:$/  user:\\n    as: nobody/' "$KUBECONFIG" > .sandbox/nobody && KUBECONFIG=$PWD/.sandbox/nobody`;
    const { output } = await checkout.shellResult(
      `${impersonate} npx pulumi preview --non-interactive --color never --stack crowded`,
    );
    const found = warnings(output).filter((line) => line.includes("Not everything could be looked at"));
    expect(found).toHaveLength(1);
    for (const right of [
      "list nodes",
      "list services",
      "list storageclasses",
      "get secrets in namespace crowded-sidekick",
    ])
      expect(found[0]).toContain(right);
    expect(found[0]).toContain("(not allowed)");
  });
});
