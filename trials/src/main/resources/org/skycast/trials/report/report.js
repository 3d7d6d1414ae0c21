'use strict';
const model = m => m.id + ' ' + m.version;
const scoreOf = event => event ? 'brier' : 'crps';
const units = name => name.event ? '' : name.units;
const bare = share => percent(share).replace('%', '');
const range = d => d.relativeLow == null ? '' : ' [' + bare(d.relativeLow) + ', ' + bare(d.relativeHigh) + ']';

function verdict() {
  const box = add(section('verdict'), 'div', null, 'verdict ' + report.verdict.decision.replaceAll(' ', '-'));
  const words = report.verdict.decision.replace(/^./, first => first.toUpperCase());
  add(box, 'h1', words + ': ' + model(report.candidate) + ' against ' + model(report.champion));
  const reasons = add(box, 'ul');
  for (const reason of report.verdict.reasons) {
    if (!report.overlap.includes(reason)) add(reasons, 'li', reason);
  }
  for (const sentence of report.overlap) add(box, 'p', sentence, 'warned');
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
    ...(report.signatures
      ? [['Signatures', count(report.signatures.refused) + ' of ' + count(report.signatures.checked)
          + ' readings, frames and embeddings had none of their station’s']]
      : []),
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
  const brief = difference => {
    const cell = add(tr, 'td', difference ? percent(difference.relative) : '–',
      difference ? clear(difference.low, difference.high) : '');
    if (difference) cell.title = range(difference).trim();
  };
  add(tr, 'td', leadText(row.leadMinutes));
  change(row.difference[score]);
  add(tr, 'td', figure(row.candidate[score]));
  add(tr, 'td', figure(row.champion[score]));
  add(tr, 'td', all ? figure(all.persistence[score]) : '–').title = all ? 'on ' + count(all.cases) + ' cases' : '';
  change(all && all.candidateLessPersistence[score]);
  brief(row.difference.mae);
  const alone = side => figure(score === 'brier' ? side.bundleBrier : side.bundleMae);
  add(tr, 'td', figure(row.candidate.mae));
  add(tr, 'td', alone(row.candidate));
  add(tr, 'td', figure(row.champion.mae));
  add(tr, 'td', alone(row.champion));
  add(tr, 'td', count(row.cases));
}

function farthest() {
  const place = section('farthest');
  if (place.hidden = !report.farthest.length) return;
  add(place, 'p', 'By variable, where the candidate’s score less the champion’s, as a multiple of the champion’s mean at that'
    + ' lead, is largest, and where it is smallest; one of a station and day.', 'faint');
  for (const name of report.names) {
    const ofName = report.farthest.filter(of => of.name === name.name);
    if (!ofName.length) continue;
    const box = add(place, 'div');
    add(box, 'h3', spaced(name.name));
    const grid = add(box, 'div', null, 'grid');
    for (const of of ofName) card(grid, name, of);
  }
}

function card(grid, name, of) {
  const said = v => name.event ? Math.round(100 * v) + '%' : figure(v) + (units(name) ? ' ' + units(name) : '');
  const lost = of.candidate.score > of.champion.score;
  const place = add(grid, 'article', null, 'card ' + (lost ? 'worse' : 'better'));
  if (of.frame) {
    const image = add(place, 'img');
    image.src = of.frame;
    image.alt = 'The sky over ' + of.station + ' before ' + of.referenceTime;
  }
  const text = add(place, 'div', null, 'text');
  add(text, 'h4', 'Candidate ' + (lost ? 'lost' : 'gained') + ', ' + leadText(of.leadMinutes));
  facts(text, [
    ['Station', of.station],
    ['Reference', of.referenceTime],
    ...(of.frame && of.frameAgeMinutes ? [['Sky', of.frameAgeMinutes + ' min before']] : []),
    ['Candidate said', said(of.candidate.said)],
    ['Champion said', said(of.champion.said)],
    ...(of.persistence ? [['Persistence', said(of.persistence.said)]] : []),
    ['Came', name.event ? (of.came ? 'yes' : 'no') : said(of.came)],
    [name.event ? 'Brier score' : 'CRPS', figure(of.candidate.score) + ' against ' + figure(of.champion.score)
      + (of.timesMeanOfChampion == null ? '' : ', ' + figure(Math.abs(of.timesMeanOfChampion)) + ' × its mean apart')],
  ]);
  inDashboard(text, of.station, of.referenceTime);
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

for (const part of [verdict, overview, rows, plots, farthest, uncompared, cost]) part();
