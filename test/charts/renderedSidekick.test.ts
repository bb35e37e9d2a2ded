import { existsSync } from "node:fs";
import type { FalcosidekickArgs } from "../../components/falcosidekick";
import { chartSource } from "../../settings/chartSource";
import { at } from "../unit/at";
import { recordSidekick, sidekickVariants } from "../unit/sidekickArgs";
import { object, renderChart } from "./helm";

// jest.config.js leaves this file out where no directory of real charts is given.
const charts = process.env["FALCO_CHARTS_DIR"] ?? "";
const chartOf = (version: string) => chartSource(charts, "falcosidekick", version).chart;
const versions = ["0.8.0", "0.8.9", "0.9.10", "0.10.2", "0.11.1", "0.12.1", "0.13.1", "0.14.0"].filter((version) =>
  existsSync(chartOf(version)),
);

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const podSpec = (workload: unknown) => at(workload, "spec", "template", "spec");
const containers = (workload: unknown, kind = "containers") => list(at(podSpec(workload), kind));
const annotations = (workload: unknown) => at(workload, "spec", "template", "metadata", "annotations");
const secretRefs = (container: unknown) =>
  list(at(container, "envFrom")).map((source) => at(source, "secretRef", "name"));
const environment = (workload: unknown) =>
  Object.fromEntries(
    list(at(containers(workload)[0], "env")).map((one) => [
      String(at(one, "name")),
      at(one, "value") ?? at(one, "valueFrom"),
    ]),
  );
const decoded = (secret: unknown) =>
  Object.fromEntries(
    Object.entries(at(secret, "data") ?? {}).map(([key, value]) => [
      key,
      Buffer.from(String(value), "base64").toString(),
    ]),
  );

describe.each(versions)("the real falcosidekick chart %s", (version) => {
  const rendered = async (changed: Partial<FalcosidekickArgs>) => {
    const { values } = await recordSidekick(changed, version);
    const objects = renderChart(chartOf(version), "falcosidekick", "falco-sidekick", values);
    return {
      objects,
      named: (kind: string, name: string) => object(objects, kind, `falcosidekick${name}`),
      sidekick: object(objects, "Deployment", "falcosidekick"),
    };
  };
  const withUi = async (changed: Partial<FalcosidekickArgs>) => {
    const all = await rendered(changed);
    const [ui, redis] = [all.named("Deployment", "-ui"), all.named("StatefulSet", "-ui-redis")];
    return { ...all, ui, redis, workloads: [all.sidekick, ui, redis] };
  };
  let defaults: Awaited<ReturnType<typeof withUi>>;
  let chosen: Awaited<ReturnType<typeof withUi>>;
  beforeAll(async () => {
    defaults = await withUi({});
    chosen = await withUi(sidekickVariants["all that can be chosen"]);
  });

  it("lets the stack's Secrets win over the chart's own in every pod", () => {
    expect(secretRefs(containers(chosen.sidekick)[0])).toEqual(["falcosidekick", "falcosidekick-credentials"]);
    const readers = [...containers(chosen.ui), ...(version === "0.8.0" ? [] : containers(chosen.ui, "initContainers"))];
    for (const container of readers)
      expect(secretRefs(container)).toEqual(["falcosidekick-ui", "falcosidekick-ui-credentials"]);
    expect(secretRefs(containers(chosen.redis)[0])).toEqual(["falcosidekick-ui-credentials"]);
    expect(secretRefs(containers(defaults.sidekick)[0])).toEqual(["falcosidekick"]);
  });

  it("reads Secrets of the user's instead", async () => {
    const { sidekick, ui, redis } = await withUi(sidekickVariants["Secrets of the user's"]);
    expect(at(podSpec(sidekick), "volumes")).toEqual([{ name: "mutual-tls", secret: { secretName: "my-client" } }]);
    expect(secretRefs(containers(ui)[0])).toEqual(["falcosidekick-ui", "my-ui"]);
    expect(secretRefs(containers(redis)[0])).toEqual(["my-ui"]);
  });

  it("keeps nothing in its own Secrets or pods that anyone could log in with or post to", () => {
    expect(decoded(chosen.named("Secret", "-ui"))).toEqual({ FALCOSIDEKICK_UI_REDIS_PASSWORD: "in-existing-secret" });
    const own = decoded(chosen.named("Secret", ""));
    expect(own).toMatchObject({ SLACK_WEBHOOKURL: "", WEBUI_URL: "http://falcosidekick-ui:2802" });
    expect(Object.values(own).join(" ")).not.toMatch(/hooks\.example|password falco|PRIVATE KEY/);
    expect(JSON.stringify(chosen.objects)).not.toMatch(/admin:|hooks\.example|password falco|PRIVATE KEY/);
  });

  it("rolls each kind of pod with the Secrets that it reads", () => {
    const sum: unknown = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(annotations(chosen.sidekick)).toMatchObject({ "checksum/credentials": sum, "checksum/mutual-tls": sum });
    for (const workload of [chosen.ui, chosen.redis])
      expect(annotations(workload)).toEqual({ "checksum/credentials": sum });
  });

  it("hands variables, fields and metric labels to Falcosidekick", () => {
    expect(environment(chosen.sidekick)).toMatchObject({
      SLACK_CHANNEL: "#alerts",
      LOKI_APIKEY: { secretKeyRef: { name: "mine", key: "LOKI_APIKEY" } },
      CUSTOMFIELDS: "site:north",
      TEMPLATEDFIELDS: "who:{{ .user }}",
    });
    expect(decoded(chosen.named("Secret", ""))).toMatchObject({ PROMETHEUS_EXTRALABELS: "k8s.ns.name,proc.name" });
  });

  it("may write reports where an output does, and has no rights in the cluster otherwise", () => {
    const roles = ({ objects }: typeof defaults) => objects.filter((one) => at(one, "kind") === "ClusterRole");
    expect(roles(chosen).map((role) => at(role, "rules", 0, "resources"))).toEqual([
      ["policyreports", "clusterpolicyreports"],
    ]);
    expect(roles(defaults)).toEqual([]);
  });

  it("has its ServiceAccount annotated with a role of Amazon's, and knows nothing of it otherwise", () => {
    const account = ({ named }: typeof defaults) => at(named("ServiceAccount", ""), "metadata", "annotations");
    expect(account(chosen)).toMatchObject({ "eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/falcosidekick" });
    expect(account(defaults)).toBeUndefined();
    expect(decoded(chosen.named("Secret", ""))).not.toHaveProperty("AWS_ROLEARN");
  });

  it("changes no byte of custom and templated fields, which Kubernetes then reads $$ as $ of", async () => {
    const text = "a:  \"'\\ %d {{ .x }} {{- $$ -}} $(PATH) ü שלום \u202e\t\r\n# - \u0007 😀 yes: no |\n";
    const { sidekick } = await rendered({ customFields: text, templatedFields: text });
    const { CUSTOMFIELDS: custom, TEMPLATEDFIELDS: templated } = environment(sidekick);
    expect([custom, templated].map((value) => String(value).replaceAll("$$", "$"))).toEqual([text, text]);
  });

  it("mounts the client certificate where Falcosidekick looks for it, and names no other file", () => {
    expect(at(podSpec(chosen.sidekick), "volumes")).toEqual([
      { name: "mutual-tls", secret: { secretName: "falcosidekick-mutual-tls" } },
    ]);
    expect(at(containers(chosen.sidekick)[0], "volumeMounts")).toEqual([
      { name: "mutual-tls", mountPath: "/etc/certs/client", readOnly: true },
    ]);
    expect(environment(chosen.sidekick)).toMatchObject({
      MUTUALTLSFILESPATH: "/etc/certs/client",
      MUTUALTLSCLIENT_CERTFILE: "",
      MUTUALTLSCLIENT_KEYFILE: "",
      MUTUALTLSCLIENT_CACERTFILE: "",
      TLSCLIENT_CACERTFILE: "",
    });
    expect(podSpec(defaults.sidekick)).not.toHaveProperty("volumes");
  });

  it("runs the images that the stack pins, and keeps alerts as long and where it is told to", () => {
    const images = ({ ui, redis }: typeof defaults) =>
      [containers(ui), containers(ui, "initContainers"), containers(redis)].map(([one]) => at(one, "image"));
    const waiting = version === "0.8.0" ? "busybox:1.31" : undefined;
    const stack = (ui: string, redis: string) => [
      `docker.io/falcosecurity/falcosidekick-ui:${ui}`,
      waiting ?? `docker.io/redis/redis-stack:${redis}`,
      `docker.io/redis/redis-stack:${redis}`,
    ];
    expect(images(defaults)).toEqual(stack("2.3.0", "7.2.0-v19"));
    expect(images(chosen)).toEqual(stack("2.4.0", "7.4.0-v7"));
    expect(at(containers(chosen.sidekick)[0], "image")).toBe("docker.io/falcosecurity/falcosidekick:2.34.1");
    expect(at(containers(defaults.ui)[0], "args")).toEqual(expect.arrayContaining(["-t", "7d"]));
    expect(at(containers(chosen.ui)[0], "args")).toEqual(expect.arrayContaining(["-t", "2w"]));
    const claim = at(defaults.redis, "spec", "volumeClaimTemplates", 0, "spec");
    expect(claim).toMatchObject({ resources: { requests: { storage: "1Gi" } } });
    expect(at(chosen.redis, "spec")).not.toHaveProperty("volumeClaimTemplates");
  });

  it("gives each pod its own machines, and its share of them", () => {
    for (const [index, pod] of ["sidekick", "ui", "redis"].entries()) {
      expect(podSpec(chosen.workloads[index])).toMatchObject({
        nodeSelector: { pool: pod },
        tolerations: [{ key: pod, operator: "Exists", effect: "NoSchedule" }],
        priorityClassName: `${pod}-priority`,
      });
      expect(at(containers(chosen.workloads[index])[0], "resources")).toEqual({
        requests: { cpu: "100m", memory: "64Mi" },
        limits: { cpu: "1", memory: "512Mi" },
      });
    }
    // The init container's have no value before 0.8.1.
    for (const container of version === "0.8.0" ? [] : containers(chosen.ui, "initContainers"))
      expect(at(container, "resources")).toEqual(at(containers(chosen.ui)[0], "resources"));
  });

  it("has nothing in its pods that the profile baseline refuses, and runs as root in redis alone", () => {
    for (const workload of chosen.workloads) {
      const text = JSON.stringify(podSpec(workload));
      expect(text).not.toMatch(/"(hostPath|hostPort|hostNetwork|hostPID|hostIPC|privileged|add|procMount|sysctls)"/);
    }
    const unprivileged = { runAsUser: 1234, runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } };
    const initContainers = version === "0.8.0" ? [] : containers(chosen.ui, "initContainers");
    for (const workload of [chosen.sidekick, chosen.ui])
      expect(at(podSpec(workload), "securityContext")).toMatchObject(unprivileged);
    for (const container of [...containers(chosen.sidekick), ...containers(chosen.ui), ...initContainers])
      expect(at(container, "securityContext")).toEqual({
        allowPrivilegeEscalation: false,
        capabilities: { drop: ["ALL"] },
      });
    expect(at(containers(chosen.redis)[0], "securityContext")).toEqual({ allowPrivilegeEscalation: false });
  });

  it("has UI pods that the Service of the UI's NodePort selects", () => {
    expect(at(chosen.ui, "spec", "template", "metadata", "labels")).toMatchObject({
      "app.kubernetes.io/name": "falcosidekick",
      "app.kubernetes.io/instance": "falcosidekick",
      "app.kubernetes.io/component": "ui",
    });
  });

  it("makes nothing for a UI that is off", async () => {
    const { objects, named } = await rendered(sidekickVariants["no UI"]);
    const names = objects.map((one) => String(at(one, "metadata", "name")));
    expect(names.filter((name) => /ui|redis/.test(name))).toEqual([]);
    expect(decoded(named("Secret", ""))).not.toHaveProperty("WEBUI_URL");
  });
});
