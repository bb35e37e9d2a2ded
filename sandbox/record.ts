import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import type { Layout } from "./layout.ts";

const schema = z.object({
  pulumi: z.object({ home: z.string(), version: z.string(), standIns: z.string().optional() }),
  charts: z.object({ kind: z.enum(["given", "upstream", "stand-in"]), description: z.string() }),
});

/** What `up` decided, for the commands that come after it. */
export type SandboxRecord = z.infer<typeof schema>;

const fileOf = (layout: Layout) => join(layout.root, "sandbox.json");

export async function saveRecord(layout: Layout, record: SandboxRecord): Promise<void> {
  await writeFile(fileOf(layout), JSON.stringify(record, null, 2));
}

/** @returns undefined when no `up` came that far. */
export async function loadRecord(layout: Layout): Promise<SandboxRecord | undefined> {
  const text = await readFile(fileOf(layout), "utf8").catch(() => undefined);
  return text === undefined ? undefined : schema.parse(JSON.parse(text));
}
