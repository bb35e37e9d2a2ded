import { z } from "zod";
import { latest, type Answer } from "./answered";
import type { Panel } from "./panels";

/** Cells by the titles of their columns, in the order of the columns. */
export type TableRow = ReadonlyMap<string, string | number>;

const merge = z.object({ id: z.literal("merge") });
const organize = z.object({
  id: z.literal("organize"),
  options: z.object({ indexByName: z.record(z.string(), z.number()), renameByName: z.record(z.string(), z.string()) }),
});

/** Rows of a table after its transformations, sorted as it says. Throws at a transformation that it doesn't know. */
export const tableRows = (panel: Panel, answers: readonly Answer[]): readonly TableRow[] => {
  const rows = z
    .array(z.union([merge, organize]))
    .parse(panel.transformations)
    .reduce<readonly TableRow[]>(
      // What has the same labels is one row already.
      (before, step) => (step.id === "merge" ? before : before.map((row) => organized(row, step.options))),
      merged(panel, answers),
    );
  return [...rows].sort(
    (a, b) =>
      (panel.options.sortBy ?? [])
        .map(({ displayName, desc }) => compared(a.get(displayName), b.get(displayName)) * (desc ? -1 : 1))
        .find((order) => order !== 0) ?? 0,
  );
};

const merged = ({ targets }: Panel, answers: readonly Answer[]): readonly TableRow[] => {
  const rows = new Map<string, Map<string, string | number>>();
  for (const answer of answers) {
    const labels = Object.entries(answer.labels);
    const key = JSON.stringify(labels.sort());
    const row = rows.get(key) ?? new Map<string, string | number>(labels);
    rows.set(key, row.set(targets.length > 1 ? `Value #${answer.refId}` : "Value", latest(answer)));
  }
  return [...rows.values()];
};

const organized = (row: TableRow, { indexByName, renameByName }: z.infer<typeof organize>["options"]): TableRow => {
  const indexOf = (field: string): number => indexByName[field] ?? Object.keys(indexByName).length;
  const fields = [...row].sort(([a], [b]) => indexOf(a) - indexOf(b));
  return new Map(fields.map(([field, value]) => [renameByName[field] ?? field, value]));
};

const compared = (a: string | number = "", b: string | number = ""): number =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en", { numeric: true });
