// One KPI in every combination of campaign and channel.

import {gauge, scaleOf} from './chart.js';
import {at, element, options} from './dom.js';
import * as show from './format.js';

const CAMPAIGNS_SHOWN = 100;

/**
 * Shows them.
 *
 * @param rows the rows of the chosen KPI in the chosen window
 * @param kpi what the KPI means
 * @param chosen the parts of a campaign's name and the channel to keep to
 */
export function renderCuts(rows, kpi, chosen) {
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
