import * as pulumi from "@pulumi/pulumi";

/** Texts that are longer say nothing to people, and are often a key or a file that belongs elsewhere. */
const longest = 100;

/** A value as a message shows it. Whoever put a secret into the wrong field doesn't want it printed. */
export function shown(value: unknown): string {
  if (typeof value === "string") return shownText(value);
  if (pulumi.Output.isInstance(value)) return "an Output";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : JSON.stringify(value);
}

function shownText(text: string): string {
  if (text.includes("PRIVATE KEY")) return "a private key";
  if (text.length > longest) return `text of ${text.length} characters`;
  // Of a URL only its host: there may be a login before it, and a token behind.
  if (url.test(text)) return JSON.stringify(text.replace(url, hostOnly));
  // A login stands before a host without a scheme too; the digest of an image is none.
  return JSON.stringify(text.replace(/^.*@(?!sha256:[0-9a-f]*$)/s, "***@"));
}

const url = /^(\s*\w+:\/\/)(.*@)?([^/?#]*)(.*)$/s;
const hostOnly = (_: string, scheme: string, login: string | undefined, host: string, rest: string): string =>
  `${scheme}${login === undefined ? "" : "***@"}${host}${/^[/?#]+$/.test(rest) || rest === "" ? rest : "/***"}`;
