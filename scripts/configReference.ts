/**
 * Writes what is made from the schema of the settings: the reference in docs/settings.md, that of Falcosidekick's
 * outputs in docs/outputs.md, and config.schema.json, by which editors know the keys of `Pulumi.<stack>.yaml`:
 *
 *     npm run config-reference
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { nodeAt, schemaTree, settable, type SchemaNode } from "../settings/schemaTree";
import { configSchema } from "./configSchema";

const begin = "<!-- config reference: npm run config-reference -->";
const end = "<!-- end of config reference -->";
const outputs = "sidekick.outputs";

const rows = (node: SchemaNode, key: string): string[] => {
  if (key === outputs)
    return [
      `| \`${key}\` | | Receivers of alerts, each by Falcosidekick's own field names: [outputs.md](outputs.md) |`,
    ];
  return node.properties
    ? settable(node).flatMap(([name, child]) => rows(child, key ? `${key}.${name}` : name))
    : [`| \`${key}\` | ${defaultOf(node)} | ${node.description ?? ""} |`];
};

const defaultOf = (node: SchemaNode): string => {
  if (node.secret) return "a secret";
  if (node.default === undefined) return "";
  return typeof node.default === "string" ? `\`${node.default}\`` : `\`${JSON.stringify(node.default)}\``;
};

const table = (lines: readonly string[]) => ["| key | default | what it is |", "|---|---|---|", ...lines].join("\n");

/** One row for each setting: key, default, what it is. */
const settingsReference = (): string => table(rows(schemaTree(), ""));

/** A table for each output of Falcosidekick. */
const outputsReference = (): string =>
  settable(nodeAt(outputs.split(".")))
    .map(([name, node]) => `### ${name}\n\n${table(rows(node, name))}`)
    .join("\n\n");

/** A document with its reference as it should be. */
const withReference = (document: string, reference: string): string => {
  const [before, rest = ""] = document.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined) throw new Error(`a document lacks the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${reference}\n\n${end}${after}`;
};

/** Every generated file as it should be, by its path in the project. */
export const generatedFiles = (read: (file: string) => string): Readonly<Record<string, string>> => ({
  "docs/settings.md": withReference(read("docs/settings.md"), settingsReference()),
  "docs/outputs.md": withReference(read("docs/outputs.md"), outputsReference()),
  "config.schema.json": `${JSON.stringify(configSchema(), null, 1)}\n`,
});

if (require.main === module) {
  const read = (file: string) => readFileSync(join(process.cwd(), file), "utf8");
  for (const [file, text] of Object.entries(generatedFiles(read))) writeFileSync(join(process.cwd(), file), text);
}
