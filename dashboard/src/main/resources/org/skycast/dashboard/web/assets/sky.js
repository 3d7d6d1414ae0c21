// The newest picture with its age, and a strip of those before it.

import { add, h, put } from './dom.js';
import { ageWords, eachSecond, freshness, now } from './clock.js';
import { clockTime, dayTime, fullTime } from './zones.js';

/** A station's pictures. */
export function sky(detail, zone) {
  const { frames, station } = detail;
  const box = h('section', { class: 'card sky', 'aria-label': 'Sky' });
  if (frames.length === 0) {
    return add(box, h('h2', {}, 'Sky'), h('p', {}, station.embedsAtEdge
      ? 'This station turns its pictures into numbers by itself and keeps them. None came for audit that is still known.'
      : 'No picture came in the last six hours of this station’s own time.'));
  }
  const isAudit = frame => frame.audit || station.embedsAtEdge;
  const audits = frames.some(isAudit);
  let at = frames.length - 1;
  const large = h('img', { class: 'large', alt: '' });
  const tag = h('span', { class: 'tag' });
  const picture = h('div', { class: 'picture' }, large, tag);
  const told = h('p', { class: 'muted' });
  const url = frame => `/frames/${encodeURIComponent(station.id)}/${encodeURIComponent(frame.sha256)}`;
  const strip = h('div', { class: 'strip', role: 'group', 'aria-label': 'Earlier pictures; left and right go through them' });
  const turn = () => {
    const frame = frames[at];
    large.src = url(frame);
    large.alt = `${isAudit(frame) ? 'Audit frame: the' : 'The'} sky over ${station.name} at ${fullTime(frame.capturedAt, zone)}`;
    [...strip.children].forEach((button, i) => {
      button.setAttribute('aria-pressed', String(i === at));
      button.tabIndex = i === at ? 0 : -1; // one stop of Tab; the arrows go on from there
    });
    put(told, isAudit(frame) ? 'An audit frame: this station turns its pictures into numbers by itself, and sends one now and then to be looked at. ' : '', `Taken at ${fullTime(frame.capturedAt, zone)}.`, at < frames.length - 1 ? ` ${frames.length - 1 - at} newer follow.` : '');
    tick();
  };
  const tick = () => {
    const age = now() - frames[at].capturedAt;
    const newest = now() - frames.at(-1).capturedAt;
    tag.textContent = at === frames.length - 1
      ? freshness(age) === 'silent' ? `Not the sky of now: ${isAudit(frames[at]) ? 'audit frame, ' : ''}${ageWords(age)} old` : `${isAudit(frames[at]) ? 'Audit frame, ' : ''}${ageWords(age)} old`
      : `${isAudit(frames[at]) ? 'Earlier audit frame' : 'Earlier picture'}, ${ageWords(age)} old`;
    picture.className = `picture ${freshness(newest)}`;
  };
  large.addEventListener('error', () => { put(told, 'This picture cannot be had: the log may no longer hold it, or the broker does not answer.'); });
  frames.forEach((frame, i) => strip.append(h('button', { class: isAudit(frame) ? 'audit' : null, 'aria-label': `${isAudit(frame) ? 'Audit frame' : 'Picture'} of ${audits ? dayTime(frame.capturedAt, zone) : clockTime(frame.capturedAt, zone)}`, 'aria-pressed': 'false', onclick: () => { at = i; turn(); } },
    h('img', { src: url(frame), alt: '', loading: 'lazy' }), audits ? dayTime(frame.capturedAt, zone) : clockTime(frame.capturedAt, zone), isAudit(frame) ? h('span', { class: 'id' }, 'audit') : null)));
  strip.addEventListener('keydown', event => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!by) return;
    at = Math.min(frames.length - 1, Math.max(0, at + by));
    turn();
    strip.children[at].focus();
    event.preventDefault();
  });
  add(box, h('h2', {}, 'Sky'), picture, told, strip);
  turn();
  eachSecond(box, tick);
  requestAnimationFrame(() => { strip.scrollLeft = strip.scrollWidth; });
  return box;
}
