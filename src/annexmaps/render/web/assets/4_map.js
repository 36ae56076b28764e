/* The map: its first look, the ground in the theme's colours, communes in those of the page's classes, and what is over them. */
const ground = { communes: [], marks: new MarksLayer(), map: null, layer: null };
const PAPER = data.paper;
const SEAM = 0.14; // degrees
const EDGE = [8, 8]; // pixels beside the whole country
/* a picture of the ground, if there is one, and how much of the paper's colours is over it */
const [PICTURE, EXTENT] = data.basemap;
const [LAND_VEIL, NEIGHBOUR_VEIL, WATER_VEIL] = data.veils;
const veil = (share) => (PICTURE || online.lit ? share : 1);
const BORDERS = { 0: [PAPER.border_country, 1.6], 1: [PAPER.border_region, 1.3], 2: [PAPER.border_cercle, 0.8], 3: [PAPER.border_commune, 0.35] };

/* the view first: what is added before it is projected twice */
function startView(map) {
  ground.map = map;
  const [west, south, east, north] = lines.boxOf(arcsOfLevel(0));
  ground.home = L.latLngBounds([south, west], [north, east]);
  showWhole(map);
  map.setMaxBounds(ground.home.pad(0.6));
}
function startMap(map) {
  if (PICTURE) L.imageOverlay(PICTURE, [EXTENT.slice(0, 2), EXTENT.slice(2)].map(([x, y]) => L.CRS.EPSG3857.unproject(L.point(x, y))), { pane: 'tilePane' }).addTo(map);
  const layer = ground.layer = new GroundLayer();
  layGround(layer);
  layer.addTo(map);
  const outlined = (weight) => L.polyline([], { renderer: layer, interactive: false, color: '#000000', weight, lineJoin: 'round', smoothFactor: 0 }).addTo(map);
  Object.assign(ground, { pointed: outlined(2), chosen: outlined(3.5) });
  L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
  ground.marks.addTo(map);
  map.on('click', (event) => choose(unitUnder(event)));
  map.on('mousemove', (event) => hover(unitUnder(event), event));
  map.on('mouseout', () => hover(-1));
  map.on('moveend', writeHash);
  map.on('zoomend', closeSeam);
  map.on('zoomend', drawLegend); // its circles are as large as the map's
  closeSeam();
  startTiles(map);
}
function layGround(layer) {
  // the lines of what is around stand after the arcs, in the order of `around`
  let next = data.geo.arcs.length;
  const things = (list) => list.map(([, own]) => own.map(() => [next++]));
  const [neighbours, lakes, rivers] = [things(around.neighbours), things(around.lakes), things(around.rivers)];
  const area = (colour, edge, width) => ({ fill: colour, stroke: edge, 'stroke-width': width });
  ground.neighbours = layer.addGroup({ ...area(PAPER.neighbour, PAPER.neighbour_border, 0.6), 'fill-opacity': veil(NEIGHBOUR_VEIL) }, neighbours, { closed: true }).group;
  ground.sides = [];
  communes.forEach(([, , cercle], number) => arcsOf(number).forEach((arc) => { ground.sides[arc < 0 ? ~arc : arc] = cercle; }));
  ground.seam = addStrokes(layer, { stroke: PAPER.neighbour, 'stroke-opacity': PICTURE ? 0 : 1 }, arcsOfLevel(0));
  ground.lakes = layer.addGroup({ ...area(PAPER.water, PAPER.water_line, 0.5), 'fill-opacity': veil(WATER_VEIL) }, lakes, { closed: true }).group;
  const land = layer.addGroup({ fill: LAND.fillColor, stroke: 'none' }, communes.map(([, , , rings]) => rings), { closed: true, name: 'annexmaps-commune leaflet-interactive' });
  ground.communes = land.shapes.map(({ element, box }, number) => {
    element.unit = number;
    return { element, box, options: LAND };
  });
  layer.addGroup({ stroke: PAPER.water_line, 'stroke-width': 1 }, rivers);
  for (const level of [3, 2, 1, 0]) addStrokes(layer, { stroke: BORDERS[level][0], 'stroke-width': BORDERS[level][1] }, arcsOfLevel(level));
}
/* those of a cercle are one path: a browser strokes a path anew for every piece of the screen that it touches */
function addStrokes(layer, look, arcs) {
  const ofCercle = new Map();
  for (const arc of arcs) {
    const cercle = ground.sides[arc];
    if (ofCercle.has(cercle)) ofCercle.get(cercle).push(arc);
    else ofCercle.set(cercle, [arc]);
  }
  return layer.addGroup(look, [...ofCercle.values()].map((own) => [own])).group;
}
function showWhole(map) {
  map.setMinZoom(0);
  map.fitBounds(ground.home, { padding: EDGE, animate: false });
  map.homeZoom = map.getZoom();
  map.setMinZoom(map.homeZoom - 1);
}
/* what lies under the classes lets a picture through, if there is one */
function drawGround() {
  ground.neighbours.setAttribute('fill-opacity', veil(NEIGHBOUR_VEIL));
  ground.lakes.setAttribute('fill-opacity', veil(WATER_VEIL));
  ground.seam.setAttribute('stroke-opacity', PICTURE || online.lit ? 0 : 1);
  ground.map.getContainer().style.background = online.lit ? PAPER.neighbour : '';
  drawMap();
}
/* hides the gaps where two sources draw one border, as wide as they are */
function closeSeam() {
  ground.seam.setAttribute('stroke-width', Math.max(2, SEAM * (256 / 360) * 2 ** ground.map.getZoom()));
}
/* a circle or mark first, then the commune under it */
function unitUnder(event) {
  const mark = ground.marks.unitAt(event.containerPoint);
  return mark >= 0 ? mark : (event.originalEvent.target.unit ?? -1);
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
  ground.communes.forEach((commune, number) => setStyle(commune, fills.has(number) ? styleOf(fills.get(number)) : { ...LAND, fillOpacity: veil(LAND_VEIL) }));
  const symbols = Object.fromEntries(Object.entries(month.markSymbols).map(([key, number]) => [key, data.symbols[number]]));
  ground.marks.set({ circles: visibleCircles(month), marks: visibleMarks(month), symbols, levels: levelsOf(month), labels: labelsShown() });
  ground.chosen.setLatLngs(outlineOf(state.place));
}
const LAND = { fillColor: PAPER.land, fillOpacity: 1, color: 'none', weight: 0 };
const ATTRIBUTES = Object.entries({ fillColor: 'fill', fillOpacity: 'fill-opacity', color: 'stroke', weight: 'stroke-width' });
/* most communes stay as they are, and each change is drawn */
function setStyle(commune, style) {
  for (const [name, attribute] of ATTRIBUTES) {
    if (commune.options[name] !== style[name]) commune.element.setAttribute(attribute, style[name]);
  }
  commune.options = style;
}
function styleOf(symbols) {
  const area = symbols.find((symbol) => symbol.fill || symbol.hatch);
  const line = symbols.find((symbol) => !symbol.fill && symbol.edge);
  return {
    fillColor: area ? (area.hatch ? `url(#${hatchOf(area)})` : area.fill) : PAPER.land,
    fillOpacity: area ? 1 : veil(LAND_VEIL),
    color: line ? line.edge : LAND.color,
    weight: line ? line.edge_width * 1.33 : 0,
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
  membersOf(unit).forEach((number) => arcsOf(number).forEach((arc) => {
    const key = arc < 0 ? ~arc : arc;
    times.set(key, (times.get(key) || 0) + 1);
  }));
  return [...times].filter(([, count]) => count === 1).map(([key]) => lines.places(key));
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
  const inside = membersOf(unit).flatMap(arcsOf);
  if (!inside.length) return;
  const [west, south, east, north] = lines.boxOf(inside);
  ground.map.fitBounds(L.latLngBounds([south, west], [north, east]).pad(units[unit].level === 3 ? 0.8 : 0.1), { animate: false });
}
