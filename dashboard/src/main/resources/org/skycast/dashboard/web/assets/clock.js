// The server's clock, and ages by it that go on each second.

import { h } from './dom.js';
import { fullTime } from './zones.js';

let ahead = 0;
const each = new Set();

/** Takes the server's time from the Date of an answer. */
export function hear(answer) {
  const date = Date.parse(answer.headers.get('Date') ?? '');
  if (Number.isFinite(date)) ahead = date + 500 - Date.now();
}

/** Now by the server's clock, in seconds. */
export function now() {
  return (Date.now() + ahead) / 1000;
}

/** Calls each second for as long as an element is on the page. */
export function eachSecond(element, call) {
  each.add([element, call]);
  call();
}

setInterval(() => {
  for (const one of each) {
    if (one[0].isConnected) { one[1](); one[2] = true; }
    else if (one[2]) each.delete(one);
  }
}, 1000);

/** An age in words. */
export function ageWords(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min ${s < 600 ? `${s % 60} s` : ''}`.trim();
  if (s < 86400) return `${Math.floor(s / 3600)} h ${Math.floor(s % 3600 / 60)} min`;
  return `${Math.floor(s / 86400)} d ${Math.floor(s % 86400 / 3600)} h`;
}

/** How fresh a thing of that age is; the same bounds as the server's. */
export function freshness(seconds) {
  return seconds === null ? 'none' : seconds > 7200 ? 'silent' : seconds > 1800 ? 'late' : 'fresh';
}

/** An age that goes on; null was never. */
export function age(at, zone = 'UTC') {
  if (at === null || at === undefined) return h('span', { class: 'age none' }, 'never');
  const element = h('time', { datetime: new Date(at * 1000).toISOString(), title: fullTime(at, zone) });
  eachSecond(element, () => {
    element.textContent = ageWords(now() - at);
    element.className = `age ${freshness(now() - at)}`;
  });
  return element;
}
