import type { Panel, ReadDashboard } from "./read";

export const selectedDataSource = { type: "prometheus", uid: "${datasource}" };

/** Each panel has an id of its own, and a place of its own in Grafana's 24 columns. */
export function hasGoodLayout({ panels }: ReadDashboard): void {
  const ids = panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(Math.max(...panels.map(({ gridPos: { x, w } }) => x + w))).toBe(24);
}

/** A panel explains itself, has no default of Grafana's that misleads, and asks the selected data source. */
export function hasGoodTexts(panel: Panel, dataSource: { readonly type: string; readonly uid: string }): void {
  const defaults = panel.fieldConfig?.defaults;
  expect(defaults?.unit).toMatch(/./);
  expect(defaults?.noValue).toMatch(/^No /);
  // Without thresholds Grafana turns red from 80 on.
  expect(defaults?.thresholds?.steps[0]).toMatchObject({ value: null });
  expect(panel.description).toMatch(/^[A-Z].*\.$/);
  expect(panel.datasource).toEqual(dataSource);
  expect(panel.targets).not.toHaveLength(0);
  for (const target of panel.targets) {
    expect(target.datasource).toEqual(dataSource);
    expect(target.expr).not.toBe("");
  }
  const refIds = panel.targets.map(({ refId }) => refId);
  expect(new Set(refIds).size).toBe(refIds.length);
}
