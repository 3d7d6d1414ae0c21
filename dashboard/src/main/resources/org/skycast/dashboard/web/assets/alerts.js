// Alerts in force and past, with their reasons.

import { h, put, table } from './dom.js';
import { ask, follow } from './live.js';
import { age } from './clock.js';
import { onChoice, setting } from './settings.js';
import { dayTime, zoneFor } from './zones.js';
import { comparator, shown, variableName } from './units.js';
import { stationHref } from './stations.js';
import { outcomeWords, verification } from './verification.js';

/** An alert, with all that was said of it. */
export function alertCard(alert, zone, stationName) {
  const text = alert.texts.en ?? Object.values(alert.texts)[0];
  const unknown = alert.state === 'UNKNOWN';
  const over = alert.endsAt === null ? 'no end is foretold' : `until ${dayTime(alert.endsAt, zone)}`;
  return h('article', { class: `card alert${unknown ? ' unknown' : ''}`, 'data-status': alert.status === 'Actual' ? null : alert.status },
    h('h2', {}, alert.title, h('span', { class: 'severity' }, `${alert.severity}, level ${alert.level} of ${alert.levels}`),
      unknown ? h('span', { class: 'cannot' }, 'cannot tell now') : null, alert.status === 'Actual' ? null : h('span', { class: 'chip' }, `${alert.status}: no real warning`)),
    stationName ? h('p', {}, h('a', { href: stationHref(alert.station) }, stationName)) : null,
    text ? [h('p', {}, h('strong', {}, text.headline)), text.description ? h('p', {}, text.description) : null, text.instruction ? h('p', {}, text.instruction) : null] : null,
    h('p', {}, `${variableName(alert.variable)} ${alert.measure === 'CHANGE' ? 'changing by ' : ''}${comparator(alert.comparator)} ${shown(alert.threshold, alert.units, setting('units'))}. `,
      unknown ? 'How likely cannot be told now; last told was ' : 'Probability ', `${Math.round(alert.probability * 100)}%, from ${dayTime(alert.onsetAt, zone)}; ${over}.`),
    h('p', { class: 'muted' }, `${alert.reasonText} Times in its own text are ${alert.zone}’s. Told `, age(alert.sentAt, zone), ` ago, as message ${alert.sequence} of this alert. `,
      h('a', { href: `/api/v1/alerts/cap.xml?id=${encodeURIComponent(alert.id)}` }, 'As CAP')));
}

const STATES = { CLEARED: 'cleared', EXPIRED: 'expired', CANCELLED: 'withdrawn' };

/** Alerts that have ended, and what became of them. */
export function pastAlerts(alerts, zone, withStation) {
  const heads = ['Alert', 'Station', 'Raised', 'Ended', 'Was it right', 'Why it ended', 'CAP'].filter(head => withStation || head !== 'Station');
  return table('Past alerts', heads, alerts.map(alert => [
    [alert.title, h('span', { class: 'id' }, alert.status === 'Actual' ? alert.severity : `${alert.severity}, ${alert.status}`)],
    withStation ? h('a', { href: stationHref(alert.station) }, alert.stationName ?? alert.station) : null,
    h('a', { href: `${stationHref(alert.station)}?at=${new Date(alert.raisedAt * 1000).toISOString().replace('.000Z', 'Z')}` }, dayTime(alert.raisedAt, zone)), dayTime(alert.sentAt, zone), outcomeWords(alert), `${STATES[alert.state] ?? alert.state}: ${alert.reasonText}`,
    h('a', { href: `/api/v1/alerts/cap.xml?id=${encodeURIComponent(alert.id)}` }, 'CAP')].filter((_, i) => withStation || i !== 1)), 'stacks words');
}

/** Shows them. */
export async function show(main) {
  const draw = async () => {
    const [force, past, right] = await Promise.all([ask('alerts?state=in-force'), ask('alerts?state=past'), ask('alerts/verification')]);
    const { zone, name } = zoneFor(setting('zone') === 'station' ? 'browser' : setting('zone'), null);
    put(main, h('div', { class: 'heading' }, h('h1', {}, 'Alerts'), h('span', { class: 'muted' }, `Times: ${name}`)),
      h('h2', {}, `In force: ${force.count}`),
      force.alerts.length ? force.alerts.map(alert => alertCard(alert, zone, alert.stationName ?? alert.station)) : h('p', { class: 'card muted' }, 'No alert is in force.'),
      force.count > force.alerts.length ? h('p', { class: 'muted' }, `The newest ${force.alerts.length} of ${force.count} are shown.`) : null,
      h('h2', {}, `Past, of thirty days: ${past.count}`),
      past.alerts.length ? pastAlerts(past.alerts, zone, true) : h('p', { class: 'card muted' }, 'None has ended in thirty days.'),
      past.count > past.alerts.length ? h('p', { class: 'muted' }, `The newest ${past.alerts.length} of ${past.count} are shown.`) : null,
      verification(right));
  };
  const quiet = () => draw().catch(() => { /* the banner says so */ });
  await draw();
  onChoice(quiet);
  follow(null, quiet);
}
