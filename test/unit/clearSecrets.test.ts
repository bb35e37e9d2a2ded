import { clearSecretsIn } from "../../settings/helmValues/clearSecrets";
import { leaves, type HelmValues } from "../../settings/helmValues/leaves";

const found = (values: HelmValues) =>
  leaves(values)
    .flatMap(clearSecretsIn)
    .map(({ path, ofVariable }) => `${path.join(".")}${ofVariable ? " (variable)" : ""}`);
const env = (name: string, value: unknown): HelmValues => ({ extra: { env: [{ name, value }] } });
const variable = ["extra.env.0.value (variable)"];
const fake = (prefix: string, length = 24) => `${prefix}${"x1".repeat(length / 2)}`;

describe("secrets in Helm values", () => {
  it.each<[string, string]>([
    ["https_proxy", "http://user:hunter2@proxy.example.com:3128"],
    ["PROXY_PASSWORD", "hunter2"],
    ["GITHUB_TOKEN", "hunter2"],
    ["ENCRYPTION_KEY", "hunter2"],
    ["APIKEY", "12345"],
    ["DB_PASS", "hunter2"],
    ["AWS_SECRET_ACCESS_KEY", "hunter2"],
    ["AWS_ACCESS_KEY_ID", "hunter2"],
    ["SLACK_WEBHOOKURL", "https://chat.example.com/abc"],
    ["GOOGLE_CREDENTIALS", '{"type": "service_account"}'],
    ["X", "-----BEGIN EC PRIVATE KEY-----\nabc"],
    ["X", "Authorization: Bearer abcdefgh"],
    ["X", "Basic dXNlcjpodW50ZXIy"],
    ["X", fake("xoxb-")],
    ["X", fake("ghp_")],
    ["X", fake("glpat-")],
    ["X", "https://hooks.slack.com/services/T0/B0/abc"],
    ["X", "https://discord.com/api/webhooks/1/abc"],
    ["X", "https://logs.example.com/in?api_key=abc"],
    ["X", "redis://:hunter2@redis:6379"],
    ["X", '{"client_secret": "abc"}'],
  ])("are found in a variable: %s", (name, value) => {
    expect(found(env(name, value))).toEqual(variable);
  });

  it.each<[string, HelmValues, string[]]>([
    ["a password by its name", { image: { password: "hunter2" } }, ["image.password"]],
    ["a token in camel case", { grafana: { apiToken: "hunter2" } }, ["grafana.apiToken"]],
    ["a variable in a mapping", { extraEnvVars: { PROXY_PASSWORD: "hunter2" } }, ["extraEnvVars.PROXY_PASSWORD"]],
    ["an argument", { extra: { args: ["--log", "--api-token=hunter2"] } }, ["extra.args.1"]],
    ["an URL with a login", { falco: { http_output: { url: "https://u:p@example.com" } } }, ["falco.http_output.url"]],
    [
      "a list in a list",
      {
        containers: [
          {
            env: [
              { name: "A", value: "b" },
              { name: "A_TOKEN", value: "c" },
            ],
          },
        ],
      },
      ["containers.0.env.1.value (variable)"],
    ],
    [
      "configuration of a plugin",
      { falco: { plugins: [{ name: "github", init_config: { token: "hunter2", secretsDir: "/etc/x" } }] } },
      ["falco.plugins.0.init_config.token"],
    ],
    ["an annotation by its form", { podAnnotations: { link: fake("ghp_") } }, ["podAnnotations.link"]],
    ["a number", { redis: { password: 12345 } }, ["redis.password"]],
  ])("are found: %s", (_, values, paths) => {
    expect(found(values)).toEqual(paths);
  });

  it.each<[string, HelmValues]>([
    [
      "a reference to a Secret",
      { extra: { env: [{ name: "A_TOKEN", valueFrom: { secretKeyRef: { name: "token", key: "password" } } }] } },
    ],
    [
      "Secrets by name",
      {
        certs: { existingSecret: "password", existingClientSecret: "tls-secret" },
        imagePullSecrets: [{ name: "registry-token" }],
      },
    ],
    [
      "names of keys in Secrets",
      { redis: { existingSecret: "a", passwordKey: "redis-password", tokenSecretName: "b" } },
    ],
    ["a path of a key", env("TLS_KEY", "/etc/falco/certs/client.key")],
    ["a path of a token", { falco: { http_output: { client_key: "/etc/x.key", tokenFile: "token" } } }],
    ["another variable", env("A_PASSWORD", "$(B_PASSWORD)")],
    ["a proxy with a login from variables", env("HTTPS_PROXY", "http://$(USER):$(PASSWORD)@proxy:3128")],
    ["a proxy", env("HTTPS_PROXY", "http://proxy.example.com:3128")],
    ["an empty password", env("A_PASSWORD", "")],
    ["a switch", { serviceAccount: { automountServiceAccountToken: true, token: "false" } }],
    ["numbers about tokens", { tokenExpirationSeconds: 3600, serviceAccountToken: { expirationSeconds: 600 } }],
    [
      "checksums",
      { podAnnotations: { "checksum/secret": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" } },
    ],
    [
      "Secrets named in annotations",
      { ingress: { annotations: { "nginx.ingress.kubernetes.io/auth-secret": "basic-auth" } } },
    ],
    [
      "keys of labels and taints",
      {
        tolerations: [{ key: "dedicated", operator: "Exists" }],
        affinity: { matchExpressions: [{ key: "kubernetes.io/os" }] },
      },
    ],
    [
      "volumes of Secrets",
      {
        mounts: {
          volumes: [{ name: "token", secret: { secretName: "token", items: [{ key: "token", path: "token" }] } }],
        },
      },
    ],
    [
      "a public key and a certificate",
      { certs: { ca: { crt: "-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----" } } },
    ],
    [
      "images with digests",
      { image: { tag: "0.43.1@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" } },
    ],
    ["keys that are no secrets", { extra: { env: [{ name: "PARTITION_KEY", value: "tenant" }] } }],
    ["a working directory", env("PWD", "/")],
    ["sentences", { podAnnotations: { note: "Basic monitoring of nodes, basic authentication, bearer instruments" } }],
    ["a git URL with a user", { repo: "ssh://git@github.com/falcosecurity/falco" }],
    [
      "words that only contain them",
      {
        tokenizer: "x",
        monkey: "y",
        keyboard: "z",
        secretive: "w",
        extra: {
          env: [
            { name: "KEYBOARD", value: "de" },
            { name: "COMPASS", value: "n" },
          ],
        },
      },
    ],
    [
      "rules and outputs of Falco",
      { falco: { append_output: [{ extra_output: "password=%proc.name token: %user.name" }] } },
    ],
  ])("aren't seen in %s", (_, values) => {
    expect(found(values)).toEqual([]);
  });
});
