import { exposition, type Scrape } from "../../metrics/expositions/exposition";
import { moments, nodes, type Day, type Node } from "../../metrics/expositions/story";
import { samplesOf } from "./parsed";

type Labels = Readonly<Record<string, string>>;

/** Sum of a pod's series with these labels at `t`; undefined where it has none. */
function total(scrape: Scrape, name: string, labels: Labels = {}): number | undefined {
  const found = samplesOf(exposition(scrape) ?? "").filter(
    (sample) => sample.name === name && Object.entries(labels).every(([label, text]) => sample.labels[label] === text),
  );
  return found.length === 0 ? undefined : found.reduce((sum, { value }) => sum + value, 0);
}

const falco = (day: Day, node: Node, t: number): Scrape => ({ program: "falco", version: "0.43.1", day, node, t });
const exporter = (day: Day, node: Node, t: number): Scrape => ({
  program: "falco-exporter",
  version: "0.8.7",
  day,
  node,
  t,
});
const sidekick = (day: Day, replica: 0 | 1, t: number): Scrape => ({
  program: "falcosidekick",
  version: "2.32.0",
  node: "worker-1",
  replica,
  day,
  t,
});

/** Growth on a node within ten minutes of the later day. */
const grown = (day: Day, node: Node, name: string) =>
  (total(falco(day, node, 2400), name) ?? 0) - (total(falco(day, node, 1800), name) ?? 0);
const lostShare = (day: Day, node: Node) =>
  grown(day, node, "falcosecurity_scap_n_drops_total") / grown(day, node, "falcosecurity_scap_n_evts_total");
const infosOf = (day: Day, name: string) =>
  new Set(
    nodes.flatMap((node) =>
      samplesOf(exposition(falco(day, node, 600)) ?? "")
        .filter((sample) => sample.name === name)
        .map(({ labels }) => JSON.stringify(labels)),
    ),
  ).size;

describe("the quiet day", () => {
  it.each(nodes)("loses next to nothing on %s", (node) => {
    expect(lostShare("quiet", node)).toBeLessThan(0.001);
    expect(total(falco("quiet", node, 5000), "falcosecurity_falco_outputs_queue_num_drops_total")).toBe(0);
    expect(total(falco("quiet", node, 5000), "falcosecurity_falco_duration_seconds_total")).toBe(8600);
  });

  it("has no critical event", () => {
    for (const node of nodes)
      expect(total(exporter("quiet", node, 5000), "falco_events", { priority: "2" })).toBeUndefined();
  });

  it("has one version and the same rules everywhere", () => {
    expect(infosOf("quiet", "falcosecurity_falco_version_info")).toBe(1);
    expect(infosOf("quiet", "falcosecurity_falco_sha256_rules_files_info")).toBe(2);
  });

  it("has events of the host, which each program says in its way", () => {
    const host = { rule: "Read sensitive file untrusted" };
    const [name, later] = ["falcosecurity_falcosidekick_falco_events_total", 600];
    expect(total(exporter("quiet", "worker-2", later), "falco_events", { ...host, k8s_ns_name: "<NA>" })).toBe(1);
    expect(total(sidekick("quiet", 1, later), name, { ...host, k8s_ns_name: "" })).toBe(1);
  });

  it("rejects nothing and all outputs work", () => {
    const pod = sidekick("quiet", 1, 5000);
    expect(total(pod, "falcosecurity_falcosidekick_inputs_total", { status: "rejected" })).toBeUndefined();
    expect(total(pod, "falcosecurity_falcosidekick_outputs_total", { status: "error" })).toBeUndefined();
    expect(
      total(pod, "falcosecurity_falcosidekick_outputs_total", { destination: "slack", status: "ok" }),
    ).toBeGreaterThan(0);
  });
});

describe("the bad day", () => {
  it("has its first critical event at its moment, once", () => {
    const criticals = (t: number) => total(exporter("bad", "worker-2", t), "falco_events", { priority: "2" });
    expect([moments.critical - 1, moments.critical, 5000].map(criticals)).toEqual([undefined, 1, 1]);
  });

  it("tells the same event by each program", () => {
    const t = moments.critical;
    const rule = "Drop and execute new binary in container";
    expect(
      total(falco("bad", "worker-2", t), "falcosecurity_falco_rules_matches_total", {
        rule_name: rule,
        priority: "2",
        tag_PCI_DSS_11_5_1: "true",
      }),
    ).toBe(1);
    expect(
      total(sidekick("bad", 1, t), "falcosecurity_falcosidekick_falco_events_total", {
        rule,
        priority: "6",
        priority_raw: "critical",
        hostname: "worker-2",
      }),
    ).toBe(1);
  });

  it("loses more than a tenth of the events on worker-2, and alerts", () => {
    expect(lostShare("bad", "worker-2")).toBeGreaterThan(0.1);
    expect(grown("bad", "worker-2", "falcosecurity_falco_outputs_queue_num_drops_total")).toBeGreaterThan(5);
  });

  it("sums up what is lost in buffers", () => {
    const pod = falco("bad", "worker-2", 2000);
    const [inAll, inBuffers] = ["n_drops_total", "n_drops_buffer_total"].map((name) =>
      total(pod, `falcosecurity_scap_${name}`),
    );
    expect(inBuffers).toBe(inAll);
  });

  it("has no more events on worker-3, where Falco is older", () => {
    expect(grown("bad", "worker-3", "falcosecurity_scap_n_evts_total")).toBe(0);
    expect(infosOf("bad", "falcosecurity_falco_version_info")).toBe(2);
    expect(infosOf("bad", "falcosecurity_falco_sha256_rules_files_info")).toBe(3);
  });

  it("restarts Falco on worker-1 and ends it", () => {
    const started = (t: number) =>
      total(falco("bad", "worker-1", t), "falcosecurity_falco_start_timestamp_nanoseconds");
    expect(new Set([800, ...moments.restarts].map(started)).size).toBe(1 + moments.restarts.length);
    expect(exposition(falco("bad", "worker-1", moments.down))).toBeUndefined();
    expect(exposition(exporter("bad", "worker-1", moments.down))).toBeUndefined();
    const cluster: Scrape = { program: "kube-state-metrics", day: "bad", node: "worker-2", t: moments.down };
    const ready = "kube_daemonset_status_number_ready";
    expect(total(cluster, ready, { daemonset: "falco" })).toBe(2);
    expect(total({ ...cluster, day: "quiet" }, ready, { daemonset: "falco" })).toBe(3);
    expect(total(cluster, "kube_pod_status_ready", { pod: "falco-4kq7x", condition: "false" })).toBe(1);
  });

  it("fills the memory of worker-2's Falco", () => {
    const kubelet: Scrape = { program: "kubelet", day: "bad", node: "worker-2", t: 2400 };
    const used = total(kubelet, "container_memory_working_set_bytes", { container: "falco" }) ?? 0;
    expect(used / 2 ** 30).toBeGreaterThan(0.9);
    expect(total(falco("bad", "worker-2", 2400), "falcosecurity_falco_container_memory_used_bytes")).toBe(used);
  });

  it("rejects requests, an output fails, and alerts are lost on the way", () => {
    const pod = sidekick("bad", 1, 2400);
    expect(total(pod, "falcosecurity_falcosidekick_inputs_total", { status: "rejected" })).toBeGreaterThan(0);
    const slack = (t: number, status: string) =>
      total(sidekick("bad", 1, t), "falcosecurity_falcosidekick_outputs_total", { destination: "slack", status }) ?? 0;
    expect(slack(2400, "error")).toBeGreaterThan(slack(moments.faults, "error"));
    expect(slack(2400, "ok")).toBe(slack(moments.faults, "ok"));
    const arrived = (t: number) => total(sidekick("bad", 1, t), "falcosecurity_falcosidekick_falco_events_total");
    expect(arrived(2400)).toBe(arrived(moments.lost));
    expect(grown("bad", "worker-2", "falcosecurity_falco_rules_matches_total")).toBeGreaterThan(5);
  });
});
