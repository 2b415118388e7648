// Small drawings, as SVG. Their colours are the style sheet's.

const SVG = 'http://www.w3.org/2000/svg';

function svg(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, value);
  }
  return element;
}

/** The course of a value since the page was opened; empty while it has only one point. */
export function sparkline(points) {
  const root = svg('svg', {class: 'spark', viewBox: '0 0 100 24', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
  const known = points.filter(point => point.value !== null);
  if (known.length < 2) {
    return root;
  }
  const times = known.map(point => point.time);
  const values = known.map(point => point.value);
  const [first, last] = [times[0], times[times.length - 1]];
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const x = time => 100 * (time - first) / (last - first || 1);
  const y = value => high === low ? 12 : 22 - 20 * (value - low) / (high - low);
  const line = known.map((point, i) => `${i === 0 ? 'M' : 'L'}${x(point.time).toFixed(2)} ${y(point.value).toFixed(2)}`).join('');
  root.append(
      svg('path', {class: 'spark-area', d: `${line}L100 24L0 24Z`}),
      svg('path', {class: 'spark-line', d: line, 'vector-effect': 'non-scaling-stroke'}));
  return root;
}

/**
 * The course of a value between two times, from 0 to its greatest, with its interval as a band. A value holds until the
 * next one, so the line goes in steps; where there is none, there is no line.
 */
export function course(points, from, to, words) {
  const root = svg('svg', {class: 'course-chart', viewBox: '0 0 200 40', preserveAspectRatio: 'none', role: 'img'});
  const known = points.filter(point => point.value !== null);
  const title = svg('title', {});
  root.append(title);
  if (known.length === 0) {
    title.textContent = 'no values';
    return root;
  }
  const values = known.map(point => point.value);
  title.textContent = `from ${words(known[0])} to ${words(known.at(-1))}; least ${words({value: Math.min(...values)})}, greatest ${words({value: Math.max(...values)})}`;
  const high = Math.max(...values, ...known.filter(point => point.upper !== null).map(point => Math.min(point.upper, 2 * Math.max(...values))));
  const low = Math.min(0, ...values);
  const x = time => (200 * Math.min(1, Math.max(0, (time - from) / (to - from || 1)))).toFixed(1);
  const y = value => (high === low ? 38 : 38 - 36 * (Math.min(high, Math.max(low, value)) - low) / (high - low)).toFixed(1);
  const steps = stretches(points, to);
  root.append(
      svg('path', {class: 'spark-area', d: steps.filter(step => step.lower !== null && step.upper !== null)
          .map(step => `M${x(step.time)} ${y(step.upper)}H${x(step.until)}V${y(step.lower)}H${x(step.time)}Z`).join('')}),
      svg('path', {class: 'spark-line', 'vector-effect': 'non-scaling-stroke', d: steps.map((step, i) =>
          `${i > 0 && steps[i - 1].until === step.time ? 'L' : 'M'}${x(step.time)} ${y(step.value)}H${x(step.until)}`).join('')}));
  return root;
}

/** From when until when each value held, or was known to hold; those in which there was none are left out. */
function stretches(points, to) {
  return points.map((point, i) => ({...point, until: point.until ?? (i + 1 < points.length ? points[i + 1].time : to)}))
      .filter(step => step.value !== null && step.until >= step.time);
}

/** A value on a scale that all rows of a table share: its interval as a band and itself as a tick, or a bar if it has no interval. */
export function gauge(row, scale) {
  const root = svg('svg', {class: 'gauge', viewBox: '0 0 100 8', preserveAspectRatio: 'none', 'aria-hidden': 'true'});
  if (row.value === null || scale.high === scale.low) {
    return root;
  }
  const x = value => Math.min(100, Math.max(0, 100 * (value - scale.low) / (scale.high - scale.low)));
  root.append(svg('rect', {class: 'gauge-track', x: 0, y: 3, width: 100, height: 2}));
  if (row.lower !== null && row.upper !== null) {
    const left = x(row.lower);
    root.append(
        svg('rect', {class: 'gauge-band', x: left, y: 1, width: Math.max(0.8, x(row.upper) - left), height: 6}),
        svg('rect', {class: 'gauge-tick', x: Math.min(98.8, Math.max(0, x(row.value) - 0.6)), y: 0, width: 1.2, height: 8}));
  } else {
    const [from, to] = [Math.min(x(0), x(row.value)), Math.max(x(0), x(row.value))];
    root.append(svg('rect', {class: 'gauge-bar', x: from, y: 2, width: to - from, height: 4}));
  }
  return root;
}

/** The scale of the rows of a table: from 0, or below where values are, to the greatest. */
export function scaleOf(rows) {
  const values = rows.flatMap(row => [row.value, row.lower, row.upper]).filter(value => value !== null);
  return {low: Math.min(0, ...values), high: Math.max(0, ...values)};
}
