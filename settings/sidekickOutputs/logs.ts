import {
  checkcert,
  customHeaders,
  fileOnly,
  flag,
  http,
  list,
  minimumpriority,
  mutualtls,
  noEffect,
  number,
  output,
  port,
  secret,
  since,
  text,
  token,
  words,
} from "./fields";
import {
  baseUrl,
  duration,
  elasticsearchIndex,
  form,
  header,
  hostName,
  plainUrl,
  quickwitIndex,
  urlPart,
  webhookUrl,
  withoutApiPath,
  word,
  type Form,
} from "./forms";

const index = (form: Form) => text("Index; `falco` unless set", form);
const path = form(/^\/[^\s#%?]*$/, "a path such as /loki/api/v1/push");

// Defaults here are falcosidekick's own, where the chart's Secret says something else (falcosidekick chart 0.14.0,
// values.yaml); but for Datadog's host, whose slash at the end falcosidekick would double.

/** Search and logs. */
export const logs = {
  elasticsearch: output(
    { hostport: text("Elasticsearch's or OpenSearch's URL", baseUrl) },
    {
      index: index(elasticsearchIndex),
      suffix: words(["daily", "monthly", "annually", "none"], "Date at the index's end; `daily` unless set"),
      type: text("Type of a document; `_doc` unless set", urlPart),
      pipeline: since("2.30.0", text("Ingest pipeline")),
      username: text("Login"),
      password: secret("Its password"),
      apikey: since("2.30.0", token("API key, instead of a login")),
      flattenfields: since("2.29.0", flag("Whether dots in names of fields become underscores")),
      createindextemplate: since("2.29.0", flag("Whether an index template is created at the start")),
      numberofshards: since("2.29.0", number("Shards in that template; 3 unless set", 1, 1024)),
      numberofreplicas: since("2.29.0", number("Replicas in that template; 3 unless set", 1, 1024)),
      enablecompression: since("2.30.0", flag("Whether requests are compressed")),
      batching: since(
        "2.30.0",
        output(
          { enabled: flag("Whether alerts are sent in batches; false unless set") },
          {
            batchsize: number("Most bytes of a batch; 5242880 unless set", 1, 104_857_600, "bytes"),
            flushinterval: text("Longest wait for a batch; `1s` unless set", duration),
          },
        )
          .unwrap()
          .default({ enabled: false }),
      ),
      customheaders: since("2.30.0", customHeaders(header).meta({ json: true })),
      ...http,
    },
  ),
  loki: output(
    { hostport: text("Loki's URL", withoutApiPath(baseUrl)) },
    {
      endpoint: text("Path of the API; `/loki/api/v1/push` unless set", path),
      user: text("Login"),
      apikey: secret("Its password or API key"),
      tenant: text("Tenant", header),
      format: since("2.31.0", words(["text", "json"], "Form of a line; `text` unless set")),
      extralabels: list("Fields of an alert that become labels", word),
      customheaders: since("2.31.0", customHeaders()),
      ...http,
    },
  ),
  splunk: since(
    "2.32.0",
    output(
      { host: text("URL of the HTTP event collector, with its path", plainUrl) },
      {
        token: token("Token of the HTTP event collector"),
        customheaders: customHeaders(),
        checkcert,
        mutualtls: noEffect("falcosidekick sends to Splunk without a client certificate"),
        minimumpriority,
      },
    ),
  ),
  datadog: output(
    { apikey: secret("API key", urlPart) },
    { host: text("URL of the site; `https://api.datadoghq.com` unless set", baseUrl), ...http },
  ),
  datadoglogs: since(
    "2.30.0",
    output(
      { apikey: token("API key") },
      {
        host: text("URL of the intake", baseUrl).default("https://http-intake.logs.datadoghq.com"),
        service: text("Name of the service"),
        ...http,
      },
    ),
  ),
  sumologic: since(
    "2.29.0",
    output(
      { receiverurl: secret("URL of the HTTP source", webhookUrl) },
      {
        sourcecategory: text("Another category than the source's", header),
        sourcehost: text("Another host than the source's", header),
        name: text("Another name than the source's", header),
        ...http,
      },
    ),
  ),
  quickwit: since(
    "2.29.0",
    output(
      { hostport: text("Quickwit's URL", baseUrl) },
      {
        apiendpoint: text("Path of the API", form(/^[\w.~-]+(\/[\w.~-]+)*$/, "a path such as api/v1")).default(
          "api/v1",
        ),
        index: index(quickwitIndex),
        version: text("Version of the index's config; `0.7` unless set", word),
        autocreateindex: flag("Whether the index is created at the start"),
        customheaders: fileOnly(),
        ...http,
      },
    ),
  ),
  openobserve: output(
    { hostport: text("OpenObserve's URL", baseUrl) },
    {
      organizationname: text("Organization; `default` unless set", urlPart),
      streamname: text("Stream; `falco` unless set", urlPart),
      username: text("Login"),
      password: secret("Its password"),
      customheaders: fileOnly(),
      ...http,
    },
  ),
  zincsearch: output(
    { hostport: text("Zincsearch's URL", baseUrl) },
    { index: index(urlPart), username: text("Login"), password: secret("Its password"), checkcert, minimumpriority },
  ),
  logstash: since(
    "2.32.0",
    output(
      { address: text("Host of Logstash", hostName) },
      {
        port: port("Port of its TCP input; 5044 unless set"),
        mutualtls,
        certfile: text("Another client certificate than that of `sidekick.mutualTls`: a file in the pod"),
        keyfile: text("Its key: a file in the pod"),
        cacertfile: text("Another CA: a file in the pod"),
        tags: list("Tags added to each alert"),
        tls: fileOnly(),
        checkcert: noEffect("TLS goes with mutualtls only, which always checks"),
        minimumpriority,
      },
    ),
  ),
  syslog: output(
    {
      host: text("Host of the syslog server", hostName),
      port: port("Its port, often 514"),
      protocol: words(["tcp", "udp"], "Its transport, in plain text"),
    },
    { format: words(["json", "cef"], "Form of a message; `json` unless set"), minimumpriority },
  ),
  dynatrace: since(
    "2.29.0",
    output(
      {
        apitoken: token("Token with the scope logs.ingest"),
        apiurl: text("URL of the API, such as `https://abc.live.dynatrace.com/api`", plainUrl),
      },
      { checkcert, minimumpriority },
    ),
  ),
  spyderbat: output(
    { orguid: text("Organization", urlPart), apikey: token("API key") },
    {
      apiurl: text("URL of the API; `https://api.spyderbat.com` unless set", plainUrl),
      source: text("Name of the source; `falcosidekick` unless set"),
      sourcedescription: text("Its description"),
      minimumpriority,
    },
  ),
};
