// Small drawings: probabilities of events, and slot by slot what was there.

import { behindButton, h, svg, table } from './dom.js';
import { clockTime, dayTime } from './zones.js';
import { shown, variableName } from './units.js';

const percent = value => `${Math.round(value * 100)}%`;

/** How likely an event is, by lead, beside how often it came true lately. */
export function eventFigure(event, detail, { system, zone }) {
  const base = detail.baseRates[event.name];
  const most = event.probabilities.length ? Math.max(...event.probabilities) : 0;
  const when = event.leadMinutes[event.probabilities.indexOf(most)];
  const at = lead => clockTime(detail.forecast.referenceTime + lead * 60, zone);
  const often = base?.rate === undefined ? 'How often it happens here cannot be told yet: none was scored.'
    : `It came true in ${percent(base.rate)} of ${base.cases.toLocaleString('en-GB')} scored cases over ${base.days} ${base.days === 1 ? 'day' : 'days'}.`;
  const words = most < 0.005 ? 'Below 1% at every lead.' : `Greatest at ${at(when)}: ${percent(most)}.`;
  const [wide, high, left] = [520, 150, 34];
  const step = (wide - left - 6) / Math.max(1, event.leadMinutes.length);
  const y = value => high - 22 - value * (high - 34);
  return h('figure', { class: 'card' },
    h('h3', {}, `${event.name[0].toUpperCase()}${event.name.slice(1)}`),
    h('p', { class: 'muted' }, `${variableName(event.of)} of ${shown(event.threshold, event.units, system)} or more in ten minutes`),
    svg('svg', { class: 'drawing', viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': `${words} ${often}` },
      [0, 0.5, 1].map(value => [svg('line', { class: 'gridline', x1: left, x2: wide, y1: y(value), y2: y(value) }),
        svg('text', { x: left - 5, y: y(value) + 4, 'text-anchor': 'end' }, percent(value))]),
      event.probabilities.map((value, i) => svg('rect', { class: 'bar', x: left + i * step + 1, width: Math.max(2, step - 3), y: y(value), height: Math.max(0.6, y(0) - y(value)) })),
      event.leadMinutes.map((lead, i) => (lead % 60 === 0 ? svg('text', { x: left + (i + 0.5) * step, y: high - 6, 'text-anchor': 'middle' }, at(lead)) : null)),
      base?.rate === undefined ? null : svg('line', { class: 'base', x1: left, x2: wide, y1: y(base.rate), y2: y(base.rate) })),
    h('figcaption', {}, h('p', {}, words), h('p', { class: 'muted' }, often, base?.rate === undefined ? '' : ' The dashed line is that.'),
      behindButton('As a table', () => table(`Probability of ${event.name}`, ['Time', 'Probability'],
        event.leadMinutes.map((lead, i) => [dayTime(detail.forecast.referenceTime + lead * 60, zone), percent(event.probabilities[i])])))));
}

/** What came in each ten minutes of the last day, a row a variable. */
export function completeness(detail, zone) {
  const { times, frames, revisions, variables } = detail.observed;
  if (times.length === 0) return h('p', { class: 'cannot' }, 'Nothing came in the last two days of this station’s own time.');
  const end = times.at(-1);
  const slots = Array.from({ length: 144 }, (_, i) => end - (143 - i) * 600);
  const index = new Map(times.map((time, i) => [time, i]));
  const names = Object.keys(variables);
  const [left, step, row] = [150, 6, 15];
  const cell = (kind, i, r) => svg('rect', { class: kind, x: left + i * step, y: r * row + 2, width: step - 1, height: row - 4 });
  const kind = (name, time) => {
    const i = index.get(time);
    if (i === undefined) return 'lacked';
    if (name === null) return frames[i] ? 'camera' : 'lacked';
    return variables[name].mean[i] === null ? 'lacked' : variables[name].flags[i] ? 'flagged' : 'had';
  };
  const all = [null, ...names];
  const share = name => slots.filter(time => kind(name, time) !== 'lacked').length / slots.length;
  const amended = times.filter((_, i) => revisions[i] > 0).length;
  const height = all.length * row + 18;
  return h('figure', {},
    svg('svg', { class: 'drawing', viewBox: `0 0 ${left + 144 * step} ${height}`, role: 'img', 'aria-label': `What came in each ten minutes of a day; the same stands in the table.` },
      all.map((name, r) => [svg('text', { x: left - 6, y: r * row + 12, 'text-anchor': 'end' }, name === null ? 'Picture' : variableName(name)),
        slots.map((time, i) => cell(kind(name, time), i, r))]),
      slots.map((time, i) => (time % 10_800 < 600 ? svg('text', { x: left + i * step, y: height - 4 }, clockTime(time, zone)) : null))),
    h('figcaption', {}, h('p', { class: 'muted' }, `A day up to ${dayTime(end, zone)}. Filled: it came. Empty: it did not. Ochre: quality control has something against it.`,
      amended ? ` ${amended} slots were amended by readings that came late.` : ''),
      behindButton('As a table', () => table('Share of slots in which it came', ['What', 'Share'], all.map(name => [name === null ? 'Picture' : variableName(name), percent(share(name))])))));
}
