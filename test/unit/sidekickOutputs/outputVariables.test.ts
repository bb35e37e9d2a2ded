import * as pulumi from "@pulumi/pulumi";
import { fieldsOf } from "../../../settings/sidekickOutputs/fieldTree";
import { outputVariables } from "../../../settings/sidekickOutputs/outputVariables";
import { sidekickOutputs } from "../../../settings/sidekickOutputs/sidekickOutputs";
import { everyField } from "./everyField";
import { minimal } from "./minimal";
import { nested, parsed, variables } from "./parsed";

const groups = ["aws", "gcp", "azure", "yandex", "otlp"];
const all = parsed(everyField);

describe("sidekickOutputs", () => {
  it("has a row for each of its outputs in the tables of these tests", () => {
    const outputs = fieldsOf(all)
      .filter(({ isOutput }) => isOutput)
      .map(({ path }) => path.join("."))
      .filter((name) => !groups.includes(name) && name !== "elasticsearch.batching");
    expect(minimal.map(([name]) => name).sort()).toEqual(outputs.sort());
    expect(Object.keys(sidekickOutputs.shape).sort()).toEqual(Object.keys(everyField).sort());
  });

  it("has a value for each field of everyField that is not refused, and none for the others", () => {
    const unset = fieldsOf(all).filter(({ value }) => value === undefined);
    const refused = [
      ...["pagerduty.checkcert", "pagerduty.mutualtls", "grafanaoncall.customheaders", "grafana.customheaders"],
      ...["splunk.mutualtls", "quickwit.customheaders", "openobserve.customheaders", "logstash.tls"],
      ...["logstash.checkcert", "statsd.tags", "wavefront.flushintervalseconds"],
      ...["nats.minimumpriority", "nats.checkcert", "nats.mutualtls"],
      ...["stan.minimumpriority", "stan.checkcert", "stan.mutualtls"],
      ...["redis.username", "redis.tls", "redis.certfile", "redis.keyfile", "redis.cacertfile", "redis.checkcert"],
      ...["cloudevents.checkcert", "cloudevents.mutualtls", "policyreport.kubeconfig"],
      ...["nodered.customheaders", "nodered.mutualtls", "tekton.mutualtls"],
      ...["kubeless.checkcert", "kubeless.mutualtls", "openfaas.checkcert", "openfaas.mutualtls"],
      ...["fission.functionnamespace", "fission.checkcert", "fission.mutualtls"],
      ...["gcp.workloadidentity", "yandex.s3.minimumpriority"],
      ...["otlp.logs.synced", "otlp.logs.extraenvvars"],
    ];
    expect(unset.map(({ path }) => path.join(".")).sort()).toEqual(refused.sort());
  });

  it("has a description for every field", () => {
    const described = (schema: unknown): boolean => /"description":"[^"]{2,}/.test(JSON.stringify(schema));
    const json = sidekickOutputs.toJSONSchema({ unrepresentable: "any" });
    const leaves = (node: unknown, path: string): [string, boolean][] => {
      const properties: unknown = typeof node === "object" && node !== null && Reflect.get(node, "properties");
      return typeof properties === "object" && properties !== null
        ? Object.entries(properties).flatMap(([key, child]) => leaves(child, `${path}.${key}`))
        : [[path, described(node)]];
    };
    expect(leaves(json, "").filter(([, is]) => !is)).toEqual([]);
  });
});

describe("outputVariables", () => {
  it.each(minimal)("of %s with no more than it needs", async (name, config, expected) => {
    expect(await variables(nested(name, config))).toEqual(expected);
  });

  it("has one for every field that is set, but for what the chart reads", () => {
    const names = outputVariables(all).map(({ name }) => name);
    const set = fieldsOf(all).filter(({ value, isOutput }) => value !== undefined && !isOutput);
    expect(names).toEqual(set.map(({ variable }) => variable).filter((name) => name !== "AWS_USEIRSA"));
    expect(new Set(names).size).toBe(names.length);
  });

  it("writes the trickiest as falcosidekick reads them", async () => {
    expect(await variables(everyField)).toMatchObject({
      AWS_SECURITYLAKE_ACCOUNTID: "123456789012",
      ELASTICSEARCH_BATCHING_FLUSHINTERVAL: "1m30s",
      ELASTICSEARCH_CUSTOMHEADERS: '{"X-A":"a:b,c","X-B":"\\""}',
      LOKI_CUSTOMHEADERS: "X-A:1,X-B:2",
      LOKI_EXTRALABELS: "proc.name,user.name",
      LOKI_CHECKCERT: "false",
      ALERTMANAGER_EXTRALABELS: "team:a:b",
      ALERTMANAGER_EXTRAANNOTATIONS: "runbook:https://example.com/a",
      ALERTMANAGER_CUSTOMSEVERITYMAP: "warning:minor",
      ALERTMANAGER_DROPEVENTTHRESHOLDS: "100:critical,1:notice",
      CLOUDEVENTS_EXTENSIONS: "team:a",
      DOGSTATSD_TAGS: "a:b",
      GCP_PUBSUB_CUSTOMATTRIBUTES: "a:b,c:d",
      N8N_HEADERAUTHNAME: "X-A",
      OTLP_TRACES_EXTRAENVVARS: "OTEL_A:b:c",
      OTLP_METRICS_EXTRAATTRIBUTES: "proc.name",
      OTLP_LOGS_HEADERS: "Authorization=Basic%20YQ==,x=1",
      TELEGRAM_MESSAGETHREADID: "7",
      TIMESCALEDB_HYPERTABLENAME: "s.t",
      WAVEFRONT_ENDPOINTMETRICPORT: "1",
      FISSION_MAXCONCURRENTREQUESTS: "0",
      AWS_ROLEARN: "arn:aws:iam::1:role/r",
      AWS_ACCESS_KEY_ID: "a",
      AZURE_CLIENT_SECRET: "s",
    });
  });

  it("sets nothing for a map or list that is empty, and nothing without outputs", async () => {
    const webhook = { address: "https://example.com", customheaders: {} };
    expect(Object.keys(await variables({ webhook }))).toEqual(["WEBHOOK_ADDRESS", "WEBHOOK_MAXCONCURRENTREQUESTS"]);
    expect(await variables({})).toEqual({});
  });

  it("leaves the role of the pod to the chart", async () => {
    const aws = { rolearn: "arn:aws:iam::1:role/r", sqs: { url: "https://x" } };
    expect(await variables({ aws })).toEqual({ AWS_SQS_URL: "https://x" });
    expect(await variables({ aws: { ...aws, useirsa: true } })).toEqual({ AWS_SQS_URL: "https://x" });
  });

  it("keeps secrets secret, headers too, and only them", async () => {
    const kept = outputVariables(all).map(async ({ name, value, secret }) => [
      name,
      secret,
      pulumi.Output.isInstance(value) && (await pulumi.isSecret(pulumi.output(value))),
    ]);
    for (const [name, marked, secret] of await Promise.all(kept)) expect([name, secret]).toEqual([name, marked]);
    expect(
      outputVariables(all).filter(({ name, secret }) => secret !== /(URL|TOKEN|KEY|PASSWORD|HEADERS|JWT)$/.test(name)),
    ).toMatchObject(
      [
        ...["DYNATRACE_APIURL", "SPYDERBAT_APIURL", "KAFKAREST_ADDRESS", "NATS_HOSTPORT", "STAN_HOSTPORT"],
        ...["REDIS_KEY", "WEBHOOK_ADDRESS", "CLOUDEVENTS_ADDRESS", "N8N_ADDRESS", "N8N_HEADERAUTHVALUE"],
        ...[
          "NODERED_ADDRESS",
          "AWS_ACCESS_KEY_ID",
          "AWS_SQS_URL",
          "GCP_CREDENTIALS",
          "AZURE_CLIENT_SECRET",
          "YANDEX_ACCESSKEYID",
        ],
      ].map((name) => ({ name })),
    );
  });

  it("takes secrets of other programs, and refuses a wrong one once it is known", async () => {
    const slack = (webhookurl: string) => ({ slack: { webhookurl: pulumi.output(webhookurl) } });
    expect((await variables(slack("https://x/y")))["SLACK_WEBHOOKURL"]).toBe("https://x/y");
    const wrong = parsed(slack("https://x/y z")).slack?.webhookurl;
    const parts = ["isKnown", "isSecret", "allResources"].map((part): unknown => Reflect.get(wrong ?? {}, part));
    const [first] = await Promise.allSettled(parts);
    expect(first).toMatchObject({
      reason: new pulumi.RunError(
        "a secret given as an Output is wrong: expected an https:// URL, blanks, # and % in it as %XX; http:// only to a host in the cluster: whoever is on the way reads the token in it.",
      ),
    });
  });
});
