import * as pulumi from "@pulumi/pulumi";
import { outputEnvironment, outputRights } from "../../../components/sidekickOutputValues";
import { valueOf } from "../record";
import { everyField } from "./everyField";
import { parsed } from "./parsed";

describe("outputEnvironment", () => {
  it("puts secrets into the stack's Secret, and all else into the container", async () => {
    const slack = { webhookurl: "https://x/$(A)$", channel: "#a $$ $(HOME)", checkcert: false };
    const { secret, extraEnv } = outputEnvironment(parsed({ slack }));
    expect(extraEnv).toEqual([
      { name: "SLACK_CHANNEL", value: "#a $$$$ $$(HOME)" },
      { name: "SLACK_CHECKCERT", value: "false" },
      { name: "SLACK_MAXCONCURRENTREQUESTS", value: "10" },
    ]);
    expect(Object.keys(secret)).toEqual(["SLACK_WEBHOOKURL"]);
    expect(await valueOf(pulumi.output(secret["SLACK_WEBHOOKURL"]))).toBe("https://x/$(A)$");
  });

  it("reads what isn't set from a Secret of the user's: what is required for certain, the rest where it is there", () => {
    const { secret, extraEnv } = outputEnvironment(parsed({ webhook: { method: "PUT" } }), "mine");
    expect(secret).toEqual({});
    expect(extraEnv).toEqual([
      { name: "WEBHOOK_METHOD", value: "PUT" },
      { name: "WEBHOOK_MAXCONCURRENTREQUESTS", value: "10" },
      { name: "WEBHOOK_ADDRESS", valueFrom: { secretKeyRef: { name: "mine", key: "WEBHOOK_ADDRESS" } } },
      {
        name: "WEBHOOK_CUSTOMHEADERS",
        valueFrom: { secretKeyRef: { name: "mine", key: "WEBHOOK_CUSTOMHEADERS", optional: true } },
      },
    ]);
    expect(outputEnvironment(parsed({ webhook: { method: "PUT" } })).extraEnv).toHaveLength(2);
  });

  it("has no secret in the container's spec, and no name twice", async () => {
    const { secret, extraEnv } = outputEnvironment(parsed(everyField), "mine");
    expect(extraEnv.filter((one) => "value" in one && pulumi.Output.isInstance(one.value))).toEqual([]);
    const names = [...Object.keys(secret), ...extraEnv.map(({ name }) => name)];
    expect(new Set(names).size).toBe(names.length);
    expect(await Promise.all(Object.values(secret).map((one) => pulumi.isSecret(pulumi.output(one))))).not.toContain(
      false,
    );
  });
});

describe("outputRights", () => {
  it("asks the chart for access to reports where they are written", () => {
    expect(outputRights(parsed({ policyreport: { enabled: true } }))).toEqual({ policyreport: { enabled: true } });
    expect(outputRights(parsed({ policyreport: { enabled: false } }))).toEqual({});
    expect(outputRights({})).toEqual({});
  });

  it("has the chart annotate the ServiceAccount with a role, but for one that falcosidekick assumes", () => {
    const aws = { rolearn: "arn:aws:iam::1:role/r", sqs: { url: "https://x" } };
    expect(outputRights(parsed({ aws }))).toEqual({ aws: { useirsa: true, rolearn: aws.rolearn } });
    expect(outputRights(parsed({ aws: { ...aws, useirsa: false } }))).toEqual({});
    expect(outputRights(parsed({ aws: { sqs: aws.sqs } }))).toEqual({});
  });
});
