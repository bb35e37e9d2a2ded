import { fileOnly, http, list, minimumpriority, number, output, port, secret, text, token, words } from "./fields";
import { baseUrl, form, hostName, hostPort, urlPart } from "./forms";

const statsd = {
  forwarder: text("Address of the server", {
    test: (address) => hostPort("").test(address) || /^unix:\/\/\/\S+$/.test(address),
    expected: "a host and port such as statsd:8125, or unix:///path of a socket",
  }),
};
const namespace = text("Prefix of every metric; `falcosidekick.` unless set");

/** Time series. */
export const metrics = {
  influxdb: output(
    { hostport: text("InfluxDB's URL", baseUrl) },
    {
      database: text("Database of version 1; `falco` unless set", urlPart),
      user: text("Login of version 1", urlPart),
      password: secret("Its password", urlPart),
      organization: text("Organization of version 2", urlPart),
      bucket: text("Bucket of version 2; `falco` unless set", urlPart),
      token: token("Token of version 2"),
      precision: words(["ns", "us", "ms", "s"], "Precision of times; `ns` unless set"),
      ...http,
    },
  ),
  statsd: output(statsd, { namespace, tags: fileOnly() }),
  dogstatsd: output(statsd, { namespace, tags: list("Tags of every metric") }),
  wavefront: output(
    {
      endpointtype: words(["direct", "proxy"], "Straight to Wavefront, or by a proxy"),
      endpointhost: text("Host of either", hostName),
    },
    {
      endpointtoken: secret("API token, for `direct`", urlPart),
      endpointmetricport: port("Port of the proxy; 2878 unless set"),
      metricname: text("Name of the metric; `falco.alert` unless set"),
      batchsize: number("Metrics of a batch, for `direct`; 10000 unless set", 1, 1_000_000),
      flushintervalseconds: fileOnly(),
      minimumpriority,
    },
  ),
  timescaledb: output(
    { host: text("Host of the database", hostName) },
    {
      port: port("Its port; 5432 unless set"),
      user: text("Login; `postgres` unless set", urlPart),
      password: secret("Its password; `postgres` unless set", urlPart),
      database: text("Database; `falcosidekick` unless set", urlPart),
      hypertablename: text(
        "Table",
        form(/^[a-zA-Z_][\w.]*$/, "the name of a table: letters, digits, underscores and dots"),
        // The chart's Secret has falco_events.
      ).default("falcosidekick_events"),
      minimumpriority,
    },
  ),
};
