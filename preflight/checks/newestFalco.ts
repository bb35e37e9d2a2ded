import { removeCommand, setCommand } from "../../settings/commands";
import type { Plan } from "../plan";

/** Commands that move a stack to the newest Falco that is known, which has no gRPC. */
export const newestFalco = ({ settings: { charts, metricsSource, images } }: Plan): string =>
  [
    ...(charts.isFalcoSet ? [removeCommand(["charts", "falco"])] : []),
    ...(metricsSource === "native" ? [] : [setCommand(["metricsSource"], "native")]),
    ...(images.tags.falco === undefined ? [] : [removeCommand(["images", "tags", "falco"])]),
  ].join("\n");
