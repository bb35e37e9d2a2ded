import { z } from "zod";
import { alerting } from "./alerting";
import { aws } from "./aws";
import { chat } from "./chat";
import { azure, gcp, yandex } from "./clouds";
import { functions } from "./functions";
import { logs } from "./logs";
import { metrics } from "./metrics";
import { otlp } from "./otlp";
import { queues } from "./queues";

/**
 * Falcosidekick's outputs, with its own field names (falcosidekick 2.34.1, config.go and types/types.go). Secret fields
 * never enter Helm values. Its output `webui` is not here: the stack sets that one.
 */
export const sidekickOutputs = z.strictObject({
  ...chat,
  ...alerting,
  ...logs,
  ...metrics,
  ...queues,
  ...functions,
  aws,
  gcp,
  azure,
  yandex,
  otlp,
});

/** The outputs that are on, and the fields set of each; secrets are secret Outputs. */
export type SidekickOutputs = z.output<typeof sidekickOutputs>;
