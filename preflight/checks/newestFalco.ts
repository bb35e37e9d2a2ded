import { chartRange } from "../../settings/chartVersions";
import { removeCommand, setCommand } from "../../settings/commands";
import type { Plan } from "../plan";

/** Commands that move a stack to the newest Falco that is known, which has no gRPC. */
export const newestFalco = ({ settings: { metricsSource, images } }: Plan): string =>
  [
    setCommand(["charts", "falco"], chartRange.falco.newest),
    ...(metricsSource === "native" ? [] : [setCommand(["metricsSource"], "native")]),
    ...(images.tags.falco === undefined ? [] : [removeCommand(["images", "tags", "falco"])]),
  ].join("\n");
