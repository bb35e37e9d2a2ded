import type { SettingPath } from "../finding";
import { isMapping, type Leaf } from "./leaves";

/** A secret that a value holds in clear text. */
export interface ClearSecret {
  readonly path: SettingPath;
  /** It is the value of an environment variable, which Kubernetes reads from a Secret as well. */
  readonly ofVariable: boolean;
}

/** Secrets in a leaf, by the names of values and variables, and by the form of texts; in lists and mappings too. */
export const clearSecretsIn = ({ path, value }: Leaf): readonly ClearSecret[] => below(value, path);

function below(value: unknown, path: SettingPath): readonly ClearSecret[] {
  if (Array.isArray(value)) return value.flatMap((item: unknown, at) => below(item, [...path, at]));
  if (isMapping(value)) {
    const { name, value: given } = value;
    if (typeof name === "string" && (typeof given === "string" || typeof given === "number"))
      return isSecretVariable(name, String(given)) ? [{ path: [...path, "value"], ofVariable: true }] : [];
    return Object.entries(value).flatMap(([key, child]) =>
      // References to Secrets are the repair.
      /^(valueFrom|envFrom|secretKeyRef|secretRef)$/.test(key) ? [] : below(child, [...path, key]),
    );
  }
  if (typeof value !== "string" && typeof value !== "number") return [];
  return isSecretValue(path, String(value)) ? [{ path, ofVariable: false }] : [];
}

/** Names of environment variables, and of values of a chart in camel case or with dashes. */
const secretVariable =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|PASS|TOKEN|SECRET|(API|ACCESS|PRIVATE|SECRET|ENCRYPTION|SIGNING|AUTH)_?KEY|ACCESS_KEY_ID|CREDENTIALS?|WEBHOOK(_?URL)?|DSN)$/i;
const secretValue =
  /(^|[a-z0-9_-])(password|passwd|passphrase|token|secret|api[_-]?key|access[_-]?key(id)?|private[_-]?key|credentials?|webhook([_-]?url)?)$/i;

function isSecretVariable(name: string, text: string): boolean {
  return (secretVariable.test(name) && !isHarmless(text)) || hasSecretForm(text);
}

function isSecretValue(path: SettingPath, text: string): boolean {
  const key = path.findLast((part) => typeof part === "string") ?? "";
  // Labels and annotations name Secrets and hold checksums of them.
  const isNote = path.some((part) => /(labels|annotations|selector)$/i.test(String(part)));
  const isNamed = typeof path.at(-1) === "string" && !namesSecret.test(key) && !isNote;
  return (
    (isNamed && (/^[A-Z0-9_]+$/.test(key) ? secretVariable : secretValue).test(key) && !isHarmless(text)) ||
    hasSecretForm(text)
  );
}

/** Values whose text is the name of a Secret, or of something about one. */
const namesSecret = /^(existing|(image)?pull)|(secret|token)(s|Name|Ref|File|Path|Key)$/i;

/** What a secret isn't: nothing, a switch, a path, or another variable that Kubernetes puts in. */
const isHarmless = (text: string): boolean =>
  /^\s*$/.test(text) ||
  /^(true|false|none|null)$/i.test(text) ||
  /^(\.{0,2}\/|~\/|file:)\S*$/.test(text) ||
  isReference(text);
const isReference = (text: string): boolean => /^\$(\([A-Za-z_]\w*\)|\{[A-Za-z_]\w*\})$/.test(text);

const parameter = "[\\w.-]*(?:token|api_?key|access_?key|secret|password|passwd|signature|sig)";
const tokens = [
  // Slack, GitHub, GitLab, Amazon, Google, Stripe, SendGrid, Grafana, Docker, npm, PyPI, Vault, New Relic, DigitalOcean.
  String.raw`xox[a-z]-[\w-]{8,}`,
  String.raw`xapp-[\w-]{8,}`,
  String.raw`gh[opsur]_\w{16,}`,
  String.raw`github_pat_\w{16,}`,
  String.raw`glpat-[\w-]{16,}`,
  String.raw`A[KS]IA[0-9A-Z]{16}`,
  String.raw`AIza[\w-]{35}`,
  String.raw`ya29\.[\w-]{16,}`,
  String.raw`[rs]k_(?:live|test)_\w{16,}`,
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  String.raw`glsa_\w{16,}`,
  String.raw`glc_\w{16,}`,
  String.raw`dckr_pat_[\w-]{16,}`,
  String.raw`npm_\w{30,}`,
  String.raw`pypi-[\w-]{30,}`,
  String.raw`hv[sb]\.[\w-]{16,}`,
  String.raw`NRAK-\w{16,}`,
  String.raw`do[opr]_v1_\w{16,}`,
  String.raw`eyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+`,
].join("|");

/** Forms that only secrets have, wherever in a text. */
const secretForms: readonly RegExp[] = [
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  new RegExp(`(?<![\\w-])(?:${tokens})`),
  /\bbearer\s+(?=\S*\d)[\w.~+/-]{16,}=*/i,
  /\bauthorization\b["']?\s*[:=]\s*["']?(?:bearer|basic)\s+(?!\$)[\w.~+/-]{8,}=*/i,
  // Webhooks of Slack, Discord, Teams, Google Chat, Telegram, Zapier, Logic Apps: the path is the secret.
  /hooks\.slack\.com\/(?:services|workflows|triggers)\/\w|discord(?:app)?\.com\/api\/webhooks\/\w|webhook\.office\.com\/webhook\w*\/\w|chat\.googleapis\.com\/v1\/spaces\/\S*key=|api\.telegram\.org\/bot\w|hooks\.zapier\.com\/hooks\/\w/i,
  new RegExp(`[?&]${parameter}=(?!\\$)[^&\\s]`, "i"),
  // Arguments of a command, and JSON in a text.
  new RegExp(`^--?${parameter}[= ](?!\\$|/)\\S`, "i"),
  new RegExp(`"${parameter}"\\s*:\\s*"(?!\\$|/)[^"]`, "i"),
];

/** A login in a URL, with a password that is no other variable. */
const urlLogin = /[a-z][a-z\d+.-]*:\/\/[^\s/?#@:]*:([^\s/?#@]+)@/gi;

/** `Basic` and a login in base64: other words may follow it as well. */
const basicLogin = /\bbasic\s+([\w+/-]{8,}=*)/gi;

const hasSecretForm = (text: string): boolean =>
  secretForms.some((form) => form.test(text)) ||
  [...text.matchAll(basicLogin)].some(([, login = ""]) => /^[\x20-\x7e]+:[\x20-\x7e]+$/.test(decoded(login))) ||
  [...text.matchAll(urlLogin)].some(([, password = ""]) => !isReference(password));

const decoded = (base64: string): string => Buffer.from(base64, "base64").toString("latin1");
