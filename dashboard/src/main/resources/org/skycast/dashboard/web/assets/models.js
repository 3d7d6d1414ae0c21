// Which bundle plays which role, and since when.

import { h, put, table } from './dom.js';
import { ask, follow } from './live.js';
import { onChoice, setting } from './settings.js';
import { dayTime, zoneFor } from './zones.js';

const short = digest => h('code', { title: digest }, digest ? `${digest.slice(0, 12)}…` : 'built in');

/** Shows it. */
export async function show(main) {
  const draw = async () => {
    const answer = await ask('deployments');
    const { zone, name } = zoneFor(setting('zone') === 'station' ? 'browser' : setting('zone'), null);
    const role = (key, title, none) => h('section', { class: 'card' }, h('h2', {}, title), answer.roles[key]
      ? [h('p', {}, h('strong', {}, answer.roles[key].bundle)), h('p', {}, short(answer.roles[key].sha256))] : h('p', { class: 'muted' }, none));
    put(main, h('div', { class: 'heading' }, h('h1', {}, 'Models and deployments'), h('span', { class: 'muted' }, `Times: ${name}`)),
      h('div', { class: 'charts' }, role('CHAMPION', 'Champion', 'None was deployed: the bundle of the topology’s settings forecasts.'), role('SHADOW', 'Shadow', 'None: no other model forecasts beside the champion.')),
      h('h2', {}, 'In the newest forecasts'),
      answer.inUse.length ? table('Models in the newest forecasts', ['Role', 'Model', 'Bundle', 'Stations', 'Newest forecast of'], answer.inUse.map(one => [one.role, `${one.modelId} ${one.modelVersion}`, short(one.bundleSha256), one.stations.toLocaleString('en-GB'), dayTime(one.newestReferenceTime, zone)]))
        : h('p', { class: 'card muted' }, 'There is no forecast yet.'),
      h('h2', {}, 'Deployments'),
      answer.deployments.length ? table('Deployments, newest first', ['Role', 'Bundle', 'Digest', 'From slot', 'Deployed', 'Stations'], answer.deployments.map(one => [one.role.toLowerCase(), one.bundle, short(one.sha256), dayTime(one.fromSlot, zone), dayTime(one.deployedAt, zone), one.stations.length ? one.stations.join(', ') : 'all']))
        : h('p', { class: 'card muted' }, 'Nothing was deployed yet.'),
      h('p', {}, h('a', { href: '/skill' }, 'How champion and shadow compare'), '; with intervals and a verdict: skycast replay.'));
  };
  const quiet = () => draw().catch(() => { /* the banner says so */ });
  await draw();
  onChoice(quiet);
  follow(null, quiet);
}
