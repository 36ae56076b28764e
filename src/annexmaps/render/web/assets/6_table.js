/* The table of what the map shows: sorted by a column, searched, taken away as CSV. */
function rowsShown() {
  const table = tableOf(shown());
  const { column, down } = state.sort;
  const wanted = fold(place('table-find').value);
  const rows = table.rows.filter((row) => !wanted || row.cells.some((cell) => fold(String(cell)).includes(wanted)));
  const compare = order(rows.map((row) => row.cells[column]));
  return { ...table, rows: rows.sort((one, other) => (down ? -1 : 1) * compare(one.cells[column], other.cells[column])) };
}
/* how a column is sorted: numbers by size, texts as the language does; each different text is ranked once */
function order(cells) {
  const different = [...new Set(cells)];
  if (different.every((cell) => typeof cell === 'number' || /^\d{1,9}$/.test(cell))) return (one, other) => one - other;
  const collator = new Intl.Collator(state.lang, { numeric: true });
  const ranks = new Map();
  let last;
  different.map(String).sort(collator.compare).forEach((text) => {
    ranks.set(text, last !== undefined && collator.compare(last, text) === 0 ? ranks.get(last) : ranks.size);
    last = text;
  });
  return (one, other) => ranks.get(String(one)) - ranks.get(String(other));
}
function drawTable() {
  const { columns, rows, counts } = rowsShown();
  const heads = columns.map((name, number) => {
    const sorted = state.sort.column === number ? (state.sort.down ? 'descending' : 'ascending') : 'none';
    return make('th', { scope: 'col', 'aria-sort': sorted, class: counts && number > 2 ? 'number' : null }, make('button', { type: 'button', onclick: () => change({ sort: { column: number, down: state.sort.column === number && !state.sort.down } }) }, heading(name)));
  });
  const lines = rows.slice(0, state.rows).map((row) => make('tr', { 'data-unit': row.unit, class: row.unit === state.place ? 'chosen' : null }, ...row.cells.map((cell, number) => tableCell(row, cell, number))));
  const sums = counts ? make('tfoot', {}, make('tr', {}, ...columns.map((name, number) => {
    const sum = number > 2 ? rows.reduce((total, row) => total + row.cells[number], 0) : '';
    return number ? make('td', { class: number > 2 ? 'number' : null }, number > 2 ? numberText(sum) : '') : make('th', { scope: 'row' }, word('total'));
  }))) : null;
  fill('table', make('caption', {}, word('table_of', { count: numberText(rows.length) })), make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...lines), sums);
  place('more').hidden = rows.length <= state.rows;
  fill('more', word('more', { count: numberText(Math.min(MORE, rows.length - state.rows)), left: numberText(rows.length - state.rows) }));
}
const MORE = 500;

/* a column of a class is headed by its letter, its name said in full to those who ask */
function heading(name) {
  const [letter] = name.split(' · ');
  return letter.length < 3 && letter !== name ? make('abbr', { title: name }, letter) : name;
}
function tableCell(row, cell, number) {
  if (number === 0 && row.unit >= 0) return make('td', {}, make('button', { type: 'button', class: 'place', onclick: () => { goTo(row.unit); place('map-box').scrollIntoView(); } }, cell));
  return make('td', { class: typeof cell === 'number' ? 'number' : null }, typeof cell === 'number' ? numberText(cell) : cell);
}

/* a cell that a spreadsheet would take for a formula gets an apostrophe */
const csvCell = (cell) => {
  const text = typeof cell === 'number' ? String(cell) : /^[=+\-@\t\r＝＋－＠]/.test(cell) ? `'${cell}` : cell;
  return /[";\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
};
function csvText() {
  const { columns, rows } = rowsShown();
  const texts = shown().texts[language()];
  const head = [[texts.title], [texts.sharing], columns];
  return `\ufeff${[...head, ...rows.map((row) => row.cells)].map((cells) => cells.map(csvCell).join(';')).join('\r\n')}\r\n`;
}
function download() {
  const address = URL.createObjectURL(new Blob([csvText()], { type: 'text/csv' }));
  const link = make('a', { href: address, download: `${monthNow()}_annexe-${state.page}_${data.edition}.csv` });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/* the report's own tables and its year, for the whole country */
function drawReport() {
  const report = data.report[language()];
  place('report').hidden = !report;
  if (!report) return;
  const cell = (text, number) => make(number ? 'td' : 'th', number ? { class: 'number' } : { scope: 'row' }, text);
  const tables = report.tables.map((table) => make('div', {}, make('h3', {}, table.title), make('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': table.title }, make('table', { 'aria-label': table.title },
    make('thead', {}, make('tr', {}, ...table.columns.map((name, number) => make(name ? 'th' : 'td', name ? { scope: 'col', class: number ? 'number' : null } : {}, name)))),
    make('tbody', {}, ...table.rows.map((row, number) => make('tr', { class: table.total && number === table.rows.length - 1 ? 'sum' : null }, ...row.map(cell))))))));
  fill('report', report.trend && trendChart(report.trend), make('p', { class: 'note' }, report.note), ...tables);
  // what is narrow shows the latest months first
  place('report').querySelectorAll('.scroll, .trend').forEach((box) => { box.scrollLeft = box.scrollWidth; });
}
function trendChart(trend) {
  const totals = trend.months.map((month, at) => trend.classes.reduce((sum, [, , counts]) => sum + (counts[at] || 0), 0));
  const most = Math.max(1, ...totals);
  const step = 640 / trend.months.length;
  const picture = makeSvg('svg', { viewBox: '0 0 660 190', role: 'img', 'aria-label': `${trend.title}. ${trend.months.map((month, at) => `${monthText(month)} : ${numberText(totals[at])}`).join(' ; ')}` });
  trend.months.forEach((month, at) => {
    let y = 160;
    trend.classes.forEach(([, colour, counts]) => {
      const height = ((counts[at] || 0) / most) * 130;
      y -= height;
      picture.append(makeSvg('rect', { x: 10 + at * step + step * 0.15, y, width: step * 0.7, height, fill: colour }));
    });
    const middle = 10 + at * step + step / 2;
    const texts = [[numberText(totals[at]), y - 5], [new Intl.DateTimeFormat(state.lang, { month: 'short', timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`)), 177]];
    texts.forEach(([text, height]) => {
      const words = makeSvg('text', { x: middle, y: height, 'text-anchor': 'middle', class: 'bar-name' });
      words.textContent = trend.classes.every(([, , counts]) => counts[at] === null) && height < 170 ? '–' : text;
      picture.append(words);
    });
  });
  return make('figure', { class: 'trend', tabindex: 0 }, make('figcaption', {}, trend.title), picture);
}
