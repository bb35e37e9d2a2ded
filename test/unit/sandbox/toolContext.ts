import { join } from "node:path";
import type { ToolContext } from "../../../sandbox/tools/context";
import { temporaryLayout } from "./temporary";

/** What getting a tool is given, with a cache of its own; `reports` is what it told its user. */
export function toolContext(path = ""): ToolContext & { readonly reports: string[] } {
  const layout = temporaryLayout();
  const reports: string[] = [];
  return {
    layout,
    path,
    reports,
    platform: { os: "linux", arch: "amd64" },
    signal: new AbortController().signal,
    log: join(layout.logs, "tools.log"),
    report: (text) => reports.push(text),
    announce: (text) => reports.push(text),
  };
}
