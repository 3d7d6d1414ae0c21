// What the server answers, and that it has something new.

import { h, put } from './dom.js';
import { ageWords, eachSecond, hear, now } from './clock.js';

const POLL_MILLIS = 60_000;
const STATUS_MILLIS = 10_000;
const READING_MILLIS = 2_000;
const AWAY_SECONDS = 20;
let lostAt = null;
let status = null;
/** Null before the first try has come to something. */
let streaming = null;

/** Asks for an answer; fails with the server's own sentence. */
export async function ask(path) {
  let answer;
  try {
    answer = await fetch(`/api/v1/${path}`, { headers: { Accept: 'application/json' } });
  } catch (failure) {
    lostAt ??= now();
    throw new Error('The server does not answer.', { cause: failure });
  }
  hear(answer);
  lostAt = null;
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer.json();
}

/** Calls when something changed, of one station if one is given; no oftener than every so many milliseconds. */
export function follow(station, changed, least = 2000) {
  let source = null;
  let last = Date.now();
  let waiting = null;
  const soon = () => {
    if (waiting) return;
    waiting = setTimeout(() => { waiting = null; last = Date.now(); changed(); }, Math.max(250, least - (Date.now() - last)));
  };
  const open = () => {
    if (source || document.hidden) return;
    source = new EventSource(`/api/v1/events${station ? `?station=${encodeURIComponent(station)}` : ''}`);
    source.addEventListener('open', () => { streaming = true; soon(); });
    source.addEventListener('change', soon);
    source.addEventListener('reset', soon);
    source.addEventListener('error', () => {
      streaming = false;
      // Refused, such as when all streams are taken: then the page asks each minute.
      if (source.readyState === EventSource.CLOSED) { source = null; }
    });
  };
  const close = () => { source?.close(); source = null; streaming = false; };
  document.addEventListener('visibilitychange', () => { if (document.hidden) close(); else { open(); soon(); } });
  addEventListener('pagehide', close);
  setInterval(() => { if (!document.hidden) { if (!streaming) changed(); open(); } }, POLL_MILLIS);
  open();
}

function trouble() {
  if (lostAt !== null) {
    return `The server has not answered for ${ageWords(now() - lostAt)}. What is shown stands as it was then.`;
  }
  if (!status) return null;
  const { feed } = status;
  if (feed.heardAt === null) return feed.fault ? `Nothing can be read yet: ${feed.fault}` : 'The broker has not answered yet.';
  if (now() - feed.heardAt > AWAY_SECONDS) {
    return `The broker has not answered for ${ageWords(now() - feed.heardAt)}. What is shown stands as it was then.`;
  }
  if (feed.fault) return `Nothing new is read: ${feed.fault}`;
  if (feed.caughtUpAt === null || now() - feed.caughtUpAt > AWAY_SECONDS) {
    return feed.behind > 0
      ? `Reading the log: ${Math.floor(feed.share * 100)}% is read, ${feed.behind.toLocaleString('en-GB')} records are still to come, and what is shown is older than the log.`
      : null;
  }
  return null;
}

const kind = sentence => sentence.replace(/\d[\d,]*( (s|min|h|d))?/g, '').replace(/\s+/g, ' ');

/** Watches over the connection, in the banner and in the little word beside the settings. */
export function watch(banner, word) {
  let soon = null;
  const look = async () => {
    if (document.hidden) return;
    try {
      status = await ask('status');
      // A share that goes up is looked at more often than one that is whole.
      clearTimeout(soon);
      if (status.feed.behind > 0 && status.feed.caughtUpAt === null) soon = setTimeout(look, READING_MILLIS);
    } catch { /* the banner says so */ }
  };
  eachSecond(banner, () => {
    const sentence = trouble();
    // Told once: numbers in it that go on are seen, and not said again.
    banner.setAttribute('aria-live', kind(banner.textContent) === kind(sentence ?? '') ? 'off' : 'polite');
    if (banner.textContent !== (sentence ?? '')) put(banner, sentence && h('p', { class: 'banner' }, sentence));
    word.textContent = sentence ? 'Overdue' : streaming ? 'Live' : streaming === null ? 'Connecting' : 'Each minute';
    word.className = `live ${sentence ? 'overdue' : streaming ? 'on' : ''}`;
  });
  look();
  setInterval(look, STATUS_MILLIS);
  document.addEventListener('visibilitychange', look);
}
