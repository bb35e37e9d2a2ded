import type { AnnotationQuery, Dashboard, FieldConfig, Panel, RowPanel, VariableModel } from "@grafana/schema";
import type { Options as BarGaugeOptions } from "@grafana/schema/dist/esm/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen";
import type { Options as LogsOptions } from "@grafana/schema/dist/esm/raw/composable/logs/panelcfg/x/LogsPanelCfg_types.gen";
import type { LokiDataQuery } from "@grafana/schema/dist/esm/raw/composable/loki/dataquery/x/LokiDataQuery_types.gen";
import type { PrometheusDataQuery } from "@grafana/schema/dist/esm/raw/composable/prometheus/dataquery/x/PrometheusDataQuery_types.gen";
import type { Options as StatOptions } from "@grafana/schema/dist/esm/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen";
import type {
  FieldConfig as TableField,
  Options as TableOptions,
} from "@grafana/schema/dist/esm/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen";
import type { Options as TextOptions } from "@grafana/schema/dist/esm/raw/composable/text/panelcfg/x/TextPanelCfg_types.gen";
import type {
  FieldConfig as TimeSeriesField,
  Options as TimeSeriesOptions,
} from "@grafana/schema/dist/esm/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen";

// What Grafana's own package says a dashboard is, so tightly that a misspelled key is an error.

type Plain<T> = T extends string
  ? `${T}`
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [Key in keyof T]: Plain<T[Key]> }
      : T;

/** A property that an override may set, with its value. */
type Property<Custom> =
  | { [Key in keyof FieldConfig]-?: { id: Key; value: FieldConfig[Key] } }[keyof FieldConfig]
  | { [Key in keyof Custom & string]-?: { id: `custom.${Key}`; value: Custom[Key] } }[keyof Custom & string];

interface Fields<Custom> {
  defaults: Omit<FieldConfig, "custom"> & { custom?: Partial<Custom> };
  overrides: { matcher: { id: "byName"; options: string }; properties: Property<Custom>[] }[];
}

type PanelOf<Type extends string, Options, Custom, Query> = Omit<
  Panel,
  "type" | "options" | "fieldConfig" | "targets"
> & {
  type: Type;
  options: Partial<Options>;
  fieldConfig: Fields<Custom>;
  targets: Query[];
};

/** What the builder writes besides for Grafana 11 and later; earlier ones pass over it. */
interface Later {
  stat: { percentChangeColorMode?: "standard" };
  bargauge: { legend?: object };
  variable: { allowCustomValue?: boolean; auto?: boolean; auto_min?: string; auto_count?: number };
}

/** Panels of the types that we use, whose queries go to one kind of data source. */
type Panels<Query> =
  | PanelOf<"stat", StatOptions & Later["stat"], object, Query>
  | PanelOf<"bargauge", BarGaugeOptions & Later["bargauge"], object, Query>
  | PanelOf<"timeseries", TimeSeriesOptions, TimeSeriesField, Query>
  | PanelOf<"table", TableOptions, TableField, Query>
  | PanelOf<"logs", LogsOptions, object, Query>
  | (Omit<Panel, "type" | "options"> & { type: "text"; options: TextOptions })
  | RowPanel;

/** An annotation's query as Grafana 9 reads it, beside the one as later ones do (grafana, grafana-prometheus annotations.ts). */
type PrometheusAnnotation = AnnotationQuery<PrometheusDataQuery & { interval: string }> & {
  expr: string;
  step: string;
  titleFormat: string;
  tagKeys: string;
};

type DashboardOf<Query> = Omit<Dashboard, "panels" | "templating" | "annotations"> & {
  panels: Panels<Query>[];
  templating: { list: (VariableModel & Later["variable"])[] };
  annotations: { list?: PrometheusAnnotation[] };
};

/** JSON of a dashboard whose data source is Prometheus. */
export type PrometheusDashboard = Plain<DashboardOf<PrometheusDataQuery>>;

/** JSON of a dashboard whose data source is Loki. */
export type LokiDashboard = Plain<DashboardOf<LokiDataQuery>>;
