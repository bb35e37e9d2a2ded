import {
  checkcert,
  fileOnly,
  flag,
  http,
  list,
  minimumpriority,
  mutualtls,
  noEffect,
  number,
  output,
  secret,
  since,
  text,
  words,
} from "./fields";
import { amqpUrl, brokerUrl, form, hostPort, kafkaTopic, natsUrl, secretUrl } from "./forms";

const balancers = ["round_robin", "least_bytes", "crc32", "crc32_random", "murmur2", "murmur2_random"] as const;
const untouched = "falcosidekick connects by the URL alone";
const nats = {
  subjecttemplate: since(
    "2.31.0",
    text(
      "Subject; `falco.<priority>.<rule>` unless set",
      form(/^[^\s\p{Cc}\p{Cs}]+$/u, "a subject without blanks such as falco.<priority>.<rule>"),
    ),
  ),
  minimumpriority: fileOnly(),
  checkcert: noEffect(untouched),
  mutualtls: noEffect(untouched),
};

/** Queues and streams. */
export const queues = {
  kafka: output(
    { hostport: list("Brokers", hostPort("kafka:9092")), topic: text("Topic", kafkaTopic) },
    {
      tls: flag("Whether TLS is used; the brokers' CA has to be a public one"),
      sasl: words(["PLAIN", "SCRAM_SHA256", "SCRAM_SHA512"], "How to log in"),
      username: text("Login"),
      password: secret("Its password"),
      balancer: words(balancers, "How a partition is chosen; `round_robin` unless set"),
      compression: words(["NONE", "GZIP", "SNAPPY", "LZ4", "ZSTD"], "`NONE` unless set"),
      requiredacks: words(
        ["ALL", "ONE", "NONE"],
        "Whose receipt is waited for; with `NONE`, unless set, no loss is seen",
      ),
      async: flag("Whether to go on without waiting"),
      topiccreation: flag("Whether a missing topic is created"),
      clientid: text("Name shown to the brokers"),
      minimumpriority,
    },
  ),
  kafkarest: output(
    { address: secret("URL of the topic at the REST proxy", secretUrl) },
    { version: number("Version of the API; 2 unless set", 1, 2), ...http },
  ),
  nats: output({ hostport: secret("NATS' URL", natsUrl) }, nats),
  stan: output(
    { hostport: secret("NATS Streaming's URL", natsUrl), clusterid: text("Cluster"), clientid: text("Client") },
    nats,
  ),
  rabbitmq: output(
    { url: secret("RabbitMQ's URL with the login in it", amqpUrl), queue: text("Queue, which has to be there") },
    { minimumpriority },
  ),
  mqtt: output(
    { broker: text("Broker", brokerUrl) },
    {
      topic: text("Topic; `falco/events` unless set", form(/^[^+#\p{Cc}\p{Cs}]+$/u, "a topic without + and #")),
      qos: number("Quality of service; 0 unless set", 0, 2),
      retained: flag("Whether the broker keeps the last alert"),
      user: text("Login"),
      password: secret("Its password"),
      checkcert,
      minimumpriority,
    },
  ),
  redis: output(
    { address: text("Redis, another than the UI's", hostPort("redis:6379")) },
    {
      password: secret("Password of the default user"),
      database: number("Database; 0 unless set", 0, 65_535),
      storagetype: words(["list", "hashmap"], "How alerts are kept; `list` unless set"),
      key: text("Key of the list or hash; `falco` unless set"),
      mutualtls: since("2.34.0", mutualtls),
      username: fileOnly(),
      tls: fileOnly(),
      certfile: fileOnly(),
      keyfile: fileOnly(),
      cacertfile: fileOnly(),
      checkcert: noEffect("TLS goes with mutualtls only, which always checks"),
      minimumpriority,
    },
  ),
};
