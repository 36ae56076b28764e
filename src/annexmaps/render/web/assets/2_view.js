/* What the filters leave: the records, areas, circles and marks that are shown, and the counts of each legend line. */
const matches = (line, key) => line === key || key.split('.').includes(line);
const isOff = (key) => state.off.size > 0 && [...state.off].some((line) => matches(line, key));
function inFilter(number) {
  if (state.region < 0 && state.cercle < 0) return true;
  if (number < 0) return false;
  const unit = units[number];
  return state.cercle >= 0 ? unit.cercle === state.cercle : unit.region === state.region;
}

/* the layer that gives every commune a class: what the page colours its communes by */
const classLayer = (month) => (month.circles.length || month.marks.length || month.records.length && !month.details.length ? null : month.layers[0] || null);

/* counted as the maps count: violations by category, communes by state, signs, alerts by kind */
function countOf(month, line) {
  const areas = month.layers.flatMap((layer) => [layer.areas, layer.signs]).find((lists) => line in lists);
  if (areas) return areas[line].filter(inFilter).length;
  const circles = month.circles.filter(([unit, , , key]) => key === line && inFilter(unit));
  if (month.circles.some(([, , , key]) => key)) return circles.length;
  return month.records.filter(([unit, key]) => matches(line, key) && inFilter(unit)).reduce((sum, [, , count]) => sum + count, 0);
}

const isFiltered = () => state.region >= 0 || state.cercle >= 0;
const isCounted = (month, line) =>
  month.recordKeys().some((key) => matches(line, key)) || month.layers.some((layer) => line in layer.areas || line in layer.signs) ||
  month.circles.some(([, , , key]) => key === line);

function visibleRecords(month) {
  const numbers = month.records.map((record, number) => number).filter((number) => inFilter(month.records[number][0]) && !isOff(month.records[number][1]));
  return numbers.map((number) => [...month.records[number], number]);
}

/* circles: of a class, as told; else the sum of the visible records of their unit, drawn to the map's one scale */
function visibleCircles(month) {
  if (!month.circles.length) return [];
  const sums = new Map();
  for (const [unit, key, count] of visibleRecords(month)) {
    if (!sums.has(unit)) sums.set(unit, new Map());
    sums.get(unit).set(key, (sums.get(unit).get(key) || 0) + count);
  }
  return month.circles.filter(([unit]) => inFilter(unit)).map(([unit, x, y, key, diameter]) => {
    if (key) return isOff(key) ? null : { unit, x, y, diameter, parts: [[colourOf(month, key), 1]], text: '' };
    const parts = lineKeys(month).filter((line) => sums.get(unit)?.has(line)).map((line) => [colourOf(month, line), sums.get(unit).get(line)]);
    const total = parts.reduce((sum, [, count]) => sum + count, 0);
    return total ? { unit, x, y, diameter: diameterOf(total), parts: parts.map(([colour, count]) => [colour, count / total]), text: numberText(total) } : null;
  }).filter(Boolean).sort((one, other) => other.diameter - one.diameter);
}
function diameterOf(value) {
  const { diameter_at_reference: most, reference, smallest, largest } = data.scale;
  return Math.max(most * Math.sqrt(Math.min(value, largest) / reference), smallest);
}
const lineKeys = (month) => month.legends.flatMap((legend) => legend.lines.map((line) => line.key));
const lineOf = (month, key) => month.legends.flatMap((legend) => legend.lines).find((line) => matches(line.key, key));
const labelOf = (month, key) => {
  const line = lineOf(month, key);
  return line ? line.label[language()] : key;
};
const symbolOf = (month, key) => data.symbols[lineOf(month, key)?.symbol] || {};
const colourOf = (month, key) => symbolOf(month, key).fill || '#888888';
const visibleMarks = (month) => month.marks.filter(([unit, , , key]) => inFilter(unit) && !isOff(key));

/* the rows of the table: one a commune with its state, one a unit with its counts, or one a listed thing */
function tableOf(month) {
  const places = [word('commune'), word('cercle'), word('region')];
  const of = (unit) => (unit < 0 ? [word('no_place'), '', ''] : [communeName(units[unit]), cercleName(units[unit]), regionName(units[unit])]);
  const layer = classLayer(month);
  if (layer) return areaTable(month, layer, places, of);
  if (month.details.length) return listTable(month, places, of);
  return countTable(month, places, of);
}
function areaTable(month, layer, places, of) {
  const details = new Map(month.records.map(([unit], number) => [unit, month.details.length ? month.details[language()]()[number] : []]));
  const width = month.columns[language()].length;
  const rows = Object.entries(layer.areas).filter(([key]) => !isOff(key)).flatMap(([key, numbers]) => numbers.filter(inFilter).map((unit) => ({
    unit, cells: [...of(unit), labelOf(month, key), ...(details.get(unit) || Array(width).fill(''))],
  })));
  return { columns: [...places, word('state'), ...month.columns[language()]], rows };
}
function listTable(month, places, of) {
  // thousands of rows, few kinds and places: each is said once
  const [kinds, homes, details] = [new Map(), new Map(), month.details[language()]()];
  const once = (known, name, say) => known.get(name) || known.set(name, say(name)).get(name);
  const rows = visibleRecords(month).map(([unit, key, , number]) => ({
    unit, cells: [...details[number], once(kinds, key, (name) => labelOf(month, name)), ...once(homes, unit, of)],
  }));
  return { columns: [...month.columns[language()], word('kind'), ...places], rows };
}
function countTable(month, places, of) {
  const classed = month.circles.some(([, , , key]) => key);
  if (classed) {
    const rows = month.circles.filter(([unit, , , key]) => inFilter(unit) && !isOff(key)).map(([unit, , , key]) => ({ unit, cells: [...of(unit), labelOf(month, key)] }));
    return { columns: [...places, word('class')], rows };
  }
  const keys = lineKeys(month).filter((key) => month.records.some((record) => record[1] === key) && !state.off.has(key));
  const sums = new Map();
  for (const [unit, key, count] of visibleRecords(month)) {
    if (!sums.has(unit)) sums.set(unit, {});
    sums.get(unit)[key] = (sums.get(unit)[key] || 0) + count;
  }
  const rows = [...sums].map(([unit, counts]) => {
    const numbers = keys.map((key) => counts[key] || 0);
    return { unit, cells: [...of(unit), ...numbers, numbers.reduce((sum, count) => sum + count, 0)] };
  });
  return { columns: [...places, ...keys.map((key) => labelOf(month, key)), word('total')], rows, counts: true };
}

/* of a cercle or région: all that is in it, what is known of the unit as a whole included */
function sayWhole(month, layer, number, isIn) {
  const told = (sums) => [...sums].filter(([, count]) => count).map(([key, count]) => [labelOf(month, key), numberText(count)]);
  if (layer) return told(Object.entries(layer.areas).map(([key, numbers]) => [key, numbers.filter(isIn).length]));
  const circle = month.circles.find(([unit, , , key]) => unit === number && key);
  if (circle) return [[labelOf(month, circle[3]), '']];
  return told(lineKeys(month).map((line) => [line, month.records.filter(([unit, key]) => key === line && isIn(unit)).reduce((sum, record) => sum + record[2], 0)]));
}

/* what all pages of the file say of one unit, this month and the month before */
function factsOf(number) {
  const month = monthNow();
  return data.pages.flatMap((page) => {
    const months = Object.keys(page.months).sort();
    const now = page.months[month];
    if (!now) return [];
    const earlier = months[months.indexOf(month) - 1];
    const before = page.months[earlier];
    const told = sayUnit(now, number);
    return told.length ? [{ title: now.legends[0]?.title[language()] || page.id, told, before: before ? sayUnit(before, number) : [], months: [month, earlier] }] : [];
  });
}
function sayUnit(month, number) {
  const { level, cercle, region } = units[number];
  const layer = classLayer(month);
  if (level < 3) return sayWhole(month, layer, number, (unit) => unit >= 0 && (level === 2 ? units[unit].cercle === cercle : units[unit].region === region));
  if (layer) return Object.entries(layer.areas).filter(([, numbers]) => numbers.includes(number)).map(([key]) => [labelOf(month, key), '']);
  const circle = month.circles.find(([unit, , , key]) => unit === number && key);
  if (circle) return [[labelOf(month, circle[3]), '']];
  return lineKeys(month).flatMap((line) => {
    const count = month.records.filter(([unit, key]) => unit === number && key === line).reduce((sum, record) => sum + record[2], 0);
    return count ? [[labelOf(month, line), numberText(count)]] : [];
  });
}
