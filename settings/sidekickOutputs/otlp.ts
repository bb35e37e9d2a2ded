import {
  fileOnly,
  flag,
  group,
  list,
  map,
  minimumpriority,
  noEffect,
  number,
  output,
  secret,
  since,
  text,
  words,
} from "./fields";
import { labelName, otlpHeaders, plainUrl, trimmedValue, word } from "./forms";

const endpoint = { endpoint: text("URL of the collector, with its path for `http/protobuf`", plainUrl) };
const common = {
  protocol: words(["http/protobuf", "grpc"], "`http/protobuf` unless set"),
  headers: secret("Headers: `name=value`, with commas between, values URL-encoded", otlpHeaders),
  timeout: number("Longest wait for the collector in milliseconds; 10000 unless set", 1, 600_000, "milliseconds"),
  minimumpriority,
};
const extraenvvars = map("Other variables of OpenTelemetry's SDK, by their names", labelName, trimmedValue);
const plainText = "With false all goes in PLAIN TEXT, not just unchecked; true unless set";

/** OpenTelemetry. */
export const otlp = group(
  {},
  {
    traces: since(
      "2.29.0",
      output(endpoint, {
        ...common,
        duration: number("Length of a span in milliseconds; 1000 unless set", 1, 3_600_000, "milliseconds"),
        synced: flag("Whether each alert is sent at once"),
        extraenvvars,
        checkcert: flag(`${plainText}. Goes for \`otlp.logs\` too`),
      }),
    ),
    metrics: since(
      "2.30.0",
      output(endpoint, {
        ...common,
        extraattributes: list("Fields of an alert that become attributes", word),
        extraenvvars,
        checkcert: flag(plainText),
      }),
    ),
    logs: since(
      "2.31.0",
      output(endpoint, {
        ...common,
        synced: fileOnly(),
        extraenvvars: fileOnly(),
        checkcert: noEffect("falcosidekick reads otlp.traces.checkcert instead"),
      }),
    ),
  },
);
