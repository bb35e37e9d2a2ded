import { RuleFiles, rulesConfigMap } from "../../../components/ruleFiles";
import type { RuleFile } from "../../../settings/ruleFiles/ruleFiles";
import { only, record, valueOf } from "../record";

const odd = `\uFEFF# "quotes" \\ % $HOME {{ .Values }}\r\n# שלום ‏ äöü 🦅\n\t\n\n`;
const files: readonly RuleFile[] = [
  { name: "b.yaml", content: odd },
  { name: "a.yaml", content: "# a\n" },
];
const args = {
  name: "falco-stack-rules",
  namespace: "falco",
  files,
  annotations: { "falco-stack/owner": "acme/x/dev" },
};

describe("rulesConfigMap", () => {
  it("has a key for each file, byte for byte, and never changes", () => {
    expect(rulesConfigMap(args)).toEqual({
      metadata: {
        name: "falco-stack-rules-6f2e333c3d",
        namespace: "falco",
        annotations: { "falco-stack/owner": "acme/x/dev" },
      },
      immutable: true,
      data: { "b.yaml": odd, "a.yaml": "# a\n" },
    });
  });

  it("has another name for other contents, names and orders", () => {
    const [first, second] = files;
    if (!first || !second) throw new Error("two files");
    const variants = [
      files,
      [second, first],
      [first, { ...second, content: "# a" }],
      [first, { ...second, name: "c.yaml" }],
      [first],
    ];
    const names = variants.map((variant) => rulesConfigMap({ ...args, files: variant }).metadata.name);
    expect(new Set(names).size).toBe(variants.length);
    expect(rulesConfigMap({ ...args, files: [...files] }).metadata.name).toBe(names[0]);
  });
});

describe("RuleFiles", () => {
  it("registers the ConfigMap and says its name and its files in order", async () => {
    const { resources, result } = await record(async (options) => {
      const rules = new RuleFiles("rules", args, options);
      return { configMap: await valueOf(rules.configMap), files: rules.files };
    });
    const configMap = only(
      resources,
      "kubernetes:core/v1:ConfigMap",
      rulesConfigMap(args).metadata.name.replace(args.name, "rules"),
    );
    expect(configMap.inputs["data"]).toEqual({ "b.yaml": odd, "a.yaml": "# a\n" });
    expect(configMap.secretInputs).toEqual([]);
    expect(configMap.parents).toEqual(["falco-stack:components:RuleFiles"]);
    expect(result).toEqual({ configMap: rulesConfigMap(args).metadata.name, files: ["b.yaml", "a.yaml"] });
  });
});
