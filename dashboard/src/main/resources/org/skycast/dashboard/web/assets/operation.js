// For those who run it: drifts, what was refused, heartbeats, lag.

import { h, put, table } from './dom.js';
import { ask, follow } from './live.js';
import { age, now } from './clock.js';
import { onChoice, setting } from './settings.js';
import { day, dayTime, zoneFor } from './zones.js';
import { variableName } from './units.js';
import { stationHref } from './stations.js';

const number = value => value.toLocaleString('en-GB');
const station = id => (id ? h('a', { href: stationHref(id) }, id) : '');

function heartbeat(beat, zone) {
  const overdue = now() - beat.at > 2 * beat.heartbeatSeconds;
  const bad = beat.sources.filter(source => source.state !== 'UP');
  return [station(beat.station), [age(beat.at, zone), overdue ? h('span', { class: 'state silent' }, ' ■ overdue') : ''], number(beat.spoolWaiting), number(beat.lost),
    beat.diskFreeBytes === null ? h('span', { class: 'cannot' }, 'cannot tell') : `${(beat.diskFreeBytes / 1e9).toFixed(1)} GB`,
    beat.clockOffsetSeconds === null ? h('span', { class: 'cannot' }, 'cannot tell') : `${beat.clockOffsetSeconds.toFixed(2)} s`,
    bad.length ? bad.map(source => h('span', { class: 'id' }, `${source.name}: ${source.why ?? source.state.toLowerCase()}`)) : beat.sources.length ? 'all up' : 'not told', beat.skycastVersion];
}

/** Shows it. */
export async function show(main) {
  const draw = async () => {
    const answer = await ask('operation');
    const { zone, name } = zoneFor(setting('zone') === 'station' ? 'browser' : setting('zone'), null);
    const none = text => h('p', { class: 'card muted' }, text);
    put(main, h('div', { class: 'heading' }, h('h1', {}, 'Operation'), h('span', { class: 'muted' }, `Times: ${name}`)),
      h('h2', {}, 'Drift'),
      answer.drifts.length ? table('Drifts', ['Rule', 'Of', 'Station', 'State', 'Severity', 'Level', 'Told'], answer.drifts.map(one => [one.rule, variableName(one.id.split('/').at(-1)), station(one.station), one.state.toLowerCase(), one.severity, one.level === null ? '' : one.level.toFixed(2), dayTime(one.at, zone)])) : none('No input and no skill drifts.'),
      h('h2', {}, 'Refused, of thirty days'),
      answer.refused.length ? table('Refused by reason', ['Reason', 'Kind', 'Records', 'Newest on'], answer.refused.map(one => [one.reason, one.kind, number(one.records), day(one.newestDay, 'UTC')])) : none('Nothing was rejected, and there is no dead letter.'),
      answer.refusals.length ? [h('h3', {}, 'The newest of them'), table('Newest refusals', ['Reason', 'Station', 'When', 'What was against it', 'Original'], answer.refusals.map(one => [one.reason, station(one.station), dayTime(one.at, zone), one.detail, h('code', {}, one.origin)]))] : null,
      h('h2', {}, `Edges: ${number(answer.heartbeatCount)} with a heartbeat in two days`),
      answer.heartbeats.length ? table('Heartbeats, the oldest first', ['Station', 'Heartbeat', 'Waiting', 'Lost', 'Disk free', 'Clock off by', 'Sources', 'Version'], answer.heartbeats.map(beat => heartbeat(beat, zone))) : none('Cannot tell: no edge has sent a heartbeat in two days.'),
      h('h2', {}, 'How far the log is read'),
      table('Topics', ['Topic', 'Behind', 'Read to'], answer.topics.map(one => [h('code', {}, one.topic), one.there ? `${number(one.behind)} offsets` : h('span', { class: 'cannot' }, 'no such topic, or no right to read it'), number(one.readTo)])),
      h('p', { class: 'muted' }, `The store takes ${(answer.storeBytes / 1e6).toFixed(1)} MB; ${answer.streams} of 500 event streams are open.`));
  };
  const quiet = () => draw().catch(() => { /* the banner says so */ });
  await draw();
  onChoice(quiet);
  follow(null, quiet);
}
