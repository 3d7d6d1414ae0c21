// What the person at this browser chose; kept in it, and told to nobody.

const USUAL = { zone: 'station', units: 'metric', theme: 'auto', said: '120', past: '24' };
const CHOICES = {
  zone: ['station', 'browser', 'utc'],
  units: ['metric', 'imperial', 'cf'],
  theme: ['auto', 'light', 'dark'],
  said: ['off', '60', '120', '240'],
  past: ['24', '12', '6'],
};
const listeners = new Set();

function stored(name) {
  try {
    return localStorage.getItem(`skycast.${name}`);
  } catch {
    return null; // a browser may refuse to keep anything
  }
}

/** What was chosen. */
export function setting(name) {
  const value = stored(name);
  return CHOICES[name].includes(value) ? value : USUAL[name];
}

/** Chooses. */
export function choose(name, value) {
  try {
    localStorage.setItem(`skycast.${name}`, value);
  } catch { /* it holds until the page is left */ }
  applyTheme();
  for (const listener of listeners) listener(name);
}

/** Calls when another choice is made. */
export function onChoice(listener) {
  listeners.add(listener);
}

/** Puts the theme into force. */
export function applyTheme() {
  const theme = setting('theme');
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
