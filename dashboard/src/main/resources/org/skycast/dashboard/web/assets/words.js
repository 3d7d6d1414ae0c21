// Sentences of numbers; nothing is said that the numbers do not say.

import { interval, shown } from './units.js';

/** States by name: a shape that goes with the colour, and a word. */
export const STATES = {
  fresh: { shape: '●', word: 'Fresh' },
  late: { shape: '▲', word: 'Late' },
  silent: { shape: '■', word: 'Silent' },
  none: { shape: '–', word: 'None' },
};

const percent = probability => (probability < 0.01 ? 'below 1%' : probability > 0.99 ? 'above 99%' : `${Math.round(probability * 100)}%`);

/** How likely, in words and in a number. */
export function chance(name, probability) {
  const word = probability < 0.1 ? 'unlikely' : probability < 0.35 ? 'possible' : probability < 0.65 ? 'as likely as not'
    : probability < 0.9 ? 'likely' : 'very likely';
  return `${name} ${word} (${percent(probability)})`;
}

/** The next two hours, from the outlook of a list's row. */
export function outlookWords(outlook, system) {
  if (!outlook) return 'Cannot tell: there is no forecast.';
  const said = [];
  const temperature = outlook.variables.air_temperature;
  if (temperature) {
    const [newest, low, median, high] = temperature;
    const change = newest === null ? null : median - newest;
    const trend = change === null ? '' : Math.abs(change) < 0.5 ? 'steady, ' : change > 0 ? 'warmer, ' : 'colder, ';
    said.push(`${trend}${shown(median, 'degC', system)} (${interval(low, high, 'degC', system)})`);
  }
  if (typeof outlook.events.rain === 'number') said.push(chance('rain', outlook.events.rain));
  const wind = outlook.variables.wind_speed;
  if (wind) said.push(`wind ${interval(wind[1], wind[3], 'm s-1', system)}`);
  if (said.length === 0) return 'Cannot tell: the forecast has nothing of these hours.';
  const sentence = said.join('; ');
  return sentence[0].toUpperCase() + sentence.slice(1);
}

/** Whether as many days are behind a figure as it takes. */
export const ENOUGH_DAYS = 7;

/** What skill figures say of a lead, or that they cannot tell yet. */
export function verdict(lead) {
  if (!lead || lead.cases === 0) return 'Cannot tell: nothing was scored.';
  if (lead.days < ENOUGH_DAYS) return `Cannot tell yet: ${lead.days} of ${ENOUGH_DAYS} days are scored.`;
  if (lead.skill === undefined) return 'Cannot tell: persistence was never wrong, or could not be asked.';
  const share = Math.round(Math.abs(lead.skill) * 100);
  if (share < 2) return 'As good as persistence, within 2%.';
  return lead.skill > 0 ? `Error ${share}% below persistence’s.` : `Error ${share}% above persistence’s.`;
}
