import {
  fileOnly,
  flag,
  group,
  list,
  map,
  minimumpriority,
  number,
  output,
  secret,
  since,
  text,
  words,
} from "./fields";
import { otlpHeaders, plainUrl, sdkVariable, trimmedValue, word } from "./forms";

const endpoint = { endpoint: text("URL of the collector, with its path for `http/protobuf`", plainUrl) };
const common = {
  // The chart's Secret says otherwise: grpc for metrics, and one second (falcosidekick chart 0.14.0, values.yaml).
  protocol: words(["http/protobuf", "grpc"], "How the collector is talked to").default("http/protobuf"),
  headers: secret("Headers: `name=value`, with commas between, values URL-encoded", otlpHeaders),
  timeout: number("Longest wait for the collector in milliseconds", 1, 600_000, "milliseconds").default(10_000),
  minimumpriority,
};
const extraenvvars = map("Other variables of OpenTelemetry's SDK, by their names", sdkVariable, trimmedValue);
const checked = "With false all goes in PLAIN TEXT, or with `tls` by TLS that checks no certificate; true unless set";
const tls = since("2.35.0", flag("Whether it is TLS although `checkcert` is false"));

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
        checkcert: flag(`${checked}. Before falcosidekick 2.35.0 it goes for \`otlp.logs\` too`),
        tls,
      }),
    ),
    metrics: since(
      "2.30.0",
      output(endpoint, {
        ...common,
        extraattributes: list("Fields of an alert that become attributes", word),
        extraenvvars,
        checkcert: flag(checked),
        tls,
      }),
    ),
    logs: since(
      "2.31.0",
      output(endpoint, {
        ...common,
        synced: fileOnly(),
        extraenvvars: fileOnly(),
        checkcert: since("2.35.0", flag(checked)),
        tls,
      }),
    ),
  },
);
