import { z } from "zod";
import { oneOf, secretText, text } from "./leaf";
import { priorities } from "./priorities";

const line = (expected: string) => text(/^[^\r\n]+$/, expected);

/** Falcosidekick's outputs, with its own field names (falcosidekick docs/outputs). Secret fields never enter Helm values. */
export const sidekickOutputs = z.strictObject({
  slack: z
    .strictObject({
      webhookurl: secretText(/^https:\/\/\S+$/, "the https URL of a Slack webhook").describe(
        "The webhook, set with `--secret`",
      ),
      channel: line("a channel such as #alerts").optional().describe("Another channel than the webhook's"),
      username: line("a name to post under").optional().describe("Name to post under"),
      icon: line("the URL of an icon").optional().describe("URL of an icon"),
      footer: line("a line of text").optional().describe("Line below each message"),
      outputformat: oneOf(["all", "text", "fields"]).optional().describe("What a message shows; all unless set"),
      minimumpriority: oneOf(priorities).optional().describe("Alerts below it are not posted"),
    })
    .optional(),
});

/** The outputs that are on, and the fields set of each. */
export type SidekickOutputs = z.output<typeof sidekickOutputs>;
