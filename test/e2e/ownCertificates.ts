import type { Checkout } from "./checkout";
import type { Cluster } from "./cluster";
import { foreignAuthority } from "./foreignCertificate";
import { handshake, type Identity } from "./handshake";
import { objectsOf } from "./objects";
import { Stack } from "./stack";
import { newWorkloads } from "./stackFacts";

const namespace = "falco";
const host = "falco-grpc-local.falco.svc";
const exporters = "falco-exporter-certs";

/** What Node's server says of a certificate of another CA: of one that is called otherwise, or the same. */
const ofAnotherCa = /socket hang up|ASN1_item_verify/;

/** Tests, for a deployed stack, that it moves to Secrets of the user's own and back; each begins with what the one before left. */
export function movesToOwnCertificates(deployed: () => { checkout: Checkout; cluster: Cluster }): void {
  let checkout: Checkout;
  let cluster: Cluster;
  let stack: Stack;
  let wrong: Identity;
  let server: Identity;
  let client: Identity;
  let uid: string | undefined;

  beforeAll(async () => {
    ({ checkout, cluster } = deployed());
    stack = new Stack(checkout, "sandbox");
    const sign = await foreignAuthority();
    [wrong, server] = [await sign("CN=localhost", "server"), await sign("CN=falco", "server", [host])];
    client = await sign("CN=exporter", "client");
    await write("own-server", "server", wrong);
    await write("own-exporter", "client", client);
    uid = await uidOf(exporters);
    await stack.set("certificates.existingSecrets.server", "own-server");
    await stack.set("certificates.existingSecrets.exporter", "own-exporter");
  });

  const write = async (name: string, side: "server" | "client", { key, cert, ca }: Identity): Promise<void> => {
    const stringData = { [`${side}.key`]: key, [`${side}.crt`]: cert, "ca.crt": ca };
    await cluster.core.createNamespacedSecret({ namespace, body: { metadata: { name }, stringData } });
  };

  const uidOf = async (name: string): Promise<string | undefined> =>
    (await cluster.core.readNamespacedSecret({ namespace, name })).metadata?.uid;

  /** The Secret that all pods of a DaemonSet mount. */
  const mounted = async (daemonSet: string): Promise<string> => {
    const { items } = await cluster.core.listNamespacedPod({
      namespace,
      labelSelector: `app.kubernetes.io/instance=${daemonSet}`,
    });
    const staying = items.filter(({ metadata }) => !metadata?.deletionTimestamp);
    const volumes = staying.flatMap(({ spec }) => spec?.volumes ?? []);
    const names = new Set(volumes.flatMap(({ secret }) => secret?.secretName ?? []));
    expect(names.size).toBe(1);
    return [...names].join();
  };

  /** Key, certificate and CA of both sides, as their pods find them. */
  const deployedSides = async (): Promise<{ server: Identity; client: Identity }> => ({
    server: await cluster.identity(await mounted("falco"), "server"),
    client: await cluster.identity(await mounted("falco-exporter"), "client"),
  });

  it("refuses a certificate without the name that the exporter dials, before anything changes", async () => {
    const before = await objectsOf(cluster, ["falco", "falco-sidekick"]);
    const { code, output } = await stack.tryUp();
    expect({ code, output }).not.toMatchObject({ code: 0 });
    expect(output).toContain(
      `Secret own-server in namespace falco, which falco:certificates.existingSecrets.server names, has a certificate in server.crt without ${host} among its SANs, which is the name that the exporter dials.`,
    );
    expect(await objectsOf(cluster, ["falco", "falco-sidekick"])).toEqual(before);
  });

  it("has Falco and its exporter use the user's after one up, and the next changes nothing", async () => {
    const [before, issued] = [await cluster.pods(), await deployedSides()];
    await cluster.core.deleteNamespacedSecret({ namespace, name: "own-server" });
    await write("own-server", "server", server);
    await stack.up();
    expect(await newWorkloads(cluster, before)).toEqual(["falco", "falco-exporter"]);
    expect([await mounted("falco"), await mounted("falco-exporter")]).toEqual(["own-server", exporters]);
    const now = await deployedSides();
    expect(now).toEqual({ server, client });
    expect(await handshake(now.server, now.client, host)).toMatch(/^TLSv1\.[23]$/);
    await expect(handshake(now.server, { ...issued.client, ca: now.client.ca }, host)).rejects.toThrow(ofAnotherCa);
    await stack.up("--expect-no-changes");
  });

  it("shows no change of the exporter where the cluster, and so the certificate, can't be read", async () => {
    const unreachable = `sed 's#server: .*#server: https://127.0.0.1:1#' "$KUBECONFIG" > .sandbox/unreachable`;
    const { code, output } = await checkout.shellResult(
      `${unreachable} && KUBECONFIG=.sandbox/unreachable npx pulumi preview --stack sandbox --non-interactive --expect-no-changes`,
    );
    expect(output).toContain("This preview goes by what the last up knew of it.");
    expect({ code, output }).toMatchObject({ code: 0 });
  });

  it("goes back to its own in one up, and leaves the user's alone", async () => {
    const before = await cluster.pods();
    await checkout.shell("npx pulumi config rm --stack sandbox --path falco:certificates.existingSecrets");
    await stack.up();
    expect(await newWorkloads(cluster, before)).toEqual(["falco", "falco-exporter"]);
    expect([await mounted("falco"), await mounted("falco-exporter")]).toEqual(["falco-grpc-server", exporters]);
    const now = await deployedSides();
    expect(now.server.ca).not.toBe(server.ca);
    expect(await handshake(now.server, now.client, host)).toMatch(/^TLSv1\.[23]$/);
    await expect(handshake(now.server, { ...client, ca: now.client.ca }, host)).rejects.toThrow(ofAnotherCa);
    // One Secret all along, which no pod ever missed.
    expect(await uidOf(exporters)).toBe(uid);
    expect(await cluster.identity("own-server", "server")).toEqual(server);
    expect(await cluster.identity("own-exporter", "client")).toEqual(client);
  });
}
