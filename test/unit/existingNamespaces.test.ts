import { at, recordStack } from "./fixtures";
import { only } from "./record";

describe("FalcoStack in namespaces that are there already", () => {
  it.each([
    [[], ["falco-sidekick/falco-sidekick", "falco/falco"]],
    [["falco"], ["falco-sidekick/falco-sidekick"]],
    [["falco", "falco-sidekick"], []],
  ])("makes all but %j", async (existingNamespaces, made) => {
    const { resources } = await recordStack({}, { existingNamespaces });
    expect(
      resources.flatMap(({ type, name }) => (type === "kubernetes:core/v1:Namespace" ? [name] : [])).sort(),
    ).toEqual(made);
    for (const [name, namespace] of [
      ["falco-falco", "falco"],
      ["falco-sidekick", "falco-sidekick"],
    ] as const)
      expect(at(only(resources, "kubernetes:helm.sh/v3:Release", name).inputs, "namespace")).toBe(namespace);
    expect(
      at(only(resources, "kubernetes:core/v1:ConfigMap", "falco-events-dashboard").inputs, "metadata", "namespace"),
    ).toBe("falco");
  });
});
