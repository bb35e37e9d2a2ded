import { everyField } from "./everyField";
import { minimal } from "./minimal";
import { nested, problems, withValue } from "./parsed";
import { refusals } from "./refusals";

describe("sidekickOutputs", () => {
  it.each(refusals.flatMap(([path, values, expected]) => values.map((value) => [path, value, expected] as const)))(
    "refuses %s = %j: expected %s",
    (path, value, expected) => {
      expect(problems(withValue(everyField, path.split("."), value))).toEqual([[path, expected]]);
    },
  );

  it("knows no output `webui`, and no field that falcosidekick hasn't", () => {
    expect(problems({ webui: { url: "http://x" } })).toEqual([["", 'Unrecognized key: "webui"']]);
    expect(problems({ talon: { address: "http://x", mutualtls: true } })).toEqual([
      ["talon", 'Unrecognized key: "mutualtls"'],
    ]);
  });

  it.each([
    [
      "aws",
      { region: "eu-central-1" },
      "at least one of lambda, sqs, sns, cloudwatchlogs, s3, securitylake or kinesis",
    ],
    ["gcp", {}, "at least one of pubsub, storage, cloudfunctions, cloudrun or chronicle"],
    ["azure", {}, "at least one of eventhub"],
    ["yandex", {}, "at least one of s3 or datastreams"],
    ["otlp", {}, "at least one of traces, metrics or logs"],
  ])("refuses %s without any of its outputs", (name, config, expected) => {
    expect(problems({ [name]: config })).toEqual([[name, expected]]);
  });

  it("says of every output which plain field it lacks, and lets secrets come from elsewhere", () => {
    const plain = ([name]: (typeof minimal)[number]) => problems(nested(name, {})).map(([path]) => path);
    expect(Object.fromEntries(minimal.map((row) => [row[0], plain(row)]))).toMatchObject({
      slack: [],
      rabbitmq: ["rabbitmq.queue"],
      grafana: ["grafana.hostport"],
      smtp: ["smtp.hostport", "smtp.from", "smtp.to"],
      syslog: ["syslog.host", "syslog.port", "syslog.protocol"],
      "aws.securitylake": ["bucket", "region", "accountid", "prefix"].map((field) => `aws.securitylake.${field}`),
      policyreport: ["policyreport.enabled"],
    });
    const needs = minimal.filter((row) => plain(row).length === 0).map(([name]) => name);
    expect(needs).toEqual([
      ...["slack", "rocketchat", "mattermost", "teams", "discord", "webex", "googlechat", "cliq"],
      ...["pagerduty", "opsgenie", "grafanaoncall", "datadog", "datadoglogs", "sumologic", "kafkarest", "nats"],
      ...["webhook", "cloudevents", "n8n", "nodered"],
    ]);
  });

  it.each([
    ["slack.messageformat", "{{ if .Rule }}a{{ end }}\r\n{{ printf \"}}\" }} {{ `}}` }} {{ '}' }} }}\n"],
    ["kafka.password", " p\"ä'%$(A) {{ \t\u200f "],
    ["webhook.address", "https://user:p%40ss@[::1]:8443/ä/\"{{x}}?a=b&c=%20'"],
    ["loki.hostport", "https://loki.example.com:3100/a/b"],
    ["elasticsearch.customheaders.X-A", "a:b,c"],
    ["dogstatsd.forwarder", "unix:///var/run/datadog/dsd.socket"],
    ["slack.channel", "\t#ops \u202e"],
    ["slack.webhookurl", "http://mattermost/hooks/x"],
    ["slack.webhookurl", "http://mattermost.chat.svc:8065/hooks/x"],
    ["slack.webhookurl", "http://mattermost.chat.svc.cluster.local/hooks/x"],
    ["slack.webhookurl", "http://localhost:8065/x"],
    ["syslog.host", "[fd00::1]"],
    ["splunk.host", "https://s/services/collector?channel=x"],
    ...["auto", "fr-par", "nyc3", "garage", "eusc-de-east-1", "us-gov-west-1"].map((region) => ["aws.region", region]),
  ])("takes %s = %j", (path, value) => {
    expect(problems(withValue(everyField, path.split("."), value))).toEqual([]);
  });
});
