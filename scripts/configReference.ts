/**
 * Writes the config reference in README.md from the schema of the settings:
 *
 *     npm run config-reference
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaTree, type SchemaNode } from "../settings/schemaTree";

const begin = "<!-- config reference: npm run config-reference -->";
const end = "<!-- end of config reference -->";

/** One row for each setting: key, default, what it is. */
export function configReference(): string {
  const rows = (node: SchemaNode, key: string): string[] =>
    node.properties
      ? Object.entries(node.properties).flatMap(([name, child]) => rows(child, key ? `${key}.${name}` : name))
      : [`| \`${key}\` | ${defaultOf(node)} | ${node.description ?? ""} |`];
  return ["| key | default | what it is |", "|---|---|---|", ...rows(schemaTree(), "")].join("\n");
}

const defaultOf = (node: SchemaNode): string => {
  if (node.secret) return "a secret";
  if (node.default === undefined) return "";
  return typeof node.default === "string" ? `\`${node.default}\`` : `\`${JSON.stringify(node.default)}\``;
};

/** A README with its config reference as it should be. */
export function withConfigReference(readme: string): string {
  const [before, rest = ""] = readme.split(begin);
  const [, after] = rest.split(end);
  if (before === undefined || after === undefined) throw new Error(`README.md lacks the lines ${begin} and ${end}`);
  return `${before}${begin}\n\n${configReference()}\n\n${end}${after}`;
}

if (require.main === module) {
  const file = join(process.cwd(), "README.md");
  writeFileSync(file, withConfigReference(readFileSync(file, "utf8")));
}
