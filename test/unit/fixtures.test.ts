import type * as pulumi from "@pulumi/pulumi";
import { recordStack, secretOf } from "./fixtures";

describe("recordStack", () => {
  const withSecret = (secret: pulumi.Output<string>) =>
    recordStack({ sidekick: { outputs: { slack: { webhookurl: secret } } } });

  it("records a stack once for the same settings, and anew for another secret", async () => {
    const secret = secretOf("https://one.example.com/x");
    const first = await withSecret(secret);
    expect(await withSecret(secret)).toBe(first);
    expect(await withSecret(secretOf("https://two.example.com/x"))).not.toBe(first);
  });
});
