'use strict';
/* Charts of one palette each, so that paper gets dark ink on white whatever the screen shows. */
const PALETTES = {
  light: { ink: '#15202b', muted: '#526070', line: '#cfd8e3', candidate: '#b3500a', champion: '#0a4a8c', median: '#0a4a8c',
    persistence: '#6a7480', fresh: '#1a7a48', silent: '#b3261e', band: 'rgba(179,80,10,.18)' },
  dark: { ink: '#e8eef5', muted: '#a3b2c2', line: '#31404f', candidate: '#ffb066', champion: '#a9d2fb', median: '#a9d2fb',
    persistence: '#93a1af', fresh: '#5fd39a', silent: '#ff8a80', band: 'rgba(255,176,102,.22)' },
};
/* As on the dashboard's page of skill: who is champion is blue and whole, who is on trial ochre and dashed. */
const DASHES = { candidate: [7, 3], champion: [], persistence: [2, 3] };
const darkScreen = matchMedia('(prefers-color-scheme: dark)');
const drawn = new Map();

const percent = share => share == null ? '–' : (share >= 0 ? '+' : '−') + Math.abs(100 * share).toFixed(1) + '%';
const leadText = minutes => minutes < 60 ? '+' + minutes + ' min' : '+' + Math.floor(minutes / 60)
  + (minutes % 60 ? ':' + String(minutes % 60).padStart(2, '0') : '') + ' h';
const clear = (low, high) => low == null ? '' : high < 0 ? 'better' : low > 0 ? 'worse' : '';

/* A label in lines short enough for a phone. */
const wrapped = text => text.match(/\S{22}|.{1,22}(?=\s|$)/g)?.map(part => part.trim()) ?? text;

function palette(forPaper) {
  return PALETTES[!forPaper && darkScreen.matches ? 'dark' : 'light'];
}

/* Draws into a canvas what make(palette) describes, and again when the palette changes. */
function draw(canvas, make, forPaper) {
  const before = drawn.get(canvas);
  if (before) before.chart.destroy();
  const colours = palette(forPaper);
  Chart.defaults.color = colours.muted;
  Chart.defaults.borderColor = colours.line;
  Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
  drawn.set(canvas, { make, chart: new Chart(canvas, make(colours)) });
}

function redraw(forPaper) {
  for (const [canvas, { make }] of [...drawn]) draw(canvas, make, forPaper);
}

function axis(text, more) {
  return { title: { display: !!text, text }, ...more };
}

function options(x, y, more) {
  return { animation: false, maintainAspectRatio: false, scales: { x, y },
    plugins: { legend: { labels: { boxWidth: 28, boxHeight: 0 } } }, ...more };
}

/* Lines of the three over labels; values: { candidate: [...], champion: [...], persistence: [...] }. */
function threeLines(labels, values, xTitle, yTitle, yMore) {
  return c => ({
    type: 'line',
    data: { labels, datasets: Object.keys(values).filter(who => values[who].some(v => v != null)).map(who => ({
      label: who, data: values[who], borderColor: c[who], backgroundColor: c[who], borderDash: DASHES[who],
      borderWidth: 2, pointRadius: labels.length > 12 ? 0 : 2, spanGaps: true })) },
    options: options(axis(xTitle, { ticks: { maxRotation: 0, autoSkipPadding: 12 } }), axis(yTitle, yMore)),
  });
}

/* The relative difference by lead and the band of its interval. */
function differenceBand(labels, value, low, high) {
  return c => ({
    type: 'line',
    data: { labels, datasets: [
      { label: 'candidate less champion', data: value.map(v => 100 * v), borderColor: c.candidate,
        backgroundColor: c.candidate, borderWidth: 2, pointRadius: 0 },
      { label: '95% interval', data: low.map(v => v == null ? null : 100 * v), borderColor: c.band,
        backgroundColor: c.band, pointRadius: 0, borderWidth: 1, fill: '+1' },
      { label: '', data: high.map(v => v == null ? null : 100 * v), borderColor: c.band, pointRadius: 0, borderWidth: 1 },
    ] },
    options: options(axis('lead', { ticks: { maxRotation: 0, autoSkipPadding: 12 } }),
      axis('% of the champion’s', zeroLine(c)),
      { plugins: { legend: { labels: { boxWidth: 28, boxHeight: 2, filter: item => item.text } } } }),
  });
}

function zeroLine(c) {
  return { grace: '5%', suggestedMin: -1, suggestedMax: 1, grid: { color: at => at.tick.value === 0 ? c.ink : c.line } };
}

/* One point a label, left of zero where the candidate is better; with bars where there are intervals. */
function dots(labels, value, low, high) {
  return c => {
    const colour = i => ({ better: c.fresh, worse: c.silent })[clear(low[i], high[i])] || c.muted;
    const colours = labels.map((_, i) => low[i] == null ? c.candidate : colour(i));
    return {
      type: 'bar',
      data: { labels: labels.map(wrapped), datasets: [
        { type: 'line', label: 'difference', data: value.map(v => v == null ? null : 100 * v), showLine: false,
          pointRadius: 5, pointBackgroundColor: colours, pointBorderColor: colours },
        { label: 'interval', data: value.map((_, i) => low[i] == null ? null : [100 * low[i], 100 * high[i]]),
          backgroundColor: colours, barThickness: 3 },
      ] },
      options: options(axis('% of the champion’s', zeroLine(c)),
        axis('', { offset: true, grid: { display: false }, ticks: { autoSkip: false, color: c.ink } }),
        { indexAxis: 'y', plugins: { legend: { display: false }, tooltip: { callbacks: { label: item =>
          percent(value[item.dataIndex]) + (low[item.dataIndex] == null ? '' : ' (' + percent(low[item.dataIndex])
            + ' to ' + percent(high[item.dataIndex]) + ')') } } } }),
    };
  };
}

/* How often an event came, by what was said; the larger the point, the more often it was said. */
function reliability(bins) {
  const most = Math.max(1, ...['candidate', 'champion'].flatMap(who => bins[who].map(b => b.count)));
  return c => ({
    type: 'line',
    data: { datasets: [...['candidate', 'champion'].map(who => ({
      label: who, data: bins[who].map(b => ({ x: 100 * b.stated, y: 100 * b.frequency, count: b.count })),
      borderColor: c[who], backgroundColor: c[who], borderDash: DASHES[who], borderWidth: 2,
      pointRadius: bins[who].map(b => 2 + 6 * Math.sqrt(b.count / most)) })),
    { label: 'exactly as said', data: [{ x: 0, y: 0 }, { x: 100, y: 100 }], borderColor: c.muted,
      borderDash: DASHES.persistence, borderWidth: 1, pointRadius: 0 }] },
    options: options(axis('stated, %', { type: 'linear', min: 0, max: 100 }),
      axis('came, %', { min: 0, max: 100 }),
      { clip: false, plugins: { legend: { labels: { boxWidth: 28, boxHeight: 0 } }, tooltip: { callbacks: { label: item =>
        item.raw.count ? item.dataset.label + ': said ' + item.raw.x.toFixed(0) + '%, came ' + item.raw.y.toFixed(0)
          + '% of ' + item.raw.count + ' times' : '' } } } }),
  });
}

/* Coverage of the 80% interval by lead, with the line it should lie on. */
function coverage(labels, candidate, champion) {
  const lines = threeLines(labels, { candidate, champion }, 'lead', '% of truths inside', { min: 0, max: 100 });
  return c => {
    const config = lines(c);
    config.data.datasets.push({ label: '80%', data: labels.map(() => 80), borderColor: c.muted, borderWidth: 1,
      borderDash: DASHES.persistence, pointRadius: 0 });
    return config;
  };
}
