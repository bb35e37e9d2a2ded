import * as pulumi from "@pulumi/pulumi";
import { grpcWarning } from "../warned";
import { cluster, deployedBefore, look, namespace, owner, repositoryAnswers, warnings } from "./looking";

/** What the provider is given, and what is kept of it. */
const access = (context = "only", address = cluster.url) => ({
  provider: { kubeconfig: "", context, cluster: "c" },
  deployedTo: { context, address },
});

describe("preflight", () => {
  it("finds nothing to say of a healthy cluster", async () => {
    await deployedBefore({ clusterUid: "u-1" });
    const { ask, ...found } = await look();
    expect(found).toEqual({
      clusterUid: "u-1",
      ...access(),
      nodeAddress: "10.244.0.1",
      existingNamespaces: [],
      releaseDescriptions: {},
    });
    expect(await ask?.({ path: "/version" }, 1000)).toMatchObject({ status: 200 });
    expect(warnings()).toEqual([grpcWarning]);
  });

  it.each([false, true])(
    "warns of certificates in their last days and of settings with a price (preview: %s)",
    async (preview) => {
      await deployedBefore({ clusterUid: "u-1", certificatesExpire: "2026-12-05T00:00:00Z" }, preview);
      await look({ driver: "ebpf" });
      expect(warnings()).toEqual([
        expect.stringMatching(/^falco:driver is ebpf/),
        grpcWarning,
        expect.stringMatching(/^Certificates of Falco's gRPC link expire on 2026-12-05T00:00:00Z, in 10 days\./),
      ]);
    },
  );

  it.each([false, true])("refuses another cluster than the stack's own (preview: %s)", async (preview) => {
    const own = { context: "prod eu", address: "https://192.0.2.1" };
    await deployedBefore({ clusterUid: "u-0", deployedTo: own }, preview);
    await expect(look({ preflight: false })).rejects.toThrow(
      [
        `Stack ${owner} was deployed to cluster prod eu (https://192.0.2.1); the kubeconfig leads to another one, only (${cluster.url}). Nothing was changed.`,
        "npx pulumi config set -s sandbox falco:kubeContext 'prod eu'",
        "or, to move it: npx pulumi destroy -s sandbox    # takes it from its own cluster; then up again",
        "or, where its own cluster is gone: npx pulumi stack rm sandbox --force --preserve-config && npx pulumi stack init sandbox    # touches no cluster: where it is not gone, namespaces falco and falco-sidekick, cluster roles and all that runs stay there",
      ].join("\n      "),
    );
  });

  it("doesn't offer to destroy a stack whose state has no context yet: it would follow kubectl's", async () => {
    await deployedBefore({ clusterUid: "u-0" });
    const error: unknown = await look({ preflight: false }).catch((reason: unknown) => reason);
    expect(String(error)).toContain("cluster with uid u-0 of namespace kube-system;");
    expect(String(error)).not.toContain("destroy");
  });

  it.each([
    ["http://10.244.0.2:32000", "10.244.0.2"],
    ["http://192.0.2.1:32000", "10.244.0.1"],
    ["http://localhost:2802", "10.244.0.1"],
    ["http://<a node>:32000", "10.244.0.1"],
  ])("goes from the UI's last address %s to %s", async (uiUrl, nodeAddress) => {
    await deployedBefore({ clusterUid: "u-1", uiUrl });
    expect(await look({ preflight: false })).toMatchObject({ nodeAddress });
  });

  it("keeps the UI's address where it may not list nodes", async () => {
    await deployedBefore({ clusterUid: "u-1", uiUrl: "http://[fd00::2]:32000" });
    cluster.answers.set("/api/v1/nodes?limit=500", { status: 403, body: {} });
    cluster.answers.set("/api/v1/nodes", { status: 403, body: {} });
    expect(await look({ preflight: false })).toMatchObject({ nodeAddress: "fd00::2" });
  });

  it.each([false, true])("reports all errors at once, and warnings beside them (preview: %s)", async (preview) => {
    await deployedBefore({ clusterUid: "u-1" }, preview);
    cluster.answers.set("/version", { status: 200, body: { gitVersion: "v1.24.17" } });
    cluster.answers.set("/apis", { status: 403, body: {} });
    cluster.answers.set(
      "/api/v1/namespaces/falco",
      namespace("falco", { "falco-stack/owner": "organization/falco/a" }),
    );
    const error: unknown = await look().catch((reason: unknown) => reason);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(error instanceof Error && error.message).toBe(
      [
        `Cluster only (${cluster.url}) is not ready for stack sandbox. Nothing was changed.`,
        "  The cluster runs Kubernetes v1.24.17. Before 1.26 it does not keep internalTrafficPolicy, and exporters would read the Falco of other nodes.",
        "      Upgrade the cluster.",
        "  Namespace falco belongs to stack organization/falco/a; two stacks in one would destroy each other.",
        "      npx pulumi config set -s sandbox falco:namespace falco-2",
        "      or kubectl annotate namespace falco falco-stack/owner=organization/falco/sandbox --overwrite    # where organization/falco/a was this stack's name before",
      ].join("\n"),
    );
    expect(warnings()).toEqual([
      grpcWarning,
      "Not everything could be looked at before deploying: get /apis (not allowed).",
    ]);
  });

  it("refuses charts behind a login, unless it was told to look at nothing", async () => {
    await deployedBefore({});
    repositoryAnswers(new Response("", { status: 401 }));
    await expect(look()).rejects.toThrow(/https:\/\/falcosecurity\.github\.io\/charts/);
    await expect(look({ preflight: false })).resolves.toMatchObject({ clusterUid: "u-1" });
  });

  it("looks for what the state takes to be there, and has Helm write a release again whose objects are gone", async () => {
    const release = (name: string, namespace: string, resourceNames = {}) => ({
      type: "kubernetes:helm.sh/v3:Release",
      outputs: { name, namespace, resourceNames },
    });
    await deployedBefore({ clusterUid: "u-1" }, false, {
      "urn:falco": release("falco", "falco", { "NetworkPolicy/networking.k8s.io/v1": ["falco/a"] }),
      "urn:exporter": release("falco-exporter", "falco"),
      "urn:sidekick": release("falcosidekick", "falco-sidekick"),
    });
    const path = "/apis/networking.k8s.io/v1/namespaces/falco/networkpolicies";
    const items = (...names: string[]) => ({
      status: 200,
      body: { items: names.map((name) => ({ metadata: { name } })) },
    });
    cluster.answers.set(path, items("a"));
    expect(await look()).toMatchObject({ releaseDescriptions: {} });
    cluster.answers.set(path, items("b"));
    expect(await look()).toMatchObject({
      releaseDescriptions: { falco: { falco: "Written again (1): NetworkPolicy falco/a" } },
    });
    expect(cluster.requests).toContain(`GET ${path}?limit=500 metadata`);
    expect(warnings().filter((text) => text !== grpcWarning)).toEqual([
      "NetworkPolicy falco/a of Helm's release falco/falco is gone: this up has Helm write all of the release again.",
    ]);
    cluster.answers.set(path, { status: 200, body: { ...items("b").body, metadata: { continue: "more" } } });
    expect(await look()).toMatchObject({ releaseDescriptions: {} });
  });

  it("asks Helm's records of a namespace that the stack was leaving when its up was killed", async () => {
    const outputs = { name: "falco", namespace: "left", resourceNames: {} };
    await deployedBefore({ clusterUid: "u-1" }, false, {
      "urn:falco": { type: "kubernetes:helm.sh/v3:Release", outputs },
    });
    cluster.answers.set("/api/v1/namespaces/left/secrets", { status: 200, body: { items: [] } });
    await expect(look()).rejects.toThrow("no longer in the cluster: Helm's record of release left/falco.");
  });

  it("has its repairs done in the cluster that the settings name", async () => {
    await deployedBefore({});
    cluster.kubeconfig(["dev", "prod"]);
    cluster.answers.set("/api/v1/namespaces/falco", namespace("falco", {}));
    await expect(look({ kubeContext: "prod", preflight: false })).rejects.toThrow(
      `kubectl --context prod annotate namespace falco falco-stack/used-by=${owner}`,
    );
  });

  it("refuses to deploy to a cluster that doesn't answer", async () => {
    await deployedBefore({ clusterUid: "u-0" });
    cluster.kubeconfig(["only"], "http://127.0.0.1:9");
    const error: unknown = await look().catch((reason: unknown) => reason);
    expect(pulumi.RunError.isInstance(error)).toBe(true);
    expect(String(error)).toMatch(/Cluster only .*ECONNREFUSED.*Nothing was changed\.$/);
  });

  it("previews without the cluster, by what the last up knew of it", async () => {
    const uiUrl = "http://10.244.0.9:32000";
    await deployedBefore({ clusterUid: "u-0", existingNamespaces: ["falco"], uiUrl }, true);
    cluster.kubeconfig(["only"], "http://127.0.0.1:9");
    const known = {
      clusterUid: "u-0",
      nodeAddress: "10.244.0.9",
      existingNamespaces: ["falco"],
      releaseDescriptions: {},
    };
    expect(await look()).toEqual({ ...known, ...access("only", "http://127.0.0.1:9") });
    cluster.kubeconfig(["dev", "prod"], "http://127.0.0.1:9");
    expect(await look({ kubeContext: "prod" })).toMatchObject({ provider: { context: "prod" } });
    expect(warnings().at(-1)).toEqual(expect.stringMatching(/This preview goes by what the last up knew of it\.$/));
  });
});
