/* The map: ground, communes coloured by the page's classes, borders drawn once, and what is over them. */
const ground = { communes: [], marks: null, map: null, focus: null };
const PAPER = { land: '#faf7f0', neighbour: '#e6e6e4', edge: '#bdbdba', water: '#d5e6ee', line: '#86b4cd' };
const BORDERS = { 0: ['#3c3c3c', 1.6], 1: ['#5f5f5f', 1.3], 2: ['#8f8f8f', 0.8], 3: ['#b9b5aa', 0.35] };

function startMap(map) {
  ground.map = map;
  map.createPane('ground').style.zIndex = 250;
  map.createPane('borders').style.zIndex = 450;
  map.getPane('borders').style.pointerEvents = 'none';
  const backdrop = L.svg({ pane: 'ground', padding: 0.5 });
  const area = { pane: 'ground', renderer: backdrop, interactive: false };
  const { neighbours, lakes, rivers } = data.geo.around;
  neighbours.forEach(([, lines]) => L.polygon(lines.map((line) => steps(line)), { ...area, fillColor: PAPER.neighbour, fillOpacity: 1, color: PAPER.edge, weight: 0.6 }).addTo(map));
  ground.communes = communes.map(([, , , rings], number) => addCommune(map, rings, number));
  rivers.forEach(([, lines]) => L.polyline(lines.map((line) => steps(line)), { ...area, pane: 'borders', renderer: borderPen(), color: PAPER.line, weight: 1 }).addTo(map));
  lakes.forEach(([, lines]) => L.polygon(lines.map((line) => steps(line)), { ...area, fillColor: PAPER.water, fillOpacity: 1, color: PAPER.line, weight: 0.5 }).addTo(map));
  addBorders(map);
  const home = L.latLngBounds(arcs.filter((points, number) => data.geo.levels[number] === '0').flat());
  ground.home = home;
  map.fitBounds(home, { padding: [4, 4], animate: false });
  map.homeZoom = map.getZoom();
  map.setMinZoom(map.homeZoom - 1);
  map.setMaxBounds(home.pad(0.6));
  ground.marks = new MarksLayer().addTo(map);
  map.on('click', (event) => choose(unitUnder(event)));
  map.on('mousemove', (event) => hover(unitUnder(event), event));
  map.on('mouseout', () => hover(-1));
  map.on('moveend', writeHash);
}
function borderPen() {
  ground.pen = ground.pen || L.svg({ pane: 'borders', padding: 0.5 });
  return ground.pen;
}
function addCommune(map, rings, number) {
  const polygon = L.polygon(rings.map(ringPoints), { color: 'transparent', weight: 0, fillOpacity: 1, fillColor: PAPER.land, className: 'annexmaps-commune', bubblingMouseEvents: true });
  polygon.unit = number;
  polygon.on('mouseover', () => { ground.under = number; });
  polygon.on('mouseout', () => { ground.under = -1; });
  polygon.on('click', () => { ground.under = number; });
  return polygon.addTo(map);
}
function addBorders(map) {
  for (const level of [3, 2, 1, 0]) {
    const lines = arcs.filter((points, number) => data.geo.levels[number] === String(level));
    const [color, weight] = BORDERS[level];
    L.polyline(lines, { pane: 'borders', renderer: borderPen(), interactive: false, color, weight, lineJoin: 'round', smoothFactor: 0.6 }).addTo(map);
  }
}
/* a circle or mark first, then the commune under it */
function unitUnder(event) {
  const mark = ground.marks.unitAt(event.containerPoint);
  return mark >= 0 ? mark : (ground.under ?? -1);
}

function drawMap() {
  const month = shown();
  const fills = new Map();
  for (const layer of month.layers) {
    for (const [key, numbers] of Object.entries(layer.areas)) {
      if (isOff(key)) continue;
      numbers.filter(inFilter).forEach((unit) => fills.set(unit, [...(fills.get(unit) || []), data.symbols[layer.symbols[key]]]));
    }
  }
  ground.communes.forEach((polygon, number) => polygon.setStyle(styleOf(fills.get(number) || [], number)));
  const symbols = Object.fromEntries(Object.entries(month.markSymbols).map(([key, number]) => [key, data.symbols[number]]));
  ground.marks.set({ circles: visibleCircles(month), marks: [...visibleMarks(month), ...signsOf(month)], symbols: { ...symbols, ...signSymbolsOf(month) }, labels: labelsShown(month) });
}
function styleOf(symbols, number) {
  const area = symbols.find((symbol) => symbol.fill || symbol.hatch);
  const line = symbols.find((symbol) => !symbol.fill && symbol.edge);
  const chosen = number === state.place;
  return {
    fillColor: area ? (area.hatch ? `url(#${hatchOf(area)})` : area.fill) : PAPER.land,
    fillOpacity: 1,
    color: chosen ? '#000000' : line ? line.edge : 'transparent',
    weight: chosen ? 3 : line ? line.edge_width * 1.33 : 0,
    opacity: 1,
  };
}
const signsOf = (month) => month.layers.flatMap((layer) => Object.entries(layer.signs).filter(([key]) => !isOff(key)).flatMap(([key, numbers]) =>
  numbers.filter(inFilter).map((unit) => { const middle = centreOf(unit); return [unit, middle.lng, middle.lat, key, '']; })));
const signSymbolsOf = (month) => Object.assign({}, ...month.layers.map((layer) => Object.fromEntries(Object.entries(layer.signSymbols).map(([key, number]) => [key, data.symbols[number]]))));
function centreOf(unit) {
  const polygon = ground.communes[unit];
  polygon.middle = polygon.middle || polygon.getBounds().getCenter();
  return polygon.middle;
}
/* names, the numbers of levels from the second look on, and communes when close */
function labelsShown(month) {
  const names = data.labels[language()] || [];
  const small = communes.map(([, name], number) => { const middle = centreOf(number); return [name, middle.lng, middle.lat, 'commune']; });
  const numbers = month.layers.flatMap((layer) => Object.entries(layer.texts).filter(([key]) => !isOff(key)).flatMap(([key, text]) =>
    layer.areas[key].filter(inFilter).map((unit) => { const middle = centreOf(unit); return [text, middle.lng, middle.lat, 'number']; })));
  return [...names, ...numbers, ...small];
}

/* hatches are patterns of the page, one a symbol */
function hatchOf(symbol) {
  const id = `hatch-${symbol.hatch}-${symbol.hatch_colour.slice(1)}-${(symbol.fill || '#ffffff').slice(1)}`;
  if (place(id)) return id;
  const strokes = { diagonal: ['M0 8L8 0'], lines: ['M0 4L8 4'], cross: ['M0 8L8 0', 'M0 0L8 8'], dots: [] }[symbol.hatch] || [];
  const pattern = makeSvg('pattern', { id, width: 8, height: 8, patternUnits: 'userSpaceOnUse' }, makeSvg('rect', { width: 8, height: 8, fill: symbol.fill || '#ffffff' }),
    ...strokes.map((d) => makeSvg('path', { d, stroke: symbol.hatch_colour, 'stroke-width': 1, fill: 'none' })));
  if (symbol.hatch === 'dots') pattern.append(makeSvg('circle', { cx: 2, cy: 2, r: 1, fill: symbol.hatch_colour }), makeSvg('circle', { cx: 6, cy: 6, r: 1, fill: symbol.hatch_colour }));
  place('annexmaps-patterns').append(pattern);
  return id;
}

function zoomTo(unit) {
  const mine = units[unit];
  const inside = ground.communes.filter((polygon, number) => (mine.level === 3 ? number === unit : mine.level === 2 ? units[number].cercle === mine.cercle : units[number].region === mine.region));
  if (!inside.length) return;
  const bounds = inside.reduce((all, polygon) => all.extend(polygon.getBounds()), L.latLngBounds(inside[0].getBounds()));
  ground.map.fitBounds(bounds.pad(mine.level === 3 ? 0.8 : 0.1), { animate: false });
}
