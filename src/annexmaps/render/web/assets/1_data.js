/* The data island, read once: units, arcs, pages; and the words of the language in force. */
'use strict';
document.documentElement.dataset.live = 'yes';
const data = JSON.parse(document.getElementById('annexmaps-data').textContent);
/* columns: [first, step, count] or [[all]]; texts by their number in a list, or the numbers themselves; 0 is as another column */
const numbersOf = (column, like) => {
  if (!column) return like;
  const [first, step, count] = column;
  return Array.isArray(first) ? first : Array.from({ length: count }, (_, at) => first + at * step);
};
const textsOf = (column, like) => (column ? numbersOf(column[1]).map((number) => (column[0].length ? column[0][number] : String(number))) : like);
const rowsOf = (columns, count) => {
  const rows = [];
  for (let at = 0; at < count; at += 1) {
    const row = [];
    for (const column of columns) row.push(column[at]);
    rows.push(row);
  }
  return rows;
};
/* what is asked for once or never, and then kept */
function onDemand(work) {
  let known = null;
  return () => { known = known || work(); return known; };
}
function openMonth(month) {
  const [units, at, keys, texts] = month.marks;
  const [numbers, names] = [numbersOf(units), textsOf(keys)];
  const [across, up] = [[], []];
  for (let place = 0; place < at.length; place += 2) {
    across.push(at[place]);
    up.push(at[place + 1]);
  }
  month.marks = rowsOf([numbers, across, up, names, textsOf(texts)], numbers.length);
  const [unitsTold, keysTold, counts] = month.records;
  const own = numbersOf(unitsTold, numbers);
  month.records = rowsOf([own, textsOf(keysTold, names), numbersOf(counts)], own.length);
  month.recordKeys = onDemand(() => [...new Set(month.records.map(([, key]) => key))]);
  const first = onDemand(() => month.told[0].map((column) => textsOf(column)));
  month.told = month.details;
  month.details = month.told.map((columns) => onDemand(() => rowsOf(columns.map((column, number) => (column ? textsOf(column) : first()[number])), own.length)));
}
for (const page of data.pages) {
  for (const month of Object.values(page.months)) {
    openMonth(month);
    month.markSymbols = Object.fromEntries(month.markSymbols);
    for (const layer of month.layers) {
      for (const name of ['areas', 'symbols', 'texts', 'signs', 'signSymbols']) layer[name] = Object.fromEntries(layer[name]);
    }
  }
}
const state = {
  lang: data.lang, page: data.tabs[0], month: data.month, region: -1, cercle: -1, place: -1,
  off: new Set(), sort: { column: 0, down: false }, find: '', rows: 100,
};

const language = () => data.langs.indexOf(state.lang);
const word = (name, values = {}) =>
  (data.words[language()][name] || name).replace(/\{(\w+)\}/g, (whole, key) => (key in values ? values[key] : whole));
/* a browser takes long to make its first format, and hundreds are written alike in every language of ours */
const formats = new Map();
function numberText(value) {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value);
  if (!formats.has(state.lang)) formats.set(state.lang, new Intl.NumberFormat(state.lang));
  return formats.get(state.lang).format(value);
}
const pageOf = (id) => data.pages.find((page) => page.id === id);
const monthOf = (id, month) => (pageOf(id) || { months: {} }).months[month];
const monthsShown = () => Object.keys(pageOf(state.page).months).sort();
/* the wanted month; on a page that lacks it the last one before, else its first */
function monthNow() {
  const months = monthsShown();
  return months.filter((month) => month <= state.month).pop() || months[0];
}
const shown = () => monthOf(state.page, monthNow());

/* units are numbered communes first, then cercles, then régions */
const { communes, cercles, regions } = data.geo;
const units = [
  ...communes.map(([pcode, name, cercle]) => ({ pcode, name, level: 3, cercle, region: cercle < 0 ? -1 : cercles[cercle][2] })),
  ...cercles.map(([pcode, name, region], number) => ({ pcode, name, level: 2, cercle: number, region })),
  ...regions.map(([pcode, name], number) => ({ pcode, name, level: 1, cercle: -1, region: number })),
];
units.forEach((unit, number) => { unit.number = number; });
const cercleName = (unit) => (unit.cercle < 0 ? '' : cercles[unit.cercle][1]);
const regionName = (unit) => (unit.region < 0 ? '' : regions[unit.region][1]);
const levelName = (unit) => word({ 1: 'region', 2: 'cercle', 3: 'commune' }[unit.level]);
const communeName = (unit) => (unit.level === 3 ? unit.name : word('without_commune', { name: unit.name, level: levelName(unit).toLocaleLowerCase(state.lang) }));

/* letters without case, accents, apostrophes and hyphens: how a place is searched */
const fold = (text) =>
  text.normalize('NFKD').replace(/[\u0300-\u036f'’‘ʼ`´]/g, '').toLowerCase().replace(/[œ]/g, 'oe').replace(/[^0-9a-z\u0600-\u06ff]+/g, ' ').trim();

/* an element with attributes and children; text is only ever text */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, '');
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(key, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined).map((child) => (child instanceof Node ? child : document.createTextNode(String(child)))));
  return element;
}
function makeSvg(name, attributes = {}, ...children) {
  const element = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}
const place = (id) => document.getElementById(id);
const fill = (id, ...children) => place(id).replaceChildren(...children.filter(Boolean));
