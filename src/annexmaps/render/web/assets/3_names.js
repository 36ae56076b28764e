/* What is written on the map: levels with their signs inside communes, and names by rank, none on another. */
const LEVEL_FONT = '700 11px';
const SIGN_GAP = 2;
const LABEL_STYLES = {
  region: ['700 13px', '#1f1f1f', 0], country: ['500 13px', '#5c5c5a', 0], town: ['500 11px', '#1f1f1f', 1.2],
  cercle: ['600 11px', '#4a4a4a', 0.6], river: ['italic 11px', '#2f6687', 1], commune: ['500 11px', '#1f1f1f', 2.6],
};
/* a name of a région stands anywhere near its place rather than on a sign; the others stand at theirs or not at all */
const ASIDE = [[0, 0], [0, -14], [0, 14], [0, -28], [0, 28], [-30, 0], [30, 0], [-30, -16], [30, 16]];

/* number and sign side by side where both fit in the commune, as on paper; else the sign alone, which is always drawn */
function drawLevels(pen, map, levels, unit, taken) {
  const laid = levels.map((level) => layLevel(pen, map, level, unit));
  // those that stand alone first: the numbers near them give way
  laid.filter(({ fits, side }) => !fits && side).forEach((one) => drawAlone(pen, one, taken));
  for (const one of laid.filter(({ fits }) => fits)) {
    if (taken.take(boxAt(one.middle.x, one.middle.y, one.wide / 2 + 1, 7))) writeLevel(pen, one);
    else if (one.side) drawAlone(pen, one, taken);
  }
}
function layLevel(pen, map, level, unit) {
  const [west, east] = [level.west, level.east].map((x) => map.latLngToContainerPoint([level.lat, x]));
  const side = level.sign ? Math.max(level.sign.size * unit, 6) : 0;
  const words = level.text ? textWidth(pen, level.text, LEVEL_FONT) : 0;
  const wide = words + (side && words ? SIGN_GAP : 0) + side;
  const fits = words > 0 && east.x - west.x > wide + 6 && level.tall * (east.x - west.x) > 13;
  return { level, side, wide, fits, middle: { x: (west.x + east.x) / 2, y: west.y } };
}
function drawAlone(pen, { level, middle, side }, taken) {
  drawSymbol(pen, level.sign, middle.x, middle.y, side / 2);
  taken.add(boxAt(middle.x, middle.y, side / 2, side / 2));
}
function writeLevel(pen, { level, middle, wide, side }) {
  const left = middle.x - wide / 2;
  pen.font = `${LEVEL_FONT} ${FAMILY}`;
  pen.textAlign = 'left';
  pen.textBaseline = 'middle';
  pen.fillStyle = inkOn(level.fill);
  pen.fillText(level.text, left, middle.y + 0.5);
  if (side) drawSymbol(pen, level.sign, middle.x + wide / 2 - side / 2, middle.y, side / 2);
}
/* black or white, whichever reads better on a colour (relative luminance of WCAG 2) */
function inkOn(fill) {
  const [red, green, blue] = [1, 3, 5].map((at) => parseInt(fill.slice(at, at + 2), 16) / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.179 ? '#1f1f1f' : '#ffffff';
}

/* names by rank, the first that find room; more of them as one looks closer */
function drawLabels(pen, map, labels, size, taken) {
  const closer = map.getZoom() - map.homeZoom;
  for (const [text, x, y, kind] of labels) {
    const [font, colour, from] = LABEL_STYLES[kind] || LABEL_STYLES.town;
    const middle = map.latLngToContainerPoint([y, x]);
    if (closer < from || !within(middle, size, 0)) continue;
    const half = textWidth(pen, text, font) / 2 + 3;
    const at = ASIDE.slice(0, kind === 'region' ? ASIDE.length : 1).map(([right, down]) => boxAt(middle.x + right, middle.y + down, half, 8));
    const box = at.find((one) => taken.free(one)) || (kind === 'region' ? at[0] : null);
    if (!box || box[0] < 0 || box[2] > size.x) continue;
    taken.add(box);
    writeHalo(pen, text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, font, 'center', colour);
  }
}

/* the widest line across a commune, of a few heights: where its level is written, and a point inside it */
function insideOf(number) {
  const polygon = ground.communes[number];
  polygon.inside = polygon.inside || widestLine(ringsOf(number));
  return polygon.inside;
}
const ringsOf = (number) => communes[number][3].map(ringPoints);
function widestLine(rings) {
  const heights = rings.flat().map(([y]) => y);
  const [south, north] = [Math.min(...heights), Math.max(...heights)];
  let best = { lat: south, west: 0, east: 0, tall: 0 };
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75]) {
    const lat = south + share * (north - south);
    for (const [west, east] of spans(rings, lat)) {
      if (east - west > (best.east - best.west) * 1.1) best = { lat, west, east, tall: (north - south) / (east - west) };
    }
  }
  return best;
}
function spans(rings, lat) {
  const crossings = rings.flatMap((ring) => ring.flatMap(([y, x], at) => {
    const [below, far] = ring[(at + 1) % ring.length];
    return (y > lat) === (below > lat) ? [] : [x + ((lat - y) / (below - y)) * (far - x)];
  })).sort((one, other) => one - other);
  return crossings.filter((x, at) => at % 2 === 0).map((x, at) => [x, crossings[2 * at + 1]]);
}
