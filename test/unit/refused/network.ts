import type { Refused } from "./refused";

const registryExpected =
  "expected a registry as host, host:port or host:port/path, without https:// before it and without a login.";
const setRegistry = "npx pulumi config set -s dev --path falco:images.registry VALUE";
const proxyExpected =
  "expected an http:// or https:// URL of a host and a port, without a login, which every pod's spec would show: let the proxy know the pods by their addresses.";
const registry = "mirror.example.com:5000/falco";

const wrongRegistry = (text: string, shown = text): Refused => [
  { images: { registry: text } },
  [`falco:images.registry = "${shown}": ${registryExpected}`, setRegistry],
];
const wrongProxy = (key: string, text: string, shown = text): Refused => [
  { proxy: { [key]: text } },
  [`falco:proxy.${key} = "${shown}": ${proxyExpected}`, `npx pulumi config set -s dev --path falco:proxy.${key} VALUE`],
];

/** Mistakes about registries, logins, proxies and certificates. */
export const wrongNetwork: readonly Refused[] = [
  wrongRegistry("https://mirror.example.com"),
  wrongRegistry("user:word@mirror.example.com", "***@mirror.example.com"),
  // Docker Hub's, to every container runtime.
  wrongRegistry("mirror"),
  wrongRegistry("mirror/falco"),
  wrongRegistry("mirror.example.com/"),
  wrongRegistry("Mirror.example.com"),
  [
    { images: { pullSecrets: "mine" } },
    [
      'falco:images.pullSecrets = "mine": expected a list of names of Secrets.',
      "npx pulumi config rm -s dev --path falco:images.pullSecrets",
    ],
  ],
  [
    { images: { pullSecrets: ["My_Secret"] } },
    [
      'falco:images.pullSecrets[0] = "My_Secret": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path 'falco:images.pullSecrets[0]' VALUE",
    ],
  ],
  [
    { images: { registry, username: "robot" } },
    [
      "falco:images.password is missing; expected a value, as images.username has one.",
      "npx pulumi config set -s dev --secret --path falco:images.password",
    ],
  ],
  [
    { images: { registry, password: "word" } },
    [
      "falco:images.username is missing; expected a value, as images.password has one.",
      "npx pulumi config set -s dev --path falco:images.username VALUE",
    ],
  ],
  [
    { images: { username: "robot", password: "word" } },
    [
      "falco:images.username: expected images.registry to be set: there is nothing else to log in to.",
      "npx pulumi config set -s dev --path falco:images.registry REGISTRY",
    ],
  ],
  [
    { charts: { repository: "oci://charts.example.com/falco", username: "a:b", password: "word" } },
    [
      "falco:charts.username: expected a name without blanks, colons, commas and semicolons.",
      "npx pulumi config set -s dev --path falco:charts.username VALUE",
    ],
  ],
  [
    { charts: { username: "robot" } },
    [
      "falco:charts.password is missing; expected a value, as charts.username has one.",
      "npx pulumi config set -s dev --secret --path falco:charts.password",
    ],
  ],
  [
    { rules: { username: "robot", password: "word" } },
    [
      "falco:rules.username: expected rules.source to be registry: there is nothing else to log in to.",
      "npx pulumi config set -s dev --path falco:rules.source registry",
    ],
  ],
  [
    { rules: { source: "registry", username: "robot", password: "a,b" } },
    [
      "falco:rules.password: expected a password on one line without commas and semicolons, at which falcoctl splits.",
      "npx pulumi config set -s dev --secret --path falco:rules.password",
    ],
  ],
  [
    { images: { registry, username: "robot", password: "word" }, rules: { source: "registry" } },
    [
      "falco:rules.username is missing; expected a login for mirror.example.com:5000: falcoctl fetches the rules from there without the pull Secret.",
      "npx pulumi config set -s dev --path falco:rules.username robot",
    ],
  ],
  [
    {
      images: { registry, username: "robot", password: "word" },
      rules: {
        source: "registry",
        registryRef: "rules.example.com/acme/falco-rules:5",
        username: "robot",
        password: "word",
      },
    },
    [
      "falco:rules.registryRef: expected a reference in mirror.example.com:5000, where the container plugin comes from: falcoctl has one login, and here it needs two.",
      "npx pulumi config rm -s dev --path falco:rules.registryRef",
    ],
  ],
  wrongProxy("https", "proxy.example.com:3128"),
  wrongProxy("https", "user:word@proxy.example.com:3128", "***@proxy.example.com:3128"),
  wrongProxy("http", "socks5://proxy.example.com:1080"),
  wrongProxy("https", "http://user:word@proxy.example.com:3128", "http://***@proxy.example.com:3128"),
  [
    { proxy: { noProxy: "a,b" } },
    [
      'falco:proxy.noProxy = "a,b": expected a list of hosts.',
      "npx pulumi config rm -s dev --path falco:proxy.noProxy",
    ],
  ],
  [
    { proxy: { noProxy: ["a,b"] } },
    [
      'falco:proxy.noProxy[0] = "a,b": expected a host, a domain such as .example.com, an address or a network such as 10.0.0.0/8.',
      "npx pulumi config set -s dev --path 'falco:proxy.noProxy[0]' VALUE",
    ],
  ],
  [{ caBundle: "no/such.pem" }, ['falco:caBundle = "no/such.pem": expected a file that can be read: there is none.']],
  [
    { images: { registry }, charts: { falcosidekick: "0.8.0" } },
    [
      'falco:charts.falcosidekick = "0.8.0": expected 0.8.1 or later with images.registry: before, the UI\'s init container has a fixed image.',
      "npx pulumi config set -s dev --path falco:charts.falcosidekick 0.8.9",
      "or npx pulumi config set -s dev --path falco:ui.enabled false",
    ],
  ],
  [
    {
      rules: { source: "registry", username: "robot", password: "word" },
      proxy: { https: "http://proxy.example.com:3128" },
      charts: { falco: "3.3.1" },
    },
    [
      'falco:charts.falco = "3.3.1": expected 3.4.0 or later with rules.source registry and proxy, rules.username: before, falcoctl can\'t be given them.',
      "npx pulumi config set -s dev --path falco:charts.falco 3.8.7",
      "or npx pulumi config set -s dev --path falco:rules.source bundled",
    ],
  ],
  [
    { certificates: { existingSecrets: { server: "Mine" } } },
    [
      'falco:certificates.existingSecrets.server = "Mine": expected at most 253 lower-case letters, digits, dashes and dots, with a letter or digit at both ends.',
      "npx pulumi config set -s dev --path falco:certificates.existingSecrets.server VALUE",
    ],
  ],
  [
    { certificates: { existingSecrets: { server: "mine" } }, grpc: { clients: ["siem"] } },
    [
      "falco:grpc.clients = a list: expected no client with certificates.existingSecrets: the stack has no CA to sign its certificate with.",
    ],
  ],
];
