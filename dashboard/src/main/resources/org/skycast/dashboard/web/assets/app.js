// Begins: the head of the page, and the module of what it shows.

import { add, h, put } from './dom.js';
import { applyTheme, choose, setting } from './settings.js';
import { watch } from './live.js';
import { drawForPaper } from './paper.js';

const PAGES = [['stations', '/', 'Stations'], ['skill', '/skill', 'Skill'], ['alerts', '/alerts', 'Alerts'],
  ['models', '/models', 'Models'], ['operation', '/operation', 'Operation']];

function chooser(name, label, choices) {
  const select = h('select', { 'aria-label': label, onchange: event => choose(name, event.target.value) },
    choices.map(([value, word]) => h('option', { value, selected: setting(name) === value }, word)));
  return h('label', { class: 'chooser' }, h('span', {}, label), select);
}

function head(page) {
  const here = page === 'station' ? 'stations' : page;
  const word = h('span', { class: 'live', role: 'status' });
  add(document.getElementById('top'),
    h('a', { class: 'brand', href: '/' }, h('img', { src: '/assets/icon.svg', alt: '', width: '26', height: '26' }), 'Skycast'),
    h('nav', { 'aria-label': 'Pages' }, PAGES.map(([name, href, title]) =>
      h('a', { href, 'aria-current': name === here ? 'page' : null }, title))),
    h('div', { class: 'choosers' },
      chooser('zone', 'Times', [['station', 'Station’s'], ['browser', 'Browser’s'], ['utc', 'UTC']]),
      chooser('units', 'Units', [['metric', 'Metric'], ['imperial', 'Imperial'], ['cf', 'CF']]),
      chooser('theme', 'Look', [['auto', 'As the system'], ['light', 'Light'], ['dark', 'Dark']]),
      word));
  watch(document.getElementById('banner'), word);
}

applyTheme();
drawForPaper();
const page = document.body.dataset.page;
head(page);
const main = document.getElementById('main');
try {
  const module = await import(`/assets/${page}.js`);
  await module.show(main);
  main.setAttribute('data-ready', '');
} catch (failure) {
  put(main, h('div', { class: 'card' }, h('h1', {}, 'This cannot be shown now'), h('p', {}, failure.message),
    h('p', {}, h('a', { href: location.pathname + location.search }, 'Ask again'), ' or go to ', h('a', { href: '/' }, 'all stations'), '.')));
  main.setAttribute('data-ready', 'failed');
  console.error(failure);
}
