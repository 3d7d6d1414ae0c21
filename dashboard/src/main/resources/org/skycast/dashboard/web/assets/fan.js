// A fan chart: a day that was observed, the now line, and what is foretold with its bands.

import { behindButton, colour, h, put, svg, table } from './dom.js';
import { eachSecond, now } from './clock.js';
import { BOUNDS, comparator, interval, LEAST_SPAN, shown, unit, variableName } from './units.js';
import { clockTime, dayTime } from './zones.js';

const BANDS = [[0.02, 0.98, 0.1, [2, 3]], [0.1, 0.9, 0.2, [6, 4]], [0.25, 0.75, 0.34, []]];
const levelAt = (levels, level) => levels.findIndex(one => Math.abs(one - level) < 1e-6);

/** Columns by time, put side by side: what uPlot draws. */
class Columns {
  constructor() { this.rows = new Map(); this.count = 0; this.series = [{}]; this.bands = []; }

  add(times, values, series) {
    const column = ++this.count;
    times.forEach((time, i) => {
      if (!this.rows.has(time)) this.rows.set(time, []);
      this.rows.get(time)[column] = values[i] ?? null;
    });
    this.series.push({ points: { show: false }, spanGaps: false, ...series });
    return column;
  }

  /** Within a row undefined is no gap but nothing; null is a gap. */
  aligned() {
    const times = [...this.rows.keys()].sort((a, b) => a - b);
    return [times, ...Array.from({ length: this.count }, (_, c) => times.map(time => this.rows.get(time)[c + 1]))];
  }
}

function withGaps(times, values) {
  const [ts, vs] = [[], []];
  times.forEach((time, i) => {
    // A slot that never came is a gap, not a line across it.
    if (i > 0 && time - times[i - 1] > 900) { ts.push(times[i - 1] + 600); vs.push(null); }
    ts.push(time);
    vs.push(values[i]);
  });
  return [ts, vs];
}

function observed(columns, detail, name, of) {
  const series = detail.observed.variables[name];
  if (!series) return;
  const ink = colour('--observed');
  const [times, values] = withGaps(detail.observed.times, series.value.map(of));
  // A direction has no way between 350 and 10 degrees that a line could show.
  columns.add(times, values, name.endsWith('direction') ? { stroke: ink, paths: () => null, points: { show: true, size: 4, fill: ink } } : { stroke: ink, width: 2 });
}

function said(columns, detail, name, of, lead) {
  const told = detail.said[name]?.[lead];
  if (!told) return;
  const ink = colour('--said');
  const [times] = withGaps(told.times, told.low);
  const column = values => withGaps(told.times, values.map(of))[1];
  const high = columns.add(times, column(told.high), { stroke: ink, width: 1, dash: [2, 3] });
  const low = columns.add(times, column(told.low), { stroke: ink, width: 1, dash: [2, 3] });
  columns.bands.push({ series: [high, low], fill: `rgba(${colour('--said-band')}, 0.13)` });
  columns.add(times, column(told.median), { stroke: ink, width: 1.6, dash: [8, 3] });
}

function foretold(columns, forecast, variable, of) {
  const start = forecast.referenceTime;
  const times = variable.leadMinutes.map(lead => start + lead * 60);
  const edge = colour('--edge');
  const row = level => variable.values.map(values => of(values[level]));
  const from = variable.newest === null ? [] : [of(variable.newest)];
  const with0 = values => [...from, ...values];
  const at = from.length ? [start, ...times] : times;
  for (const [low, high, alpha, dash] of BANDS) {
    const [l, u] = [levelAt(variable.levels, low), levelAt(variable.levels, high)];
    if (l >= 0 && u >= 0) {
      const top = columns.add(at, with0(row(u)), { stroke: edge, width: 1, dash });
      const bottom = columns.add(at, with0(row(l)), { stroke: edge, width: 1, dash });
      columns.bands.push({ series: [top, bottom], fill: `rgba(${colour('--band')}, ${alpha})` });
    }
  }
  const median = levelAt(variable.levels, 0.5);
  if (median >= 0) columns.add(at, with0(row(median)), { stroke: colour('--median'), width: 2.6 });
  if (variable.newest !== null) {
    columns.add([start, times.at(-1)], [of(variable.newest), of(variable.newest)],
      { stroke: colour('--persistence'), width: 1.5, dash: [3, 5], spanGaps: true });
  }
}

/** A little more than the values take, no less than says something, and nothing beyond what is possible. */
function spanned(low, high, wire, to) {
  const least = LEAST_SPAN[wire] ? Math.abs(to.of(LEAST_SPAN[wire]) - to.of(0)) : 0;
  const [a, b] = BOUNDS[wire] ? BOUNDS[wire].map(to.of) : [-Infinity, Infinity];
  const [from, until] = low === null ? [0, least || 1] : [low, high];
  const more = Math.max((until - from) * 0.08, (least - (until - from)) / 2);
  const bottom = Math.max(a, from - more);
  const top = Math.min(b, Math.max(until + more, bottom + least));
  return [Math.max(a, Math.min(bottom, top - least)), top];
}

function lines(u, x, text, ink, dash) {
  const at = Math.round(u.valToPos(x, 'x', true));
  if (at < u.bbox.left || at > u.bbox.left + u.bbox.width) return;
  const { ctx } = u;
  ctx.save();
  ctx.strokeStyle = ink;
  ctx.fillStyle = ink;
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash(dash.map(one => one * devicePixelRatio));
  ctx.beginPath();
  ctx.moveTo(at, u.bbox.top);
  ctx.lineTo(at, u.bbox.top + u.bbox.height);
  ctx.stroke();
  ctx.font = `600 ${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'right';
  ctx.fillText(text, at - 4 * devicePixelRatio, u.bbox.top + 12 * devicePixelRatio);
  ctx.restore();
}

function threshold(u, value, text) {
  const y = Math.round(u.valToPos(value, 'y', true));
  if (y < u.bbox.top || y > u.bbox.top + u.bbox.height) return;
  const { ctx } = u;
  ctx.save();
  ctx.strokeStyle = colour('--alert');
  ctx.fillStyle = colour('--alert');
  ctx.lineWidth = 1.5 * devicePixelRatio;
  ctx.setLineDash([10 * devicePixelRatio, 3 * devicePixelRatio, 2 * devicePixelRatio, 3 * devicePixelRatio]);
  ctx.beginPath();
  ctx.moveTo(u.bbox.left, y);
  ctx.lineTo(u.bbox.left + u.bbox.width, y);
  ctx.stroke();
  ctx.font = `600 ${11 * devicePixelRatio}px system-ui, sans-serif`;
  ctx.textAlign = 'left';
  ctx.fillText(text, u.bbox.left + 4 * devicePixelRatio, y - 7 * devicePixelRatio);
  ctx.restore();
}

function key(text, ...parts) {
  return h('span', { class: 'key' }, svg('svg', { viewBox: '0 0 26 12', 'aria-hidden': 'true' }, parts), text);
}

const stroke = (name, y, width, dash) => svg('line', { x1: 0, x2: 26, y1: y, y2: y, stroke: `var(--${name})`, 'stroke-width': width, 'stroke-dasharray': dash });
const block = (name, alpha) => svg('rect', { width: 26, height: 12, fill: `rgb(var(--${name}), ${alpha})` });

/** What lines and bands mean, once for all charts. */
export function keys(lead) {
  return h('p', { class: 'keys' }, key('observed, ten minutes by ten minutes', stroke('observed', 6, 2)), key('median', stroke('median', 6, 2.6)),
    key('25 to 75%', block('band', 0.64), stroke('edge', 1, 1), stroke('edge', 11, 1)),
    key('10 to 90%', block('band', 0.3), stroke('edge', 1, 1, '6 4'), stroke('edge', 11, 1, '6 4')),
    key('2 to 98%', block('band', 0.1), stroke('edge', 1, 1, '2 3'), stroke('edge', 11, 1, '2 3')),
    key('persistence', stroke('persistence', 6, 1.5, '3 5')),
    lead === 'off' ? null : key(`said ${lead / 60} h before, with its 10 to 90%`, block('said-band', 0.2), stroke('said', 6, 1.6, '8 3')));
}

function sentence(detail, name, variable, system, zone) {
  const series = detail.observed.variables[name];
  const last = series?.value.at(-1);
  const before = series && last !== null && last !== undefined
    ? `Observed ${shown(last, series.units, system)} at ${clockTime(detail.observed.times.at(-1), zone)}. ` : '';
  if (detail.at !== null) return before || 'Nothing was observed of it then.';
  if (!variable) return `${before}Nothing is foretold of it.`;
  const [l, m, u] = [0.1, 0.5, 0.9].map(level => levelAt(variable.levels, level));
  const index = variable.leadMinutes.indexOf(120);
  if (l < 0 || m < 0 || u < 0 || index < 0) return `${before}Its forecast has no interval of eight in ten.`;
  const row = variable.values[index];
  return `${before}Foretold for ${clockTime(detail.forecast.referenceTime + 7200, zone)}: ${shown(row[m], variable.units, system)}, in eight of ten cases ${interval(row[l], row[u], variable.units, system)}.`;
}

function units(detail, name, variable) {
  return detail.observed.variables[name]?.units ?? variable?.units ?? '1';
}

function rows(detail, name, variable, { system, zone, lead }) {
  const all = [];
  const was = lead === 'off' ? undefined : detail.said[name]?.[lead];
  const before = time => {
    const i = was ? was.times.indexOf(time) : -1;
    return i < 0 ? '' : `${shown(was.median[i], units(detail, name, variable), system)} (${interval(was.low[i], was.high[i], units(detail, name, variable), system)})`;
  };
  const series = detail.observed.variables[name];
  detail.observed.times.forEach((time, i) => {
    if (series) all.push([dayTime(time, zone), shown(series.value[i], series.units, system), '', '', before(time), series.flags?.[i]?.join(', ') ?? '']);
  });
  if (variable) {
    const [l, m, u] = [0.1, 0.5, 0.9].map(level => levelAt(variable.levels, level));
    variable.leadMinutes.forEach((step, i) => all.push([dayTime(detail.forecast.referenceTime + step * 60, zone), '',
      shown(variable.values[i][m], variable.units, system), interval(variable.values[i][l], variable.values[i][u], variable.units, system), before(detail.forecast.referenceTime + step * 60), `+${step} min`]));
  }
  return all.reverse();
}

/** The chart of one variable of a station. */
export function fanChart(detail, name, { system, zone, lead, past }) {
  const variable = detail.forecast?.variables.find(one => one.name === name);
  const wire = units(detail, name, variable);
  const to = unit(wire, system);
  const plot = h('div', { class: 'plot' });
  const words = sentence(detail, name, variable, system, zone);
  const readout = h('p', { 'aria-live': 'polite' }, words);
  const note = h('div', {});
  const figure = h('figure', { class: 'fan card', tabindex: '0', 'aria-label': `${variableName(name)}. ${words} Left and right move along it.` },
    h('div', { class: 'fan-head' }, h('h3', {}, variableName(name)), h('span', { class: 'muted' }, to.name),
      h('a', { href: `/api/v1/stations/${encodeURIComponent(detail.station.id)}/chart.csv?variable=${encodeURIComponent(name)}` }, 'CSV')),
    note, plot, h('figcaption', {}, readout,
      behindButton('As a table', () => table(`${variableName(name)}, newest first`, ['Time', 'Observed', 'Median', '10 to 90%', lead === 'off' ? 'Said before' : `Said ${lead / 60} h before`, 'Remark'], rows(detail, name, variable, { system, zone, lead })))));
  const end = detail.at !== null ? detail.at + 240 * 60 : detail.forecast ? detail.forecast.referenceTime + 240 * 60 : (detail.observed.times.at(-1) ?? now());
  const begin = end - 240 * 60 - Number(past) * 3600;
  let chart = null;
  const build = () => {
    const columns = new Columns();
    if (lead !== 'off') said(columns, detail, name, to.of, lead);
    if (variable) foretold(columns, detail.forecast, variable, to.of);
    observed(columns, detail, name, to.of);
    const axis = { stroke: colour('--muted'), grid: { stroke: colour('--grid'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
    chart?.destroy();
    if (columns.count === 0) { put(plot, h('p', { class: 'cannot' }, 'Nothing was observed or foretold of it in the last day.')); return; }
    put(plot);
    chart = new uPlot({
      width: Math.max(260, plot.clientWidth), height: 220, padding: [8, 8, 0, 0],
      tzDate: time => uPlot.tzDate(new Date(time * 1000), zone),
      legend: { show: false },
      cursor: { sync: { key: 'station' }, drag: { x: false, y: false }, points: { show: false }, y: false },
      scales: { x: { range: () => [begin, end] }, y: { range: (u, low, high) => spanned(low, high, wire, to) } },
      axes: [{ ...axis, space: 60, size: 30, values: (u, splits) => splits.map(split => (split === null ? '' : clockTime(split, zone))) },
        { ...axis, size: 52, values: (u, splits) => splits.map(split => String(+split.toFixed(3)).replace('-', '−')) }],
      series: columns.series, bands: columns.bands,
      hooks: {
        draw: [u => {
          if (detail.at !== null) lines(u, detail.at, 'then', colour('--now'), [2, 3]);
          if (now() <= end) lines(u, now(), 'now', colour('--now'), []);
          if (detail.forecast) lines(u, detail.forecast.referenceTime, now() - detail.forecast.referenceTime > 1800 ? 'made' : '', colour('--muted'), [3, 3]);
          for (const alert of detail.alerts) {
            if (alert.variable === name && alert.measure === 'VALUE') threshold(u, to.of(alert.threshold), `${alert.title}: ${comparator(alert.comparator)} ${shown(alert.threshold, alert.units, system)}`);
          }
        }],
        setCursor: [u => { readout.textContent = told(u.data[0][u.cursor.left < 0 ? -1 : u.cursor.idx ?? -1]) || words; }],
      },
    }, columns.aligned(), plot);
  };
  const told = time => {
    if (time === undefined) return '';
    const parts = [clockTime(time, zone)];
    const i = detail.observed.times.indexOf(time);
    const series = detail.observed.variables[name];
    if (i >= 0 && series) parts.push(`observed ${shown(series.value[i], wire, system)}`);
    const f = variable ? variable.leadMinutes.indexOf((time - detail.forecast.referenceTime) / 60) : -1;
    if (f >= 0) {
      const [l, m, u] = [0.1, 0.5, 0.9].map(level => variable.values[f][levelAt(variable.levels, level)]);
      if (m !== undefined) parts.push(`foretold ${shown(m, wire, system)} (${interval(l, u, wire, system)})`);
    }
    const s = lead === 'off' ? -1 : detail.said[name]?.[lead]?.times.indexOf(time) ?? -1;
    if (s >= 0) {
      const was = detail.said[name][lead];
      parts.push(`said ${lead / 60} h before ${shown(was.median[s], wire, system)} (${interval(was.low[s], was.high[s], wire, system)})`);
    }
    return parts.join(' · ');
  };
  figure.addEventListener('keydown', event => {
    if (!chart || !['ArrowLeft', 'ArrowRight'].includes(event.key) || event.target !== figure) return;
    const at = (chart.cursor.idx ?? chart.data[0].length) + (event.key === 'ArrowLeft' ? -1 : 1);
    const i = Math.min(chart.data[0].length - 1, Math.max(0, at));
    chart.setCursor({ left: chart.valToPos(chart.data[0][i], 'x'), top: 10 });
    event.preventDefault();
  });
  let wide = 0;
  new ResizeObserver(() => {
    if (plot.clientWidth === wide) return;
    wide = plot.clientWidth;
    if (chart) chart.setSize({ width: Math.max(260, wide), height: 220 });
    else build();
  }).observe(plot);
  let drawn = 0;
  eachSecond(figure, () => {
    const over = detail.forecast && now() > end;
    figure.classList.toggle('old', Boolean(over));
    put(note, over ? h('p', { class: 'note bad' }, `Nothing is foretold for now: the newest forecast ended at ${dayTime(end, zone)}.`) : null);
    if (chart && now() - drawn > 30) { drawn = now(); chart.redraw(false, false); }
  });
  figure.redrawn = build;
  return figure;
}
