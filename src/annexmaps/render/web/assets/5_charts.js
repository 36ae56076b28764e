/* Small charts of what is shown, which follow the filters. */
/* bars by class and by région, of what is shown */
function drawCharts() {
  const month = shown();
  const layer = classLayer(month);
  const rows = layer ? Object.entries(layer.areas).filter(([key]) => key in month.layers[0].symbols).flatMap(([key, numbers]) => numbers.filter(inFilter).map((unit) => [unit, key, 1])) : month.records.filter(([unit]) => inFilter(unit));
  const visible = rows.filter(([, key]) => !isOff(key));
  // the first legend that counts something is what the page is about
  const about = month.legends.find((legend) => legend.lines.some((line) => isCounted(month, line.key)));
  // once through the rows: sums by key and région, -1 for none
  const sums = new Map();
  for (const [unit, key, count] of visible) {
    const region = unit < 0 ? -1 : units[unit].region;
    if (!sums.has(key)) sums.set(key, new Map());
    sums.get(key).set(region, (sums.get(key).get(region) || 0) + count);
  }
  const keysUnder = (line) => [...sums.keys()].filter((key) => key === line || key.startsWith(`${line}.`));
  const lines = (about ? about.lines : []).map((line) => line.key).filter((line) => keysUnder(line).length);
  const of = (line, region) => keysUnder(line).reduce((total, key) => total + (sums.get(key).get(region) || 0), 0);
  const ofAll = (line) => keysUnder(line).reduce((total, key) => total + [...sums.get(key).values()].reduce((sum, count) => sum + count, 0), 0);
  const byClass = lines.map((line) => [labelOf(month, line), [[colourOf(month, line), ofAll(line)]]]);
  const byRegion = regions.map(([, name], number) => [name, lines.map((line) => [colourOf(month, line), of(line, number)])]).filter(([, parts]) => parts.some(([, count]) => count));
  fill('charts', lines.length && !month.circles.some(([, , , key]) => key) ? make('div', { class: 'charts' }, bars(word('by_class'), byClass), bars(word('by_region'), byRegion)) : null);
}
function bars(title, rows) {
  const sum = (parts) => parts.reduce((total, [, count]) => total + count, 0);
  const most = Math.max(1, ...rows.map(([, parts]) => sum(parts)));
  const lines = rows.map(([name, parts]) => make('li', {}, make('span', { class: 'bar-name' }, name), bar(parts, most), make('span', { class: 'bar-count' }, numberText(sum(parts)))));
  return make('figure', {}, make('figcaption', {}, title), make('ul', { class: 'bars' }, ...lines));
}
function bar(parts, most) {
  const picture = makeSvg('svg', { viewBox: '0 0 100 10', preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  let x = 0;
  parts.filter(([, count]) => count).forEach(([colour, count]) => {
    const width = (count / most) * 100;
    picture.append(makeSvg('rect', { x, y: 0, width, height: 10, fill: colour }));
    x += width;
  });
  return picture;
}
