// All stations: a table, and a map on which each is drawn.

import { h, put } from './dom.js';
import { ask, follow } from './live.js';
import { age, eachSecond, freshness, now } from './clock.js';
import { onChoice, setting } from './settings.js';
import { outlookWords, STATES } from './words.js';
import { zoneFor } from './zones.js';
import { stationMap } from './map.js';

const query = new URLSearchParams(location.search);
const COLUMNS = [['name', 'Station'], ['state', 'State'], ['reading', 'Reading'], [null, 'Picture'], [null, 'Forecast'],
  [null, 'The next two hours'], ['alerts', 'Alerts']];

/** A state's shape and word, and what alone is so bad, if it is one thing. */
function stateMark(state, alone) {
  return h('span', { class: `state ${state}` }, h('span', { 'aria-hidden': 'true' }, STATES[state].shape), ` ${STATES[state].word}`, alone ? h('span', { class: 'id' }, alone) : null);
}

const WORSE = ['fresh', 'late', 'silent'];

/** How a station stands by the ages of what it gave, each second anew: a page that is cut off must not go on to call it fresh. */
export function stationState(station) {
  const place = h('span', {});
  eachSecond(place, () => {
    const ages = [['reading', station.readingAt], ['forecast', station.referenceTime]].map(([what, at]) => [what, at === null ? 'silent' : freshness(now() - at)]);
    if (station.frameAt !== null) ages.push(['picture', freshness(now() - station.frameAt)]);
    const state = WORSE[Math.max(...ages.map(one => WORSE.indexOf(one[1])))];
    const so = ages.filter(one => one[1] === state);
    const alone = so.length === 1 && state !== 'fresh' ? `the ${so[0][0]} alone` : '';
    if (place.dataset.state !== state + alone) { place.dataset.state = state + alone; put(place, stateMark(state, alone)); }
  });
  return place;
}

/** A row's link to its station. */
export function stationHref(id) {
  return `/stations/${encodeURIComponent(id)}`;
}

function go(changes) {
  for (const [name, value] of Object.entries(changes)) {
    if (value) query.set(name, value);
    else query.delete(name);
  }
  history.replaceState(null, '', `${location.pathname}${query.size ? `?${query}` : ''}`);
}

function header(refresh) {
  const sort = query.get('sort') ?? 'name';
  return COLUMNS.map(([key, title]) => {
    if (!key) return h('th', { scope: 'col' }, title);
    const here = sort === key || sort === `-${key}`;
    const next = sort === key ? `-${key}` : key;
    return h('th', { scope: 'col', 'aria-sort': here ? (sort[0] === '-' ? 'descending' : 'ascending') : null },
      h('button', { class: 'sort', onclick: () => { go({ sort: next, page: null }); refresh(); } },
        title, h('span', { 'aria-hidden': 'true' }, here ? (sort[0] === '-' ? ' ↓' : ' ↑') : ' ↕')));
  });
}

function row(station) {
  const { zone } = zoneFor(setting('zone'), station);
  return h('tr', {},
    h('th', { scope: 'row' }, h('a', { href: stationHref(station.id) }, station.name),
      station.name === station.id ? null : h('span', { class: 'id' }, station.id)),
    h('td', {}, stationState(station)),
    h('td', {}, age(station.readingAt, zone)),
    h('td', {}, station.frameAt === null && station.embedsAtEdge ? 'stays at the station' : age(station.frameAt, zone)),
    h('td', {}, age(station.referenceTime, zone),
      station.degraded.length ? h('span', { class: 'id' }, `lacks ${station.degraded.length}`) : null),
    h('td', { class: station.forecastState === 'fresh' ? '' : 'stale' }, outlookWords(station.outlook, setting('units')),
      station.outlook && station.forecastState !== 'fresh' ? h('span', { class: 'id' }, 'said then, not now') : null),
    h('td', {}, station.alerts === 0 ? h('span', { class: 'muted' }, 'none')
      : station.alertTitles.map((title, i) => h('span', { class: `chip${i < station.unknownAlerts ? ' unknown' : ''}` }, title))));
}

function filters(answer, refresh) {
  const chosen = query.get('state') ?? 'all';
  const of = (state, word) => h('button', { class: `count ${state}`, 'aria-pressed': String(chosen === state),
    onclick: () => { go({ state: state === 'all' ? null : state, page: null }); refresh(); } },
    h('strong', {}, answer.counts[state].toLocaleString('en-GB')), ` ${word}`);
  return h('div', { class: 'counts', role: 'group', 'aria-label': 'Which stations' }, of('all', 'in all'), of('fresh', 'fresh'),
    of('late', 'late'), of('silent', 'silent'), of('alerting', 'alerting'));
}

function pager(answer, refresh) {
  const to = (page, word, possible) => h('button', { disabled: !possible,
    onclick: () => { go({ page: page === 1 ? null : String(page) }); refresh(); } }, word);
  return h('p', { class: 'pager' }, to(answer.page - 1, 'Before', answer.page > 1),
    ` page ${answer.page} of ${answer.pages}, ${answer.matching.toLocaleString('en-GB')} stations `,
    to(answer.page + 1, 'Next', answer.page < answer.pages));
}

/** Shows them. */
export async function show(main) {
  const counts = h('div', {});
  const list = h('div', {});
  const mapPlace = h('div', {});
  let mapped = null;
  const refresh = async () => {
    let answer;
    try {
      const asked = new URLSearchParams(query);
      asked.delete('map');
      answer = await ask(`stations?${asked}`);
    } catch (failure) {
      if (!list.hasChildNodes()) throw failure;
      return;
    }
    const focused = document.activeElement?.closest?.('.counts, th')?.textContent;
    put(counts, filters(answer, refresh));
    put(list, answer.stations.length === 0
      ? h('p', { class: 'card muted' }, answer.counts.all === 0
        ? 'No station has said anything yet. A station appears here as soon as its edge registers it.'
        : 'No station is like that.')
      : [h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Stations' }, h('table', { class: 'stations' },
        h('caption', { class: 'hidden' }, 'Stations'), h('thead', {}, h('tr', {}, header(refresh))),
        h('tbody', {}, answer.stations.map(row)))), pager(answer, refresh)]);
    if (focused) [...main.querySelectorAll('.counts button, th button')].find(one => focused.startsWith(one.textContent.slice(0, 4)))?.focus();
    mapped?.refresh();
  };
  const search = h('input', { type: 'search', value: query.get('q') ?? '', 'aria-label': 'Search by name or id',
    placeholder: 'Search by name or id', oninput: event => { go({ q: event.target.value, page: null }); refresh(); } });
  const mapButton = h('button', { 'aria-expanded': 'false', onclick: async () => {
    const open = mapButton.getAttribute('aria-expanded') === 'true';
    mapButton.setAttribute('aria-expanded', String(!open));
    mapButton.textContent = open ? 'Show the map' : 'Hide the map';
    go({ map: open ? null : '1' });
    mapped = open ? null : await stationMap(mapPlace);
    if (open) put(mapPlace);
  } }, 'Show the map');
  put(main, h('div', { class: 'heading' }, h('h1', {}, 'Stations'), search, mapButton), counts, mapPlace, list);
  await refresh();
  if (query.get('map')) mapButton.click();
  onChoice(refresh);
  follow(null, refresh);
}
