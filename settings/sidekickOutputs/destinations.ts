import { lt } from "semver";
import { fieldsOf } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

/** How an output shows in Falcosidekick's counter of outputs. */
export interface Destination {
  /** Value of the counter's label `destination`. */
  readonly label: string;
  /** What is counted: each post by its status, only posts that failed, or Falcosidekick's own metrics that it sent. */
  readonly counted: "posts" | "errors" | "metrics";
  /** First version of Falcosidekick that doesn't count it. */
  readonly until?: string;
}

const posts = (label: string): Destination => ({ label, counted: "posts" });

/**
 * Each output by its path below `sidekick.outputs`, as all versions from 2.29.0 to 2.34.1 count it (falcosidekick,
 * outputs/*.go). Falcosidekick's UI, which the stack switches on by itself, is `webui`.
 */
export const destinations: Readonly<Record<string, Destination | "not counted">> = {
  slack: posts("slack"),
  rocketchat: posts("rocketchat"),
  mattermost: posts("mattermost"),
  teams: posts("teams"),
  discord: posts("discord"),
  webex: posts("webex"),
  googlechat: posts("googlechat"),
  cliq: posts("cliq"),
  telegram: posts("telegram"),
  gotify: posts("gotify"),
  alertmanager: posts("alertmanager"),
  pagerduty: posts("pagerduty"),
  opsgenie: posts("opsgenie"),
  grafanaoncall: posts("grafanaoncall"),
  grafana: posts("grafana"),
  smtp: "not counted",
  elasticsearch: posts("elasticsearch"),
  loki: posts("loki"),
  splunk: posts("splunk"),
  datadog: posts("datadog"),
  datadoglogs: posts("datadoglogs"),
  sumologic: posts("sumologic"),
  quickwit: posts("quickwit"),
  openobserve: posts("openobserve"),
  zincsearch: posts("zincsearch"),
  logstash: posts("logstash"),
  syslog: posts("syslog"),
  dynatrace: posts("dynatrace"),
  spyderbat: posts("spyderbat"),
  influxdb: posts("influxdb"),
  // Where it is the only one of the two, many of its metrics are counted as dogstatsd's (main.go).
  statsd: { label: "statsd", counted: "metrics" },
  dogstatsd: { label: "dogstatsd", counted: "metrics" },
  wavefront: posts("wavefront"),
  timescaledb: posts("timescaledb"),
  kafka: posts("kafka"),
  kafkarest: posts("kafkarest"),
  nats: posts("nats"),
  stan: posts("stan"),
  rabbitmq: posts("rabbitmq"),
  // A status of its may be the text of an error.
  mqtt: posts("mqtt"),
  redis: posts("redis"),
  webhook: posts("webhook"),
  cloudevents: posts("cloudevents"),
  n8n: posts("n8n"),
  nodered: posts("nodered"),
  tekton: posts("tekton"),
  talon: posts("talon"),
  policyreport: posts("policyreport"),
  kubeless: posts("kubeless"),
  openfaas: posts("openfaas"),
  fission: posts("Fission"),
  "aws.lambda": posts("awslambda"),
  "aws.sqs": posts("awssqs"),
  "aws.sns": posts("awssns"),
  "aws.cloudwatchlogs": posts("awscloudwatchlogs"),
  "aws.s3": posts("awss3"),
  "aws.securitylake": posts("awssecuritylake."),
  "aws.kinesis": posts("awskinesis"),
  "gcp.pubsub": posts("gcppubsub"),
  "gcp.storage": posts("gcpstorage"),
  "gcp.cloudfunctions": { label: "gcpcloudfunctions", counted: "errors" },
  "gcp.cloudrun": posts("gcpcloudrun"),
  "gcp.chronicle": posts("gcpchronicle"),
  "azure.eventhub": posts("azureeventhub"),
  "yandex.s3": posts("yandexs3"),
  "yandex.datastreams": posts("yandexdatastreams"),
  "otlp.traces": { label: "otlptraces", counted: "posts", until: "2.31.0" },
  "otlp.metrics": "not counted",
  "otlp.logs": "not counted",
};

/** What Falcosidekick at `version` counts of the outputs that are on. */
export const destinationsOf = (outputs: SidekickOutputs, version: string): readonly Destination[] =>
  fieldsOf(outputs).flatMap(({ path, value }) => {
    const found = value === undefined ? undefined : destinations[path.join(".")];
    if (found === undefined || found === "not counted") return [];
    return found.until === undefined || lt(version, found.until) ? [found] : [];
  });
