'use strict';
/* The section of plots: a part for each variable, drawn when it is first opened. */
function plots() {
  const place = section('plots');
  if (place.hidden = !report.rows.length) return;
  const button = add(place, 'button', 'Open all');
  button.type = 'button';
  const made = report.names.map(name => {
    const box = add(place, 'details');
    const change = name.change ? ': ' + percent(name.change.relative) : '';
    add(box, 'summary', spaced(name.name) + change);
    const fill = () => {
      if (box.open && box.children.length === 1) plotsOf(name, add(box, 'div', null, 'grid'));
    };
    box.addEventListener('toggle', fill);
    return { box, fill };
  });
  const open = boxes => boxes.forEach(({ box, fill }) => {
    box.open = true;
    fill();
  });
  button.addEventListener('click', () => open(made));
  open([made[firstNamed()]]);
  addEventListener('beforeprint', () => {
    open(made);
    redraw(true);
  });
  addEventListener('afterprint', () => redraw(false));
  darkScreen.addEventListener('change', () => redraw(false));
}

/* The variable that the verdict names: the one that is clearly worse, or else the one that changed most. */
function firstNamed() {
  const weight = name => name.change ? Math.abs(name.change.relative) + (name.clearlyWorse ? 1e6 : 0) : -1;
  const weights = report.names.map(weight);
  return weights.indexOf(Math.max(...weights));
}

function plotsOf(name, grid) {
  const rows = report.rows.filter(row => row.name === name.name);
  const score = scoreOf(name.event);
  const title = name.event ? 'Brier score' : 'CRPS';
  const labels = rows.map(row => leadText(row.leadMinutes));
  const unit = units(name);
  const common = rows.map(row => row.withPersistence || row);
  const of = (who, what) => common.map(row => row[who] ? row[who][what] : null);
  const three = what => ({ candidate: of('candidate', what), champion: of('champion', what), persistence: of('persistence', what) });
  const fewer = rows.some(row => !row.withPersistence || row.withPersistence.cases < row.cases)
    ? 'Where persistence answered, on the cases that all three did.' : null;
  plot(grid, title + ' by lead', fewer, threeLines(labels, three(score), 'lead', unit));
  if (!name.event) plot(grid, 'MAE by lead', fewer, threeLines(labels, three('mae'), 'lead', unit));
  const difference = what => rows.map(row => row.difference[score][what]);
  if (difference('relative').some(v => v != null)) plot(grid, title + ', candidate less champion', 'Below zero, the candidate is better.', differenceBand(labels,
    difference('relative'), difference('relativeLow'), difference('relativeHigh')));
  if (name.event && rows.some(row => row.candidate.reliability.length + row.champion.reliability.length)) {
    plot(grid, 'Reliability, all leads', 'The larger a point, the more often it was said.', reliability(pooledBins(rows)));
  } else if (!name.event) {
    const inside = who => rows.map(row => 100 * row[who].coverage80);
    plot(grid, 'Coverage of the 80% interval by lead', null, coverage(labels, inside('candidate'), inside('champion')));
  }
  const shown = report.shownLeadMinutes;
  for (const lead of new Set([shown[shown.length >> 1], shown[shown.length - 1]])) byHour(grid, name, title, unit, lead);
  const stations = report.stationChanges.filter(s => s.name === name.name).sort((a, b) => a.relative - b.relative);
  const none = stations.map(() => null);
  if (stations.length) plot(grid, title + ' by station', 'Candidate less champion, averaged over leads.', dots(stations.map(s => s.station),
    stations.map(s => s.relative), none, none), Math.max(260, 80 + 16 * stations.length));
}

function byHour(grid, name, title, unit, lead) {
  const hours = [...Array(24).keys()];
  const at = report.byHour.filter(s => s.name === name.name && s.leadMinutes === lead);
  if (!at.length) return;
  const of = who => hours.map(hour => {
    const slice = at.find(s => s.hour === hour);
    const all = slice && (slice.withPersistence || slice);
    return all && all[who] != null ? all[who] : null;
  });
  plot(grid, title + ' by hour of the day, ' + leadText(lead), 'UTC, of the time foretold.', threeLines(hours,
    { candidate: of('candidate'), champion: of('champion'), persistence: of('persistence') }, 'hour', unit));
}

function pooledBins(rows) {
  const pool = who => {
    const bins = new Map();
    for (const bin of rows.flatMap(row => row[who].reliability)) {
      const sum = bins.get(bin.from) || { from: bin.from, count: 0, stated: 0, frequency: 0 };
      sum.count += bin.count;
      sum.stated += bin.count * bin.stated;
      sum.frequency += bin.count * bin.frequency;
      bins.set(bin.from, sum);
    }
    return [...bins.values()].sort((a, b) => a.from - b.from)
      .map(b => ({ count: b.count, stated: b.stated / b.count, frequency: b.frequency / b.count }));
  };
  return { candidate: pool('candidate'), champion: pool('champion') };
}
