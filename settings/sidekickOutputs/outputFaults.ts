import { gte, lt } from "semver";
import type { Finding, SettingPath } from "../finding";
import { fieldsOf, settingPath } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

const tag: SettingPath = ["images", "tags", "falcosidekick"];
const restsOn: readonly SettingPath[] = [["charts", "falcosidekick"], tag];

/** Outputs and fields that this falcosidekick doesn't have yet; what is in a missing output is not named again. */
const tooNew = (outputs: SidekickOutputs, appVersion: string): Finding[] => {
  const found = fieldsOf(outputs).flatMap(({ path, value, since }) =>
    value !== undefined && since !== undefined && lt(appVersion, since) ? [{ path, since }] : [],
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

const ownCredentials = ["accesskeyid", "secretaccesskey", "rolearn", "externalid"] as const;

/** From 2.33.0 on only Amazon's own configuration counts (falcosidekick 2.33.0, outputs/aws.go). */
const awsCredentials = ({ aws }: SidekickOutputs, appVersion: string): Finding[] =>
  gte(appVersion, "2.33.0")
    ? ownCredentials
        .filter((field) => aws?.[field] !== undefined)
        .map((field) => ({
          path: settingPath(["aws", field]),
          expected: `nothing with falcosidekick ${appVersion}, which ignores it: from 2.33.0 on the identity of the pod counts (IRSA)`,
          restsOn,
          repairs: [{ path: tag, value: "2.32.0" }],
        }))
    : [];

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

/** A secret, and the login without which falcosidekick leaves it out and says nothing. */
const logins = (outputs: SidekickOutputs): readonly (readonly [string, string, string, object | undefined])[] => [
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
    ...halfLogins(outputs),
    ...twoWays(outputs),
  ];
  const key = ({ path }: Finding) => path.join(".");
  return found.filter((finding, at) => found.findIndex((other) => key(other) === key(finding)) === at);
};
