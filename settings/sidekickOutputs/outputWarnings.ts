import type { SidekickOutputs } from "./sidekickOutputs";

/** What of the outputs is allowed, but has a price: a sentence each. */
export const outputWarnings = ({ gcp }: SidekickOutputs): readonly string[] =>
  gcp?.cloudrun === undefined
    ? []
    : [
        // Falcosidekick 2.34.1, main.go: without any of the common settings, checkcert among them.
        "falco:sidekick.outputs.gcp.cloudrun: falcosidekick does not check the certificate of the function: whoever is on the way reads the JWT.",
      ];
