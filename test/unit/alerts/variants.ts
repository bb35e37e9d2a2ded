import { exporter, native, oldSidekick, withoutSidekick } from "./alertArgs";
import { knownMetrics } from "../../metrics/known";

const customFields = ["cluster"];

/** Stacks whose alerts differ, and the metrics of what runs in them. */
export const variants = [
  {
    name: "native",
    args: native,
    known: knownMetrics({ falco: "0.44.1", sidekick: "2.32.0", customFields }),
  },
  {
    name: "native on the oldest Falco with these names",
    args: native,
    known: knownMetrics({ falco: "0.39.0", sidekick: "2.34.1", customFields }),
  },
  {
    name: "exporter",
    args: exporter,
    known: knownMetrics({ exporter: "0.8.7", sidekick: "2.32.0", customFields }),
  },
  {
    name: "exporter with an old Falcosidekick",
    args: oldSidekick,
    known: knownMetrics({ exporter: "0.8.7", sidekick: "2.29.0", customFields }),
  },
  {
    name: "native without Falcosidekick",
    args: withoutSidekick,
    known: knownMetrics({ falco: "0.44.1" }),
  },
] as const;
