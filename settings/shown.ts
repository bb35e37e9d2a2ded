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
  return JSON.stringify(text.replace(/^(\s*\w+:\/\/)(.*@)?([^/?#]*)(.*)$/s, hostOnly));
}

const hostOnly = (_: string, scheme: string, login: string | undefined, host: string, rest: string): string =>
  `${scheme}${login === undefined ? "" : "***@"}${host}${/^[/?#]+$/.test(rest) || rest === "" ? rest : "/***"}`;
