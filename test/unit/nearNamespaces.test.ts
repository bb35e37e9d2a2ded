import * as pulumi from "@pulumi/pulumi";
import { nearNamespaces } from "../../settings/nearNamespaces";
import { problemReport } from "../../settings/problems";
import { readSettings } from "../../settings/settings";

describe("nearNamespaces", () => {
  it("refuses keys that nobody reads, with the line that is right", () => {
    const keys = ["falcos:driver", "Falco:priority", "flaco:ui", "mine:sidekick", "falco-stack:colour"];
    expect(problemReport("dev", nearNamespaces(keys, "mine"))).toBe(
      [
        "5 settings of stack dev are wrong:",
        "  falcos:driver is read by nobody: the stack's settings are falco:*. Did you mean falco:driver?",
        "      npx pulumi config set -s dev falco:driver VALUE && npx pulumi config rm -s dev falcos:driver",
        "  Falco:priority is read by nobody: the stack's settings are falco:*. Did you mean falco:priority?",
        "      npx pulumi config set -s dev falco:priority VALUE && npx pulumi config rm -s dev Falco:priority",
        "  flaco:ui is read by nobody: the stack's settings are falco:*. Did you mean falco:ui?",
        "      npx pulumi config rm -s dev flaco:ui",
        "  mine:sidekick is read by nobody: the stack's settings are falco:*. Did you mean falco:sidekick?",
        "      npx pulumi config rm -s dev mine:sidekick",
        "  falco-stack:colour is read by nobody: the stack's settings are falco:*.",
        "      npx pulumi config rm -s dev falco-stack:colour",
      ].join("\n"),
    );
  });

  it("says nothing of the stack's own keys, and those of others", () => {
    expect(
      nearNamespaces(["falco:driver", "kubernetes:context", "pulumi:tags", "other:key", "aws:region"], "falco"),
    ).toEqual([]);
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
