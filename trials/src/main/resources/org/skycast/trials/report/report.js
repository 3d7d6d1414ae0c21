'use strict';
/* Everything that came from outside is set as text, never as markup. */
const report = JSON.parse(document.getElementById('report').textContent);
const run = JSON.parse(document.getElementById('run').textContent);

function element(tag, text, className) {
  const made = document.createElement(tag);
  if (text != null) made.textContent = text;
  if (className) made.className = className;
  return made;
}
const add = (parent, tag, text, className) => parent.appendChild(element(tag, text, className));
const section = id => document.getElementById(id);
const spaced = name => name.replaceAll('_', ' ');
const count = n => n.toLocaleString('en');
const figure = v => v == null ? '–' : Math.abs(v) >= 1e4 ? count(Math.round(v)) : v.toPrecision(4);
const model = m => m.id + ' ' + m.version;
const scoreOf = event => event ? 'brier' : 'crps';
const units = name => name.event ? '' : name.units;
const bare = share => percent(share).replace('%', '');
const range = d => d.relativeLow == null ? '' : ' [' + bare(d.relativeLow) + ', ' + bare(d.relativeHigh) + ']';

function facts(parent, pairs) {
  const list = add(parent, 'dl');
  for (const [term, text] of pairs) {
    add(list, 'dt', term);
    add(list, 'dd', text);
  }
}

function verdict() {
  const box = add(section('verdict'), 'div', null, 'verdict ' + report.verdict.decision.replace(' ', '-'));
  const words = { better: 'Better', worse: 'Worse', 'cannot tell': 'Cannot tell' }[report.verdict.decision];
  add(box, 'h1', words + ': ' + model(report.candidate) + ' against ' + model(report.champion));
  const reasons = add(box, 'ul');
  for (const reason of report.verdict.reasons) add(reasons, 'li', reason);
  const { equal, of } = report.equality;
  facts(section('verdict'), [
    ['Range', report.range.from + ' to ' + report.range.to + ' (' + report.bootstrap.days + ' UTC days with cases)'],
    ['Stations', stations()],
    ['Read from', report.source],
    ['Candidate’s forecasts', report.learning.candidate],
    ['Champion’s forecasts', report.learning.champion],
    ...(report.learning.shortfall ? [['Note', report.learning.shortfall]] : []),
    ['Equal forecasts', count(equal) + ' of ' + count(of) + ', value for value'],
    ['Missing skies', count(report.missingSkies)],
  ]);
  document.title = words + ': ' + model(report.candidate) + ' – Skycast replay';
}

function stations() {
  const most = 12;
  const more = report.stations.length - most;
  return report.stations.length + ': ' + report.stations.slice(0, most).join(', ')
    + (more > 0 ? ' and ' + more + ' more, in report.json' : '');
}

function overview() {
  const named = report.names.filter(name => name.change);
  const place = section('overview');
  if (!named.length) {
    add(place, 'p', 'No variable has cases on enough days.', 'faint');
    return;
  }
  add(place, 'p', 'The candidate’s CRPS (of events: Brier score) less the champion’s on the same cases, as a share of the'
    + ' champion’s: left of zero, the candidate is better. The bars are intervals that hold for all variables at once.', 'faint');
  const all = report.primary ? [{ name: 'all, each lead alike', change: report.primary }] : [];
  const shown = [...all, ...named];
  plot(place, null, null, dots(shown.map(n => spaced(n.name)), shown.map(n => n.change.relative),
    shown.map((n, i) => n.change.low), shown.map(n => n.change.high)), 90 + 30 * shown.length);
}

function rows() {
  const place = section('rows');
  if (place.hidden = !report.rows.length) return;
  add(place, 'p', 'CRPS; of events, Brier score. Less is better. Shaded where the 95% interval of the difference leaves out'
    + ' zero; among many cells one in twenty does so by chance. Persistence answers where the newest slot has a value; the'
    + ' candidate is held against it on those cases. MAE is the mean absolute error of the median. A bundle alone is the same'
    + ' forecasts before what stations had taught was applied: MAE, of events Brier score. All leads are in report.json.',
    'faint');
  const table = add(add(place, 'div', null, 'wide'), 'table');
  const head = add(add(table, 'thead'), 'tr');
  const titles = ['', 'candidate to champion', 'candidate', 'champion', 'persistence', 'candidate to persistence',
    'MAE, difference', 'MAE, candidate', 'its bundle alone', 'MAE, champion', 'its bundle alone', 'cases'];
  for (const text of titles) add(head, 'th', text);
  for (const name of report.names) {
    const body = add(table, 'tbody');
    const title = add(add(body, 'tr'), 'th');
    title.colSpan = titles.length;
    add(title, 'span', spaced(name.name) + (units(name) ? ', ' + units(name) : ''));
    for (const row of report.rows) {
      if (row.name === name.name && report.shownLeadMinutes.includes(row.leadMinutes)) line(body, row, scoreOf(name.event));
    }
  }
}

function line(body, row, score) {
  const tr = add(body, 'tr');
  const all = row.withPersistence;
  const change = difference => add(tr, 'td', difference ? percent(difference.relative) + range(difference) : '–',
    difference ? clear(difference.low, difference.high) : '');
  add(tr, 'td', leadText(row.leadMinutes));
  change(row.difference[score]);
  add(tr, 'td', figure(row.candidate[score]));
  add(tr, 'td', figure(row.champion[score]));
  add(tr, 'td', all ? figure(all.persistence[score]) : '–').title = all ? 'on ' + count(all.cases) + ' cases' : '';
  change(all && all.candidateLessPersistence[score]);
  change(row.difference.mae);
  const alone = side => figure(score === 'brier' ? side.bundleBrier : side.bundleMae);
  add(tr, 'td', figure(row.candidate.mae));
  add(tr, 'td', alone(row.candidate));
  add(tr, 'td', figure(row.champion.mae));
  add(tr, 'td', alone(row.champion));
  add(tr, 'td', count(row.cases));
}

function worst() {
  const place = section('worst');
  if (place.hidden = !report.worst.length) return;
  add(place, 'p', 'By variable, the largest scores as a multiple of the champion’s mean at that lead; one of a station and day.',
    'faint');
  const grid = add(place, 'div', null, 'grid');
  for (const bad of report.worst) {
    const name = report.names.find(n => n.name === bad.name);
    const said = v => name.event ? Math.round(100 * v) + '%' : figure(v) + (units(name) ? ' ' + units(name) : '');
    const card = add(grid, 'article', null, 'card');
    if (bad.frame) {
      const image = add(card, 'img');
      image.src = bad.frame;
      image.alt = 'The sky over ' + bad.station + ' before ' + bad.referenceTime;
    } else {
      add(card, 'div', 'no frame', 'none');
    }
    const text = add(card, 'div', null, 'text');
    add(text, 'h3', spaced(bad.name) + ', ' + leadText(bad.leadMinutes));
    facts(text, [
      ['Station', bad.station],
      ['Reference', bad.referenceTime],
      ['Candidate said', said(bad.candidate.said)],
      ['Champion said', said(bad.champion.said)],
      ['Persistence', bad.persistence ? said(bad.persistence.said) : '–'],
      ['Came', name.event ? (bad.came ? 'yes' : 'no') : said(bad.came)],
      [name.event ? 'Brier score' : 'CRPS', figure(bad.candidate.score) + (bad.timesMeanOfChampion == null ? ''
        : ', ' + figure(bad.timesMeanOfChampion) + ' × the champion’s mean')],
    ]);
  }
}

function uncompared() {
  const place = section('uncompared');
  const sums = new Map();
  for (const of of report.uncompared) {
    const sum = sums.get(of.name) || sums.set(of.name, { missing: 0, unpaired: 0 }).get(of.name);
    sum.missing += of.missing;
    sum.unpaired += of.unpaired;
  }
  if (!sums.size) {
    add(place, 'p', 'Nothing: each forecast was made by both models, and its truth came.');
    return;
  }
  const table = add(add(place, 'div', null, 'wide'), 'table');
  const head = add(add(table, 'thead'), 'tr');
  for (const text of ['', 'truth never came', 'one model alone said it']) add(head, 'th', text);
  const body = add(table, 'tbody');
  for (const [name, sum] of sums) {
    const tr = add(body, 'tr');
    for (const text of [spaced(name), count(sum.missing), count(sum.unpaired)]) add(tr, 'td', text);
  }
}

function cost() {
  const micros = v => v == null ? 'not measured' : figure(v) + ' µs';
  facts(section('cost'), [
    ['Candidate, a forecast', micros(run.candidateMicrosPerForecast)],
    ['Champion, a forecast', micros(run.championMicrosPerForecast)],
    ['Run', run.id],
    ['Started', run.started],
    ['Took', figure(run.tookSeconds) + ' s'],
    ['Intervals', report.bootstrap.resamples + ' resamples of UTC days, drawn jointly for all stations in blocks of '
      + report.bootstrap.blockDays + ', seed ' + report.bootstrap.seed],
  ]);
}

for (const part of [verdict, overview, rows, plots, worst, uncompared, cost]) part();
