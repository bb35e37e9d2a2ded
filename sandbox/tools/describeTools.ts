import { sep } from "node:path";
import type { Layout } from "../layout.ts";

/** Where the tools came from, on one line. */
export function describeTools(files: ReadonlyMap<string, string>, { cache }: Pick<Layout, "cache">): string {
  const origins = new Map<string, string[]>();
  for (const [name, file] of [...files].sort(([one], [other]) => one.localeCompare(other))) {
    const origin = originOf(file, cache);
    origins.set(origin, [...(origins.get(origin) ?? []), name]);
  }
  return [...origins].map(([origin, names]) => `${names.join(", ")} ${origin}`).join("; ");
}

function originOf(file: string, cache: string): string {
  if (file.startsWith(`${cache}${sep}built${sep}`)) return "compiled";
  return file.startsWith(`${cache}${sep}releases${sep}`) ? "as released" : "from PATH";
}
