// The panels of a dashboard with their answers (window.INPUT), drawn as Grafana draws them.
import {
  applyFieldOverrides,
  createTheme,
  dateTime,
  FieldConfigOptionsRegistry,
  FieldType,
  identityOverrideProcessor,
  ThemeContext,
  toDataFrame,
} from '@grafana/data';
import { BarGauge, BigValue, PanelChrome, TimeSeries } from '@grafana/ui';
import React from 'react';
import { createRoot } from 'react-dom/client';

const COLUMN = 60;
const ROW = 36;
const GAP = 8;

const { panels, mode, from, to } = window.INPUT;
const theme = createTheme({ colors: { mode } });
document.body.style.background = theme.colors.background.canvas;
document.body.style.color = theme.colors.text.primary;

const STANDARD = ['color', 'unit', 'decimals', 'min', 'max', 'noValue', 'displayName', 'mappings', 'thresholds'];
const CUSTOM = ['drawStyle', 'lineWidth', 'fillOpacity', 'showPoints', 'spanNulls', 'lineStyle', 'fillBelowTo'];
const option = (id, path, isCustom) => ({
  id,
  path,
  isCustom,
  name: id,
  process: identityOverrideProcessor,
  override: {},
  shouldApply: () => true,
});
const registry = new FieldConfigOptionsRegistry(() => [
  ...STANDARD.map((id) => option(id, id, false)),
  ...CUSTOM.map((id) => option(`custom.${id}`, id, true)),
]);

const range = { from: dateTime(from), to: dateTime(to), raw: { from: dateTime(from), to: dateTime(to) } };

const rename = (panel, name) => {
  const renaming = panel.transformations?.find((each) => each.id === 'renameByRegex')?.options;
  return renaming ? name.replace(new RegExp(renaming.regex), renaming.renamePattern) : name;
};

const nameOf = (panel, legend, labels) =>
  rename(panel, legend.replace(/\{\{(.*?)\}\}/g, (_, label) => labels[label] ?? ''));

const framesOf = (panel) =>
  applyFieldOverrides({
    data: panel.answers.flatMap((answer) =>
      answer.series.map((series) =>
        toDataFrame({
          refId: answer.refId,
          fields: [
            { name: 'time', type: FieldType.time, values: series.values.map(([at]) => at * 1000), config: {} },
            {
              name: 'value',
              type: FieldType.number,
              values: series.values.map(([, value]) => (value === null ? null : Number(value))),
              config: { displayNameFromDS: nameOf(panel, answer.legend, series.metric) },
            },
          ],
        }),
      ),
    ),
    fieldConfig: panel.fieldConfig,
    fieldConfigRegistry: registry,
    replaceVariables: (text) => text,
    theme,
    timeZone: 'utc',
  });

function Figures({ fields, width, height }) {
  return (
    <div style={{ display: 'flex' }}>
      {fields.map((field, i) => (
        <BigValue
          key={i}
          value={{ ...field.display(field.values.at(-1)), title: field.config.displayNameFromDS }}
          count={fields.length}
          width={width / fields.length}
          height={height}
          theme={theme}
          colorMode="value"
          graphMode="none"
          justifyMode="auto"
          textMode="auto"
        />
      ))}
    </div>
  );
}

function Bars({ fields, width, height }) {
  const max = Math.max(...fields.map((field) => field.values.at(-1)));
  return fields.map((field, i) => (
    <BarGauge
      key={i}
      value={{ ...field.display(field.values.at(-1)), title: field.config.displayNameFromDS }}
      field={{ ...field.config, max: field.config.max ?? max }}
      display={field.display}
      width={width - GAP}
      height={Math.min(36, height / fields.length - GAP)}
      orientation="horizontal"
      displayMode="basic"
      theme={theme}
      showUnfilled
    />
  ));
}

function Body({ panel, width, height }) {
  const frames = framesOf(panel);
  const fields = frames.map((frame) => frame.fields[1]);
  if (frames.length === 0) {
    return <div style={{ padding: 20 }}>{panel.fieldConfig.defaults.noValue}</div>;
  }
  switch (panel.type) {
    case 'timeseries':
      return (
        <TimeSeries
          frames={frames}
          timeRange={range}
          timeZone="utc"
          width={width}
          height={height}
          legend={panel.options.legend}
          structureRev={1}
        />
      );
    case 'stat':
      return <Figures fields={fields} width={width} height={height} />;
    default:
      return <Bars fields={fields} width={width} height={height} />;
  }
}

function Place({ panel }) {
  const { x, y, w, h } = panel.gridPos;
  const width = w * COLUMN - GAP;
  const height = h * ROW - GAP;
  return (
    <div style={{ position: 'absolute', left: x * COLUMN, top: y * ROW, width, height }}>
      <PanelChrome title={panel.title} width={width} height={height}>
        {(innerWidth, innerHeight) => <Body panel={panel} width={innerWidth} height={innerHeight} />}
      </PanelChrome>
    </div>
  );
}

createRoot(document.getElementById('root')).render(
  <ThemeContext.Provider value={theme}>
    {panels.map((panel) => (
      <Place key={panel.id} panel={panel} />
    ))}
  </ThemeContext.Provider>,
);
