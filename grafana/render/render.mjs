// A dashboard as a picture: README.md.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const { values: options } = parseArgs({
  options: {
    prometheus: { type: 'string', default: 'http://127.0.0.1:9090' },
    dashboard: { type: 'string' },
    out: { type: 'string' },
    theme: { type: 'string', default: 'dark' },
    minutes: { type: 'string', default: '30' },
    window: { type: 'string', default: '5m' },
  },
});
if (!options.dashboard || !options.out) {
  console.error('render.mjs needs --dashboard FILE and --out FILE.png; see README.md');
  process.exit(2);
}

const to = Date.now();
const from = to - Number(options.minutes) * 60_000;
const step = Math.max(5, Math.round((to - from) / 1000 / 300));

// As Grafana fills in: a variable of several values is a regular expression, escaped.
const filled = (expr) =>
  expr
    .replaceAll('$campaign', '\\\\*')
    .replaceAll('$channel', '*')
    .replaceAll('$answers_window', '1h')
    .replaceAll('$window', options.window)
    .replaceAll('$target', '0.03')
    .replaceAll('$__rate_interval', '1m');

async function ask(path, parameters) {
  const response = await fetch(`${options.prometheus}/api/v1/${path}?${new URLSearchParams(parameters)}`);
  const answer = await response.json();
  if (answer.status !== 'success') {
    throw new Error(`${parameters.query}: ${answer.error}`);
  }
  return answer.data.result;
}

// Where there is no value there is a gap, as in Grafana.
function everyStep(values) {
  const known = new Map(values.map(([at, value]) => [Math.round((at - from / 1000) / step), value]));
  const steps = Math.floor((to - from) / 1000 / step) + 1;
  return Array.from({ length: steps }, (_, i) => [from / 1000 + i * step, known.get(i) ?? null]);
}

async function answer({ refId, expr, legendFormat, instant }) {
  const query = filled(expr);
  const result = instant
    ? await ask('query', { query, time: to / 1000 })
    : await ask('query_range', { query, start: from / 1000, end: to / 1000, step });
  const series = result.map(({ metric, value, values }) => ({
    metric,
    values: instant ? [value] : everyStep(values),
  }));
  return { refId, legend: legendFormat, series };
}

const drawn = JSON.parse(readFileSync(options.dashboard, 'utf8')).panels.filter((panel) =>
  ['timeseries', 'stat', 'bargauge'].includes(panel.type),
);
const panels = [];
for (const panel of drawn) {
  const answers = await Promise.all(panel.targets.map(answer));
  panels.push({ ...panel, title: panel.title.replace('$campaign', 'all campaigns'), answers });
}

const work = mkdtempSync(join(tmpdir(), 'render-'));
try {
  await build({
    entryPoints: [join(here, 'panels.jsx')],
    bundle: true,
    outfile: join(work, 'panels.js'),
    format: 'iife',
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    loader: { '.svg': 'text', '.woff2': 'dataurl', '.ttf': 'dataurl' },
    logLevel: 'error',
  });
  const input = JSON.stringify({ panels, mode: options.theme, from, to }).replaceAll('<', '\\u003c');
  writeFileSync(
    join(work, 'index.html'),
    `<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="panels.css">
<style>body{margin:8px;font-family:sans-serif}button{color:inherit;background:none;border:0;font:inherit;font-size:12px}</style>
<div id="root"></div><script>window.INPUT=${input};window.process={env:{}}</script><script src="panels.js"></script>`,
  );
  const height = Math.max(...panels.map(({ gridPos }) => (gridPos.y + gridPos.h) * 36)) + 20;
  const chromium = spawnSync(
    'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--hide-scrollbars',
      '--allow-file-access-from-files',
      `--user-data-dir=${join(work, 'profile')}`,
      `--window-size=1460,${height}`,
      '--virtual-time-budget=8000',
      `--screenshot=${options.out}`,
      `file://${join(work, 'index.html')}`,
    ],
    { encoding: 'utf8' },
  );
  if (chromium.status !== 0) {
    throw new Error(`chromium failed: ${chromium.error ?? chromium.stderr}`);
  }
  console.log(`${panels.length} panels: ${options.out}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
