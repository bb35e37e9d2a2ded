import { readFileSync, statSync } from "node:fs";
import type { Position } from "../../ruleFiles/diagnostic";
import type { Refusal } from "./remark";

/** The most that a ConfigMap carries, in bytes (Kubernetes, ValidateConfigMap). */
export const configMapBytes = 1024 * 1024;

/** A file's whole text, or why it can't go into a ConfigMap. */
export type FileText = { readonly text: string } | { readonly remark: Refusal };

const fault = (at: Position | undefined, expected: string, found: string) => ({ remark: { at, expected, found } });

/** Reads a file that has to be text as YAML allows it, and keeps it as it is: byte order mark, CRLF, all of it. */
export function readFile(path: string): FileText {
  const bytes = bytesOf(path);
  if (!(bytes instanceof Uint8Array)) return bytes;
  const text = decoded(bytes);
  if (text === undefined) return fault(firstWrongLine(bytes), "UTF-8", "this line is in another encoding");
  const stray = forbidden.exec(text);
  if (stray) return fault(positionOf(text, stray.index), "characters that YAML allows", `there is ${codeOf(stray[0])}`);
  return { text };
}

function bytesOf(path: string): Uint8Array | ReturnType<typeof fault> {
  try {
    const stats = statSync(path);
    if (!stats.isFile()) return fault(undefined, "a file", `it is ${stats.isDirectory() ? "a directory" : "none"}`);
    if (stats.size > configMapBytes)
      return fault(undefined, `at most ${configMapBytes} bytes, what a ConfigMap carries`, `it has ${stats.size}`);
    return new Uint8Array(readFileSync(path));
  } catch (error) {
    const code = typeof error === "object" && error !== null ? String(Reflect.get(error, "code")) : "";
    return fault(
      undefined,
      "a file that can be read",
      code === "ENOENT" ? "there is none" : `reading it fails: ${code}`,
    );
  }
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** No character of UTF-8 but the line break has its byte, so that each line can be decoded alone. */
function firstWrongLine(bytes: Uint8Array): Position {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || decoded(bytes.subarray(start, end)) === undefined) return { line, column: 1 };
    start = end + 1;
  }
}

/** All but YAML's c-printable (YAML 1.2.2, 5.1). */
const forbidden = /[^\t\n\r\x20-\x7E\x85\xA0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

const codeOf = (character: string): string =>
  `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;

function positionOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: offset - before.lastIndexOf("\n") };
}
