import type { Needs } from "./needs";

/** What a stack needs, as text for people: references upstream, each with what it is for. */
export function needsTable({ charts, images, artifacts, notes }: Needs): string {
  const sections = [
    columns([
      ["CHART", "VERSION", "SOURCE", "SHA-256"],
      ...charts.map(({ name, version, source, sha256 }) => [name, version, source, sha256 ?? "(a directory has none)"]),
    ]),
    columns([["IMAGE", "FOR"], ...images.map(({ reference, purpose }) => [reference, purpose])]),
    ...(artifacts.length > 0
      ? [columns([["OCI ARTIFACT", "FOR"], ...artifacts.map(({ reference, purpose }) => [reference, purpose])])]
      : []),
    ...notes,
  ];
  return sections.join("\n\n");
}

const columns = (rows: readonly (readonly string[])[]): string => {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(width(column)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
};
