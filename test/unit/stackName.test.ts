import * as pulumi from "@pulumi/pulumi";
import { settingsFrom } from "../../settings/settings";

describe("a stack whose name can't be a label", () => {
  const long = "a".repeat(62) + "-of-the-team";
  const named = (stack: string) =>
    pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", stack);
  const said = (stack: string, fitting: string) =>
    [
      `1 setting of stack ${stack} is wrong:`,
      "  falco:cluster is missing; expected at most 63 letters, digits, dashes, dots and underscores, with a letter or digit at both ends: the stack's own name can't be the label cluster.",
      `      npx pulumi config set -s ${stack} falco:cluster ${fitting}`,
    ].join("\n");

  it.each([
    [long, "a".repeat(62)],
    ["-dev_", "dev"],
    ["_", "NAME"],
  ])("%s has to name the cluster", async (stack, fitting) => {
    await named(stack);
    expect(() => settingsFrom({})).toThrow(new Error(said(stack, fitting)));
    expect(settingsFrom({ cluster: "prod" }).cluster).toBe("prod");
  });

  it("may have 63 characters", async () => {
    await named("a".repeat(63));
    expect(settingsFrom({}).cluster).toBe("a".repeat(63));
  });
});
