// One station: its sky, what it measured, what is foretold, and on what that rests.

import { h, put } from './dom.js';
import { ask, follow } from './live.js';
import { age, eachSecond, freshness, now } from './clock.js';
import { choose, onChoice, setting } from './settings.js';
import { dayTime, fullTime, zoneFor } from './zones.js';
import { ORDER, variableName } from './units.js';
import { outlookWords } from './words.js';
import { fanChart, keys } from './fan.js';
import { completeness, eventFigure } from './charts.js';
import { sky } from './sky.js';
import { stationState } from './stations.js';
import { alertCard, pastAlerts } from './alerts.js';

const id = decodeURIComponent(location.pathname.split('/')[2]);
const at = new URLSearchParams(location.search).get('at');
const source = `stations/${encodeURIComponent(id)}${at ? `?at=${encodeURIComponent(at)}` : ''}`;

function facts(pairs) {
  return h('dl', { class: 'facts' }, pairs.filter(Boolean).map(([name, value]) => [h('dt', {}, name), h('dd', {}, value)]));
}

function summary(detail, zone, zoneName) {
  const { station, forecast, heartbeat } = detail;
  const beat = heartbeat === null ? ['Heartbeat', h('span', { class: 'cannot' }, 'none in two days: how its edge is cannot be told')]
    : ['Heartbeat', [age(heartbeat.at, zone), now() - heartbeat.at > 2 * heartbeat.heartbeatSeconds ? ' — overdue: the station or its network is down' : '']];
  return h('section', { class: 'card', 'aria-label': 'How it stands' }, h('h2', {}, 'How it stands'),
    h('div', {}, h('strong', {}, 'The next two hours: '), outlookWords(station.outlook, setting('units')),
      station.outlook === null || station.forecastState === 'fresh' ? '' : h('p', { class: 'note bad' }, 'That was said by an old forecast, for the hours after it. Of now it says nothing.')),
    facts([['State', stationState(station)], ['Newest reading', age(station.readingAt, zone)],
      ['Newest picture', station.frameAt === null ? 'none' : age(station.frameAt, zone)],
      ['Newest forecast', station.referenceTime === null ? 'none' : ['made of what was known ', age(station.referenceTime, zone), ' ago']], beat,
      ...(heartbeat?.sources ?? []).filter(source => source.state !== 'UP').map(source =>
        [`Source ${source.name}`, h('span', { class: 'state late' }, `▲ ${source.state === 'ENDED' ? 'ended' : 'down, tried again'}: ${source.why ?? 'no reason was told'}`)]),
      heartbeat && heartbeat.spoolWaiting > 0 ? ['Waiting at the station', `${heartbeat.spoolWaiting.toLocaleString('en-GB')} records`] : null,
      forecast && ['Completeness of its history', `${Math.round(forecast.completeness * 100)}%`],
      forecast && ['Lacked', forecast.degraded.length ? forecast.degraded.map(variableName).join(', ') : 'nothing'],
      forecast?.unfamiliar.length ? ['Unlike what the model knows', forecast.unfamiliar.map(variableName).join(', ')] : null,
      ['Place', `${Math.abs(station.latitude).toFixed(3)}° ${station.latitude < 0 ? 'S' : 'N'}, ${Math.abs(station.longitude).toFixed(3)}° ${station.longitude < 0 ? 'W' : 'E'}, ${Math.round(station.altitude)} m`],
      ['Times', zoneName]]));
}

function lineage(detail, zone) {
  const { forecast } = detail;
  if (forecast === null) return null;
  const text = JSON.stringify({ station: detail.station.id, referenceTime: forecast.referenceTime, issuedAt: forecast.issuedAt, ...forecast.lineage }, null, 2);
  const copied = h('span', { role: 'status', class: 'muted' });
  const copy = h('button', { onclick: async () => {
    try {
      await navigator.clipboard.writeText(text);
      copied.textContent = ' copied';
    } catch {
      copied.textContent = ' this browser does not let a page copy; mark the text instead';
    }
  } }, 'Copy as JSON');
  const of = forecast.lineage;
  return h('section', { class: 'card', 'aria-label': 'Lineage' }, h('h2', {}, 'On what the forecast rests'), facts([
    ['Model', `${of.modelId} ${of.modelVersion}`], ['Bundle', h('code', {}, of.bundleSha256 || 'built in')],
    ['Issued', fullTime(forecast.issuedAt, zone)], ['Newest observation', h('code', {}, `${of.observation.topic}-${of.observation.partition}@${of.observation.offset}`)],
    ['Slots of history', `${of.slots}, ${of.amendedSlots} of them amended`],
    ['What the station taught', of.learnt === null ? 'nothing yet: the model’s own forecast went out' : `${of.learnt.days} days, ${of.learnt.cases.toLocaleString('en-GB')} cases`]]),
    h('p', {}, copy, copied));
}

function choice(name, label, choices) {
  return h('span', { class: 'choice', role: 'group', 'aria-label': label }, choices.map(([value, word]) =>
    h('button', { 'aria-pressed': String(setting(name) === value), onclick: () => choose(name, value) }, word)));
}

const STEP = 4 * 3600;
const atHref = seconds => `${location.pathname}?at=${new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')}`;

/** Which time the page is of, and ways to another. */
function pointer(detail, zone) {
  const { at } = detail;
  const from = at ?? detail.forecast?.referenceTime ?? detail.station.readingAt;
  if (from === null) return null;
  const nothing = at !== null && detail.observed.times.length === 0;
  return [h('p', { class: 'buttons' }, h('a', { href: atHref(from - STEP) }, '4 h earlier'),
    at !== null && at + STEP < now() ? h('a', { href: atHref(at + STEP) }, '4 h later') : null,
    at !== null ? h('a', { href: location.pathname }, 'Now') : null),
  at === null ? null : h('p', { class: `note ${nothing ? 'bad' : ''}` }, nothing
    ? `Of ${dayTime(at, zone)} nothing is kept here: two days are. skycast replay and skycast alerts rules test read the log itself.`
    : `The charts are of ${dayTime(at, zone)}: what was observed until four hours after it, and what had been said of it before. The rest of the page is of now.`)];
}

/** Of a camera that gives nothing while readings come: since when, and what its edge says of it. */
function cameraNote({ station, heartbeat, forecast }, zone) {
  const state = station.frameAt === null ? 'none' : freshness(now() - station.frameAt);
  if (state === 'fresh' || state === 'none') return null;
  const down = (heartbeat?.sources ?? []).find(source => source.state !== 'UP');
  return h('p', { class: `note ${state === 'late' ? '' : 'bad'}` }, 'The camera has given no picture for ', age(station.frameAt, zone), `, since ${dayTime(station.frameAt, zone)}; readings still come. `,
    down ? `Its edge says of ${down.name}: ${down.why ?? 'no reason'}. ` : heartbeat === null ? '' : 'Its edge says that all sources are up: look at the camera itself. ',
    forecast?.degraded.includes('sky') ? 'Forecasts are made without the sky.' : '');
}

function draw(main, detail) {
  const { zone, name } = zoneFor(setting('zone'), detail.station);
  const lead = detail.at !== null && setting('said') === 'off' ? '60' : setting('said');
  const options = { system: setting('units'), zone, lead, past: setting('past') };
  const names = [...new Set([...Object.keys(detail.observed.variables), ...(detail.forecast?.variables ?? []).map(one => one.name)])]
    .sort((a, b) => (ORDER.indexOf(a) + 99) % 99 - (ORDER.indexOf(b) + 99) % 99);
  document.title = `${detail.station.name} · Skycast`;
  const late = h('div', {});
  put(main, h('div', { class: 'heading' }, h('h1', {}, detail.station.name), h('span', { class: 'muted' }, detail.station.id), stationState(detail.station)),
    late, detail.alerts.map(alert => alertCard(alert, zone)),
    h('div', { class: 'columns' }, sky(detail, zone), summary(detail, zone, name)),
    h('div', { class: 'heading' }, h('h2', {}, 'Observed and foretold'), h('span', { class: 'muted screen' }, 'Past'), choice('past', 'How much of the past', [['24', '24 h'], ['12', '12 h'], ['6', '6 h']]),
      h('span', { class: 'muted screen' }, 'Said before for the same time'), choice('said', 'What was said before', [['off', 'Off'], ['60', '1 h'], ['120', '2 h'], ['240', '4 h']])),
    keys(lead), pointer(detail, zone),
    h('div', { class: 'charts' }, names.map(one => fanChart(detail, one, options))),
    detail.forecast?.events.length ? [h('div', { class: 'heading' }, h('h2', {}, 'How likely')), h('div', { class: 'charts' }, detail.forecast.events.map(event => eventFigure(event, detail, options)))] : null,
    detail.pastAlerts.length ? h('section', { class: 'card after', 'aria-label': 'Past alerts' }, h('h2', {}, 'Past alerts here, and whether they were right'), pastAlerts(detail.pastAlerts, zone, false)) : null,
    h('section', { class: 'card after', 'aria-label': 'Completeness' }, h('h2', {}, 'What came, ten minutes by ten minutes'), completeness(detail, zone)),
    lineage(detail, zone));
  eachSecond(late, () => {
    const reading = detail.station.readingAt === null ? null : now() - detail.station.readingAt;
    const state = freshness(reading);
    put(late, state === 'late' || state === 'silent' || state === 'none' ? h('p', { class: `note ${state === 'late' ? '' : 'bad'}` },
      state === 'none' ? 'No reading is known of this station: what follows is no picture of now.'
        : ['This station’s newest reading is ', age(detail.station.readingAt, zone), ' old: what follows is no picture of now.']) : cameraNote(detail, zone));
  });
}

/** Shows it. */
export async function show(main) {
  let detail = await ask(source);
  const again = () => {
    const top = scrollY;
    const label = document.activeElement?.getAttribute?.('aria-label') ?? document.activeElement?.textContent;
    draw(main, detail);
    scrollTo(0, top);
    if (label) [...main.querySelectorAll('button, [tabindex]')].find(one => (one.getAttribute('aria-label') ?? one.textContent) === label)?.focus({ preventScroll: true });
  };
  again();
  onChoice(again);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', again);
  follow(id, async () => {
    try {
      const fresh = await ask(source);
      if (JSON.stringify({ ...fresh, asOf: 0 }) === JSON.stringify({ ...detail, asOf: 0 })) return;
      detail = fresh;
      again();
    } catch { /* the banner says so */ }
  });
}
