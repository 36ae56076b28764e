/* The map: ground, communes coloured by the page's classes, borders drawn once, and what is over them. */
const ground = { communes: [], marks: null, map: null };
const PAPER = data.paper;
const SEAM = 0.14; // degrees
const EDGE = [8, 8]; // pixels beside the whole country
/* a picture of the ground, if there is one, and how much of the paper's colours is over it */
const [PICTURE, EXTENT] = data.basemap;
const [LAND_VEIL, NEIGHBOUR_VEIL, WATER_VEIL] = data.veils;
const veil = (share) => (PICTURE || online.lit ? share : 1);
const BORDERS = { 0: [PAPER.border_country, 1.6], 1: [PAPER.border_region, 1.3], 2: [PAPER.border_cercle, 0.8], 3: [PAPER.border_commune, 0.35] };

function startMap(map) {
  ground.map = map;
  drawColours();
  map.createPane('ground').style.zIndex = 250;
  map.createPane('borders').style.zIndex = 450;
  map.getPane('borders').style.pointerEvents = 'none';
  const backdrop = L.svg({ pane: 'ground', padding: 0.5 });
  if (PICTURE) L.imageOverlay(PICTURE, [EXTENT.slice(0, 2), EXTENT.slice(2)].map(([x, y]) => L.CRS.EPSG3857.unproject(L.point(x, y))), { pane: 'tilePane' }).addTo(map);
  const area = { pane: 'ground', renderer: backdrop, interactive: false };
  // the view first: what is added before it is projected twice
  const home = L.latLngBounds(arcs.filter((points, number) => data.geo.levels[number] === '0').flat());
  ground.home = home;
  showWhole(map);
  map.setMaxBounds(home.pad(0.6));
  const { neighbours, lakes, rivers } = data.geo.around;
  ground.neighbours = neighbours.map(([, lines]) => L.polygon(lines.map((line) => steps(line)), { ...area, fillColor: PAPER.neighbour, fillOpacity: veil(NEIGHBOUR_VEIL), color: PAPER.neighbour_border, weight: 0.6 }).addTo(map));
  ground.seam = L.polyline(places.filter((points, number) => data.geo.levels[number] === '0'), { ...area, color: PAPER.neighbour, lineJoin: 'round', opacity: PICTURE ? 0 : 1 }).addTo(map);
  ground.communes = communes.map(([, , , rings], number) => addCommune(map, rings, number));
  rivers.forEach(([, lines]) => L.polyline(lines.map((line) => steps(line)), { ...area, pane: 'borders', renderer: borderPen(), color: PAPER.water_line, weight: 1 }).addTo(map));
  ground.lakes = lakes.map(([, lines]) => L.polygon(lines.map((line) => steps(line)), { ...area, fillColor: PAPER.water, fillOpacity: veil(WATER_VEIL), color: PAPER.water_line, weight: 0.5 }).addTo(map));
  addBorders(map);
  const traced = (weight) => L.polyline([], { pane: 'borders', renderer: borderPen(), interactive: false, color: '#000000', weight, lineJoin: 'round', smoothFactor: 0 }).addTo(map);
  Object.assign(ground, { pointed: traced(2), chosen: traced(3.5) });
  L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
  ground.marks = new MarksLayer().addTo(map);
  map.on('click', (event) => choose(unitUnder(event)));
  map.on('mousemove', (event) => hover(unitUnder(event), event));
  map.on('mouseout', () => hover(-1));
  map.on('moveend', writeHash);
  map.on('zoomend', closeSeam);
  map.on('zoomend', drawLegend); // its circles are as large as the map's
  closeSeam();
  startTiles(map);
}
function showWhole(map) {
  map.setMinZoom(0);
  map.fitBounds(ground.home, { padding: EDGE, animate: false });
  map.homeZoom = map.getZoom();
  map.setMinZoom(map.homeZoom - 1);
}
/* what lies under the classes lets a picture through, if there is one */
function drawGround() {
  ground.neighbours.forEach((shape) => shape.setStyle({ fillOpacity: veil(NEIGHBOUR_VEIL) }));
  ground.lakes.forEach((shape) => shape.setStyle({ fillOpacity: veil(WATER_VEIL) }));
  ground.seam.setStyle({ opacity: PICTURE || online.lit ? 0 : 1 });
  ground.map.getContainer().style.background = online.lit ? PAPER.neighbour : '';
  drawMap();
}
/* hides the gaps where two sources draw one border, as wide as they are */
function closeSeam() {
  ground.seam.setStyle({ weight: Math.max(2, SEAM * (256 / 360) * 2 ** ground.map.getZoom()) });
}
function borderPen() {
  ground.pen = ground.pen || L.svg({ pane: 'borders', padding: 0.5 });
  return ground.pen;
}
function addCommune(map, rings, number) {
  const polygon = L.polygon(rings.map(ringPlaces), { color: 'transparent', weight: 0, fillOpacity: 1, fillColor: PAPER.land, className: 'annexmaps-commune', bubblingMouseEvents: true });
  polygon.unit = number;
  polygon.on('mouseover', () => { ground.under = number; });
  polygon.on('mouseout', () => { ground.under = -1; });
  polygon.on('click', () => { ground.under = number; });
  return polygon.addTo(map);
}
function addBorders(map) {
  for (const level of [3, 2, 1, 0]) {
    const lines = places.filter((points, number) => data.geo.levels[number] === String(level));
    const [color, weight] = BORDERS[level];
    L.polyline(lines, { pane: 'borders', renderer: borderPen(), interactive: false, color, weight, lineJoin: 'round', smoothFactor: 0.6 }).addTo(map);
  }
}
/* borders as the map's own places: each is made once, and shared by what it bounds */
const places = arcs.map((points) => points.map(([y, x]) => L.latLng(y, x)));
const ringPlaces = (numbers) =>
  numbers.flatMap((number) => (number >= 0 ? places[number] : [...places[~number]].reverse()).slice(1));
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
  ground.communes.forEach((polygon, number) => {
    const style = styleOf(fills.get(number) || []);
    // most communes stay as they are, and each change is drawn
    if (Object.entries(style).some(([name, value]) => polygon.options[name] !== value)) polygon.setStyle(style);
  });
  const symbols = Object.fromEntries(Object.entries(month.markSymbols).map(([key, number]) => [key, data.symbols[number]]));
  ground.marks.set({ circles: visibleCircles(month), marks: visibleMarks(month), symbols, levels: levelsOf(month), labels: labelsShown() });
  ground.chosen.setLatLngs(outlineOf(state.place));
}
function styleOf(symbols) {
  const area = symbols.find((symbol) => symbol.fill || symbol.hatch);
  const line = symbols.find((symbol) => !symbol.fill && symbol.edge);
  return {
    fillColor: area ? (area.hatch ? `url(#${hatchOf(area)})` : area.fill) : PAPER.land,
    fillOpacity: area ? 1 : veil(LAND_VEIL),
    color: line ? line.edge : 'transparent',
    weight: line ? line.edge_width * 1.33 : 0,
    opacity: 1,
  };
}
/* the number of each commune's level, its sign, the colour under them, and where they stand */
function levelsOf(month) {
  return month.layers.flatMap((layer) => {
    const signs = new Map(Object.entries(layer.signs).flatMap(([key, numbers]) => (isOff(key) ? [] : numbers.map((unit) => [unit, data.symbols[layer.signSymbols[key]]]))));
    return Object.entries(layer.areas).filter(([key]) => !isOff(key)).flatMap(([key, numbers]) => {
      const told = { text: layer.texts[key] || '', fill: data.symbols[layer.symbols[key]].fill || PAPER.land };
      return numbers.filter((unit) => inFilter(unit) && (told.text || signs.has(unit))).map((unit) => ({ ...told, ...insideOf(unit), sign: signs.get(unit) }));
    });
  });
}
/* names: those of the map, then communes when close; where each stands is reckoned when it is first needed */
const labelsShown = () => data.labels[language()] || [];
function communeNames() {
  return communes.map(([, name], number) => { const { lat, west, east } = insideOf(number); return [name, (west + east) / 2, lat - 0.012, 'commune']; });
}
/* the border of a unit: the arcs that one of its communes has alone */
function outlineOf(unit) {
  if (unit < 0) return [];
  const times = new Map();
  membersOf(unit).forEach((number) => communes[number][3].flat().forEach((arc) => {
    const key = arc < 0 ? ~arc : arc;
    times.set(key, (times.get(key) || 0) + 1);
  }));
  return [...times].filter(([, count]) => count === 1).map(([key]) => arcs[key]);
}
function membersOf(unit) {
  const { level, cercle, region } = units[unit];
  const numbers = communes.map((commune, number) => number);
  return numbers.filter((number) => (level === 3 ? number === unit : level === 2 ? units[number].cercle === cercle : units[number].region === region));
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
  const inside = membersOf(unit).map((number) => ground.communes[number]);
  if (!inside.length) return;
  const bounds = inside.reduce((all, polygon) => all.extend(polygon.getBounds()), L.latLngBounds(inside[0].getBounds()));
  ground.map.fitBounds(bounds.pad(units[unit].level === 3 ? 0.8 : 0.1), { animate: false });
}
