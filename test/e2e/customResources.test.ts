import { join } from "node:path";
import { ApiextensionsV1Api, CustomObjectsApi, KubeConfig } from "@kubernetes/client-node";
import { Checkout } from "./checkout";

jest.setTimeout(10 * 60 * 1000);

const group = "monitoring.coreos.com";

let checkout: Checkout;
beforeAll(async () => {
  checkout = await Checkout.create();
});
afterAll(() => checkout.remove());

describe("npm run sandbox -- up --with prometheus-crds", () => {
  const kubeConfig = (): KubeConfig => {
    const config = new KubeConfig();
    config.loadFromFile(join(checkout.directory, ".sandbox/kubeconfig"));
    return config;
  };

  it("refuses what can't be added, and starts nothing", async () => {
    const { code, stderr } = await checkout.sandbox(["up", "--no-deploy", "--with", "prometheus"]);
    expect({ code, stderr }).toMatchObject({ code: 1 });
    expect(stderr).toContain("'prometheus' is invalid. Allowed choices are prometheus-crds.");
    expect(await checkout.processes()).toEqual([]);
  });

  it.each([
    ["serves the CRDs as upstream has them", ["--with", "prometheus-crds"]],
    ["leaves them as they are the second time", ["--with", "prometheus-crds"]],
    ["keeps them in an `up` without it", []],
  ])("%s", async (_, options) => {
    const { code, output } = await checkout.sandbox(["up", "--no-deploy", ...options]);
    expect({ code, output }).toMatchObject({ code: 0 });
    expect(output).toContain("the Prometheus operator: only its CRDs");
    const { resources } = await kubeConfig().makeApiClient(CustomObjectsApi).getAPIResources({ group, version: "v1" });
    const names = resources.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(["servicemonitors", "prometheusrules"]));
    const { spec } = await kubeConfig()
      .makeApiClient(ApiextensionsV1Api)
      .readCustomResourceDefinition({ name: `prometheusrules.${group}` });
    const rules = spec.versions[0]?.schema?.openAPIV3Schema?.properties?.["spec"]?.properties?.["groups"];
    expect(rules).toMatchObject({ x_kubernetes_list_map_keys: ["name"], x_kubernetes_list_type: "map" });
  });

  it("has the API server refuse what the CRD doesn't allow", async () => {
    const spec = { groups: [{ name: "g", rules: [{ alert: "Down" }] }] };
    const body = { apiVersion: `${group}/v1`, kind: "PrometheusRule", metadata: { name: "r" }, spec };
    const created = kubeConfig()
      .makeApiClient(CustomObjectsApi)
      .createNamespacedCustomObject({ group, version: "v1", namespace: "default", plural: "prometheusrules", body });
    await expect(created).rejects.toThrow("spec.groups[0].rules[0].expr: Required value");
  });
});
