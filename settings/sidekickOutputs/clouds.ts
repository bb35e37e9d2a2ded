import { fileOnly, group, map, minimumpriority, output, readFrom, secret, since, text, token } from "./fields";
import { base64, chronicleId, form, hostName, pairName, pairValue, plainUrl, word } from "./forms";

const id = form(/^[^\s/]+$/, "the name alone, without a scheme and without / in it");

/** Google Cloud. */
export const gcp = group(
  {
    credentials: secret("Key file of a service account, base64; the pod's identity unless set", base64),
    workloadidentity: fileOnly(),
  },
  {
    pubsub: output(
      { projectid: text("Project", id), topic: text("Topic", id) },
      { customattributes: map("Attributes added to each message", pairName, pairValue), minimumpriority },
    ),
    storage: output({ bucket: text("Bucket", id) }, { prefix: text("Prefix of names"), minimumpriority }),
    cloudfunctions: output(
      {
        name: text(
          "Function",
          form(
            /^projects\/[^/\s]+\/locations\/[^/\s]+\/functions\/[^/\s]+$/,
            "projects/<project>/locations/<region>/functions/<name>",
          ),
        ),
      },
      { minimumpriority },
    ),
    cloudrun: output(
      {
        endpoint: text("URL of the function or service", plainUrl),
        jwt: token("Token of an account that may invoke it"),
      },
      { minimumpriority },
    ),
    chronicle: since(
      "2.34.0",
      output(
        {
          region: text("Region", chronicleId),
          projectid: text("Project", chronicleId),
          instanceid: text("Instance", chronicleId),
        },
        { logtype: text("Type of logs; `FALCO_IDS` unless set", chronicleId), minimumpriority },
      ),
    ),
  },
);

/** Azure. Its SDK logs in, by its own variables or the identity of the pod (falcosidekick 2.34.1, outputs/azure.go). */
export const azure = group(
  {
    tenantid: readFrom("AZURE_TENANT_ID", text("Tenant of a service principal; the pod's identity unless set", word)),
    clientid: readFrom("AZURE_CLIENT_ID", text("Its id, or that of a managed identity", word)),
    clientsecret: readFrom("AZURE_CLIENT_SECRET", secret("Its secret. In a Secret of your own: `AZURE_CLIENT_SECRET`")),
  },
  {
    eventhub: output(
      {
        name: text("Event hub", word),
        namespace: text("Host of its namespace, such as `falco.servicebus.windows.net`", hostName),
      },
      { minimumpriority },
    ),
  },
);

/** Yandex Cloud. */
export const yandex = group(
  {
    accesskeyid: secret("Access key", word),
    secretaccesskey: secret("Its secret", word),
    region: text("Region; `ru-central1` unless set", word),
  },
  {
    s3: output(
      { bucket: text("Bucket", word) },
      {
        prefix: text("Prefix of keys; `falco` unless set"),
        endpoint: text("URL of the service; `https://storage.yandexcloud.net` unless set", plainUrl),
        minimumpriority: fileOnly(),
      },
    ),
    datastreams: output(
      { streamname: text("Stream", word) },
      {
        endpoint: text("URL of the service; `https://yds.serverless.yandexcloud.net` unless set", plainUrl),
        minimumpriority,
      },
    ),
  },
);
