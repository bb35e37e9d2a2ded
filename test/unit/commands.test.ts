import { forStack, keyOf, quoted, removeCommand, setCommand } from "../../settings/commands";

describe("keyOf", () => {
  it.each([
    [["ui", "nodePort"], "ui.nodePort"],
    [["rules", "files", 0], "rules.files[0]"],
    [["dashboard", "labels", "a.b/c"], 'dashboard.labels["a.b/c"]'],
    [["ui", "a\u001b[31m"], String.raw`ui["a\u001b[31m"]`],
    [["a\u0007b"], String.raw`a\u0007b`],
  ])("writes %j as %s", (path, key) => {
    expect(keyOf(path)).toBe(key);
  });
});

describe("quoted", () => {
  it.each([
    ["falco:ui.nodePort", "falco:ui.nodePort"],
    ["it's $HOME", String.raw`'it'\''s $HOME'`],
    ["a[0]", "'a[0]'"],
    ["", "''"],
  ])("quotes %j as %s", (word, text) => {
    expect(quoted(word)).toBe(text);
  });
});

describe("commands", () => {
  it("set and remove, of the stack that is meant", () => {
    expect(forStack("prod", setCommand(["driver"], "kmod"))).toBe("npx pulumi config set -s prod falco:driver kmod");
    expect(forStack("my stack", removeCommand(["ui", "user"]))).toBe(
      "npx pulumi config rm -s 'my stack' --path falco:ui.user",
    );
  });

  it("ask for a secret instead of naming one", () => {
    expect(setCommand(["sidekick", "outputs", "slack", "webhookurl"], "VALUE")).toBe(
      "npx pulumi config set --secret --path falco:sidekick.outputs.slack.webhookurl",
    );
  });

  it("name a stack once", () => {
    const once = forStack("prod", setCommand(["driver"], "kmod"));
    expect(forStack("dev", once)).toBe(once);
    expect(forStack("dev", "npx pulumi up --stack prod")).toBe("npx pulumi up --stack prod");
  });
});
