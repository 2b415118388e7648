// The open alerts, and what the watches that raise them are able to see.

import {at, element} from './dom.js';
import * as show from './format.js';

const RULES = {outage: 'Outage', drop: 'Drop', decline: 'Decline', data_health: 'Data'};
const SHOWN = 20;
const CAUSES_SHOWN = 5;

/** Shows the open alerts, or in words that there are none and what that is worth. */
export function renderAlerts(alerts, problem, watches, meaning) {
  for (const length of at('alerts-list').querySelectorAll('.length')) {
    const words = lengthSince(length.dataset.since);
    if (length.textContent !== words) length.textContent = words;
  }
  const text = JSON.stringify([alerts, problem, watches.map(watch => watch.state)]);
  if (at('alerts').dataset.shown === text) return; // leaves a screen reader and a selection alone
  at('alerts').dataset.shown = text;
  at('alerts').classList.toggle('some', alerts.length > 0);
  at('alerts-title').textContent = alerts.length === 0 ? 'Alerts' : alerts.length === 1 ? '1 open alert' : `${alerts.length} open alerts`;
  at('alerts-list').replaceChildren(...alerts.slice(0, SHOWN).map(alert => item(alert, meaning)));
  at('alerts-none').textContent = problem !== null ? `The alerts cannot be read: ${problem}.`
      : alerts.length > SHOWN ? `The newest ${SHOWN} are shown; all are at api/alerts.`
      : alerts.length > 0 ? '' : `No alert is open. ${worth(watches)}`;
}

/** The state of the only watch, as a sentence. */
const ALONE = {
  watching: 'Conversion is watched.',
  learning: 'The watch is still learning what is usual.',
  undetectable: 'There is too little traffic for a drop to be detected.',
};

/** What it is worth that no alert is open. */
function worth(watches) {
  if (watches.length === 0) return 'Nothing is being watched yet.';
  if (watches.length === 1) return ALONE[watches[0].state] ?? '';
  const of = state => watches.filter(watch => watch.state === state).length;
  const parts = [[of('watching'), 'watched'], [of('learning'), 'still learning what is usual'],
    [of('undetectable'), 'with too little traffic for a drop to be detected']]
      .filter(([n]) => n > 0).map(([n, what]) => `${show.integer(n)} ${what}`);
  return `Of ${show.integer(watches.length)} combinations of campaign and channel: ${parts.join(', ')}.`;
}

function item(alert, meaning) {
  const kpi = meaning(alert.kpi) ?? {unit: 'ratio', kind: 'proportion', base: alert.kpi};
  const opened = new Date(alert.opened_at);
  const since = element('time', {text: `since ${show.moment(opened)}`});
  since.dateTime = alert.opened_at;
  const length = element('span', {className: 'length', text: lengthSince(alert.opened_at)});
  length.dataset.since = alert.opened_at;
  length.setAttribute('aria-hidden', 'true'); // it would be read out again every minute
  const facts = [
    `${show.fullTitle(kpi)}: ${show.campaignName(alert.campaign)}, ${alert.channel === '*' ? 'all channels' : alert.channel}`,
    alert.observed === null ? '' : `${show.formatted(alert.observed, kpi)} seen`,
    alert.expected === null ? '' : `${show.formatted(alert.expected, kpi)} expected`,
    `n ${show.integer(alert.n)}`,
  ].filter(Boolean).join(' · ');
  const made = element('li', {className: `alert ${RULES[alert.rule] ? alert.rule : ''}`},
      element('p', {className: 'alert-head'}, element('strong', {className: 'rule', text: RULES[alert.rule] ?? alert.rule}), since, length),
      element('p', {className: 'message', text: alert.message}),
      element('p', {className: 'facts', text: facts}));
  if (alert.causes.length > 0) made.append(causes(alert.causes, kpi));
  return made;
}

function lengthSince(time) {
  return `for ${show.roughly((Date.now() - Date.parse(time)) / 1000)}`;
}

function causes(all, kpi) {
  const signed = value => `${value > 0 ? '+' : value < 0 ? '−' : ''}${kpi.unit === 'ratio'
      ? `${(100 * Math.abs(value)).toFixed(2)} points` : show.formatted(Math.abs(value), kpi)}`;
  const list = element('ul', {}, ...all.slice(0, CAUSES_SHOWN).map(cause => element('li', {
    text: `${show.campaignName(cause.campaign)}, ${show.channelName(cause.channel)}: ${signed(cause.rate_effect)} because it performs differently, `
        + `${signed(cause.mix_effect)} because its share is different`,
  })));
  return element('div', {className: 'causes'}, element('p', {text: 'What contributed'}), list);
}

/** What the watch over a campaign is able to see, in words; empty where there is no watch. */
export function watchWords(watch) {
  if (!watch) return '';
  const drop = watch.detectable_drop === null ? '' : `${Math.round(100 * watch.detectable_drop)} %`;
  switch (watch.state) {
    case 'learning': return 'Still learning what is usual: no alert yet.';
    case 'watching': return drop ? `Watched: a drop of ${drop} would show within half an hour.` : 'Watched.';
    case 'undetectable': return drop && watch.detectable_drop < 1
        ? `Too little traffic to detect a drop: only one of ${drop} or more would show.`
        : 'Too little traffic to detect a drop.';
    default: return '';
  }
}
