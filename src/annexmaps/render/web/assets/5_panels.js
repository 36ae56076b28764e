/* Legend, filters, search, details, months and charts: what stands beside the map. */
function drawColours() {
  for (const [name, colour] of Object.entries(data.paper)) document.documentElement.style.setProperty(`--${name.replace(/_/g, '-')}`, colour);
}
function drawTexts() {
  const texts = shown().texts[language()];
  document.documentElement.lang = state.lang;
  document.title = texts.title;
  fill('title', texts.title);
  fill('subtitle', texts.subtitle);
  fill('sharing', texts.sharing);
  fill('ribbon', texts.ribbon);
  place('ribbon').hidden = !texts.ribbon;
  fill('empty', texts.empty);
  place('empty').hidden = !texts.empty;
  fill('foot', ...[...texts.notes, texts.sources, texts.dates, word('projection'), texts.disclaimer, texts.schematic, [texts.producer, texts.version].filter(Boolean).join(' · ')].filter(Boolean).map((text) => make('p', {}, text)));
  drawOnline();
  document.querySelectorAll('[data-word]').forEach((element) => { element.textContent = word(element.dataset.word); });
  document.querySelectorAll('[data-name]').forEach((element) => { element.setAttribute('aria-label', word(element.dataset.name)); });
  document.querySelectorAll('[data-hint]').forEach((element) => { element.setAttribute('placeholder', word(element.dataset.hint)); });
}

function drawTabs() {
  if (data.tabs.length < 2 && data.langs.length < 2) return;
  fill('tabs', ...(data.tabs.length < 2 ? [] : data.tabs.map((id) => make('button', { type: 'button', class: 'tab', 'aria-pressed': String(id === state.page), onclick: () => change({ page: id, off: new Set(), place: -1, sort: { column: 0, down: false } }) },
    word(`tab_${id.replace('.', '_')}`)))));
  fill('languages', ...(data.langs.length < 2 ? [] : data.langs.map((lang) => make('button', { type: 'button', lang, class: 'tab', 'aria-pressed': String(lang === state.lang), onclick: () => change({ lang }) }, lang.toUpperCase()))));
  const now = place('tabs').querySelector('[aria-pressed="true"]');
  if (now) place('tabs').scrollLeft = now.offsetLeft - place('tabs').offsetLeft - 8;
}

/* a legend line is a switch where it counts something; otherwise it explains */
function drawLegend() {
  const month = shown();
  const blocks = month.legends.map((legend) => make('section', { class: 'legend-block' }, legend.title[language()] ? make('h3', {}, legend.title[language()]) : null,
    make('ul', {}, ...legend.lines.map((line) => make('li', {}, legendLine(month, line)))), legend.note[language()] ? make('p', { class: 'note' }, legend.note[language()]) : null));
  fill('legend', ...blocks);
  fill('sheet-title', month.legends.map((legend) => legend.title[language()]).find(Boolean) || word('legend_and_filters'));
}
function legendLine(month, line) {
  const counted = isCounted(month, line.key);
  const count = counted && isFiltered() ? numberText(countOf(month, line.key)) : line.count[language()];
  const symbol = data.symbols[line.symbol];
  const parts = [swatch(symbol, !counted && symbol.shape === 'circle'), make('span', { class: 'label' }, line.label[language()]), make('span', { class: 'count' }, count), line.beside[language()] ? make('span', { class: 'beside' }, line.beside[language()]) : null];
  if (!counted) return make('div', { class: 'line' }, ...parts);
  return make('button', { type: 'button', class: 'line', 'aria-pressed': String(!state.off.has(line.key)), 'data-key': line.key, onclick: () => toggle(line.key) }, ...parts);
}
function toggle(key) {
  const off = new Set(state.off);
  if (!off.delete(key)) off.add(key);
  change({ off });
}
function swatch(symbol, real = false) {
  if (real) return sizeSwatch(symbol);
  const picture = makeSvg('svg', { width: 26, height: 18, viewBox: '0 0 26 18', 'aria-hidden': 'true' });
  if ((symbol.shape || 'area') === 'area') {
    picture.append(makeSvg('rect', { x: 1, y: 2, width: 24, height: 14, fill: symbol.hatch ? `url(#${hatchOf(symbol)})` : symbol.fill || 'none', stroke: symbol.edge || '#8f8f8f', 'stroke-width': symbol.edge_width || 0.5 }));
    return picture;
  }
  const radius = Math.min(Math.max((symbol.size || 3) * 1.9, 4), 8.5);
  const [corners, turn] = SHAPES[symbol.shape] || [0, 0];
  const look = { fill: symbol.fill || 'none', stroke: symbol.edge || 'none', 'stroke-width': symbol.edge_width || 0.5 };
  if (!corners) picture.append(makeSvg('circle', { cx: 13, cy: 9, r: radius, ...look }));
  else picture.append(makeSvg('polygon', { points: Array.from({ length: corners }, (_, corner) => {
    const far = symbol.shape === 'star' && corner % 2 ? radius * 0.45 : radius;
    const angle = turn + (corner / corners) * 2 * Math.PI;
    return `${(13 + far * Math.sin(angle)).toFixed(2)},${(9 - far * Math.cos(angle)).toFixed(2)}`;
  }).join(' '), ...look }));
  return picture;
}

/* a circle that explains sizes is as large as on the map */
function sizeSwatch(symbol) {
  const radius = (symbol.size / 2) * millimetre(ground.map);
  const width = Math.ceil(2 * radius + 2);
  return makeSvg('svg', { width: Math.max(width, 26), height: width, 'aria-hidden': 'true' }, makeSvg('circle', { cx: Math.max(width, 26) / 2, cy: width / 2, r: radius, fill: symbol.fill || 'none', stroke: symbol.edge || '#5c5c5c', 'stroke-width': 1 }));
}

function drawFilters() {
  const option = (value, text, chosen) => make('option', { value, selected: chosen }, text);
  fill('region', option(-1, word('all_regions'), state.region < 0), ...regions.map(([, name], number) => option(number, name, number === state.region)));
  const mine = cercles.map((cercle, number) => [cercle, number, fold(cercle[1])]).filter(([cercle]) => state.region < 0 || cercle[2] === state.region).sort(([, , one], [, , other]) => (one < other ? -1 : Number(one > other)));
  fill('cercle', option(-1, word('all_cercles'), state.cercle < 0), ...mine.map(([cercle, number]) => option(number, cercle[1], number === state.cercle)));
  place('reset').disabled = !isFiltered() && !state.off.size && state.place < 0;
}

function searched(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const found = units.filter((unit) => fold(unit.name).includes(wanted) || fold(unit.name).replace(/ /g, '').includes(wanted.replace(/ /g, '')));
  return found.sort((one, other) => fold(one.name).indexOf(wanted) - fold(other.name).indexOf(wanted) || one.level - other.level).slice(0, 8);
}
function drawSearch() {
  const found = searched(state.find);
  fill('found', ...found.map((unit) => make('li', {}, make('button', { type: 'button', onclick: () => goTo(unit.number) }, unit.name, make('small', {}, ` ${levelName(unit)}${unit.level === 3 ? ` · ${cercleName(unit)}` : ''}`)))),
    state.find && !found.length ? make('li', { class: 'note' }, word('nothing_found')) : null);
}
function goTo(unit) {
  place('search').value = '';
  openPanel(false);
  change({ find: '', place: unit });
  zoomTo(unit);
}

function drawDetails() {
  const unit = units[state.place];
  place('details').hidden = !unit;
  if (!unit) return;
  const facts = factsOf(unit.number);
  fill('details', make('button', { type: 'button', class: 'close', 'aria-label': word('close'), onclick: () => change({ place: -1 }) }, '×'),
    make('h3', {}, unit.name), make('p', { class: 'note' }, [unit.level < 3 ? levelName(unit) : cercleName(unit), unit.level > 1 ? regionName(unit) : ''].filter(Boolean).join(' · ')),
    ...(facts.length ? facts.map(factTable) : [make('p', {}, word('nothing_told'))]));
}
/* counts of this month and the one before, line by line; or the class of each */
function factTable({ title, told, before, months }) {
  const [now, earlier] = [new Map(told), new Map(before)];
  const names = months.filter(Boolean).map((month) => monthText(month, { month: 'short' }));
  const counted = [...told, ...before].some(([, count]) => count);
  const number = (text) => make('td', { class: 'number' }, text);
  const labels = [...new Set([...now.keys(), ...earlier.keys()])];
  const rows = counted
    ? [make('tr', {}, make('td'), ...names.map((name) => make('th', { scope: 'col', class: 'number' }, name))), ...labels.map((label) => make('tr', {}, make('th', { scope: 'row' }, label), number(now.get(label) || '0'), names.length > 1 ? number(earlier.get(label) || '0') : null))]
    : [now, earlier].slice(0, names.length).map((told, at) => make('tr', {}, make('th', { scope: 'row' }, names[at]), make('td', {}, [...told.keys()].join(' · ') || '–')));
  return make('table', { class: 'facts' }, make('caption', {}, title), make('tbody', {}, ...rows));
}
function hover(unit, event) {
  const tip = place('tip');
  tip.hidden = unit < 0;
  if (unit !== ground.over) ground.pointed.setLatLngs(outlineOf(unit));
  ground.over = unit;
  if (unit < 0 || !event) return;
  const month = shown();
  const told = sayUnit(month, unit).map(([label, count]) => (count ? `${label.split(' · ')[0]} ${count}` : label)).join(' · ');
  tip.replaceChildren(make('b', {}, units[unit].name), ` ${cercleName(units[unit])}`, make('br'), told || word('nothing_told'));
  tip.style.transform = `translate(${Math.min(event.containerPoint.x + 14, ground.map.getSize().x - 210)}px, ${Math.max(event.containerPoint.y - 40, 4)}px)`;
}

function drawMonths() {
  const months = monthsShown();
  const now = monthNow();
  place('other-month').hidden = now === state.month;
  if (now !== state.month) fill('other-month', word('other_month', { wanted: monthText(state.month), shown: monthText(now) }));
  place('period').hidden = months.length < 2;
  if (months.length < 2) return;
  Object.assign(place('month'), { max: months.length - 1, value: months.indexOf(now) });
  place('month').setAttribute('aria-valuetext', monthText(now));
  fill('month-name', monthText(now));
}
const monthText = (month, look = { month: 'long', year: 'numeric' }) => new Intl.DateTimeFormat(state.lang, { ...look, timeZone: 'UTC' }).format(new Date(`${month}-15T00:00:00Z`));
function play() {
  const months = monthsShown();
  if (ground.playing) {
    clearInterval(ground.playing);
    ground.playing = null;
  } else {
    if (monthNow() === months[months.length - 1]) change({ month: months[0] });
    ground.playing = setInterval(() => {
      const next = months[months.indexOf(monthNow()) + 1];
      if (next) change({ month: next });
      if (!next || next === months[months.length - 1]) play();
    }, 1200);
  }
  place('play').setAttribute('aria-pressed', String(Boolean(ground.playing)));
}
