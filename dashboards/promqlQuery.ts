import type { DataSourceRef } from "@grafana/grafana-foundation-sdk/common";
import * as prometheus from "@grafana/grafana-foundation-sdk/prometheus";

/** The Prometheus that the variable `datasource` selects. */
export const dataSource: DataSourceRef = { type: "prometheus", uid: "${datasource}" };

const query = (expr: string, refId: string) =>
  new prometheus.DataqueryBuilder()
    .datasource(dataSource)
    .editorMode(prometheus.QueryEditorMode.Code)
    .expr(expr)
    .refId(refId);

/** A query for a graph. */
export const overTime = (expr: string, legend: string, refId = "A") => query(expr, refId).range().legendFormat(legend);

/** A query for numbers and bars. */
export const atEnd = (expr: string, legend = "", refId = "A") => query(expr, refId).instant().legendFormat(legend);

/** A query for a table. */
export const asTable = (expr: string, refId = "A") =>
  query(expr, refId).instant().format(prometheus.PromQueryFormat.Table);

/** Names of many queries of one panel: A to Z, then A1 and so on. */
export const refIds = (index: number): string =>
  `${String.fromCharCode(65 + (index % 26))}${index < 26 ? "" : Math.floor(index / 26)}`;
