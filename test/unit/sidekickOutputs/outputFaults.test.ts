import type { Finding } from "../../../settings/finding";
import { outputFaults } from "../../../settings/sidekickOutputs/outputFaults";
import { everyField } from "./everyField";
import { minimal } from "./minimal";
import { nested, parsed } from "./parsed";

const newest = "2.34.1";
const said = (findings: readonly Finding[]) => findings.map(({ path, expected }) => `${path.join(".")}: ${expected}`);
const faults = (outputs: unknown, version = newest) => said(outputFaults(parsed(outputs), version));
const at = "sidekick.outputs";

describe("outputFaults", () => {
  it("finds nothing in an output of no more than it needs, of the newest version", () => {
    for (const [name, config] of minimal) expect(faults(nested(name, config))).toEqual([]);
  });

  it.each([
    ["2.28.0", "2.29.0", ["dynatrace", "quickwit", "sumologic", "talon", "otlp.traces"]],
    ["2.29.0", "2.30.0", ["webex", "datadoglogs", "otlp.metrics"]],
    ["2.30.0", "2.31.0", ["otlp.logs"]],
    ["2.31.1", "2.32.0", ["splunk", "logstash"]],
    ["2.33.0", "2.34.0", ["gcp.chronicle"]],
  ])("of falcosidekick %s, names the outputs that %s brings", (before, since, names) => {
    for (const name of names) {
      const config = minimal.find(([row]) => row === name)?.[1];
      expect(faults(nested(name, config), before)).toEqual([
        `${at}.${name}: nothing before falcosidekick ${since}, which is the first to have it; this one is ${before}`,
      ]);
      expect(faults(nested(name, config), since)).toEqual([]);
    }
  });

  it.each([
    ["2.29.0", ["alertmanager.customheaders", "policyreport.falconamespace"]],
    [
      "2.29.0",
      ["flattenfields", "createindextemplate", "numberofshards", "numberofreplicas"].map(
        (field) => `elasticsearch.${field}`,
      ),
    ],
    ["2.29.0", ["aws.s3.endpoint", "aws.s3.objectcannedacl"]],
    [
      "2.30.0",
      ["pipeline", "apikey", "enablecompression", "batching", "customheaders"].map((field) => `elasticsearch.${field}`),
    ],
    ["2.31.0", ["loki.format", "loki.customheaders", "nats.subjecttemplate", "stan.subjecttemplate"]],
    ["2.30.0", ["slack.maxconcurrentrequests", "fission.maxconcurrentrequests"]],
    ["2.34.0", ["telegram.messagethreadid", "redis.mutualtls"]],
    ["2.35.0", ["telegram.host", "otlp.traces.tls", "otlp.metrics.tls", "otlp.logs.tls", "otlp.logs.checkcert"]],
  ])("before falcosidekick %s, names the fields that it brings: %j", (since, names) => {
    const fields = (version: string) =>
      outputFaults(parsed(everyField), version)
        .filter(({ expected }) => expected.startsWith(`nothing before falcosidekick ${since},`))
        .map(({ path }) => path.slice(2).join("."));
    expect(fields(`${since}-rc.1`)).toEqual(expect.arrayContaining(names));
    expect(fields(since)).toEqual([]);
  });

  it("says what its judgement rests on, and which image would do", () => {
    expect(outputFaults(parsed({ splunk: { host: "https://s", token: "t" } }), "2.31.1")).toEqual([
      {
        path: ["sidekick", "outputs", "splunk"],
        expected: "nothing before falcosidekick 2.32.0, which is the first to have it; this one is 2.31.1",
        restsOn: [
          ["charts", "falcosidekick"],
          ["images", "tags", "falcosidekick"],
        ],
        repairs: [{ path: ["images", "tags", "falcosidekick"], value: "2.32.0" }],
      },
    ]);
  });

  it("refuses all of AWS with 2.32.0, and names the images that have credentials", () => {
    const keys = { region: "eu-west-1", accesskeyid: "a", secretaccesskey: "s" };
    const role = { rolearn: "arn:aws:iam::1:role/r" };
    const assumed = { ...role, useirsa: false, externalid: "e" };
    const repairs = (credentials: object, version: string) =>
      outputFaults(parsed({ aws: { ...credentials, kinesis: { streamname: "s" } } }), version).map((finding) => [
        finding.path.slice(2).join("."),
        ...(finding.repairs ?? []).map(({ value }) => value),
      ]);
    for (const credentials of [{}, keys, role]) {
      expect(repairs(credentials, "2.32.0")).toEqual([["aws", "2.34.1", "2.31.1"]]);
      for (const version of ["2.29.0", "2.31.1", "2.33.0", "2.34.1"]) expect(repairs(credentials, version)).toEqual([]);
    }
    expect(repairs(assumed, "2.32.0")).toEqual([["aws", "2.31.1"]]);
    expect(repairs(assumed, "2.31.1")).toEqual([]);
    expect(repairs(assumed, "2.33.0")).toEqual([["aws.useirsa", "2.31.1"]]);
    expect(faults({ aws: { sqs: { url: "https://x" } } }, "2.32.0")).toEqual([
      `${at}.aws: nothing with falcosidekick 2.32.0, which asks Amazon without any credentials: 2.31.1 and 2.34.1 have them`,
    ]);
  });

  it.each([
    ["2.30.0", "ends at its first alert"],
    ["2.32.0", "ends at its first alert"],
    ["2.34.1", "loses every alert for Fission"],
  ])("refuses fission without a kubeconfig with %s, which %s", (version, what) => {
    const expected = `${at}.fission.kubeconfig: the path of a kubeconfig in the pod: without one falcosidekick ${version} ${what}`;
    expect(faults({ fission: { function: "f" } }, version)).toEqual([expected]);
    expect(faults({ fission: { function: "f", kubeconfig: "/k" } }, version)).toEqual([]);
    expect(faults({ fission: { function: "f" } }, "2.29.0")).toEqual([]);
  });

  it.each([
    [
      { useirsa: false, rolearn: "arn:aws:iam::1:role/r" },
      "useirsa: true with falcosidekick 2.34.1, which assumes no role itself (2.31.1 does)",
    ],
    [{ externalid: "e" }, "externalid: nothing: only a role that falcosidekick assumes, with useirsa false, has one"],
    [
      { region: "r", accesskeyid: "a", secretaccesskey: "s", rolearn: "arn:aws:iam::1:role/r" },
      "rolearn: nothing beside aws.accesskeyid: with a key the identity of the pod does not count",
    ],
    [
      { accesskeyid: "a", secretaccesskey: "s" },
      "region: a region beside aws.accesskeyid: falcosidekick 2.34.1 asks nobody else for it",
    ],
  ])("refuses credentials of AWS that would not be used: %j", (credentials, expected) => {
    expect(faults({ aws: { ...credentials, kinesis: { streamname: "s" } } })).toEqual([`${at}.aws.${expected}`]);
  });

  it("refuses traces by grpc before 2.31.0", () => {
    const outputs = { otlp: { traces: { endpoint: "https://x", protocol: "grpc" } } };
    expect(faults(outputs, "2.30.0")).toEqual([
      `${at}.otlp.traces.protocol: http/protobuf before falcosidekick 2.31.0, the first that sends traces by grpc; this one is 2.30.0`,
    ]);
    expect(faults(outputs, "2.31.0")).toEqual([]);
  });

  it("takes defaults that falcosidekick does not know yet, but nothing else", () => {
    expect(faults({ elasticsearch: { hostport: "http://e" } }, "2.29.0")).toEqual([]);
    expect(faults({ slack: { webhookurl: "https://x", maxconcurrentrequests: 5 } }, "2.29.0")).toEqual([
      `${at}.slack.maxconcurrentrequests: nothing before falcosidekick 2.30.0, which is the first to have it; this one is 2.29.0`,
    ]);
  });

  it("refuses several Alertmanagers before 2.30.0", () => {
    const outputs = { alertmanager: { hostport: ["http://a", "http://b"] } };
    expect(faults(outputs, "2.29.0")).toEqual([
      `${at}.alertmanager.hostport: one URL before falcosidekick 2.30.0; this one is 2.29.0`,
    ]);
    expect(faults({ alertmanager: { hostport: ["http://a"] } }, "2.29.0")).toEqual([]);
    expect(faults(outputs, "2.30.0")).toEqual([]);
  });

  it.each([
    ["elasticsearch", "username", "password"],
    ["influxdb", "user", "password"],
    ["kafka", "sasl", "password"],
    ["kafka", "sasl", "username"],
    ["loki", "user", "apikey"],
    ["mqtt", "user", "password"],
    ["n8n", "headerauthname", "headerauthvalue"],
    ["n8n", "user", "password"],
    ["nodered", "user", "password"],
    ["openobserve", "username", "password"],
    ["smtp", "user", "password"],
    ["smtp", "user", "token"],
    ["zincsearch", "username", "password"],
    ["azure", "tenantid", "clientsecret"],
    ["azure", "clientid", "clientsecret"],
  ])("wants %s.%s with %s", (output, login, secret) => {
    const config = minimal.find(([row]) => row === output)?.[1] ?? { eventhub: { name: "h", namespace: "n" } };
    expect(faults({ [output]: { ...config, [secret]: "x" } })).toContain(
      `${at}.${output}.${login}: a value: without one falcosidekick does not use ${output}.${secret}`,
    );
  });

  it("wants a login with Kafka's SASL", () => {
    const kafka = { hostport: ["k:9092"], topic: "t", sasl: "PLAIN" };
    expect(faults({ kafka })).toEqual([
      `${at}.kafka.username: a value: without one falcosidekick does not use kafka.sasl`,
    ]);
    expect(faults({ kafka: { ...kafka, username: "u", password: "p" } })).toEqual([]);
  });

  it("refuses two ways to log in to Elasticsearch", () => {
    const elasticsearch = { hostport: "http://e:9200", username: "u", password: "p", apikey: "k" };
    expect(faults({ elasticsearch })).toEqual([
      `${at}.elasticsearch.username: either a login or elasticsearch.apikey: falcosidekick sends the login only`,
    ]);
  });
});
