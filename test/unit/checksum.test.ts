import * as pulumi from "@pulumi/pulumi";
import { keyedChecksum } from "../../components/checksum";

import { valueOf } from "./record";

describe("keyedChecksum", () => {
  it("depends on the key, on names and on values, and not on their order", async () => {
    const of = (key: string, secrets: Record<string, string>) => valueOf(keyedChecksum(pulumi.secret(key), secrets));
    const one = await of("key", { A: "1", B: "2" });
    expect(await of("key", { B: "2", A: "1" })).toBe(one);
    for (const other of [
      of("other", { A: "1", B: "2" }),
      of("key", { A: "1", B: "3" }),
      of("key", { A: "1", C: "2" }),
      of("key", { A: "1B", "": "2" }),
    ])
      expect(await other).not.toBe(one);
  });

  it("is no secret", async () => {
    expect(await pulumi.isSecret(keyedChecksum(pulumi.secret("key"), { A: pulumi.secret("1") }))).toBe(false);
  });
});
