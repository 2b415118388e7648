// The live page: asks every two seconds and shows what it got, and when it got nothing, since when.
// Names of campaigns and channels come from outside: they only ever become text, never markup.

import {gauge, scaleOf, sparkline} from './chart.js';
import * as show from './format.js';

const EVERY_MS = 2000;
const PATIENCE_MS = 8000;
const CAMPAIGNS_SHOWN = 100;
const POINTS_KEPT = 450; // a quarter of an hour
const UNKNOWN = {freshness_seconds: null, watermark_lag_seconds: null, age_seconds: null, completeness: null};
const LEADING = ['omnichannel_conversion_ratio', 'orders', 'revenue', 'sessions', 'net_promoter_score', 'average_order_value'];

const chosen = {window: '5m', kpi: 'omnichannel_conversion_ratio', campaign: '', channel: ''};
const history = new Map(); // window and KPI -> points
let definitions = [];
let token = sessionStorage.getItem('omnipulse-token') ?? '';
let reachedAt = null;
let timer = null;
let shownCuts = '';

const at = id => document.getElementById(id);

function element(name, {className = '', text = '', title = ''} = {}, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  if (title) made.title = title;
  made.append(...children);
  return made;
}

// ---- asking

class Refused extends Error {}
class Busy extends Error {} // it answers, but not with values: it is starting, or has too many readers

async function ask(path) {
  const response = await fetch(path, {
    headers: token ? {Authorization: `Bearer ${token}`} : {},
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (response.status === 401) throw new Refused();
  if (response.status === 503) throw new Busy((await response.json()).detail);
  if (!response.ok) throw new Error(`${path} answered ${response.status}`);
  return response.json();
}

function query(parameters) {
  return `api/kpis?${new URLSearchParams(parameters)}`;
}

async function refresh() {
  clearTimeout(timer);
  const asked = {...chosen};
  try {
    const status = await ask('api/status');
    if (definitions.length === 0) definitions = await ask('api/catalogue');
    if (!status.windows.includes(asked.window)) chosen.window = asked.window = status.windows[0];
    if (!meaning(asked.kpi)) chosen.kpi = asked.kpi = definitions[0].id;
    const [totals, cuts] = await Promise.all([
      ask(query({window: asked.window, campaign: '*', channel: '*'})),
      ask(query({window: asked.window, kpi: asked.kpi})),
    ]);
    reachedAt = new Date();
    if (asked.window === chosen.window && asked.kpi === chosen.kpi) render(status, totals, cuts);
  } catch (error) {
    renderTrouble(error);
  }
  clearTimeout(timer);
  timer = setTimeout(refresh, document.hidden ? 5 * EVERY_MS : EVERY_MS);
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

function render(status, totals, cuts) {
  at('token-form').hidden = true;
  at('main').hidden = at('windows').hidden = false;
  at('links').hidden = token !== ''; // a link carries no token
  const ready = status.ready;
  state(ready ? 'live' : 'stale', ready ? 'Live' : 'Not ready');
  banner(ready ? '' : `${status.reasons.map(sentence).join(' ')} What is shown may be out of date.`);
  document.body.classList.toggle('dim', !ready);
  renderPulse(status);
  renderWindows(status.windows);
  renderLedger(status.events);
  renderTiles(totals);
  renderKpiChoice(totals);
  const text = JSON.stringify([cuts.map(({age_seconds: age, ...row}) => row), chosen]);
  if (text !== shownCuts) { // leaves a selection in the table alone while nothing changes
    shownCuts = text;
    renderCuts(cuts);
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
  state('lost', 'No connection');
  renderPulse(UNKNOWN);
  banner(reachedAt === null
      ? 'The server has not answered yet. Trying again every two seconds.'
      : `The server has not answered since ${show.clock(reachedAt)}. What is shown is from then.`);
}

function state(name, text) {
  at('state').dataset.state = name;
  at('state-text').textContent = text;
  document.title = name === 'live' ? 'omnipulse' : `${text} · omnipulse`;
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
  points.push({time: Date.now(), value: row.value});
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

function options(select, entries, value) {
  const text = JSON.stringify(entries);
  if (select.dataset.entries !== text && document.activeElement !== select) {
    select.dataset.entries = text;
    select.replaceChildren(...entries.map(([id, name]) => Object.assign(element('option', {text: name}), {value: id})));
  }
  if (document.activeElement !== select) select.value = value;
}

function renderCuts(all) {
  const kpi = meaning(chosen.kpi);
  const rows = kpi ? all.filter(row => row.kpi === chosen.kpi && Object.keys(row.dimensions).length === 0) : [];
  const byCut = new Map(rows.map(row => [JSON.stringify([row.campaign, row.channel]), row]));
  const weight = (campaign, channel) => byCut.get(JSON.stringify([campaign, channel]))?.n ?? 0;
  const ranked = (names, of) => [...new Set(names)].sort((a, b) =>
      (b === '*') - (a === '*') || (a === 'none') - (b === 'none') || of(b) - of(a) || (a < b ? -1 : 1));

  const everyChannel = ranked(rows.map(row => row.channel), channel => weight('*', channel));
  options(at('channel'), [['', 'any'], ...everyChannel.filter(name => name !== '*').map(name => [name, name])], chosen.channel);
  const channels = everyChannel.filter(name => chosen.channel === '' || name === chosen.channel);
  const wanted = chosen.campaign.toLowerCase();
  const matching = ranked(rows.map(row => row.campaign), campaign => weight(campaign, '*'))
      .filter(name => wanted === '' || name !== '*' && show.campaignName(name).toLowerCase().includes(wanted));
  const campaigns = matching.slice(0, CAMPAIGNS_SHOWN);

  // A roll-up of amounts is larger than its parts by its nature; against shares and means it can be held.
  const comparable = rows.filter(row => kpi.kind === 'count' || kpi.kind === 'sum'
      ? row.campaign !== '*' && row.channel !== '*' : !show.isFew(row, kpi));
  const scale = scaleOf(comparable);
  const shown = new Set(comparable);
  const gaugeOf = row => shown.has(row) ? gauge(row, scale) : '';
  const cell = (campaign, channel) => cutCell(byCut.get(JSON.stringify([campaign, channel])), channel, kpi, gaugeOf);
  at('cuts').replaceChildren(
      element('thead', {}, element('tr', {}, element('th', {text: 'Campaign'}),
          ...channels.map(channel => element('th', {text: show.channelName(channel), className: channel === '*' ? 'all' : ''})))),
      element('tbody', {}, ...campaigns.map(campaign => element('tr', {className: campaign === '*' ? 'all' : ''},
          rowHead(show.campaignName(campaign)), ...channels.map(channel => cell(campaign, channel))))));
  at('cuts').hidden = campaigns.length === 0;
  at('note').textContent = noteOn(rows, kpi, matching.length);
}

function rowHead(text) {
  const head = element('th', {text, title: text});
  head.scope = 'row';
  return head;
}

function cutCell(row, channel, kpi, gaugeOf) {
  const label = element('span', {className: 'label', text: show.channelName(channel)});
  if (!row) return element('td', {className: 'none'}, label, element('span', {className: 'value', text: '–'}));
  const few = show.isFew(row, kpi);
  const divides = kpi.kind !== 'count';
  return element('td', {className: few ? 'few' : '', title: few ? `Only ${row.n} observations: too few to tell` : ''},
      label,
      element('span', {className: 'value', text: show.formatted(row.value, kpi)}),
      element('span', {className: 'under', text: [show.interval(row, kpi), divides ? show.observations(row.n) : ''].filter(Boolean).join(' · ')}),
      gaugeOf(row));
}

function noteOn(rows, kpi, matching) {
  const notes = [];
  if (rows.length === 0) notes.push('There are no values of this KPI in this window yet.');
  else if (matching === 0) notes.push('No campaign has such a name.');
  if (matching > CAMPAIGNS_SHOWN) {
    notes.push(`The ${CAMPAIGNS_SHOWN} largest of ${show.integer(matching)} campaigns are shown; filter by name to see others.`);
  }
  if (rows.some(row => show.isFew(row, kpi))) notes.push(`Grey: fewer than ${show.FEW} observations, too few to tell.`);
  if (rows.some(row => row.lower !== null)) {
    notes.push('The range is the 95 % interval: where two ranges overlap widely, the difference may be chance.');
  }
  return notes.join(' ');
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
  Object.assign(chosen, change);
  const kept = Object.entries(chosen).filter(([, value]) => value !== '');
  window.history.replaceState(null, '', `#${new URLSearchParams(kept)}`);
  shownCuts = '';
  refresh();
}

function chooseFromAddress() {
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    if (Object.hasOwn(chosen, name)) chosen[name] = value;
  }
  at('campaign').value = chosen.campaign;
}

at('kpi').addEventListener('change', event => { event.target.blur(); choose({kpi: event.target.value}); });
at('channel').addEventListener('change', event => { event.target.blur(); choose({channel: event.target.value}); });
at('campaign').addEventListener('input', event => choose({campaign: event.target.value.trim()}));
at('token-form').addEventListener('submit', event => {
  event.preventDefault();
  token = at('token').value.trim();
  sessionStorage.setItem('omnipulse-token', token); // gone with the tab
  at('token').value = '';
  refresh();
});
document.addEventListener('visibilitychange', () => document.hidden || refresh());

chooseFromAddress();
refresh();
