// The world on a canvas, each station a shape of its own: none stands for others.

import { colour, h, put } from './dom.js';
import { ask } from './live.js';
import { STATES } from './words.js';
import { stationHref } from './stations.js';
import { onChoice } from './settings.js';

const RANK = { fresh: 0, none: 1, late: 2, silent: 3 };

/** Outlines are written as small steps in a character each. */
function decoded(text, begin) {
  const ring = [];
  let [x, y] = begin;
  for (let i = 0; i < text.length; i += 2) {
    const [a, b] = [text.charCodeAt(i) - 64, text.charCodeAt(i + 1) - 64];
    x += (a >> 1) ^ (-(a & 1));
    y += (b >> 1) ^ (-(b & 1));
    ring.push([x / 1024, y / 1024]);
  }
  return ring;
}

function rings(world) {
  return world.features.flatMap(({ geometry }) => {
    const packed = world.UTF8Encoding === true;
    if (geometry.type === 'Polygon') {
      return geometry.coordinates.map((ring, i) => (packed ? decoded(ring, geometry.encodeOffsets[i]) : ring));
    }
    return geometry.coordinates.flatMap((polygon, p) =>
      polygon.map((ring, i) => (packed ? decoded(ring, geometry.encodeOffsets[p][i]) : ring)));
  });
}

function mark(context, state, x, y, size) {
  context.beginPath();
  if (state === 'late') { context.moveTo(x, y - size); context.lineTo(x + size, y + size * 0.8); context.lineTo(x - size, y + size * 0.8); context.closePath(); }
  else if (state === 'silent') context.rect(x - size * 0.85, y - size * 0.85, size * 1.7, size * 1.7);
  else context.arc(x, y, size * 0.9, 0, 7);
}

/** Draws the map into a place; gives what draws it anew. */
export async function stationMap(place) {
  const canvas = h('canvas', { tabindex: '0', role: 'img', 'aria-label': 'A map of all stations; the table below has the same.' });
  const told = h('p', { class: 'readout', 'aria-live': 'polite' });
  const legend = h('p', { class: 'legend' }, ['fresh', 'late', 'silent'].map(state =>
    h('span', { class: `state ${state}` }, `${STATES[state].shape} ${STATES[state].word}`)), h('span', { class: 'ring' }, '◌ an alert in force'));
  const view = { longitude: 0, latitude: 15, zoom: 1 };
  let outlines = [];
  let stations = [];
  const scale = () => canvas.clientWidth / 360 * view.zoom;
  const at = (longitude, latitude) => [canvas.clientWidth / 2 + (longitude - view.longitude) * scale(),
    canvas.clientHeight / 2 - (latitude - view.latitude) * scale()];
  const draw = () => {
    const ratio = devicePixelRatio || 1;
    canvas.width = canvas.clientWidth * ratio;
    canvas.height = canvas.clientHeight * ratio;
    const context = canvas.getContext('2d');
    context.scale(ratio, ratio);
    context.fillStyle = colour('--sea');
    context.fillRect(0, 0, canvas.clientWidth, canvas.clientHeight);
    context.fillStyle = colour('--land');
    context.beginPath();
    for (const ring of outlines) {
      ring.forEach(([x, y], i) => (i ? context.lineTo(...at(x, y)) : context.moveTo(...at(x, y))));
      context.closePath();
    }
    context.fill('evenodd');
    const size = stations.length > 500 ? 4 : 6;
    for (const [, , latitude, longitude, state, alerts] of stations) {
      const [x, y] = at(longitude, latitude);
      if (alerts > 0) {
        context.lineWidth = 2;
        context.strokeStyle = colour('--alert');
        context.beginPath();
        context.arc(x, y, size + 4, 0, 7);
        context.stroke();
      }
      mark(context, state, x, y, size);
      context.fillStyle = colour(`--${state}`);
      context.fill();
      context.lineWidth = 1.2;
      context.strokeStyle = colour('--card');
      context.stroke();
    }
  };
  const near = (x, y) => {
    let best = null;
    let least = 14;
    for (const station of stations) {
      const [sx, sy] = at(station[3], station[2]);
      const away = Math.hypot(sx - x, sy - y);
      if (away <= least) { best = station; least = away; }
    }
    return best;
  };
  const say = station => { told.textContent = station ? `${station[1]}: ${STATES[station[4]].word.toLowerCase()}${station[5] ? `, alerts in force: ${station[5]}` : ''}` : 'Point at a station; the table below has all of them.'; };
  const zoom = by => { view.zoom = Math.min(40, Math.max(1, view.zoom * by)); draw(); };
  const fit = () => {
    if (stations.length === 0) return;
    const [ls, ns] = [stations.map(one => one[2]), stations.map(one => one[3])];
    view.latitude = (Math.min(...ls) + Math.max(...ls)) / 2;
    view.longitude = (Math.min(...ns) + Math.max(...ns)) / 2;
    const wide = Math.max(Math.max(...ns) - Math.min(...ns), (Math.max(...ls) - Math.min(...ls)) * 2, 4);
    view.zoom = Math.min(40, Math.max(1, 300 / wide));
    if (view.zoom === 1) Object.assign(view, { longitude: 0, latitude: 15 });
    draw();
  };
  const refresh = async () => {
    stations = (await ask('map')).stations.sort((a, b) => RANK[a[4]] - RANK[b[4]]);
    const of = state => stations.filter(one => one[4] === state).length;
    canvas.setAttribute('aria-label', `A map of ${stations.length} stations: ${of('fresh')} fresh, ${of('late')} late, ${of('silent')} silent. The table below has the same.`);
    draw();
  };
  let drag = null;
  canvas.addEventListener('pointerdown', event => { drag = [event.clientX, event.clientY, view.longitude, view.latitude]; });
  canvas.addEventListener('pointermove', event => {
    const box = canvas.getBoundingClientRect();
    if (drag && event.buttons) {
      view.longitude = drag[2] - (event.clientX - drag[0]) / scale();
      view.latitude = drag[3] + (event.clientY - drag[1]) / scale();
      draw();
    } else say(near(event.clientX - box.left, event.clientY - box.top));
  });
  canvas.addEventListener('pointerup', event => {
    const box = canvas.getBoundingClientRect();
    const station = near(event.clientX - box.left, event.clientY - box.top);
    if (drag && station && Math.hypot(event.clientX - drag[0], event.clientY - drag[1]) < 4) location.assign(stationHref(station[0]));
    drag = null;
  });
  canvas.addEventListener('keydown', event => {
    const step = 20 / scale();
    const moves = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, step], ArrowDown: [0, -step] };
    if (moves[event.key]) { view.longitude += moves[event.key][0]; view.latitude += moves[event.key][1]; draw(); event.preventDefault(); }
    if (event.key === '+') zoom(1.5);
    if (event.key === '-') zoom(1 / 1.5);
  });
  put(place, h('figure', { class: 'card map' }, canvas, h('figcaption', {}, legend, told,
    h('span', { class: 'buttons' }, h('button', { onclick: () => zoom(1.5) }, 'Nearer'), h('button', { onclick: () => zoom(1 / 1.5) }, 'Farther'),
      h('button', { onclick: fit }, 'All stations')))));
  outlines = rings(await (await fetch('/assets/world.json')).json());
  await refresh();
  fit();
  say(null);
  new ResizeObserver(draw).observe(canvas);
  onChoice(draw);
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  return { refresh };
}
