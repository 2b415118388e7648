// Numbers and names as people read them. Nothing here touches the page.

const DASH = '–';
const count = new Intl.NumberFormat();
const compact = new Intl.NumberFormat(undefined, {notation: 'compact', maximumFractionDigits: 1});

export const FEW = 30; // below this many observations a share says next to nothing

/** Counts and sums in full while they are short, then in thousands or millions. */
function short(value) {
  return Math.abs(value) < 100000 ? count.format(Math.round(value)) : compact.format(value);
}

function percent(value) {
  const digits = value !== 0 && Math.abs(value) < 0.1 ? 2 : 1;
  return `${(100 * value).toFixed(digits)} %`;
}

function duration(seconds) {
  if (seconds < 60) {
    return `${seconds.toFixed(seconds < 10 ? 1 : 0)} s`;
  }
  const whole = Math.round(seconds);
  return whole < 3600
      ? `${Math.floor(whole / 60)} min ${whole % 60} s`
      : `${Math.floor(whole / 3600)} h ${Math.floor(whole % 3600 / 60)} min`;
}

function money(value, currency) {
  const digits = Math.abs(value) < 1000 ? 2 : 0;
  try {
    return new Intl.NumberFormat(undefined, {
      style: 'currency', currency, minimumFractionDigits: digits, maximumFractionDigits: digits,
      notation: Math.abs(value) < 1000000 ? 'standard' : 'compact',
    }).format(value);
  } catch {
    return `${count.format(value)} ${currency}`; // a currency that this browser does not know
  }
}

/** The value of a KPI in its unit; a dash where there is none. */
export function formatted(value, kpi) {
  if (value === null || value === undefined) {
    return DASH;
  }
  switch (kpi.unit) {
    case 'ratio': return percent(value);
    case 'seconds': return duration(value);
    case 'money': return money(value, kpi.currency);
    case 'points': return `${value > 0 ? '+' : ''}${value.toFixed(0)}`;
    default: return kpi.kind === 'count' ? short(value) : count.format(Number(value.toPrecision(4)));
  }
}

/** The 95 % interval; empty where the KPI has none. */
export function interval(row, kpi) {
  if (row.lower === null || row.upper === null) {
    return '';
  }
  const lower = formatted(row.lower, kpi);
  const upper = formatted(row.upper, kpi);
  return kpi.unit === 'ratio' ? `${lower.replace(' %', '')} ${DASH} ${upper}` : `${lower} to ${upper}`;
}

/** Whether a value rests on so little that it is better not looked at. Counts are what they are. */
export function isFew(row, kpi) {
  return kpi.kind !== 'count' && kpi.kind !== 'sum' && row.n < FEW;
}

export function observations(n) {
  return `n ${short(n)}`;
}

export function integer(n) {
  return count.format(n);
}

/** How long ago something was. */
export function ago(seconds) {
  return seconds === null || seconds === undefined ? DASH : duration(Math.max(0, seconds));
}

/** The age of the values, which is never known to a tenth of a second. */
export function age(seconds) {
  return seconds < 60 ? `${Math.round(seconds)} s` : ago(seconds);
}

/** A length of time for people, in one unit. */
export function roughly(seconds) {
  const unit = (n, name) => `${Math.floor(n)} ${name}${Math.floor(n) === 1 ? '' : 's'}`;
  return seconds < 60 ? 'less than a minute'
      : seconds < 3600 ? unit(seconds / 60, 'minute')
      : seconds < 86400 ? unit(seconds / 3600, 'hour') : unit(seconds / 86400, 'day');
}

/** A time, with its day unless that is today. */
export function moment(date) {
  const time = date.toLocaleTimeString([], {hour: '2-digit', minute: '2-digit'});
  return date.toDateString() === new Date().toDateString() ? time : `${date.toLocaleDateString()}, ${time}`;
}

export function lengthName(hours) {
  return hours === 1 ? 'last hour' : hours < 48 ? `last ${hours} hours` : `last ${hours / 24} days`;
}

export function clock(date) {
  return date.toLocaleTimeString();
}

/** The name of a KPI for people: without the unit and the currency, which its value shows. */
export function title(kpi) {
  const words = kpi.base.replace(/_(ratio|seconds)$/, '').replaceAll('_', ' ');
  return words === 'csat' ? 'CSAT' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** The same where no value stands beside it. */
export function fullTitle(kpi) {
  return kpi.currency ? `${title(kpi)}, ${kpi.currency}` : title(kpi);
}

export function campaignName(campaign) {
  return campaign === '*' ? 'All campaigns' : campaign === 'none' ? 'No campaign' : campaign;
}

export function channelName(channel) {
  return channel === '*' ? 'All channels' : channel;
}

const WINDOW_NAMES = {'5m': '5 minutes', '1h': 'hour', '24h': '24 hours', '7d': '7 days', '30d': '30 days', '90d': '90 days'};

export function windowName(window) {
  return `the last ${WINDOW_NAMES[window] ?? window}`;
}
