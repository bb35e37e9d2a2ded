import { setCommand } from "../commands";
import { settingPath } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

/** What of the outputs is allowed, but has a price: a sentence each. */
export const outputWarnings = ({ gcp, alertmanager }: SidekickOutputs): readonly string[] => [
  ...(gcp?.cloudrun === undefined
    ? []
    : [
        // Falcosidekick 2.34.1, main.go: without any of the common settings, checkcert among them.
        "falco:sidekick.outputs.gcp.cloudrun: falcosidekick does not check the certificate of the function: whoever is on the way reads the JWT.",
      ]),
  // Each field of an event is a label (falcosidekick 2.34.1, outputs/alertmanager.go), and Falco adds evt.time to all.
  ...(alertmanager === undefined || alertmanager.extralabels?.["evt_time"] !== undefined
    ? []
    : [
        "falco:sidekick.outputs.alertmanager: falcosidekick makes a label of each event's time, so Alertmanager takes no two for the same alert. A fixed label takes its place; docs/outputs.md has more.\n" +
          `      ${setCommand([...settingPath(["alertmanager", "extralabels"]), "evt_time"], "any")}`,
      ]),
];
