import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { configReference, withConfigReference } from "../../scripts/configReference";

const readme = readFileSync(resolve(__dirname, "../../README.md"), "utf8");

describe("README.md", () => {
  it("has the config reference that the schema gives (else: npm run config-reference)", () => {
    expect(withConfigReference(readme)).toBe(readme);
  });

  it.each(["namespace", "certificates.rotation", "sidekick.outputs.slack.webhookurl", "ui.storage.size"])(
    "explains %s",
    (key) => {
      expect(configReference()).toMatch(
        new RegExp(`^\\| \`${key.replaceAll(".", "\\.")}\` \\| .* \\| \\S.* \\|$`, "m"),
      );
    },
  );
});
