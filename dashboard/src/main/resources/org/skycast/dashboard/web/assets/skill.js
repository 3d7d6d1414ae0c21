// What forecasts were worth, beside persistence and beside the shadow.

import { behindButton, colour, h, put, table } from './dom.js';
import { ask, follow } from './live.js';
import { onChoice, setting } from './settings.js';
import { unit, variableName } from './units.js';
import { ENOUGH_DAYS, verdict } from './words.js';

const UNITS = { air_temperature: 'degC', dew_point_temperature: 'degC', relative_humidity: '%', air_pressure: 'hPa', wind_speed: 'm s-1',
  wind_speed_of_gust: 'm s-1', surface_downwelling_shortwave_flux_in_air: 'W m-2', thickness_of_rainfall_amount: 'mm', visibility_in_air: 'm', cloud_area_fraction: '1' };
const query = new URLSearchParams(location.search);

/** An error is a difference: it has a unit's size, not its zero. */
function errorIn(name, system) {
  const to = unit(UNITS[name] ?? '', system);
  return { name: to.name, of: value => (value === undefined || value === null ? null : to.of(value) - to.of(0)) };
}

function plot(place, lines, high, least) {
  const leads = [...new Set(lines.flatMap(line => line.leads))].sort((a, b) => a - b);
  const axis = { stroke: colour('--muted'), grid: { stroke: colour('--grid'), width: 1 }, ticks: { show: false }, font: '12px system-ui, sans-serif' };
  const data = [leads, ...lines.map(line => leads.map(lead => line.values[line.leads.indexOf(lead)] ?? null))];
  put(place);
  new uPlot({ width: Math.max(260, place.clientWidth || 500), height: high, legend: { show: false }, cursor: { drag: { x: false, y: false }, y: false },
    scales: { x: { time: false }, y: { range: (u, low, top) => [0, Math.max(top * 1.12, least)] } }, padding: [8, 26, 0, 0],
    axes: [{ ...axis, size: 30, values: (u, splits) => splits.map(split => (split % 60 ? '' : `+${split / 60} h`)), incrs: [60] }, { ...axis, size: 50 }],
    series: [{}, ...lines.map(line => ({ stroke: colour(line.ink), width: 2.2, dash: line.dash, points: { show: leads.length < 6 } }))] }, data, place);
}

/** The shadow beside the champion, where both have been scored for as long as it takes. */
function besideShadow(champion, shadow, measure) {
  const [mine, others] = [champion?.[measure], shadow?.[measure]];
  if (mine === undefined || others === undefined) return 'Shadow: cannot tell, one of both was not scored.';
  if (Math.min(champion.days, shadow.days) < ENOUGH_DAYS) return `Shadow: cannot tell yet, ${Math.min(champion.days, shadow.days)} of ${ENOUGH_DAYS} days are scored for both.`;
  const change = Math.round((others / mine - 1) * 100);
  return change === 0 ? 'Shadow: as good, within 1%.' : `Shadow: error ${Math.abs(change)}% ${change < 0 ? 'below' : 'above'} the champion’s, each over its own cases; skycast replay compares case by case.`;
}

/** All variables at once, for whoever must decide: at four hours, where both were scored for long enough. */
function together(pairs) {
  const told = { below: 0, alike: 0, above: 0, unknown: 0 };
  for (const pair of pairs) {
    const [mine, others] = pair.map(one => one?.leads.find(lead => lead.leadMinutes === 240));
    const measure = (pair[0] ?? pair[1]).event ? 'brier' : 'mae';
    if (!mine?.[measure] || others?.[measure] === undefined || Math.min(mine.days, others.days) < ENOUGH_DAYS) told.unknown++;
    else { const change = others[measure] / mine[measure] - 1; told[Math.abs(change) < 0.01 ? 'alike' : change < 0 ? 'below' : 'above']++; }
  }
  return `Shadow beside champion at +4 h: its error is lower in ${told.below}, alike within 1% in ${told.alike}, higher in ${told.above}; of ${told.unknown} one cannot tell yet. `
    + 'Before it is deployed, skycast replay compares both case by case, with intervals and a verdict.';
}

function card(name, champion, shadow, system) {
  const event = (champion ?? shadow).event;
  const to = event ? { name: 'Brier score', of: value => value ?? null } : errorIn(name, system);
  const of = (series, key, ink, dash) => series && { leads: series.leads.map(one => one.leadMinutes), values: series.leads.map(one => to.of(one[key])), ink, dash };
  const measure = event ? 'brier' : 'mae';
  const lines = [of(champion, 'persistence', '--persistence', [3, 5]), of(champion, measure, '--median', []), of(shadow, measure, '--said', [8, 3])].filter(Boolean);
  const place = h('div', { class: 'plot' });
  const at = (series, lead) => series?.leads.find(one => one.leadMinutes === lead);
  const days = Math.max(0, ...(champion ?? shadow).leads.map(one => one.days));
  const row = (who, series) => (series?.leads ?? []).filter(one => [10, 60, 120, 240].includes(one.leadMinutes)).map(one => [`${who}, +${one.leadMinutes} min`,
    to.of(one[measure])?.toFixed(event ? 3 : 2) ?? 'cannot tell', to.of(one.persistence)?.toFixed(event ? 3 : 2) ?? 'cannot tell',
    one.coverage80 === undefined ? (one.frequency === undefined ? '' : `happened in ${(one.frequency * 100).toFixed(1)}%`) : `${Math.round(one.coverage80 * 100)}%`,
    one.cases.toLocaleString('en-GB'), one.missing.toLocaleString('en-GB')]);
  const figure = h('figure', { class: 'card' }, h('div', { class: 'fan-head' }, h('h3', {}, event ? `${name}, as an event` : variableName(name)), h('span', { class: 'muted' }, event ? to.name : `mean absolute error, ${to.name}`)),
    days < 7 ? h('p', {}, h('span', { class: 'cannot' }, `Cannot tell yet: ${days} of 7 days are scored. The figures will move.`)) : null, place,
    h('figcaption', {}, [60, 240].map(lead => h('p', {}, h('strong', {}, `+${lead / 60} h: `), verdict(at(champion, lead)),
      at(champion, lead)?.coverage80 === undefined ? '' : ` Its 80% interval held ${Math.round(at(champion, lead).coverage80 * 100)}%.`,
        shadow ? ` ${besideShadow(at(champion, lead), at(shadow, lead), measure)}` : '')),
      behindButton('As a table', () => table(`${variableName(name)} by lead`, ['Model and lead', event ? 'Brier' : `Error, ${to.name}`, 'Persistence’s', event ? 'Base rate' : 'In the 80% interval', 'Cases', 'Truth missing'], [...row('Champion', champion), ...row('Shadow', shadow)]))));
  let wide = 0;
  figure.redrawn = () => plot(place, lines, 200, event ? 0.1 : 0.001);
  new ResizeObserver(() => { if (place.clientWidth && place.clientWidth !== wide) { wide = place.clientWidth; figure.redrawn(); } }).observe(place);
  return figure;
}

/** A field in which a station is found by its name or id, however many there are. */
function stationField(chosen) {
  let found = [];
  const list = h('datalist', { id: 'skill-stations' });
  const told = h('span', { class: 'muted', role: 'status' });
  const seek = async text => {
    found = (await ask(`stations?q=${encodeURIComponent(text)}`)).stations;
    put(list, found.map(one => h('option', { value: one.id, label: one.name })));
  };
  const field = h('input', { type: 'search', list: 'skill-stations', placeholder: 'All together', autocomplete: 'off',
    oninput: event => { seek(event.target.value).catch(() => { /* the banner says so */ }); },
    onchange: async event => {
      const text = event.target.value.trim();
      try { await seek(text); } catch { return; }
      const one = found.find(of => of.id === text) ?? found.find(of => of.name.toLowerCase() === text.toLowerCase());
      told.textContent = text && !one ? 'No station is called so.' : '';
      if (!text || one) chosen(one?.id ?? '');
    } });
  seek('').catch(() => { /* the banner says so */ });
  return { field, node: [h('label', { class: 'chooser' }, 'Station', field), list, told] };
}

const DAYS = [['1', 'Day'], ['7', 'Week'], ['30', 'Month']];

/** Shows it. */
export async function show(main) {
  const body = h('div', {});
  const days = () => query.get('days') ?? '7';
  const go = changes => {
    Object.entries(changes).forEach(([name, value]) => (value ? query.set(name, value) : query.delete(name)));
    history.replaceState(null, '', `${location.pathname}${query.size ? `?${query}` : ''}`);
    quiet();
  };
  const { field, node } = stationField(station => go({ station }));
  const buttons = DAYS.map(([value, word]) => h('button', { onclick: () => go({ days: value }) }, word));
  const draw = async () => {
    const station = query.get('station') ?? '';
    const answer = await ask(`skill?days=${days()}${station ? `&station=${encodeURIComponent(station)}` : ''}`);
    if (document.activeElement !== field) field.value = answer.stationName || station;
    buttons.forEach((button, i) => button.setAttribute('aria-pressed', String(DAYS[i][0] === days())));
    const shadowSha = answer.roles.SHADOW?.sha256;
    const championSha = answer.roles.CHAMPION?.sha256;
    const names = [...new Set(answer.series.map(one => one.name))];
    const champion = name => answer.series.filter(one => one.name === name && one.bundleSha256 !== shadowSha)
      .sort((a, b) => Number(b.bundleSha256 === championSha) - Number(a.bundleSha256 === championSha) || b.leads[0].cases - a.leads[0].cases)[0];
    const shadow = name => answer.series.find(one => one.name === name && shadowSha && one.bundleSha256 === shadowSha);
    put(body,
      h('p', { class: 'keys' }, h('span', { class: 'key' }, '— champion'), h('span', { class: 'key' }, '‑ ‑ shadow'), h('span', { class: 'key' }, '· · persistence: all stays as it is'),
        'The lower, the better. Each forecast is held against what was observed.'),
      Number(days()) > answer.keptDays ? h('p', { class: 'note' }, `Of a single station ${answer.keptDays} days are kept, for there are many; of all together, a month.`) : null,
      h('p', { class: shadowSha ? 'note' : 'muted' }, shadowSha ? together(names.map(name => [champion(name), shadow(name)])) : 'No model is shadow now.'),
      names.length ? h('div', { class: 'charts' }, names.map(name => card(name, champion(name), shadow(name), setting('units')))) : h('p', { class: 'card muted' }, 'Cannot tell: no forecast was scored in this time. The stage ‘verify’ scores them once their truth has come.'));
  };
  const quiet = () => draw().catch(() => { /* the banner says so */ });
  put(main, h('div', { class: 'heading' }, h('h1', {}, 'Skill'), node, h('span', { class: 'choice', role: 'group', 'aria-label': 'Days' }, buttons)), body);
  await draw();
  onChoice(quiet);
  follow(null, quiet, 60_000);
}
