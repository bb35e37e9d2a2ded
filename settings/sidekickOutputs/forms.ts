import { priorities } from "../../ruleFiles/priorities";
import { isGoTemplate } from "./goTemplate";

/** What a text must look like. `expected` completes "expected …" and says why, where that isn't plain. */
export interface Form {
  readonly test: (text: string) => boolean;
  readonly expected: string;
}

export const form = (pattern: RegExp, expected: string): Form => ({ test: (text) => pattern.test(text), expected });

// Control characters never belong into one line; half a surrogate pair has no bytes of its own; the separators of lines
// and paragraphs don't survive the chart's indentation.
const character = String.raw`(?:[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}]|\t)`;
const dense = String.raw`[^\p{Cc}\p{Cs}\s]`;
const escaped = "%[0-9A-Fa-f]{2}";

const lineOf = (expected: string) => form(new RegExp(`^${character}+$`, "u"), expected);
const trimmedOf = (expected: string) => form(new RegExp(`^${dense}(?:${character}*${dense})?$`, "u"), expected);

export const line = lineOf("one line of text without control characters");
/** Go drops blanks around the value of a header, and refuses to send one with control characters. */
export const header = trimmedOf("one line of text without blanks around it: it is sent as an HTTP header");
/** Some of a form, without the comma that falcosidekick splits lists at. */
export const item = ({ test, expected }: Form): Form => ({
  test: (text) => test(text) && !text.includes(","),
  expected: `${expected}, without a comma`,
});
export const word = form(new RegExp(`^${dense}+$`, "u"), "one word without blanks");
/** Becomes a part of a URL without being escaped: anything else would end it there. */
export const urlPart = form(
  new RegExp(`^(?:[A-Za-z0-9_.~-]|${escaped})+$`),
  "letters, digits, - . _ ~, and %XX for anything else: falcosidekick puts it into a URL as it is",
);
export const elasticsearchIndex = form(
  new RegExp(`^(?![-_]|\\.{1,2}$)(?:[a-z0-9_.~-]|${escaped}){1,244}$`),
  "at most 244 lower-case letters, digits, - . _ ~, and %XX for anything else, without - or _ at the start: Elasticsearch takes no other index",
);
export const quickwitIndex = form(
  /^[a-zA-Z][\w.-]{2,254}$/,
  "3 to 255 letters, digits, - . _ with a letter at the start: Quickwit takes no other index",
);
export const kafkaTopic = form(
  /^(?!\.{1,2}$)[\w.-]{1,249}$/,
  "at most 249 letters, digits, - . _: Kafka takes no other topic",
);
/** Over any number of lines. One that does not parse ends falcosidekick at its start. */
export const template: Form = {
  test: (text) => new RegExp(`^(?:${character}|[\\r\\n])+$`, "u").test(text) && isGoTemplate(text),
  expected: "a Go template: each {{ with its }}, each if, range and with with its end, functions of Go's own only",
};

const host = String.raw`(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])`;
const login = `(?:(?:[\\w.~!$&'()*+,;=:-]|${escaped})+@)?`;
const path = String.raw`(?:[^\s#%\p{Cc}\p{Cs}]|${escaped})*`;

const url = (schemes: string, user: string, rest: string, expected: string): Form => {
  const pattern = new RegExp(`^(?:${schemes})://${user}${host}(?::\\d{1,5})?${rest}$`, "u");
  return { test: (text) => pattern.test(text) && URL.canParse(text), expected };
};

// Falcosidekick switches an output off whose URL does not match (http|nats)s?:// or does not parse in Go
// (falcosidekick 2.34.1, outputs/client.go).
const escapes = "blanks, # and % in it as %XX: with any other the output stays off";
/** May hold a token or a login. */
export const secretUrl = url("https?", login, `(?:[/?]${path})?`, `an http:// or https:// URL, ${escapes}`);
/** A Service by any of its names, or the pod itself. */
const isInCluster = ({ hostname }: URL): boolean => /^[\w-]+$|\.svc(?:\.|$)/.test(hostname);
/** One whose path is the secret. */
export const webhookUrl: Form = {
  test: (text) => secretUrl.test(text) && (text.startsWith("https:") || isInCluster(new URL(text))),
  expected:
    "an https:// URL, blanks, # and % in it as %XX; http:// only to a host in the cluster: whoever is on the way reads the token in it",
};
const secretParameter = /(?:token|key|secret|password|signature)$|^(?:auth|authorization|code|sig)$/i;
export const plainUrl: Form = {
  test: (text) =>
    openUrl.test(text) && ![...new URL(text).searchParams.keys()].some((name) => secretParameter.test(name)),
  expected: `an http:// or https:// URL without a login or token in it, ${escapes}`,
};
const openUrl = url("https?", "", `(?:[/?]${path})?`, "");
/** Falcosidekick appends a path to it. */
export const baseUrl = url(
  "https?",
  "",
  String.raw`(?:/(?:[^\s#%?\p{Cc}\p{Cs}]|${escaped})*)?(?<!/)`,
  "an http:// or https:// URL without a login, a query or a slash at its end: falcosidekick appends a path",
);
/** Falcosidekick appends the path of the API as well. */
export const withoutApiPath = ({ test, expected }: Form): Form => ({
  test: (text) => test(text) && !/\/api\/v\d+(?:\/[\w/]*)?$/.test(text),
  expected: `${expected}; the API's path is a field of its own, endpoint`,
});
export const natsUrl = url("nats", login, "/?", "a nats:// URL, with the login in it where there is one");
export const amqpUrl = url("amqps?", login, `(?:[/?]${path})?`, `an amqp:// or amqps:// URL, ${escapes}`);
export const brokerUrl = url(
  "tcp|mqtt|ssl|tls|mqtts|ws|wss",
  "",
  `(?:/${path})?`,
  "a URL such as tcp://mosquitto:1883 or ssl://mosquitto:8883, without a login in it",
);

const hasPort = new RegExp(`^${host}:(\\d{1,5})$`);
const portOf = (text: string) => Number(hasPort.exec(text)?.[1] ?? 0);
/** Without a scheme. */
export const hostPort = (example: string): Form => ({
  test: (text) => portOf(text) > 0 && portOf(text) < 65_536,
  expected: `a host and port such as ${example}`,
});
/** The submission port: falcosidekick starts in plain text and asks for TLS then, which port 465 does not understand. */
export const mailHost: Form = {
  test: (text) => hostPort("").test(text) && portOf(text) !== 465,
  expected: "a host and port such as smtp.example.com:587; not 465, where TLS comes before STARTTLS",
};
export const hostName = form(
  new RegExp(`^${host}$`),
  "the name or address of a host without scheme and port, an IPv6 address in brackets",
);
export const mail = form(/^[^\s,<>@\p{Cc}\p{Cs}]+@[^\s,<>@\p{Cc}\p{Cs}]+$/u, "a mail address such as soc@example.com");
export const duration = form(
  /^(?=.*[1-9])(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h))+$/,
  "a duration such as 500ms, 1s or 2m",
);
export const base64 = form(/^(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, "base64 on one line");
export const thresholds = form(
  new RegExp(`^\\d+:(?:${priorities.join("|")})(?:, ?\\d+:(?:${priorities.join("|")}))*$`),
  "numbers with priorities such as 10000:critical,100:warning",
);
/** Checked by falcosidekick itself, which ends when one is wrong (falcosidekick 2.34.0, config.go). */
export const chronicleId = form(/^[a-zA-Z0-9][a-zA-Z0-9_-]*$/, "letters, digits, dashes and underscores");
const otlpHeader = `[\\w!#$%&'*+.^|~-]+=(?:[!-$&-+.-~-]|${escaped})*`;
export const otlpHeaders = form(
  new RegExp(`^${otlpHeader}(?:,${otlpHeader})*$`),
  "name=value pairs with commas between, values with %XX for blanks, commas and %",
);

// Maps. Their variable is one text, which falcosidekick splits at commas first.
const pairWhy = "falcosidekick would drop the pair without a word";
const splitOnce = (text: string) => !/[,:]/.test(text);
export const headerName = form(/^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/, "the name of an HTTP header");
export const headerPairValue: Form = {
  test: (text) => header.test(text) && splitOnce(text),
  expected: `one line without blanks around it and without a colon or comma: ${pairWhy}`,
};
export const pairName: Form = {
  test: (text) => line.test(text) && splitOnce(text),
  expected: `a name without a colon or comma: ${pairWhy}`,
};
export const pairValue: Form = {
  test: (text) => line.test(text) && splitOnce(text),
  expected: `one line without a colon or comma: ${pairWhy}`,
};
export const labelName = form(/^[a-zA-Z_][a-zA-Z0-9_]*$/, "a name of letters, digits and underscores");
const trimmed = trimmedOf("");
export const trimmedValue: Form = {
  test: (text) => trimmed.test(text) && !text.includes(","),
  expected: "one line without a comma, where falcosidekick splits, and without blanks around it, which it cuts off",
};
/** No template, though it may look like one: falcosidekick sends these as they are (2.34.1, outputs/alertmanager.go). */
export const fixedValue: Form = {
  test: (text) => trimmedValue.test(text) && !/\{\{|\$\{|\$labels\b|%[a-z]\w*\.[a-z]/.test(text),
  expected: `${trimmedValue.expected}; the same for all alerts: falcosidekick puts nothing in for {{…}}, \${…} or %field`,
};
/** Variables of OpenTelemetry's SDK; those for headers may hold a token, and these here aren't secret. */
export const sdkVariable = form(
  /^(?!.*_HEADERS$)[a-zA-Z_][a-zA-Z0-9_]*$/i,
  "a name of letters, digits and underscores; headers go into `headers`, a secret",
);
export const extensionName = form(
  /^(?!(?:specversion|id|source|type|datacontenttype|dataschema|subject|time|data)$)[a-z0-9]+$/,
  "a name of lower-case letters and digits that no attribute of CloudEvents has",
);
