import { expiryWarning } from "../../../preflight/lastDeployment";

const now = new Date("2026-11-25T00:00:00Z");

describe("expiryWarning", () => {
  it.each([
    [undefined, undefined],
    ["2027-11-25T00:00:00Z", undefined],
    ["2027-02-23T00:00:00Z", undefined],
    ["2027-02-22T23:00:00Z", "expire on 2027-02-22T23:00:00Z, in 89 days."],
    ["2026-11-25T01:00:00Z", "expire on 2026-11-25T01:00:00Z, in 0 days."],
    ["2026-11-24T23:00:00Z", "expired on 2026-11-24T23:00:00Z."],
  ])("for certificates that end at %s is: %s", (end, expected) => {
    const warning = expiryWarning(end, 90, now);
    if (expected === undefined) expect(warning).toBeUndefined();
    else
      expect(warning).toBe(
        `Certificates of Falco's gRPC link ${expected} \`pulumi up\` renews what is within falco:certificates.renewBeforeDays (90) of its end.`,
      );
  });
});
