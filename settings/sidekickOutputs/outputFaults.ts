import { gte, lt } from "semver";
import type { Finding, SettingPath } from "../finding";
import { fieldsOf, settingPath } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

const tag: SettingPath = ["images", "tags", "falcosidekick"];
const restsOn: readonly SettingPath[] = [["charts", "falcosidekick"], tag];

/** Outputs and fields that this falcosidekick doesn't have yet; what is in a missing output is not named again. */
const tooNew = (outputs: SidekickOutputs, appVersion: string): Finding[] => {
  const found = fieldsOf(outputs).flatMap(({ path, value, since, default: fixed }) =>
    value !== undefined &&
    since !== undefined &&
    lt(appVersion, since) &&
    JSON.stringify(value) !== JSON.stringify(fixed)
      ? [{ path, since }]
      : [],
  );
  const inside = (path: readonly string[]) =>
    found.some(({ path: outer }) => outer.length < path.length && outer.every((part, at) => part === path[at]));
  return found
    .filter(({ path }) => !inside(path))
    .map(({ path, since }) => ({
      path: settingPath(path),
      expected: `nothing before falcosidekick ${since}, which is the first to have it; this one is ${appVersion}`,
      restsOn,
      repairs: [{ path: tag, value: since }],
    }));
};

/**
 * 2.32.0 asks Amazon without any credentials: neither keys, nor a role, nor the pod's identity; from 2.33.0 on Amazon's
 * SDK looks for them, and no role is assumed (falcosidekick, outputs/aws.go of each version).
 */
const awsCredentials = ({ aws }: SidekickOutputs, appVersion: string): Finding[] => {
  if (aws === undefined) return [];
  const { region, accesskeyid, rolearn, useirsa, externalid } = aws;
  const assumes = rolearn !== undefined && useirsa === false;
  const at = (field: string, expected: string, repairs: Finding["repairs"] = []): Finding => ({
    path: settingPath(["aws", field].filter(Boolean)),
    expected,
    restsOn,
    repairs,
  });
  const before = { path: tag, value: "2.31.1" };
  if (appVersion.startsWith("2.32."))
    return [
      at(
        "",
        `nothing with falcosidekick ${appVersion}, which asks Amazon without any credentials: 2.31.1 and 2.34.1 have them`,
        assumes ? [before] : [{ path: tag, value: "2.34.1" }, before],
      ),
    ];
  const assumesNone = `falcosidekick ${appVersion}, which assumes no role itself (2.31.1 does)`;
  if (assumes && gte(appVersion, "2.32.0")) return [at("useirsa", `true with ${assumesNone}`, [before])];
  return [
    ...(externalid !== undefined && !assumes
      ? [at("externalid", "nothing: only a role that falcosidekick assumes, with useirsa false, has one")]
      : []),
    ...(accesskeyid !== undefined && region === undefined && gte(appVersion, "2.32.0")
      ? [at("region", `a region beside aws.accesskeyid: falcosidekick ${appVersion} asks nobody else for it`)]
      : []),
    ...(accesskeyid !== undefined && rolearn !== undefined && !assumes
      ? [at("rolearn", "nothing beside aws.accesskeyid: with a key the identity of the pod does not count")]
      : []),
  ];
};

/** Before 2.30.0 it is one text, commas and all (falcosidekick 2.29.0, main.go). */
const alertmanagers = ({ alertmanager }: SidekickOutputs, appVersion: string): Finding[] =>
  alertmanager !== undefined && alertmanager.hostport.length > 1 && lt(appVersion, "2.30.0")
    ? [
        {
          path: settingPath(["alertmanager", "hostport"]),
          expected: `one URL before falcosidekick 2.30.0; this one is ${appVersion}`,
          restsOn,
          repairs: [{ path: tag, value: "2.30.0" }],
        },
      ]
    : [];

/** It would talk HTTP to a port for gRPC (falcosidekick 2.30.0, outputs/otlp_traces_init.go). */
const grpcTraces = ({ otlp }: SidekickOutputs, appVersion: string): Finding[] =>
  otlp?.traces?.protocol === "grpc" && lt(appVersion, "2.31.0")
    ? [
        {
          path: settingPath(["otlp", "traces", "protocol"]),
          expected: `http/protobuf before falcosidekick 2.31.0, the first that sends traces by grpc; this one is ${appVersion}`,
          restsOn,
          repairs: [{ path: tag, value: "2.31.1" }],
        },
      ]
    : [];

/** A counter that this way to the function lacks (falcosidekick 2.30.0 to 2.34.1, outputs/fission.go). */
const fissionByService = ({ fission }: SidekickOutputs, appVersion: string): Finding[] =>
  fission !== undefined && fission.kubeconfig === undefined && gte(appVersion, "2.30.0")
    ? [
        {
          path: settingPath(["fission", "kubeconfig"]),
          expected: `the path of a kubeconfig in the pod: without one falcosidekick ${appVersion} ${lt(appVersion, "2.34.1") ? "ends at its first alert" : "loses every alert for Fission"}`,
          restsOn,
        },
      ]
    : [];

/** A secret, and the login without which falcosidekick leaves it out and says nothing. */
const logins = (outputs: SidekickOutputs): readonly (readonly [string, string, string, object | undefined])[] => [
  ["azure", "tenantid", "clientsecret", outputs.azure],
  ["azure", "clientid", "clientsecret", outputs.azure],
  ["elasticsearch", "username", "password", outputs.elasticsearch],
  ["influxdb", "user", "password", outputs.influxdb],
  ["kafka", "sasl", "password", outputs.kafka],
  ["kafka", "username", "sasl", outputs.kafka],
  ["kafka", "sasl", "username", outputs.kafka],
  ["loki", "user", "apikey", outputs.loki],
  ["mqtt", "user", "password", outputs.mqtt],
  ["n8n", "headerauthname", "headerauthvalue", outputs.n8n],
  ["n8n", "user", "password", outputs.n8n],
  ["nodered", "user", "password", outputs.nodered],
  ["openobserve", "username", "password", outputs.openobserve],
  ["smtp", "user", "password", outputs.smtp],
  ["smtp", "user", "token", outputs.smtp],
  ["zincsearch", "username", "password", outputs.zincsearch],
];

const halfLogins = (outputs: SidekickOutputs): Finding[] =>
  logins(outputs).flatMap(([output, login, other, fields = {}]) =>
    Reflect.get(fields, other) !== undefined && Reflect.get(fields, login) === undefined
      ? [
          {
            path: settingPath([output, login]),
            expected: `a value: without one falcosidekick does not use ${output}.${other}`,
          },
        ]
      : [],
  );

/** The login is put over the key's header (falcosidekick 2.34.1, outputs/elasticsearch.go). */
const twoWays = ({ elasticsearch }: SidekickOutputs): Finding[] =>
  elasticsearch?.apikey !== undefined && elasticsearch.username !== undefined
    ? [
        {
          path: settingPath(["elasticsearch", "username"]),
          expected: "either a login or elasticsearch.apikey: falcosidekick sends the login only",
        },
      ]
    : [];

/** What this version of falcosidekick would do wrongly without a word. */
export const outputFaults = (outputs: SidekickOutputs, appVersion: string): readonly Finding[] => {
  const found = [
    ...tooNew(outputs, appVersion),
    ...awsCredentials(outputs, appVersion),
    ...alertmanagers(outputs, appVersion),
    ...grpcTraces(outputs, appVersion),
    ...fissionByService(outputs, appVersion),
    ...halfLogins(outputs),
    ...twoWays(outputs),
  ];
  const key = ({ path }: Finding) => path.join(".");
  return found.filter((finding, at) => found.findIndex((other) => key(other) === key(finding)) === at);
};
