import { exporter, native, oldSidekick, withoutSidekick, withThresholds } from "./alertArgs";
import { knownMetrics, metricsNamed } from "../../metrics/known";

const customFields = ["cluster"];

const of0_41 = knownMetrics({ falco: "0.41.0" });
const since0_41 = [
  "falcosecurity_falco_reload_timestamp_nanoseconds",
  "falcosecurity_plugins_container_n_missing_container_images_total",
].flatMap((name) => metricsNamed(of0_41, name));

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
    // Falco tells from 0.41 on when it read its configuration, and of containers that it doesn't know; before, alerts go by
    // its start, and one stays silent.
    known: [...knownMetrics({ falco: "0.39.0", sidekick: "2.34.1", customFields }), ...since0_41],
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
    name: "exporter, telling events from warnings up",
    args: withThresholds(exporter, { priority: "warning" }),
    known: knownMetrics({ exporter: "0.8.7", sidekick: "2.32.0", customFields }),
  },
  {
    name: "native, telling every event",
    args: withThresholds(native, { priority: "debug" }),
    known: knownMetrics({ falco: "0.44.1", sidekick: "2.32.0", customFields }),
  },
  {
    name: "native without Falcosidekick",
    args: withoutSidekick,
    known: knownMetrics({ falco: "0.44.1" }),
  },
] as const;
