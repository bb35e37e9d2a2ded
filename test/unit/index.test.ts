import * as pulumi from "@pulumi/pulumi";
import program from "../../index";
import { at } from "./fixtures";
import { FakeCluster } from "./preflight/fakeCluster";
import { only, record } from "./record";

// Pulumi's mocks know no hooks (@pulumi/pulumi 3.248.0, runtime/mocks.js).
jest.mock("../../preflight/releaseWatch", () => ({ watchReleases: () => () => undefined }));

describe("index.ts", () => {
  let cluster: FakeCluster;
  beforeEach(async () => {
    // The chart repository.
    jest.spyOn(globalThis, "fetch").mockResolvedValue(new Response(""));
    cluster = new FakeCluster();
    await cluster.start();
    cluster.kubeconfig(["dev", "prod"]);
  });
  afterEach(() => {
    cluster.stop();
  });

  const run = (config: Record<string, string> = {}) =>
    record(() => {
      pulumi.runtime.setAllConfig({ "falco:kubeContext": "prod", ...config }, []);
      return program();
    });

  it("gives the provider what keeps a renewed kubeconfig from replacing anything, and Secrets from being deleted", async () => {
    const { resources } = await run();
    expect(only(resources, "pulumi:providers:kubernetes", "cluster").inputs).toMatchObject({
      kubeconfig: "",
      context: "prod",
      cluster: "c",
      clusterIdentifier: "u-1",
      enableSecretMutable: "true",
      enableConfigMapMutable: "true",
    });
  });

  it("owns what it makes in the name of its stack", async () => {
    const { resources } = await run();
    const { inputs } = only(resources, "kubernetes:core/v1:Namespace", "falco");
    expect(at(inputs, "metadata", "annotations", "falco-stack/owner")).toBe("acme/falco/dev");
  });

  it("has no output of what isn't deployed", async () => {
    const { result } = await run({ "falco:metricsSource": "native", "falco:sidekick": '{"enabled":false}' });
    const keys = [
      "chartVersions",
      "clusterUid",
      "dashboardConfigMap",
      "deployedTo",
      "metricsTarget",
      "namespace",
      "namespaceUids",
      "owner",
    ];
    expect(Object.keys(result).sort()).toEqual(keys);
  });

  it("has the outputs that docs/settings.md lists", async () => {
    const { result } = await run({ "falco:monitoring": '{"rules":"configMap"}' });
    expect(result).toMatchObject({ clusterUid: "u-1", deployedTo: { context: "prod", address: cluster.url } });
    expect(Object.keys(result).sort()).toEqual([
      "alertRules",
      "certificatesExpire",
      "chartVersions",
      "clusterUid",
      "dashboardConfigMap",
      "deployedTo",
      "grpcAddress",
      "metricsTarget",
      "namespace",
      "namespaceUids",
      "owner",
      "uiPassword",
      "uiUrl",
      "uiUser",
    ]);
  });
});
