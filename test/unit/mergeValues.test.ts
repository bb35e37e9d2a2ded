import * as pulumi from "@pulumi/pulumi";
import { mergeValues } from "../../components/mergeValues";
import type { HelmValues } from "../../settings/helmValues/leaves";

describe("mergeValues", () => {
  const output = pulumi.output({ a: 1 });
  it.each<[string, HelmValues, HelmValues, HelmValues]>([
    ["merges mappings key by key", { a: { b: 1, c: 2 } }, { a: { c: 3, d: 4 } }, { a: { b: 1, c: 3, d: 4 } }],
    ["replaces lists and scalars as a whole", { a: [1, 2], b: 1 }, { a: [3], b: "x" }, { a: [3], b: "x" }],
    ["replaces one kind by another", { a: { b: 1 }, c: 1 }, { a: 1, c: { d: 1 } }, { a: 1, c: { d: 1 } }],
    [
      "keeps null, over a mapping and for what the base lacks",
      { a: { b: 1 } },
      { a: null, c: { d: null } },
      { a: null, c: { d: null } },
    ],
    [
      "changes nothing by undefined or an empty mapping",
      { a: { b: 1 }, c: 1 },
      { a: {}, c: undefined },
      { a: { b: 1 }, c: 1 },
    ],
    ["takes an Output as a whole", { a: { b: 1 }, c: output }, { a: output, c: { d: 1 } }, { a: output, c: { d: 1 } }],
    [
      "takes keys for no more than keys",
      {},
      JSON.parse('{"__proto__": {"a": 1}}'),
      JSON.parse('{"__proto__": {"a": 1}}'),
    ],
  ])("%s", (_, base, over, merged) => {
    expect(JSON.stringify(mergeValues(base, over))).toBe(JSON.stringify(merged));
    expect(mergeValues(base, over)).toEqual(merged);
  });

  it("adds to the stack's lists, and to no other", () => {
    const base = { extra: { env: [1], args: [1] }, env: [1] };
    const over = { extra: { env: [2], args: [2] }, env: [2] };
    expect(mergeValues(base, over, ["extra.env"])).toEqual({ extra: { env: [1, 2], args: [2] }, env: [2] });
  });

  it("leaves what it is given as it is", () => {
    const base = { a: { b: 1 } };
    mergeValues(base, { a: { b: 2 } });
    expect(base).toEqual({ a: { b: 1 } });
  });
});
