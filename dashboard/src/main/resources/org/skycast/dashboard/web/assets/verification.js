// How often alerts were right, and what became of each.

import { h, table } from './dom.js';

const percent = share => `${Math.round(share * 100)}%`;

/** What became of an alert, in words. */
export function outcomeWords(alert) {
  const { outcome } = alert;
  if (outcome === null || outcome === undefined) return 'not judged yet';
  const lead = outcome.leadMinutes;
  switch (outcome.fate) {
    case 'foretold': return `right: it came${lead === null ? '' : `, told ${lead} min before`}`;
    case 'late': return lead !== null && lead > 0 ? `too late: it came ${lead} min after` : 'too late: it had begun';
    case 'false-alarm': return 'false alarm: it did not come';
    default: return h('span', { class: 'cannot' }, 'cannot tell: too little was measured or is kept, or it was told in hindsight');
  }
}

function share(rule, answer) {
  if (rule.judged === 0) return h('span', { class: 'cannot' }, 'cannot tell: none could be judged');
  const right = `${rule.foretold} of ${rule.judged}`;
  if (rule.interval === null) {
    return [`${right} `, h('span', { class: 'cannot' }, `too few to tell: it takes ${answer.fewestAlerts} alerts on ${answer.fewestDays} days, here are ${rule.judged} on ${rule.days}`)];
  }
  return `${right}, ${percent(rule.foretold / rule.judged)} (${percent(rule.interval[0])} to ${percent(rule.interval[1])})`;
}

/** A table of rules; only what was measured counts, and what is not known is said so. */
export function verification(answer) {
  const heads = ['Rule', 'Right', 'Too late', 'False alarms', 'Cannot tell', 'Not yet', 'Told before, median'];
  return [h('h2', {}, 'How often they were right'),
    answer.rules.length ? table('How often alerts were right, rule by rule', heads, answer.rules.map(rule => [
      [rule.title, h('span', { class: 'id' }, rule.status === 'Actual' ? rule.rule : `${rule.rule}, ${rule.status}: no real warnings`)],
      share(rule, answer), String(rule.late), String(rule.falseAlarms), String(rule.cannotTell), String(rule.notYet),
      rule.medianLeadMinutes === null ? '–' : `${rule.medianLeadMinutes} min`]), 'stacks words')
      : h('p', { class: 'card muted' }, 'Cannot tell: no alert was raised in thirty days.'),
    h('p', { class: 'muted' }, 'Alerts of thirty days, each held against what its own station measured while it held, at the level that it was raised at. Right: told ten minutes or more before it came; in brackets 95% intervals. '
      + 'Where nothing was measured for 45 minutes, or it is no longer kept, nobody can tell; nor where it was told only in hindsight, of records that came late. Weather of which no alert told is not counted here: skycast alerts rules test counts it.')];
}
