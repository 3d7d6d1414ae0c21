'use strict';
const two = v => v == null ? '–' : v.toFixed(2);
const whole = share => share == null ? '–' : Math.round(100 * share) + '%';
const interval = f => f.low == null ? '' : two(f.low) + ' to ' + two(f.high);
const pooled = report.rows.filter(row => row.station == null);

function verdict() {
  const told = report.decision === 'told';
  const box = add(section('verdict'), 'div', null, 'verdict');
  const enough = pooled.filter(row => row.isTold).length;
  add(box, 'h1', told ? 'What these rules would have told' : 'Cannot tell of every rule');
  add(box, 'p', enough + ' of ' + pooled.length + ' levels have the ten events and seven days that are asked for.');
  const list = add(box, 'ul');
  for (const sentence of report.sentences) add(list, 'li', sentence);
  facts(section('verdict'), [
    ['Range', report.range.from + ' to ' + report.range.to],
    ['Stations', report.stations.length + ': ' + report.stations.join(', ')],
    ['Forecasts', report.source],
    ['A hit', 'an alert held at the onset, and had come ' + report.minLeadMinutes + ' minutes before it or earlier'],
    ['An event', 'a run of slots that meet the condition; two slots between that do not are no end'],
  ]);
  document.title = report.sentences.length + ' levels of rules – Skycast back-test';
}

function rows() {
  const place = section('rows');
  add(place, 'p', 'POD is the share of events that were hit, FAR the share of alerts that were false, CSI hits over events and'
    + ' false alarms; by time the same of forecasts, of which an alert held and the condition was met in the window, so that an alert'
    + ' that never ends is not the best. Bias is alerts for an event. Below them 95% intervals, by days drawn anew in blocks. Leads are of hits:'
    + ' half of them are longer than the median, nine of ten than p10. In alert tells for how long, and for which share of the time. Unknown is the share of forecasts that could not be judged.'
    + ' Where there are fewer than ten events or seven days, figures are slanted and say little.', 'faint');
  const table = add(add(place, 'div', null, 'wide'), 'table');
  const head = add(add(table, 'thead'), 'tr');
  for (const text of ['', 'events', 'hit', 'late', 'missed', 'alerts', 'false', 'POD', 'FAR', 'CSI', 'by time', 'bias', 'lead, median and p10',
    'alerts a month', 'in alert', 'unknown', 'not judged']) add(head, 'th', text);
  let body;
  for (const row of report.rows) {
    if (row.station == null) body = add(table, 'tbody');
    if (row.station != null && row.stationCount === 1 && pooled.find(p => same(p, row)).stationCount === 1) continue;
    line1(add(body, 'tr', null, row.isTold ? '' : 'unsure'), row);
  }
}

/* A text, one above another, or a figure with its interval below. */
function cell(tr, of) {
  const td = add(tr, 'td', typeof of === 'string' ? of : of.text ?? two(of.value));
  const below = of.below ?? (of.low == null ? null : interval(of));
  if (below != null) add(td, 'div', below, 'interval');
}

const same = (a, b) => a.rule === b.rule && a.level === b.level;

function line1(tr, row) {
  add(tr, 'td', row.station == null ? row.title + ', ' + row.condition + ', ' + row.severity.toLowerCase() : row.station,
    row.station == null ? 'level' : 'station');
  const lead = v => v == null ? '–' : span(v);
  for (const text of [count(row.events), count(row.hits), count(row.late), count(row.missed), count(row.alerts),
    count(row.falseAlarms), row.pod, row.far, row.csi, two(row.csiByTime), two(row.bias),
    { text: lead(row.leadMinutes.median), below: lead(row.leadMinutes.p10) }, row.alertsPerMonth.toFixed(1),
    { text: row.hoursInAlert.toFixed(0) + ' h', below: (100 * row.shareInAlert).toFixed(1) + '%' }, (100 * row.shareUnknown).toFixed(1) + '%',
    row.unjudgedEvents + ' + ' + row.unjudgedAlerts]) cell(tr, text);
  tr.lastChild.title = 'events and alerts';
}

function fits() {
  const place = section('fits');
  if (place.hidden = !report.fits.length) return;
  const table = add(add(place, 'div', null, 'wide'), 'table');
  const head = add(add(table, 'thead'), 'tr');
  for (const text of ['', 'raise', 'clear', 'POD', 'FAR', 'CSI', 'by time', 'alerts', 'in time']) add(head, 'th', text);
  for (const fit of report.fits) {
    const before = pooled.find(row => same(row, fit));
    const body = add(table, 'tbody');
    const title = add(add(body, 'tr'), 'td', before.title + ', ' + before.condition + ': ' + fit.sentence, 'level');
    title.colSpan = 9;
    for (const [name, of] of [['as it was', before], ['fitted', fit]]) {
      const tr = add(body, 'tr');
      add(tr, 'td', name, 'station');
      for (const text of [two(of.raise), two(of.clear), of.pod, of.far, of.csi,
        two(of.csiByTime), count(of.alerts + of.unjudgedAlerts), count(of.hits) + ' of ' + count(of.events)]) cell(tr, text);
    }
  }
}

/* Lines through points { x, y }, both in %. */
function curves(sets, x, y, more) {
  return c => ({
    type: 'line',
    data: { datasets: sets.map(set => ({ label: set.label, data: set.points, borderColor: c[set.colour], backgroundColor: c[set.colour],
      borderDash: set.dash || [], borderWidth: set.width || 2, pointRadius: set.radius ?? 2.5, showLine: set.showLine ?? true })) },
    options: options(axis(x, { type: 'linear', min: 0, max: 100 }), axis(y, more || { min: 0, max: 100 }),
      { clip: false, plugins: { legend: { labels: { boxWidth: 28, boxHeight: 0 } }, tooltip: { callbacks: { label: item =>
        item.raw.text || item.dataset.label + ': ' + item.raw.y.toFixed(1) } } } }),
  });
}

const diagonal = { label: 'exactly as said', colour: 'muted', dash: [2, 3], width: 1, radius: 0,
  points: [{ x: 0, y: 0 }, { x: 100, y: 100 }] };

function plotsOf(row, grid) {
  const most = Math.max(1, ...row.reliability.map(b => b.count));
  plot(grid, 'Reliability', 'Of each forecast’s greatest probability over the window; the larger a point, the more often it was said.',
    curves([{ label: 'came', colour: 'median', radius: row.reliability.map(b => 2 + 6 * Math.sqrt(b.count / most)),
      points: row.reliability.map(b => ({ x: 100 * b.stated, y: 100 * b.frequency,
        text: 'said ' + whole(b.stated) + ', came ' + whole(b.frequency) + ' of ' + count(b.count) + ' times' })) }, diagonal],
      'said, %', 'came, %'));
  const own = row.roc.reduce((a, b) => Math.abs(b.raise - row.raise) < Math.abs(a.raise - row.raise) ? b : a, row.roc[0]);
  const point = p => ({ x: 100 * p.falseRate, y: 100 * p.hitRate, text: 'raise ' + two(p.raise) + ': told of ' + whole(p.hitRate)
    + ' that came, and of ' + whole(p.falseRate) + ' that did not' });
  if (row.auc != null) {
    plot(grid, 'ROC over raise, area ' + row.auc.toFixed(2), 'By forecasts and windows: each point is a value of raise, from 0.95 at the left to 0.05.',
      curves([{ label: 'raise', colour: 'median', points: row.roc.map(point) },
        { label: 'nearest to the rule’s', colour: 'silent', points: [point(own)], radius: 6, showLine: false },
        { ...diagonal, label: 'no skill' }], 'said in vain, %', 'said and came, %'));
    const percentOf = v => v == null ? null : Math.max(-20, 100 * v);
    plot(grid, 'Value by cost over loss', 'Of what a perfect forecast would save, by the rule’s own raise and by the one that is best at each cost.',
      curves([{ label: 'own raise', colour: 'median', points: row.value.map(v => ({ x: 100 * v.costLoss, y: percentOf(v.own) })) },
        { label: 'best raise', colour: 'candidate', dash: [7, 3], points: row.value.map(v => ({ x: 100 * v.costLoss, y: percentOf(v.best),
          text: 'raise ' + two(v.bestRaise) + ': ' + whole(v.best) })) }],
        'cost over loss, %', 'value, %', { min: -20, max: 100 }));
  }
  if (row.sweep.length > 1) {
    const swept = (label, of, colour, dash) => ({ label, colour, dash, points: row.sweep.map(s => ({ x: 100 * s.raise,
      y: s[of].value == null ? null : 100 * s[of].value, text: label + ' ' + two(s[of].value) + ' at ' + s.alertsPerMonth.toFixed(1) + ' alerts a month' })) });
    plot(grid, 'Events and alerts over raise', 'This level by itself, run anew by the engine for each value.',
      curves([swept('POD', 'pod', 'median'), swept('FAR', 'far', 'silent', [7, 3]), swept('CSI', 'csi', 'fresh', [2, 3]),
        { label: 'CSI by time', colour: 'muted', dash: [6, 2, 1, 2], points: row.sweep.map(s => ({ x: 100 * s.raise,
          y: s.csiByTime == null ? null : 100 * s.csiByTime })) }], 'raise, %', '%'));
  }
}

function plots() {
  const place = section('plots');
  const drawnRows = pooled.filter(row => row.windows > 0);
  if (place.hidden = !drawnRows.length) return;
  const made = drawnRows.map(row => {
    const box = add(place, 'details');
    add(box, 'summary', row.title + ', ' + row.condition + ': came in ' + (100 * row.baseRate).toFixed(1) + '% of windows');
    const fill = () => {
      if (box.open && box.children.length === 1) plotsOf(row, add(box, 'div', null, 'grid'));
    };
    box.addEventListener('toggle', fill);
    return { box, fill };
  });
  const open = boxes => boxes.forEach(({ box, fill }) => {
    box.open = true;
    fill();
  });
  open(made.slice(0, 1));
  addEventListener('beforeprint', () => {
    open(made);
    redraw(true);
  });
  addEventListener('afterprint', () => redraw(false));
  darkScreen.addEventListener('change', () => redraw(false));
}

function cost() {
  facts(section('run-facts'), [
    ['Started', run.started],
    ['Took', figure(run.tookSeconds) + ' s'],
    ['Intervals', report.bootstrap.resamples + ' resamples of UTC days in blocks, all stations jointly, seed ' + report.bootstrap.seed],
  ]);
}

for (const part of [verdict, rows, fits, plots, cases, cost]) part();
