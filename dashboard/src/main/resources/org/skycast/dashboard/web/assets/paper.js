// What is drawn on a canvas has the colours of the moment: on paper the light ones, and the system's where it forces its own.

import { applyTheme } from './settings.js';

function redraw() {
  for (const figure of document.querySelectorAll('figure')) figure.redrawn?.();
}

/** Draws charts anew where what they are seen on changes. */
export function drawForPaper() {
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.theme = 'light';
    redraw();
  });
  addEventListener('afterprint', () => {
    applyTheme();
    redraw();
  });
  for (const query of ['print', '(forced-colors: active)']) matchMedia(query).addEventListener('change', redraw);
}
