// What a shipped dashboard must be: Grafana's types, made stricter where Grafana leaves a place open for plugins.
import type {
  AnnotationQuery,
  Dashboard,
  DataTransformerConfig,
  FieldConfig,
  GraphFieldConfig,
  Panel,
  RowPanel,
  TableFieldOptions,
} from '@grafana/schema';
import type { Options as BarGaugeOptions } from '@grafana/schema/dist/types/raw/composable/bargauge/panelcfg/x/BarGaugePanelCfg_types.gen.d.ts';
import type { Options as StatOptions } from '@grafana/schema/dist/types/raw/composable/stat/panelcfg/x/StatPanelCfg_types.gen.d.ts';
import type { Options as TableOptions } from '@grafana/schema/dist/types/raw/composable/table/panelcfg/x/TablePanelCfg_types.gen.d.ts';
import type { Options as LinesOptions } from '@grafana/schema/dist/types/raw/composable/timeseries/panelcfg/x/TimeSeriesPanelCfg_types.gen.d.ts';

// JSON has no enumerations: an enumeration of texts is written as its texts.
type Json<T> = T extends string
  ? `${T}`
  : T extends number | boolean | null | undefined
    ? T
    : T extends (infer U)[]
      ? Json<U>[]
      : T extends object
        ? { [K in keyof T]: Json<T[K]> }
        : T;

type Datasource = { type: 'prometheus'; uid: '${datasource}' };

// The query of Grafana's Prometheus data source, which is a plugin and so not in the schema.
interface Target {
  refId: string;
  datasource: Datasource;
  editorMode: 'code';
  expr: string;
  legendFormat: string;
  format: 'time_series' | 'table';
  instant: boolean;
  range: boolean;
}

type Defaults = Omit<FieldConfig, 'custom'>;
type Property<Of, Prefix extends string> = {
  [K in keyof Of & string]-?: { id: `${Prefix}${K}`; value: Json<NonNullable<Of[K]>> };
}[keyof Of & string];

interface Override<Custom> {
  matcher: { id: 'byName'; options: string };
  properties: (Property<Defaults, ''> | Property<Custom, 'custom.'>)[];
}

type PanelOf<Type extends string, Options, Custom> = Omit<
  Json<Panel>,
  'type' | 'options' | 'fieldConfig' | 'targets' | 'datasource' | 'description' | 'transformations'
> & {
  type: Type;
  description: string;
  datasource: Datasource;
  targets: Target[];
  transformations?: Json<DataTransformerConfig>[];
  options: Json<Options>;
  fieldConfig: {
    defaults: Omit<Json<FieldConfig>, 'custom' | 'noValue'> & { custom: Partial<Json<Custom>>; noValue: string };
    overrides: Override<Custom>[];
  };
};

type ShippedPanel =
  | PanelOf<'timeseries', LinesOptions, GraphFieldConfig>
  | PanelOf<'stat', StatOptions, object>
  | PanelOf<'bargauge', BarGaugeOptions, object>
  | PanelOf<'table', TableOptions, TableFieldOptions>;

type ShippedRow = Omit<Json<RowPanel>, 'panels'> & { panels: ShippedPanel[] };

// An annotation asks the data source, so it has the fields of its query.
type ShippedAnnotation = Json<AnnotationQuery> & {
  expr: string;
  step: string;
  titleFormat: string;
  textFormat: string;
  tagKeys: string;
  useValueForTime: boolean;
};

export type ShippedDashboard = Omit<Json<Dashboard>, 'annotations' | 'panels'> & {
  uid: string;
  title: string;
  annotations: { list: ShippedAnnotation[] };
  panels: (ShippedPanel | ShippedRow)[];
};
