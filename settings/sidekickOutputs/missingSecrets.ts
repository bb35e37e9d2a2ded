import type { SettingPath } from "../finding";
import { fieldsOf, settingPath } from "./fieldTree";
import type { SidekickOutputs } from "./sidekickOutputs";

/** A secret field that isn't set, of an output that is on. */
export interface MissingSecret {
  readonly path: SettingPath;
  /** Its key in a Secret of the user's. */
  readonly variable: string;
  /** The output does not work without it. */
  readonly required: boolean;
}

/** Secrets that are needed because of what else is set. */
const needed: Readonly<Record<string, (outputs: SidekickOutputs) => boolean>> = {
  "aws.accesskeyid": ({ aws }) => aws?.secretaccesskey !== undefined,
  "aws.secretaccesskey": ({ aws }) => aws?.accesskeyid !== undefined,
  "azure.clientsecret": ({ azure }) => azure?.tenantid !== undefined,
  "elasticsearch.password": ({ elasticsearch }) => elasticsearch?.username !== undefined,
  // Google's library takes no identity of the pod's there (falcosidekick 2.34.1, outputs/gcp.go).
  "gcp.credentials": ({ gcp }) => gcp?.storage !== undefined,
  "influxdb.password": ({ influxdb }) => influxdb?.user !== undefined,
  "kafka.password": ({ kafka }) => kafka?.sasl !== undefined,
  "loki.apikey": ({ loki }) => loki?.user !== undefined,
  "mqtt.password": ({ mqtt }) => mqtt?.user !== undefined,
  "n8n.headerauthvalue": ({ n8n }) => n8n?.headerauthname !== undefined,
  "n8n.password": ({ n8n }) => n8n?.user !== undefined,
  "nodered.password": ({ nodered }) => nodered?.user !== undefined,
  "openobserve.password": ({ openobserve }) => openobserve?.username !== undefined,
  "smtp.password": ({ smtp }) => smtp?.user !== undefined && (smtp.authmechanism ?? "plain") === "plain",
  "smtp.token": ({ smtp }) => smtp?.authmechanism === "oauthbearer",
  "wavefront.endpointtoken": ({ wavefront }) => wavefront?.endpointtype === "direct",
  "yandex.accesskeyid": () => true,
  "yandex.secretaccesskey": () => true,
  "zincsearch.password": ({ zincsearch }) => zincsearch?.username !== undefined,
};

/**
 * Secret fields that are not set: those required have to come from a Secret of the user's, the others may. Headers may
 * come from there too, as the text that falcosidekick reads.
 */
export const missingSecrets = (outputs: SidekickOutputs): readonly MissingSecret[] =>
  fieldsOf(outputs).flatMap(({ path, value, secret, required, variable }) =>
    secret && value === undefined
      ? [
          {
            path: settingPath(path),
            variable,
            required: required || needed[path.join(".")]?.(outputs) === true,
          },
        ]
      : [],
  );
