'use strict';
/* Every event and alert as a card with a small plot: above, what forecasts said; below, what was measured. */
const FATES = { MISSED: ['Missed', 'bad'], LATE: ['Told too late', 'bad'], FALSE_ALARM: ['False alarm', 'bad'],
  HIT: ['Hit', 'good'], TRUE: ['True alert', 'good'] };
const fateOf = of => FATES[of.fate] || ['Not judged', 'open'];
const W = 330, LEFT = 34, RIGHT = 6, TOP = 8, SAID = 66, BETWEEN = 10, MEASURED = 66, BOTTOM = 16;
const H = TOP + SAID + BETWEEN + MEASURED + BOTTOM;

function svg(parent, tag, attributes, text) {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text != null) made.textContent = text;
  return parent.appendChild(made);
}

/* A line over what is there; a value without neighbours is a dot. */
function line(parent, points, className, dots) {
  let run = [];
  const end = () => {
    if (run.length > 1) svg(parent, 'polyline', { class: className, points: run.map(p => p.join(',')).join(' ') });
    if (run.length === 1) svg(parent, 'circle', { class: dots, cx: run[0][0], cy: run[0][1], r: 1.6 });
    run = [];
  };
  for (const [x, y] of points) y == null ? end() : run.push([x.toFixed(1), y.toFixed(1)]);
  end();
}

function casePlot(parent, of) {
  const count = of.said.length;
  const last = of.first + (count - 1) * of.slotSeconds;
  const x = second => LEFT + (W - LEFT - RIGHT) * Math.min(1, Math.max(0, (second - of.first) / Math.max(1, last - of.first)));
  const root = svg(parent, 'svg', { class: 'case', viewBox: `0 0 ${W} ${H}`, role: 'img',
    'aria-label': 'Probability and measured value around ' + of.begin });
  const base = TOP + SAID + BETWEEN;
  const p = v => v == null ? null : TOP + SAID * (1 - v);
  const known = of.measured.filter(v => v != null).concat(of.threshold);
  const low = Math.min(...known), high = Math.max(...known), pad = (high - low || 1) * .08;
  const m = v => v == null ? null : base + MEASURED * (1 - (v - low + pad) / (high - low + 2 * pad));
  const strip = (from, to, className) => svg(root, 'rect', { class: className, x: x(from), y: TOP,
    width: Math.max(1, x(to) - x(from)), height: base + MEASURED - TOP });
  if (of.kind === 'event') strip(Date.parse(of.begin) / 1000, Date.parse(of.end) / 1000, 'event');
  for (const [begin, end] of of.spells) {
    strip(begin, end, 'alert');
    svg(root, 'rect', { class: 'bar', x: x(begin), y: TOP - 5, width: Math.max(1, x(end) - x(begin)), height: 3 });
  }
  for (const [top, height] of [[TOP, SAID], [base, MEASURED]]) {
    svg(root, 'rect', { class: 'frame', x: LEFT, y: top, width: W - LEFT - RIGHT, height });
  }
  const across = (y, className) => svg(root, 'line', { class: className, x1: LEFT, x2: W - RIGHT, y1: y, y2: y });
  across(p(of.raise), 'raise');
  across(p(of.clear), 'clear');
  across(m(of.threshold), 'threshold');
  const at = i => x(of.first + i * of.slotSeconds);
  line(root, of.said.map((v, i) => [at(i), p(v)]), 'said', 'saiddots');
  line(root, of.measured.map((v, i) => [at(i), m(v)]), 'measured', 'dots');
  labels(root, of, x, last, p, m, low, high);
}

function labels(root, of, x, last, p, m, low, high) {
  const beside = (y, text) => svg(root, 'text', { x: LEFT - 3, y: y + 3, 'text-anchor': 'end' }, text);
  beside(p(1) + 3, '100%');
  beside(p(0) - 3, '0%');
  const short = v => Math.abs(v) >= 100 ? v.toFixed(0) : v.toFixed(1);
  beside(m(high), short(high));
  if (m(low) - m(high) > 12) beside(m(low), short(low));
  const hours = (last - of.first) / 3600;
  const step = hours > 18 ? 6 : hours > 8 ? 3 : hours > 4 ? 2 : 1;
  for (let t = Math.ceil(of.first / 3600) * 3600; t <= last; t += 3600) {
    if (t / 3600 % step === 0 && x(t) > LEFT + 8 && x(t) < W - RIGHT - 10) {
      svg(root, 'text', { x: x(t), y: H - 4, 'text-anchor': 'middle' }, new Date(1000 * t).toISOString().slice(11, 16));
    }
  }
}

const span = minutes => minutes < 90 ? Math.round(minutes) + ' min' : (minutes / 60).toFixed(1) + ' h';
const plainTime = iso => iso.slice(0, 16).replace('T', ' ') + ' UTC';

function card(grid, of, row) {
  const box = add(grid, 'article', null, 'card');
  casePlot(box, of);
  const text = add(box, 'div', null, 'text');
  const title = add(text, 'h3');
  const [word, tone] = fateOf(of);
  add(title, 'span', word, 'fate ' + tone);
  add(title, 'span', (tone === 'open' ? (of.kind === 'event' ? ' event' : ' alert') : '') + ': ' + of.rule + ', ' + row.condition);
  const lasted = span((Date.parse(of.end) - Date.parse(of.begin)) / 6e4);
  facts(text, [
    ['Station', of.station],
    [of.kind === 'event' ? 'Event' : 'Alert', plainTime(of.begin) + ', ' + lasted],
    ...(of.leadMinutes == null ? [] : [['Told', of.leadMinutes >= 0 ? span(of.leadMinutes) + ' before it began'
      : span(-of.leadMinutes) + ' after it began']]),
    ...(of.worst == null ? [] : [['Furthest', Number(of.worst.toPrecision(4)) + (row.units === '1' ? '' : ' ' + row.units)]]),
    ...(of.peak == null ? [] : [['At most', Math.round(100 * of.peak) + '% said']]),
    ...(of.kind === 'alert' ? [['Then', of.last === 'UPDATED' ? 'fell to a milder level' : of.last ? of.last.toLowerCase() : 'still held at the end']] : []),
  ]);
  inDashboard(text, of.station, of.begin);
}

function choice(parent, label, entries, change) {
  const box = add(parent, 'label', label + ' ');
  const select = add(box, 'select');
  for (const [value, text] of entries) {
    const option = add(select, 'option', text);
    option.value = value;
  }
  select.addEventListener('change', change);
  return select;
}

function cases() {
  const place = section('cases');
  const rowOf = of => report.rows.find(row => row.rule === of.rule && row.level === of.level && row.station == null);
  if (!report.cases.length) {
    add(place, 'p', 'Nothing came, and nothing was told.');
    return;
  }
  add(place, 'p', 'Above, the greatest probability over the window by each forecast’s reference time, with raise (solid) and clear'
    + ' (dashed); below, what was measured, with the threshold. Blue ground: the alert held. Red ground: the event. What was'
    + ' missed, late or false comes first.', 'faint');
  const filters = add(place, 'div', null, 'filters');
  const levels = new Map(report.cases.map(of => [of.rule + ' ' + of.level, of]));
  const words = new Map(report.cases.map(of => [fateOf(of)[0], of]));
  let shown = 60;
  const again = () => { shown = 60; show(); };
  const level = choice(filters, 'Rule', [['', 'all'], ...[...levels].map(([key, of]) => [key, of.rule + ', ' + rowOf(of).condition])], again);
  const fate = choice(filters, 'What became of it', [['', 'all'], ...[...words.keys()].map(word => [word, word])], again);
  const stations = choice(filters, 'Station', [['', 'all'], ...report.stations.map(id => [id, id])], again);
  const told = add(place, 'p', null, 'faint');
  const grid = add(place, 'div', null, 'grid');
  const more = add(place, 'button', 'Show more', 'more');
  more.type = 'button';
  more.addEventListener('click', () => { shown += 60; show(); });
  const show = () => {
    const fit = report.cases.filter(of => (!level.value || of.rule + ' ' + of.level === level.value)
      && (!fate.value || fateOf(of)[0] === fate.value) && (!stations.value || of.station === stations.value));
    grid.replaceChildren();
    for (const of of fit.slice(0, shown)) card(grid, of, rowOf(of));
    told.textContent = count(Math.min(shown, fit.length)) + ' of ' + count(fit.length);
    more.hidden = fit.length <= shown;
  };
  show();
  addEventListener('beforeprint', () => { shown = report.cases.length; show(); });
}
