// Elements made by hand: what others wrote only ever becomes text.

const SVG = 'http://www.w3.org/2000/svg';

function fill(element, properties, children) {
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  add(element, children);
  return element;
}

/** Adds children, texts among them, in lists as deep as they come. */
export function add(element, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** An element of HTML. */
export function h(tag, properties, ...children) {
  return fill(document.createElement(tag), properties, children);
}

/** An element of SVG. */
export function svg(tag, properties, ...children) {
  return fill(document.createElementNS(SVG, tag), properties, children);
}

/** Puts children in the place of what is there. */
export function put(element, ...children) {
  element.replaceChildren();
  return add(element, children);
}

/** A table with a caption; rows of texts or nodes. The first cell of a row heads it. */
export function table(caption, heads, rows, kind = '') {
  return h('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption },
    // Roles, for a table that is laid out otherwise on a narrow screen would no longer be one to who hears it.
    h('table', { class: kind || (heads.length > 3 ? 'stacks' : ''), role: 'table' },
      h('caption', { class: 'hidden' }, caption),
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads.map(head => h('th', { scope: 'col', role: 'columnheader' }, head)))),
      h('tbody', { role: 'rowgroup' }, rows.map(row => h('tr', { role: 'row' },
        row.map((cell, i) => (i === 0 ? h('th', { scope: 'row', role: 'rowheader' }, cell) : h('td', { role: 'cell', 'data-head': heads[i] }, cell))))))));
}

/** A table behind a button, made when it is opened. */
export function behindButton(label, make) {
  const body = h('div', {});
  const details = h('details', { class: 'behind' }, h('summary', {}, label), body);
  details.addEventListener('toggle', () => { if (details.open && !body.hasChildNodes()) put(body, make()); });
  return details;
}

const KEYWORD = /^[A-Z][A-Za-z]+$/;

/** What a custom property of the page's style says; a colour that the system has a word for is told by its numbers. */
export function colour(name) {
  const said = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  if (!KEYWORD.test(said)) return said;
  const probe = document.body.appendChild(document.createElement('i'));
  probe.style.color = said;
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
