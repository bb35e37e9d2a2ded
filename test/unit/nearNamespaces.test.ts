import * as pulumi from "@pulumi/pulumi";
import { nearNamespaces } from "../../settings/nearNamespaces";
import { problemReport } from "../../settings/problems";
import { readSettings } from "../../settings/settings";

describe("nearNamespaces", () => {
  it("refuses keys that nobody reads, with the line that is right", () => {
    const keys = ["falcos:driver", "Falco:priority", "flaco:ui", "mine:sidekick"];
    expect(problemReport("dev", nearNamespaces(keys, "mine"))).toBe(
      [
        "4 settings of stack dev are wrong:",
        "  falcos:driver is read by nobody: the stack's settings are falco:*. Did you mean falco:driver?",
        "      npx pulumi config set -s dev falco:driver VALUE && npx pulumi config rm -s dev falcos:driver",
        "  Falco:priority is read by nobody: the stack's settings are falco:*. Did you mean falco:priority?",
        "      npx pulumi config set -s dev falco:priority VALUE && npx pulumi config rm -s dev Falco:priority",
        "  flaco:ui is read by nobody: the stack's settings are falco:*. Did you mean falco:ui?",
        "      npx pulumi config rm -s dev flaco:ui",
        "  mine:sidekick is read by nobody: the stack's settings are falco:*. Did you mean falco:sidekick?",
        "      npx pulumi config rm -s dev mine:sidekick",
      ].join("\n"),
    );
  });

  it.each([
    ["falcos", true],
    ["Falco", true],
    ["flaco", true],
    ["falc", true],
    ["fallco", true],
    ["FALCO", true],
    ["falcosecurity", true],
    ["calico", false],
    ["flask", false],
    ["fluo", false],
    ["vault", false],
    ["alloy", false],
  ])("takes %s for a slip: %s", (namespace, isTaken) => {
    expect(nearNamespaces([`${namespace}:namespace`], "mine")).toHaveLength(isTaken ? 1 : 0);
  });

  it.each([
    ["the stack's own keys", "falco", ["falco:driver"]],
    ["keys of others", "falco", ["kubernetes:context", "pulumi:tags", "other:key", "aws:region"]],
    ["namespaces alike whose keys are no settings", "platform", ["calico:version", "falco-platform:region"]],
    ["the project's own keys", "platform", ["platform:region", "platform:constructor"]],
  ])("says nothing of %s", (_, project, keys) => {
    expect(nearNamespaces(keys, project)).toEqual([]);
  });

  it("is asked whenever the settings are read", async () => {
    await pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "falco", "dev");
    pulumi.runtime.setAllConfig({ "falcos:driver": "kmod", "kubernetes:context": "x", "falco:namespace": "blue" });
    const message = [
      "1 setting of stack dev is wrong:",
      "  falcos:driver is read by nobody: the stack's settings are falco:*. Did you mean falco:driver?",
      "      npx pulumi config set -s dev falco:driver VALUE && npx pulumi config rm -s dev falcos:driver",
    ];
    expect(readSettings).toThrow(new Error(message.join("\n")));
  });
});
