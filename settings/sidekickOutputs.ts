import { z } from "zod";
import { oneOf, secretText, text } from "./leaf";
import { priorities } from "./priorities";

const line = (expected: string) => text(/^[^\r\n]+$/, expected);

/** Falcosidekick's outputs, with its own field names (falcosidekick docs/outputs). Secret fields never enter Helm values. */
export const sidekickOutputs = z.strictObject({
  slack: z
    .strictObject({
      webhookurl: secretText(/^https:\/\/\S+$/, "the https URL of a Slack webhook"),
      channel: line("a channel such as #alerts").optional(),
      username: line("a name to post under").optional(),
      icon: line("the URL of an icon").optional(),
      footer: line("a line of text").optional(),
      outputformat: oneOf(["all", "text", "fields"]).optional(),
      minimumpriority: oneOf(priorities).optional(),
    })
    .optional(),
});

/** The outputs that are on, and the fields set of each. */
export type SidekickOutputs = z.output<typeof sidekickOutputs>;
