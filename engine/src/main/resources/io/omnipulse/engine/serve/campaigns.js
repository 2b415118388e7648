// The conversion of each campaign: value, interval, what it was made of, its course.

import {watchWords} from './alerts.js';
import {course, gauge, scaleOf} from './chart.js';
import {element, options, at} from './dom.js';
import * as show from './format.js';

const SHOWN = 50;
const MOST_URL = 6000; // the server takes 8 KiB of request

/** How far back the course goes, in hours. */
const HOURS = {'5m': 1, '1h': 6, '24h': 24, '7d': 168, '30d': 720, '90d': 2160};

const courses = new Map(); // campaign -> points, for one window and channel
let coursesOf = '';
let coursesSince = 0;
let shownText = '';

/** The campaigns with a value on this channel, the roll-up first, then by size. */
function ranked(rows, channel) {
  return rows.filter(row => row.channel === channel)
      .sort((a, b) => (b.campaign === '*') - (a.campaign === '*') || (a.campaign === 'none') - (b.campaign === 'none')
          || b.n - a.n || (a.campaign < b.campaign ? -1 : 1));
}

/**
 * Shows them.
 *
 * @param rows the rows of the KPI in the window
 * @param kpi what the KPI means
 * @param watches what is able to be seen
 * @param chosen window and channel
 */
export function renderCampaigns(rows, kpi, watches, chosen) {
  const channels = [...new Set(rows.map(row => row.channel))].sort((a, b) => (b === '*') - (a === '*') || (a < b ? -1 : 1));
  if (!channels.includes(chosen.on)) channels.push(chosen.on);
  options(at('on'), channels.map(name => [name, show.channelName(name)]), chosen.on);
  const all = ranked(rows, chosen.on);
  const shown = all.slice(0, SHOWN);
  const text = JSON.stringify([shown.map(({age_seconds: age, ...row}) => row), watches, chosen.window, coursesOf, courses.size, coursesSince]);
  if (text === shownText) return;
  shownText = text;
  const scale = scaleOf(shown.filter(row => !show.isFew(row, kpi)));
  const watched = new Map(watches.filter(watch => watch.channel === chosen.on).map(watch => [watch.campaign, watch]));
  at('campaigns-window').textContent = show.windowName(chosen.window);
  at('campaigns-about').textContent = kpi.description;
  at('scale').textContent = scale.high > 0 ? `0 – ${show.formatted(scale.high, kpi)}` : '';
  const from = begins(chosen.window);
  at('course').textContent = `Course, ${courseName(from, chosen.window)}`;
  at('campaigns-rows').replaceChildren(...shown.map(row => line(row, kpi, scale, watched.get(row.campaign), from)));
  at('campaigns').hidden = shown.length === 0;
  at('campaigns-note').textContent = note(all, kpi, chosen.on);
}

function line(row, kpi, scale, watch, from) {
  const few = show.isFew(row, kpi);
  const head = element('th', {}, element('span', {className: 'name', text: show.campaignName(row.campaign), title: show.campaignName(row.campaign)}));
  head.scope = 'row';
  const words = watchWords(watch);
  if (words) head.append(element('span', {className: `watch ${watch.state}`, text: words}));
  const made = row.denominator === null ? '' : `${show.integer(row.numerator)} of ${show.integer(row.denominator)} customers`;
  const interval = show.interval(row, kpi);
  return withRoles(element('tr', {className: `${row.campaign === '*' ? 'all' : ''}${few ? ' few' : ''}`},
      head,
      element('td', {className: 'conversion'},
          element('span', {className: 'value', text: show.formatted(row.value, kpi)}),
          element('span', {className: 'under', text: made}),
          few ? element('span', {className: 'small', text: row.n === 0 ? 'nobody yet' : 'small number: too few to tell'}) : ''),
      element('td', {className: 'range'},
          few && row.value === null ? '' : gauge(row, scale),
          element('span', {className: 'under', text: interval ? `95 %: ${interval}` : 'no interval'})),
      element('td', {className: 'course'}, course(pointsOf(row), from, Date.now(), point => show.formatted(point.value, kpi)))));
}

/** In a phone's width the rows are blocks, and browsers take what is no table by its looks for no table. */
function withRoles(row) {
  row.setAttribute('role', 'row');
  for (const cell of row.children) cell.setAttribute('role', cell.tagName === 'TH' ? 'rowheader' : 'cell');
  return row;
}

function note(all, kpi, channel) {
  const notes = [];
  if (all.length === 0) notes.push(`There is no conversion on ${show.channelName(channel)} in this window yet.`);
  if (all.length > SHOWN) notes.push(`The ${SHOWN} largest of ${show.integer(all.length)} campaigns are shown; the others are in the table below.`);
  if (all.some(row => show.isFew(row, kpi))) notes.push(`Grey: fewer than ${show.FEW} customers. Such a share says next to nothing, however it looks.`);
  if (all.length > 0) notes.push('The bar is the 95 % interval: the true conversion is most likely within it. Where two bars overlap widely, the difference may be chance.');
  return notes.join(' ');
}

// ---- courses

function since(window) {
  return Math.max(coursesSince, Date.now() - (HOURS[window] ?? 1) * 3600000);
}

/** Where all courses begin: with the first value of any, but not before what is asked for. */
function begins(window) {
  const first = Math.min(...[...courses.values()].filter(points => points.length > 0).map(points => points[0].time));
  return Math.max(since(window), Number.isFinite(first) ? first : 0);
}

function courseName(from, window) {
  const hours = HOURS[window] ?? 1;
  const isWhole = Date.now() - from > 0.95 * hours * 3600000;
  return isWhole ? show.lengthName(hours) : `since ${show.moment(new Date(from))}`;
}

function pointsOf(row) {
  const points = courses.get(row.campaign) ?? [];
  return [...points, {time: Date.now(), value: row.value, lower: row.lower, upper: row.upper}];
}

/**
 * Reads the courses of the campaigns that are shown, where they are not known.
 *
 * @param ask asks the server; answers the body and the time from which on it is complete
 */
export async function readCourses(rows, kpi, chosen, ask) {
  const of = JSON.stringify([kpi, chosen.window, chosen.on]);
  if (coursesOf === of) return;
  coursesOf = of;
  courses.clear();
  coursesSince = 0;
  const from = Math.floor((Date.now() - (HOURS[chosen.window] ?? 1) * 3600000) / 1000) * 1000;
  const parameters = new URLSearchParams({kpi, window: chosen.window, channel: chosen.on, from: new Date(from).toISOString(), limit: 20000});
  for (const row of ranked(rows, chosen.on).slice(0, SHOWN)) {
    const more = new URLSearchParams({campaign: row.campaign}).toString();
    if (parameters.toString().length + more.length > MOST_URL) break;
    parameters.append('campaign', row.campaign);
  }
  let answer;
  try {
    answer = await ask(`api/history?${parameters}`);
  } catch (error) {
    if (coursesOf === of) coursesOf = ''; // asked again with the next values
    throw error;
  }
  if (coursesOf !== of) return; // something else was chosen meanwhile
  coursesSince = Math.max(from, answer.completeFrom ?? from);
  const earlier = new Map();
  for (const row of answer.body.filter(each => Object.keys(each.dimensions).length === 0)) {
    const points = earlier.get(row.campaign) ?? [];
    points.push({time: Math.max(from, Date.parse(row.window_end)), value: row.value, lower: row.lower, upper: row.upper});
    earlier.set(row.campaign, points);
  }
  // Rows become final some time after their ends: between the newest of them and what came in here, nothing is known.
  const known = Math.max(...[...earlier.values()].map(points => points.at(-1).time));
  for (const points of earlier.values()) points.at(-1).until = known;
  for (const [campaign, points] of earlier) { // what came in meanwhile is newer than any final row
    courses.set(campaign, [...points, ...(courses.get(campaign) ?? []).filter(point => point.time > points.at(-1).time)]);
  }
}

/** Lets the courses go on with what is new. */
export function growCourses(rows, chosen) {
  const oldest = since(chosen.window);
  for (const row of rows.filter(each => each.channel === chosen.on)) {
    const points = courses.get(row.campaign) ?? [];
    const last = points.at(-1);
    if (!last || last.value !== row.value || last.lower !== row.lower || last.upper !== row.upper) {
      points.push({time: Date.now(), value: row.value, lower: row.lower, upper: row.upper});
    }
    while (points.length > 2 && points[1].time < oldest) points.shift(); // the first one still holds at the start
    courses.set(row.campaign, points);
  }
}
