const line = "one line of text without control characters";
const header = "one line of text without blanks around it: it is sent as an HTTP header";
const escapes = "blanks, # and % in it as %XX: with any other the output stays off";
const secretUrl = `an http:// or https:// URL, ${escapes}`;
const plainUrl = `an http:// or https:// URL without a login or token in it, ${escapes}`;
const baseUrl =
  "an http:// or https:// URL without a login, a query or a slash at its end: falcosidekick appends a path";
const ownPath = `${baseUrl}; the API's path is a field of its own, endpoint`;
const urlPart = "letters, digits, - . _ ~, and %XX for anything else: falcosidekick puts it into a URL as it is";
const priorities = "emergency, alert, critical, error, warning, notice, informational or debug";
const dropped = "falcosidekick would drop the pair without a word";
const trimmed = "one line without a comma, where falcosidekick splits, and without blanks around it, which it cuts off";
const fixed = `${trimmed}; the same for all alerts: falcosidekick puts nothing in for {{…}}, \${…} or %field`;
const template = "a Go template: each {{ with its }}, each if, range and with with its end, functions of Go's own only";
const webhookUrl =
  "an https:// URL, blanks, # and % in it as %XX; http:// only to a host in the cluster: whoever is on the way reads the token in it";
const natsUrl = "a nats:// URL, with the login in it where there is one";
const thresholds = "numbers with priorities such as 10000:critical,100:warning";
const otlpHeaders = "name=value pairs with commas between, values with %XX for blanks, commas and %";
const hostName = "the name or address of a host without scheme and port, an IPv6 address in brackets";
const broker = "a URL such as tcp://mosquitto:1883 or ssl://mosquitto:8883, without a login in it";
const mail = "a mail address such as soc@example.com";
const fileOnly = "nothing here: falcosidekick reads it from a file only, and the stack sets environment variables";
const clearText = "nothing here: it has no effect, falcosidekick calls the function in plain HTTP inside the cluster";

/** A value put into a good config of everything: where, what, and what is expected instead. */
export const refusals: [path: string, values: readonly unknown[], expected: string][] = [
  // URLs
  [
    "webhook.address",
    [
      "example.com/hook",
      "ftp://x",
      "HTTP://x",
      "https://a b",
      "https://a/#b",
      "https://a/%zz",
      "https://",
      "https://x:y",
    ],
    secretUrl,
  ],
  ["webhook.address", ['https://u"@x', "https://ü@x", "https://x:99999", "https://x\n", ""], secretUrl],
  ["webhook.address", ["http://u:p%zz@h/x", "http://u%@h"], secretUrl],
  [
    "slack.webhookurl",
    ["http://hooks.example.com/x", "http://10.0.0.1/x", "http://svc.example.com", "ftp://a"],
    webhookUrl,
  ],
  ["splunk.host", ["https://s/services/collector?token=x", "https://s/x?a=1&%74oken=x", "https://s?Token=x"], plainUrl],
  ["dynatrace.apiurl", ["https://d/api?api-token=x"], plainUrl],
  ["gcp.cloudrun.endpoint", ["https://f?code=x"], plainUrl],
  ["slack.icon", ["x.png", "https://user:pass@x/a.png"], plainUrl],
  [
    "loki.hostport",
    ["loki:3100", "http://l/", "http://u:p@l", "http://l?x=1", "http://l/a/", "nats://l", "http://l/loki/api/v1/push"],
    ownPath,
  ],
  ["alertmanager.hostport", [[], "http://a:9093"], `a list of which each is ${ownPath}`],
  [
    "alertmanager.hostport.0",
    ["a:9093", "http://a,http://b", "http://a/api/v2/alerts", "http://a/p/api/v1"],
    `${ownPath}, without a comma`,
  ],
  ["nats.hostport", ["nats:4222", "tls://n", "nats://u:p/w@n", "nats://a,nats://b"], natsUrl],
  ["rabbitmq.url", ["http://r", "amqp://u:p@ss@r/", "amqp://u:p%zz@r"], `an amqp:// or amqps:// URL, ${escapes}`],
  ["mqtt.broker", ["m:1883", "http://m", "tcp://u:p@m"], broker],
  ["dogstatsd.forwarder", ["statsd", "http://s:1"], "a host and port such as statsd:8125, or unix:///path of a socket"],
  ["kafka.hostport.0", ["k", "k:0", "k:65536", "http://k:1"], "a host and port such as kafka:9092, without a comma"],
  ["redis.address", ["redis://r:6379"], "a host and port such as redis:6379"],
  ["syslog.host", ["s:514", "udp://s", "::1", "fd00::1"], hostName],
  [
    "smtp.hostport",
    ["m", "m:465"],
    "a host and port such as smtp.example.com:587; not 465, where TLS comes before STARTTLS",
  ],
  // Words
  ["slack.outputformat", ["field", "ALL", true], "all, text or fields"],
  ["teams.outputformat", ["fields"], "all, text or facts"],
  ["slack.minimumpriority", ["info", "warn", "Warning", ""], priorities],
  ["smtp.outputformat", ["plain"], "html or text"],
  ["kafka.sasl", ["plain", "SCRAM-SHA-256"], "PLAIN, SCRAM_SHA256 or SCRAM_SHA512"],
  ["syslog.protocol", ["TCP", "tls"], "tcp or udp"],
  ["pagerduty.region", ["eu", "EU"], "us: with eu falcosidekick calls the US endpoint all the same"],
  ["aws.region", ["Frankfurt", "eu central", "-eu"], "a region such as eu-central-1"],
  ["aws.sns.topicarn", ["topic"], "an ARN such as arn:aws:sns:…"],
  ["aws.s3.bucket", ["s3://bucket"], "the name of a bucket"],
  ["aws.securitylake.accountid", [12_345_678_901, "1"], "twelve digits, in quotes"],
  ["gcp.cloudfunctions.name", ["f"], "projects/<project>/locations/<region>/functions/<name>"],
  ["gcp.chronicle.logtype", ["a/b", "_a"], "letters, digits, dashes and underscores"],
  ["gcp.credentials", ["{}", "e30=\n"], "base64 on one line"],
  [
    "elasticsearch.index",
    ["Falco", "_falco", "-falco", "..", "a+b", "a".repeat(245)],
    "at most 244 lower-case letters, digits, - . _ ~, and %XX for anything else, without - or _ at the start: Elasticsearch takes no other index",
  ],
  [
    "quickwit.index",
    ["f", "1falco", "fa~co"],
    "3 to 255 letters, digits, - . _ with a letter at the start: Quickwit takes no other index",
  ],
  ["kafka.topic", ["falco alerts", "..", "a/b"], "at most 249 letters, digits, - . _: Kafka takes no other topic"],
  ["gcp.pubsub.topic", ["projects/p/topics/t"], "the name alone, without a scheme and without / in it"],
  ["gcp.storage.bucket", ["gs://falco"], "the name alone, without a scheme and without / in it"],
  [
    "telegram.chatid",
    ["https://t.me/x", "falco"],
    "the number of a chat, such as -1001234567890, or @ and the name of a channel",
  ],
  ["quickwit.apiendpoint", ["/api/v1"], "a path such as api/v1"],
  ["loki.endpoint", ["loki", "/a b"], "a path such as /loki/api/v1/push"],
  [
    "alertmanager.endpoint",
    ["api", "/api/v1/alerts"],
    "a path such as /api/v2/alerts; not /api/v1/alerts, which Alertmanager 0.27 and later do not have",
  ],
  ["timescaledb.hypertablename", ["a;b"], "the name of a table: letters, digits, underscores and dots"],
  ["stan.subjecttemplate", ["a b"], "a subject without blanks such as falco.<priority>.<rule>"],
  ["mqtt.topic", ["falco/#"], "a topic without + and #"],
  ["loki.extralabels.0", ["a b"], "one word without blanks, without a comma"],
  // Booleans and numbers
  ["slack.checkcert", ["True", "yes", "on", 1], "true or false"],
  ["kafkarest.version", [3, "two"], "a whole number from 1 to 2"],
  ["logstash.port", [0, 65_536, 1.5, true], "a whole number from 1 to 65535"],
  ["otlp.traces.timeout", ["10s"], "a whole number of milliseconds from 1 to 600000"],
  ["elasticsearch.batching.flushinterval", ["5", "0s", "1 s", "-1s"], "a duration such as 500ms, 1s or 2m"],
  ["alertmanager.dropeventthresholds", ["10:warn", "10", "10:critical: 5:alert"], thresholds],
  // Text
  ["slack.channel", ["a\nb", "a\r\n", "\u0000", "\u007f", "\ud800", "a\u2028", "", null, ["#a"]], line],
  ["kafka.password", ["p\n", "\ud800", ""], line],
  ["kafka.password", [5], `${line}, in quotes: without them it is a number, and not as it was written`],
  ["grafana.apikey", [" k", "k ", "k\n", "\tk", "\ufeffk"], header],
  ["influxdb.password", ["a&b", "a b", "%", "ü"], urlPart],
  ["telegram.token", ["1:a/b", "1:2:3"], "a bot's token such as 123456:ABC-DEF"],
  [
    "slack.messageformat",
    ["{{ .Rule", "{{}}", "{{- -}}", "{{ proc.name }}", "{{ end }}", "{{ if .A }}", "\u2029", '{{ "}} }', "\u0000"],
    template,
  ],
  ["smtp.to.0", ["soc", "SOC <soc@example.com>"], `${mail}, without a comma`],
  ["dogstatsd.tags.0", ["a,b"], `${line}, without a comma`],
  // Maps
  ["webhook.customheaders", ["a:b", ["a"]], "an object of names and values"],
  [
    "webhook.customheaders.X-A",
    ["a:b", "a,b", " a", "a\n"],
    `one line without blanks around it and without a colon or comma: ${dropped}`,
  ],
  ["webhook.customheaders.X A", ["b"], "the name of an HTTP header"],
  ["elasticsearch.customheaders.X-A", [" a", "a\n"], header],
  ["gcp.pubsub.customattributes.a", ["b:c", "b,c"], `one line without a colon or comma: ${dropped}`],
  ["gcp.pubsub.customattributes.a:b", ["c"], `a name without a colon or comma: ${dropped}`],
  [
    "cloudevents.extensions.Team",
    ["a"],
    "a name of lower-case letters and digits that no attribute of CloudEvents has",
  ],
  ["cloudevents.extensions.id", ["a"], "a name of lower-case letters and digits that no attribute of CloudEvents has"],
  ["alertmanager.extralabels.a", ["b,c", " b", "b\t", "b\n", "{{ .Rule }}", "%k8s.ns.name", "${X}"], fixed],
  ["alertmanager.extraannotations.a", ["on {{ $labels.node }}", "$labels.rule"], fixed],
  ["alertmanager.extralabels.a-b", ["c"], "a name of letters, digits and underscores"],
  [
    "alertmanager.customseveritymap.info",
    ["minor"],
    "one of emergency, alert, critical, error, warning, notice, informational, debug",
  ],
  [
    "otlp.traces.extraenvvars.OTEL_EXPORTER_OTLP_TRACES_HEADERS",
    ["a=b"],
    "a name of letters, digits and underscores; headers go into `headers`, a secret",
  ],
  ["slack.maxconcurrentrequests", [-1, 65_536, "many"], "a whole number from 0 to 65535"],
  ["otlp.logs.headers", ["a", "a=b c", "a=%", "a=b,"], otlpHeaders],
  // What has no effect
  ["nats.minimumpriority", ["warning"], fileOnly],
  ["statsd.tags", [["a"]], fileOnly],
  ["logstash.tls", [true], fileOnly],
  ["redis.username", ["u"], fileOnly],
  ["gcp.workloadidentity", [true], fileOnly],
  ["fission.checkcert", [false], clearText],
  [
    "cloudevents.checkcert",
    [false],
    "nothing here: it has no effect, falcosidekick posts CloudEvents by a client of theirs, which always checks",
  ],
  ["policyreport.kubeconfig", ["/k"], "nothing here: it has no effect, falcosidekick takes the pod's own access first"],
  [
    "splunk.mutualtls",
    [true],
    "nothing here: it has no effect, falcosidekick sends to Splunk without a client certificate",
  ],
  ["pagerduty.checkcert", [true], "nothing here: it has no effect, falcosidekick calls PagerDuty without it"],
  ["logstash.checkcert", [true], "nothing here: it has no effect, TLS goes with mutualtls only, which always checks"],
  ["stan.mutualtls", [true], "nothing here: it has no effect, falcosidekick connects by the URL alone"],
  ["fission.functionnamespace", ["n"], "nothing here: it has no effect, falcosidekick does not put it into the URL"],
];
