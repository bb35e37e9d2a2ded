import { cluster, deployedBefore, look, namespace, owner } from "./looking";

describe("namespaces in preflight", () => {
  it("uses namespaces lent to the stack, and looks at nothing else where it is told so", async () => {
    await deployedBefore({});
    const lent = namespace("falco", { "falco-stack/used-by": owner });
    cluster.answers.set("/api/v1/namespaces/falco", lent);
    expect(await look({ preflight: false })).toMatchObject({ existingNamespaces: ["falco"] });
    expect(cluster.requests.map((request) => request.split(" ")[1]?.split("?")[0]).sort()).toEqual([
      "/api/v1/namespaces/falco",
      "/api/v1/namespaces/falco-sidekick",
      "/api/v1/namespaces/kube-system",
      "/api/v1/nodes",
    ]);
  });

  it("takes a namespace of its own for its own, even if it is lent to it too", async () => {
    await deployedBefore({ clusterUid: "u-1" });
    const both = { "falco-stack/owner": owner, "falco-stack/used-by": owner };
    cluster.answers.set("/api/v1/namespaces/falco", namespace("falco", both));
    expect(await look({ preflight: false })).toMatchObject({ existingNamespaces: [] });
  });

  it.each([{ "falco-stack/used-by": "organization/falco/a" }, { "falco-stack/owner": "organization/falco/a" }, {}])(
    "refuses a namespace with %j even where it looks at nothing else",
    async (annotations) => {
      await deployedBefore({});
      cluster.answers.set("/api/v1/namespaces/falco", namespace("falco", annotations));
      await expect(look({ preflight: false })).rejects.toThrow(/Namespace falco (belongs to|was not made by)/);
    },
  );

  it.each([
    ["keeps a namespace that was lent", { clusterUid: "u-1", existingNamespaces: ["falco"] }, ["falco"]],
    ["keeps a namespace that is its own", { clusterUid: "u-1" }, []],
  ])("%s when the cluster doesn't say whose it is", async (_, outputs, existingNamespaces) => {
    await deployedBefore(outputs);
    cluster.answers.set("/api/v1/namespaces/falco", { status: 503, body: {} });
    expect(await look()).toMatchObject({ existingNamespaces });
  });

  it("deploys nothing for the first time when the cluster doesn't say whether there is such a namespace", async () => {
    await deployedBefore({});
    cluster.answers.set("/api/v1/namespaces/falco", { status: 503, body: {} });
    await expect(look()).rejects.toThrow(
      "The cluster doesn't say whether there is a namespace falco, and whose it is.",
    );
    await deployedBefore({}, true);
    expect(await look()).toMatchObject({ existingNamespaces: [] });
  });

  it("knows its own under the name that it had before", async () => {
    const uids = { falco: "uid of falco", "falco-sidekick": "uid of falco-sidekick" };
    for (const name of ["falco", "falco-sidekick"])
      cluster.answers.set(`/api/v1/namespaces/${name}`, namespace(name, { "falco-stack/owner": "acme/falco/old" }));
    const last = { clusterUid: "u-1", namespace: "falco", namespaceUids: uids };
    await deployedBefore({ ...last, owner: "acme/falco/old" });
    await expect(look({ preflight: false })).resolves.toMatchObject({ existingNamespaces: [] });
    await deployedBefore({ ...last, owner: "acme/falco/other" });
    await expect(look({ preflight: false })).rejects.toThrow(
      "Namespace falco, which this stack had, belongs to stack acme/falco/old now.",
    );
  });
});
