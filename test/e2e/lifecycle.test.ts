import { X509Certificate } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Checkout } from "./checkout";
import { until, type Cluster } from "./cluster";
import { foreignClient } from "./foreignCertificate";
import { handshake } from "./handshake";
import { movesToOwnCertificates } from "./ownCertificates";
import { secretsStayInTheirSecrets } from "./secrets";
import { addNodes, daemonSetCoverage, eku, newWorkloads, pulumiUp } from "./stackFacts";

// One stack's life, in order: each test begins with what the one before has left.
jest.setTimeout(15 * 60 * 1000);

let checkout: Checkout;
let cluster: Cluster;

beforeAll(async () => {
  checkout = await Checkout.create();
});
afterAll(() => checkout.remove());

describe("npm run sandbox", () => {
  it("deploys the whole stack and ends with a summary", async () => {
    const { code, output, stdout } = await checkout.sandbox([]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(stdout).toMatch(/http:\/\/\S+:32000/);
    expect(stdout).toContain("npx pulumi stack output -s sandbox uiPassword --show-secrets");
    expect(stdout).toContain("falco-exporter.falco.svc:9376");
    expect(stdout).toMatch(/all 2 nodes/);
    cluster = checkout.cluster();
  });

  it("changes no tracked file", async () => {
    expect(await checkout.changedFiles()).toBe("");
  });

  it("leaves nothing to do for the next up", async () => {
    await checkout.shell(`${pulumiUp} --expect-no-changes`);
  });
});

describe("a renewed kubeconfig", () => {
  it("of the same cluster, with another address, replaces and changes nothing", async () => {
    const renewed = join(checkout.directory, ".sandbox/renewed-kubeconfig");
    const kubeconfig = readFileSync(join(checkout.directory, ".sandbox/kubeconfig"), "utf8");
    expect(kubeconfig).toContain("https://127.0.0.1:");
    writeFileSync(renewed, kubeconfig.replace("https://127.0.0.1:", "https://localhost:"));
    const preview = "npx pulumi preview --diff --non-interactive --color never --stack sandbox";
    const { output } = await checkout.shell(`KUBECONFIG=${renewed} ${preview}`);
    expect(output).not.toMatch(/replace|delete/);
    expect(output).toMatch(/3[0-9] unchanged/);
  });
});

describe("the deployed stack", () => {
  it.each(["falco", "falco-exporter"])(
    "has one ready pod of %s on every node, the tainted one included",
    async (workload) => {
      const nodes = await cluster.nodeNames();
      const { items } = await cluster.core.listNode();
      expect(items.flatMap(({ spec }) => spec?.taints ?? []).map(({ effect }) => effect)).toContain("NoSchedule");
      expect(daemonSetCoverage(await cluster.pods(), workload)).toEqual(nodes);
    },
  );

  it("has certificates that verify for their own use, under the name that the exporter calls", async () => {
    const server = await cluster.identity("falco-grpc-server", "server");
    const client = await cluster.identity("falco-exporter-certs", "client");
    const [ca, serverCert, clientCert] = [server.ca, server.cert, client.cert].map((pem) => new X509Certificate(pem));
    if (!ca || !serverCert || !clientCert) throw new Error("certificates are missing");
    expect(client.ca).toBe(server.ca);
    expect(ca.ca).toBe(true);
    for (const cert of [serverCert, clientCert]) {
      expect(cert.checkIssued(ca)).toBe(true);
      expect(cert.verify(ca.publicKey)).toBe(true);
    }
    expect(serverCert.checkHost("falco-grpc-local.falco.svc")).toBe("falco-grpc-local.falco.svc");
    expect(eku(serverCert)).toEqual(["server"]);
    expect(eku(clientCert)).toEqual(["client"]);
    expect(new Set([ca, serverCert, clientCert].map(({ serialNumber }) => serialNumber)).size).toBe(3);
  });

  it("shakes hands only with its own client, under its own names", async () => {
    const server = await cluster.identity("falco-grpc-server", "server");
    const client = await cluster.identity("falco-exporter-certs", "client");
    const host = "falco-grpc-local.falco.svc";
    expect(await handshake(server, client, host)).toMatch(/^TLSv1\.[23]$/);
    await expect(handshake(server, { ca: client.ca }, host)).rejects.toThrow(
      /did not return a certificate|certificate required/i,
    );
    // Node's server only hangs up on a certificate of another CA.
    await expect(handshake(server, { ...(await foreignClient()), ca: client.ca }, host)).rejects.toThrow(
      /socket hang up/,
    );
    await expect(handshake(server, client, "falco-grpc.falco.svc")).rejects.toThrow(
      /does not match certificate's altnames/,
    );
    await expect(handshake(server, { ...client, ca: (await foreignClient()).ca }, host)).rejects.toThrow(
      /certificate/i,
    );
  });

  it("has exporters that call the node-local Service of Falco's pods with the Secret mounted", async () => {
    const { spec: daemonSet } = await cluster.apps.readNamespacedDaemonSet({
      namespace: "falco",
      name: "falco-exporter",
    });
    const { spec: service } = await cluster.core.readNamespacedService({
      namespace: "falco",
      name: "falco-grpc-local",
    });
    const { spec: falco } = await cluster.apps.readNamespacedDaemonSet({ namespace: "falco", name: "falco" });
    const pod = daemonSet?.template.spec;
    const port = String(service?.ports?.[0]?.port);
    expect(pod?.containers[0]?.args).toEqual(
      expect.arrayContaining(["--client-hostname=falco-grpc-local.falco.svc", `--client-port=${port}`, "--timeout=3m"]),
    );
    const mount = pod?.containers[0]?.volumeMounts?.find(({ mountPath }) => mountPath === "/etc/falco/certs");
    const secret = pod?.volumes?.find(({ name }) => name === mount?.name)?.secret;
    expect(secret?.secretName).toBe("falco-exporter-certs");
    const files = await cluster.secret("falco", secret?.secretName ?? "");
    expect(secret?.items?.map(({ key }) => key).sort()).toEqual(Object.keys(files).sort());
    expect(service?.internalTrafficPolicy).toBe("Local");
    expect(falco?.template.metadata?.labels).toMatchObject(service?.selector ?? { none: "" });
    const { data } = await cluster.core.readNamespacedConfigMap({ namespace: "falco", name: "falco" });
    expect(data?.["falco.yaml"]).toContain(`bind_address: 0.0.0.0:${port}`);
    const { items: slices } = await cluster.core.listNamespacedEndpoints({ namespace: "falco" });
    const endpoints =
      slices.find(({ metadata }) => metadata?.name === "falco-grpc-local")?.subsets?.[0]?.addresses ?? [];
    expect(endpoints.map(({ nodeName }) => nodeName).sort()).toEqual(await cluster.nodeNames());
  });

  it("opens the UI's pods on port 32000 of every node, before and after an upgrade of the sidekick release", async () => {
    const read = () =>
      cluster.core.readNamespacedService({ namespace: "falco-sidekick", name: "falcosidekick-ui-nodeport" });
    const before = await read();
    expect(before.spec).toMatchObject({ type: "NodePort", ports: [{ port: 2802, nodePort: 32000 }] });
    const uiPods = await cluster.core.listNamespacedPod({
      namespace: "falco-sidekick",
      labelSelector: Object.entries(before.spec?.selector ?? {})
        .map((label) => label.join("="))
        .join(","),
    });
    expect(uiPods.items.map(({ spec }) => spec?.containers[0]?.name)).toEqual(["falcosidekick-ui", "falcosidekick-ui"]);
    await checkout.shell("npx pulumi config set --stack sandbox --path falco:sidekick.replicas 1");
    await checkout.shell(pulumiUp);
    const after = await read();
    expect([after.metadata?.uid, after.spec?.ports?.[0]?.nodePort]).toEqual([before.metadata?.uid, 32000]);
    await until(
      () => cluster.pods(),
      (pods) => pods.filter(({ workload }) => workload === "falcosidekick/ui").length === 1,
    );
  });
});

describe("secrets", () => {
  secretsStayInTheirSecrets(() => ({ checkout, cluster }));
});

describe("falco:certificates.existingSecrets", () => {
  movesToOwnCertificates(() => ({ checkout, cluster }));
});

describe("falco:certificates.rotation", () => {
  it.each([2, 50])(
    "gives new leaves, and rolls Falco and its exporter and nothing else, on %d nodes",
    async (count) => {
      await addNodes(cluster, count);
      const nodes = await cluster.nodeNames();
      const before = await until(
        () => cluster.pods(),
        (pods) =>
          pods.every(({ ready }) => ready) &&
          ["falco", "falco-exporter"].every((workload) => daemonSetCoverage(pods, workload).length === nodes.length),
      );
      const secretBefore = await cluster.core.readNamespacedSecret({ namespace: "falco", name: "falco-grpc-server" });
      const serial = async () =>
        new X509Certificate((await cluster.identity("falco-grpc-server", "server")).cert).serialNumber;
      const [oldSerial, oldCa] = [await serial(), (await cluster.identity("falco-grpc-server", "server")).ca];
      await checkout.shell(`npx pulumi config set --stack sandbox --path falco:certificates.rotation ${count}`);
      await checkout.shell(pulumiUp);
      expect(await serial()).not.toBe(oldSerial);
      expect((await cluster.identity("falco-exporter-certs", "client")).ca).toBe(oldCa);
      expect(await newWorkloads(cluster, before)).toEqual(["falco", "falco-exporter"]);
      for (const workload of ["falco", "falco-exporter"])
        expect(daemonSetCoverage(await cluster.pods(), workload)).toEqual(await cluster.nodeNames());
      const old = new Set(before.filter(({ workload }) => /^falco(-exporter)?$/.test(workload)).map(({ uid }) => uid));
      expect((await cluster.pods()).filter(({ uid }) => old.has(uid))).toEqual([]);
      // Updated in place, never deleted first.
      const secretAfter = await cluster.core.readNamespacedSecret({ namespace: "falco", name: "falco-grpc-server" });
      expect(secretAfter.metadata?.uid).toBe(secretBefore.metadata?.uid);
    },
  );
});

describe("pulumi destroy", () => {
  it("leaves nothing of the stack behind, redis' storage included", async () => {
    expect((await cluster.leftovers()).filter((object) => object.startsWith("PersistentVolumeClaim"))).toHaveLength(1);
    await checkout.shell("npx pulumi destroy --yes --skip-preview --non-interactive --color never --stack sandbox");
    expect(
      await until(
        () => cluster.leftovers(),
        (left) => left.length === 0,
      ),
    ).toEqual([]);
  });
});

describe("npm run sandbox -- down", () => {
  it("leaves no process and no file, and up works again", async () => {
    await checkout.shell("git checkout --quiet Pulumi.sandbox.yaml");
    expect((await checkout.sandbox(["down"])).code).toBe(0);
    expect(await checkout.processes()).toEqual([]);
    expect(await checkout.untracked()).toBe("");
    const { code, output } = await checkout.sandbox([]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(await checkout.changedFiles()).toBe("");
  });
});
