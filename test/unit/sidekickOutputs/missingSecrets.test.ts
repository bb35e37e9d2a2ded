import { missingSecrets } from "../../../settings/sidekickOutputs/missingSecrets";
import { everyField } from "./everyField";
import { minimal } from "./minimal";
import { nested, parsed } from "./parsed";

const missing = (outputs: unknown) =>
  missingSecrets(parsed(outputs)).map(({ variable, required }) => `${variable}${required ? "!" : ""}`);
const least = (name: string) => minimal.find(([row]) => row === name)?.[1];

describe("missingSecrets", () => {
  it("names where a secret would be set, and the variable that it would be", () => {
    expect(missingSecrets(parsed({ slack: { channel: "#a" } }))).toEqual([
      { path: ["sidekick", "outputs", "slack", "webhookurl"], variable: "SLACK_WEBHOOKURL", required: true },
    ]);
  });

  it("names none where all are set, and none without outputs", () => {
    expect(missing(everyField)).toEqual([]);
    expect(missing({})).toEqual([]);
  });

  it.each([
    ["slack", {}, ["SLACK_WEBHOOKURL!"]],
    ["rabbitmq", { queue: "q" }, ["RABBITMQ_URL!"]],
    ["webhook", {}, ["WEBHOOK_ADDRESS!", "WEBHOOK_CUSTOMHEADERS"]],
    ["gcp.cloudrun", { endpoint: "https://x" }, ["GCP_CREDENTIALS", "GCP_CLOUDRUN_JWT!"]],
    ["gcp.pubsub", least("gcp.pubsub"), ["GCP_CREDENTIALS"]],
    ["gcp.storage", least("gcp.storage"), ["GCP_CREDENTIALS!"]],
    ["yandex.s3", least("yandex.s3"), ["YANDEX_ACCESSKEYID!", "YANDEX_SECRETACCESSKEY!"]],
    ["aws", { accesskeyid: "a", sqs: { url: "https://x" } }, ["AWS_SECRET_ACCESS_KEY!"]],
    ["aws", { secretaccesskey: "a", sqs: { url: "https://x" } }, ["AWS_ACCESS_KEY_ID!"]],
    ["azure", { tenantid: "t", eventhub: { name: "h", namespace: "n" } }, ["AZURE_CLIENT_SECRET!"]],
    ["azure", { clientid: "c", eventhub: { name: "h", namespace: "n" } }, ["AZURE_CLIENT_SECRET"]],
    ["aws", { sqs: { url: "https://x" } }, ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]],
    ["wavefront", least("wavefront"), ["WAVEFRONT_ENDPOINTTOKEN"]],
    ["wavefront", { endpointtype: "direct", endpointhost: "w" }, ["WAVEFRONT_ENDPOINTTOKEN!"]],
    ["smtp", { ...least("smtp"), user: "u" }, ["SMTP_PASSWORD!", "SMTP_TOKEN"]],
    ["smtp", { ...least("smtp"), user: "u", authmechanism: "oauthbearer" }, ["SMTP_PASSWORD", "SMTP_TOKEN!"]],
    ["kafka", { ...least("kafka"), sasl: "PLAIN", username: "u" }, ["KAFKA_PASSWORD!"]],
    ["kafka", least("kafka"), ["KAFKA_PASSWORD"]],
    ["n8n", { ...least("n8n"), headerauthname: "X-A" }, ["N8N_PASSWORD", "N8N_HEADERAUTHVALUE!"]],
    ["n8n", { ...least("n8n"), user: "u" }, ["N8N_PASSWORD!", "N8N_HEADERAUTHVALUE"]],
    ["loki", { hostport: "http://l", user: "u" }, ["LOKI_APIKEY!", "LOKI_CUSTOMHEADERS"]],
    ["influxdb", { hostport: "http://i", user: "u" }, ["INFLUXDB_PASSWORD!", "INFLUXDB_TOKEN"]],
    ["mqtt", { ...least("mqtt"), user: "u" }, ["MQTT_PASSWORD!"]],
    ["nodered", { ...least("nodered"), user: "u" }, ["NODERED_PASSWORD!"]],
    ["openobserve", { hostport: "http://o", username: "u" }, ["OPENOBSERVE_PASSWORD!"]],
    ["zincsearch", { hostport: "http://z", username: "u" }, ["ZINCSEARCH_PASSWORD!"]],
    [
      "elasticsearch",
      { hostport: "http://e", username: "u" },
      ["ELASTICSEARCH_PASSWORD!", "ELASTICSEARCH_APIKEY", "ELASTICSEARCH_CUSTOMHEADERS"],
    ],
  ])("of %s = %j: %j", (name, config, expected) => {
    expect(missing(nested(name, config))).toEqual(expected);
  });
});
