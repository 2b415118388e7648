// The live page: shows what the server sends as it changes, asks where it cannot send, and says when there is nothing,
// since when. Names of campaigns and channels come from outside: they only ever become text, never markup.

import {renderAlerts} from './alerts.js';
import {growCourses, readCourses, renderCampaigns} from './campaigns.js';
import {sparkline} from './chart.js';
import {renderCuts} from './cuts.js';
import {at, element, options} from './dom.js';
import * as show from './format.js';
import {follow} from './stream.js';

const LEAD = 'omnichannel_conversion_ratio';
const EVERY_MS = 2000; // without the stream
const BESIDE_MS = 5000; // with it, for what it does not carry
const AGAIN_MS = 15000; // until the stream is tried again
const WATCHES_MS = 20000;
const PATIENCE_MS = 8000;
const HISTORY_PATIENCE_MS = 20000;
const HISTORY_AGAIN_MS = 60000; // a history that is too large to read now will be so in a second
const POINTS_KEPT = 450; // a quarter of an hour and more
const UNKNOWN = {freshness_seconds: null, watermark_lag_seconds: null, age_seconds: null, completeness: null};
const LEADING = [LEAD, 'orders', 'revenue', 'sessions', 'net_promoter_score', 'average_order_value'];

const chosen = {window: '5m', on: '*', kpi: LEAD, campaign: '', channel: ''};
const history = new Map(); // window and KPI -> points
const rows = new Map(); // cut and KPI -> row, of the chosen window
let definitions = [];
let alerts = [];
let watches = [];
let watchesAt = 0;
let token = sessionStorage.getItem('omnipulse-token') ?? '';
let reachedAt = null;
let timer = null;
let shownCuts = '';
let stream = null; // what closes it
let streaming = ''; // what it carries, once it has answered
let streamAgainAt = 0;
let coursesAgainAt = 0;

// ---- asking

class Refused extends Error {}
class Busy extends Error {} // it answers, but not with values: it is starting, or has too many readers

const headers = () => token ? {Authorization: `Bearer ${token}`} : {};

async function answered(path, patience = PATIENCE_MS) {
  const response = await fetch(path, {headers: headers(), signal: AbortSignal.timeout(patience)});
  if (response.status === 401) throw new Refused();
  if (response.status === 503) throw new Busy((await response.json()).detail);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response;
}

async function ask(path) {
  return (await answered(path)).json();
}

async function askHistory(path) {
  const response = await answered(path, HISTORY_PATIENCE_MS);
  return {body: await response.json(), completeFrom: Date.parse(response.headers.get('Omnipulse-Complete-From') ?? '')};
}

function query(path, parameters) {
  return `${path}?${new URLSearchParams(parameters)}`;
}

/** The rows of the lead and of the chosen KPI, in the chosen window. */
function wanted() {
  return [['window', chosen.window], ...[...new Set([LEAD, chosen.kpi])].filter(meaning).map(id => ['kpi', id])];
}

async function refresh() {
  clearTimeout(timer);
  let status;
  try {
    status = await ask('api/status');
    if (definitions.length === 0) definitions = await ask('api/catalogue');
    if (!status.windows.includes(chosen.window)) chosen.window = status.windows[0];
    if (!meaning(chosen.kpi)) chosen.kpi = definitions[0].id;
    const asked = {...chosen};
    const totals = await ask(query('api/kpis', {window: asked.window, campaign: '*', channel: '*'}));
    if (Date.now() - watchesAt > WATCHES_MS) {
      watches = await ask('api/watches');
      watchesAt = Date.now();
    }
    if (!isStreaming()) {
      const [cuts, open] = await Promise.all([
        ask(query('api/kpis', wanted())),
        status.alerts_problem === null ? ask('api/alerts?state=open') : [],
      ]);
      if (asked.window === chosen.window && asked.kpi === chosen.kpi) keep(cuts, true);
      alerts = open;
      openStream();
    }
    reachedAt = new Date();
    if (asked.window === chosen.window && asked.kpi === chosen.kpi) render(status, totals);
  } catch (error) {
    renderTrouble(error);
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, (document.hidden ? 5 : 1) * (isStreaming() ? BESIDE_MS : EVERY_MS));
  if (status && meaning(LEAD)) await refreshCourses();
}

async function refreshCourses() {
  if (Date.now() < coursesAgainAt) return;
  let trouble = '';
  try {
    await readCourses(ofKpi(LEAD), LEAD, chosen, askHistory);
  } catch (error) {
    coursesAgainAt = Date.now() + HISTORY_AGAIN_MS;
    trouble = error instanceof Busy ? `The courses begin now. ${error.message}`
        : error instanceof Refused ? '' : 'The courses begin now: the history has not answered.';
  }
  at('courses-note').textContent = trouble;
  renderRows();
}

// ---- the stream

function isStreaming() {
  return streaming !== '' && streaming === JSON.stringify(wanted());
}

function openStream() {
  if (Date.now() < streamAgainAt || document.hidden) return;
  stream?.();
  const of = JSON.stringify(wanted());
  streamAgainAt = Date.now() + AGAIN_MS;
  stream = follow(query('api/stream', wanted()), headers(), {
    open: () => {
      streaming = of;
    },
    event: (name, data) => {
      if (of !== JSON.stringify(wanted())) return;
      reachedAt = new Date();
      if (name === 'rows') keep(data, false);
      if (name === 'alerts') alerts = data;
      renderRows();
    },
    lost: () => {
      streaming = '';
      refresh();
    },
  });
}

function closeStream() {
  stream?.();
  stream = null;
  streaming = '';
  streamAgainAt = 0;
}

function keyOf(row) {
  return JSON.stringify([row.campaign, row.channel, row.dimensions, row.kpi]);
}

function keep(some, all) {
  if (all) rows.clear();
  for (const row of some) {
    if (row.window === chosen.window) rows.set(keyOf(row), row);
  }
  growCourses(some.filter(row => row.kpi === LEAD && row.window === chosen.window && Object.keys(row.dimensions).length === 0), chosen);
}

function ofKpi(id) {
  return [...rows.values()].filter(row => row.kpi === id && Object.keys(row.dimensions).length === 0);
}

// ---- KPIs

/** What a published id means: its definition, and its currency where it has one. */
function meaning(id) {
  const exact = definitions.find(kpi => kpi.id === id && !kpi.by_currency);
  if (exact) return {...exact, base: exact.id, currency: ''};
  const family = definitions.find(kpi => kpi.by_currency && id.startsWith(`${kpi.id}_`) && id.length === kpi.id.length + 4);
  return family && {...family, base: family.id, currency: id.slice(-3).toUpperCase()};
}

function place(id) {
  const base = meaning(id)?.base ?? id;
  const leading = LEADING.indexOf(base);
  return leading >= 0 ? leading : LEADING.length + definitions.findIndex(kpi => kpi.id === base);
}

// ---- showing

let lastStatus = null;
let lastTotals = [];

function render(status, totals) {
  lastStatus = status;
  lastTotals = totals;
  at('token-form').hidden = true;
  at('main').hidden = at('windows').hidden = false;
  at('links').hidden = token !== ''; // a link carries no token
  const ready = status.ready;
  const stale = status.reasons.some(reason => reason.startsWith('stale'));
  const age = status.age_seconds === null ? '' : `, values ${show.age(status.age_seconds)} old`;
  state(ready ? 'live' : 'stale', `${ready ? 'Live' : stale ? 'Stale' : 'Not ready'}${age}`);
  banner(ready ? '' : `${status.reasons.map(sentence).join(' ')} What is shown may be out of date.`);
  document.body.classList.toggle('dim', !ready);
  renderPulse(status);
  renderWindows(status.windows);
  renderLedger(status.events);
  renderKpiChoice(totals);
  renderRows();
}

function renderRows() {
  if (lastStatus === null) return;
  renderTiles(lastTotals.filter(row => row.window === chosen.window).map(row => rows.get(keyOf(row)) ?? row));
  renderAlerts(alerts, lastStatus.alerts_problem, watches, meaning);
  if (meaning(LEAD)) renderCampaigns(ofKpi(LEAD), meaning(LEAD), watches, chosen);
  at('campaigns-section').hidden = !meaning(LEAD);
  const cuts = ofKpi(chosen.kpi);
  const text = JSON.stringify([cuts.map(({age_seconds: age, ...row}) => row), chosen]);
  if (text !== shownCuts) { // leaves a selection in the table alone while nothing changes
    shownCuts = text;
    if (meaning(chosen.kpi)) renderCuts(cuts, meaning(chosen.kpi), chosen);
  }
}

function sentence(text) {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function renderTrouble(error) {
  if (error instanceof Refused) {
    state('stale', 'Token needed');
    banner(token ? 'That token was refused.' : '');
    at('token-form').hidden = false;
    at('links').hidden = true;
    return;
  }
  document.body.classList.add('dim');
  if (error instanceof Busy) {
    state('stale', 'Not ready');
    banner(error.message);
    return;
  }
  closeStream();
  state('lost', 'No connection');
  renderPulse(UNKNOWN);
  banner(reachedAt === null
      ? 'The server has not answered yet. Trying again every two seconds.'
      : `The server has not answered since ${show.clock(reachedAt)}. What is shown is from then.`);
}

function state(name, text) {
  at('state').dataset.state = name;
  if (at('state-text').textContent !== text) at('state-text').textContent = text;
  const word = name === 'live' ? '' : `${text.split(',')[0]} · `;
  document.title = `${word}${name === 'live' && alerts.length > 0 ? `(${alerts.length}) ` : ''}omnipulse`;
}

function banner(text) {
  at('banner').hidden = text === '';
  if (at('banner').textContent !== text) at('banner').textContent = text;
}

function renderPulse(status) {
  const facts = [
    ['Last event counted', show.ago(status.freshness_seconds), 'ago', 'By the time of the broker'],
    ['Watermark', show.ago(status.watermark_lag_seconds), 'behind', 'Every event that happened before it has been counted'],
    ['Values confirmed', show.ago(status.age_seconds), 'ago',
      'Each partition says every 10 s that its values still hold; this is the oldest'],
    ['Sources caught up', status.completeness === null ? '–' : `${Math.round(100 * status.completeness)} %`, '',
      'Share of the sources that are as far as the values'],
  ];
  at('pulse').replaceChildren(...facts.map(([name, value, after, why]) =>
      element('div', {title: why}, element('dt', {text: name}),
          element('dd', {text: value}, element('small', {text: value === '–' ? '' : ` ${after}`})))));
}

function renderWindows(windows) {
  const box = at('windows');
  if (box.querySelectorAll('input').length !== windows.length) {
    box.replaceChildren(box.querySelector('legend'), ...windows.map(window => {
      const input = element('input');
      Object.assign(input, {type: 'radio', name: 'window', value: window});
      input.addEventListener('change', () => choose({window}));
      return element('label', {title: `Of ${show.windowName(window)}`}, input, element('span', {text: window}));
    }));
  }
  for (const input of box.querySelectorAll('input')) input.checked = input.value === chosen.window;
  at('pulse-window').textContent = show.windowName(chosen.window);
}

function renderTiles(totals) {
  const rows = totals.filter(row => meaning(row.kpi) && Object.keys(row.dimensions).length === 0)
      .sort((a, b) => place(a.kpi) - place(b.kpi) || (a.kpi < b.kpi ? -1 : 1));
  at('tiles').replaceChildren(...(rows.length > 0 ? rows.map((row, i) => tile(row, i === 0))
      : [element('p', {className: 'empty', text: 'Nothing has been counted yet.'})]));
}

function tile(row, lead) {
  const kpi = meaning(row.kpi);
  const points = remember(row);
  const few = show.isFew(row, kpi);
  const range = show.interval(row, kpi);
  const under = kpi.kind === 'count' ? '' : show.observations(row.n);
  const made = element('article', {className: `tile${lead ? ' lead' : ''}${few ? ' few' : ''}`, title: kpi.description},
      element('h3', {text: show.title(kpi)}),
      element('p', {className: 'value', text: show.formatted(row.value, kpi)}),
      element('p', {className: 'under', text: [range, few && row.value !== null ? `${under}, too few to tell` : under].filter(Boolean).join(' · ')}),
      sparkline(points));
  if (lead) made.insertBefore(element('p', {className: 'what', text: kpi.description}), made.lastChild);
  return made;
}

/** Keeps the course of a roll-up while the page is open; the page asks for nothing older. */
function remember(row) {
  const key = `${row.window} ${row.kpi}`;
  const points = history.get(key) ?? [];
  const last = points.at(-1);
  if (!last || Date.now() - last.time >= EVERY_MS) points.push({time: Date.now(), value: row.value});
  if (points.length > POINTS_KEPT) points.shift();
  history.set(key, points);
  return points;
}

function renderKpiChoice(totals) {
  const ids = new Set(definitions.filter(kpi => !kpi.by_currency && kpi.windows.includes(chosen.window)).map(kpi => kpi.id));
  totals.filter(row => meaning(row.kpi)?.currency).forEach(row => ids.add(row.kpi));
  ids.add(chosen.kpi);
  const sorted = [...ids].filter(meaning).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
  options(at('kpi'), sorted.map(id => [id, show.fullTitle(meaning(id))]), chosen.kpi);
  const kpi = meaning(chosen.kpi);
  at('about').textContent = !kpi ? ''
      : kpi.windows.includes(chosen.window) ? kpi.description
      : `${kpi.description} It is not published for ${show.windowName(chosen.window)}; choose ${kpi.windows.join(', ')}.`;
}

function renderLedger(events) {
  const sums = {};
  for (const outcomes of Object.values(events)) {
    for (const [outcome, n] of Object.entries(outcomes)) sums[outcome] = (sums[outcome] ?? 0) + n;
  }
  const parts = Object.entries(sums).map(([outcome, n]) => `${show.integer(n)} ${outcome.replaceAll('_', ' ')}`);
  at('ledger').textContent = parts.length === 0 ? '' : `Every event read is accounted for: ${parts.join(', ')}.`;
}

// ---- choosing

function choose(change) {
  const before = JSON.stringify(wanted());
  Object.assign(chosen, change);
  const kept = Object.entries(chosen).filter(([, value]) => value !== '');
  window.history.replaceState(null, '', `#${new URLSearchParams(kept)}`);
  shownCuts = '';
  coursesAgainAt = 0;
  if (before === JSON.stringify(wanted())) {
    renderRows();
    refreshCourses();
    return;
  }
  if (change.window) rows.clear();
  closeStream();
  refresh();
}

function chooseFromAddress() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (Object.hasOwn(chosen, name)) chosen[name] = value;
  }
  at('campaign').value = chosen.campaign;
}

at('on').addEventListener('change', event => { event.target.blur(); choose({on: event.target.value}); });
at('kpi').addEventListener('change', event => { event.target.blur(); choose({kpi: event.target.value}); });
at('channel').addEventListener('change', event => { event.target.blur(); choose({channel: event.target.value}); });
at('campaign').addEventListener('input', event => choose({campaign: event.target.value.trim()}));
at('token-form').addEventListener('submit', event => {
  event.preventDefault();
  token = at('token').value.trim();
  sessionStorage.setItem('omnipulse-token', token); // gone with the tab
  at('token').value = '';
  closeStream();
  refresh();
});
document.addEventListener('visibilitychange', () => document.hidden || refresh());

chooseFromAddress();
refresh();
