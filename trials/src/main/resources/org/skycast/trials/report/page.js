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

function facts(parent, pairs) {
  const list = add(parent, 'dl');
  for (const [term, text] of pairs) {
    add(list, 'dt', term);
    add(list, 'dd', text);
  }
}

/* To the station's page in a dashboard at that time, where one was named. */
function inDashboard(parent, station, time) {
  if (!run.dashboard) return;
  const link = add(add(parent, 'p'), 'a', 'In the dashboard');
  link.href = run.dashboard + 'stations/' + encodeURIComponent(station) + '?at=' + encodeURIComponent(time);
  link.rel = 'noreferrer';
  link.setAttribute('aria-label', 'In the dashboard: ' + station + ', ' + time);
}

function plot(parent, title, caption, make, height) {
  const box = add(parent, 'figure', null, height > 300 ? 'tall' : '');
  if (title) add(box, 'h3', title);
  const place = add(box, 'div', null, 'canvas');
  if (height) place.style.height = height + 'px';
  const canvas = add(place, 'canvas');
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', title || 'difference by variable');
  if (caption) add(box, 'figcaption', caption);
  draw(canvas, make, false);
}
