/* What is written on the map: levels with their signs inside communes, and names by rank, none on another. */
const LEVEL_FONT = '700 11px';
const SIGN_GAP = 2;
const LABEL_STYLES = {
  region: ['700 13px', '#1f1f1f', 0], country: ['500 13px', '#5c5c5a', 0], town: ['500 11px', '#1f1f1f', 1.2],
  cercle: ['600 11px', '#4a4a4a', 0.6], river: ['italic 11px', '#2f6687', 1], commune: ['500 11px', '#1f1f1f', 2.6],
};
/* a name of a région stands elsewhere inside it rather than on a number or sign; the others stand at their place or not at all */
const FARTHEST = 63; // pixels from its own place
const SLIGHT = 6; // signs that it may cover where it has no other place

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
  const side = level.sign ? Math.max(level.sign.size * unit, map.getSize().x < 500 ? 4.5 : 6) : 0;
  const words = level.text ? textWidth(pen, level.text, LEVEL_FONT) : 0;
  const wide = words + (side && words ? SIGN_GAP : 0) + side;
  const fits = words > 0 && east.x - west.x > wide + 6 && level.tall * (east.x - west.x) > 13;
  return { level, side, wide, fits, middle: { x: (west.x + east.x) / 2, y: west.y } };
}
function drawAlone(pen, { level, middle, side }, taken) {
  drawSymbol(pen, level.sign, middle.x, middle.y, side / 2);
  taken.add(boxAt(middle.x, middle.y, side / 2, side / 2), true);
}
function writeLevel(pen, { level, middle, wide, side }) {
  const left = middle.x - wide / 2;
  setFont(pen, LEVEL_FONT);
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
function drawLabels(pen, map, labels, size, taken, circles) {
  const closer = map.getZoom() - map.homeZoom;
  let known = null;
  const seats = () => {
    known = known || units.slice(0, communes.length).map(({ number, region }) => {
      const { x, y } = map.latLngToContainerPoint(ground.communes[number].getBounds().getCenter());
      return { x, y, region };
    });
    return known;
  };
  for (const [text, x, y, kind] of closer < LABEL_STYLES.commune[2] ? labels : [...labels, ...communeNames()]) {
    const [wide, colour, from] = LABEL_STYLES[kind] || LABEL_STYLES.town;
    const font = size.x < 500 ? wide.replace('13px', '12px') : wide;
    const middle = map.latLngToContainerPoint([y, x]);
    if (closer < from || !within(middle, size, 0)) continue;
    const half = textWidth(pen, text, font) / 2 + 3;
    const boxOn = (right, down) => {
      const one = boxAt(right, down, half, 8);
      return one[0] >= 0 && one[1] >= 0 && one[2] <= size.x && one[3] <= size.y ? one : null;
    };
    const own = boxOn(middle.x, middle.y);
    const free = own && taken.free(own) && (kind !== 'region' || circles.free(own));
    const box = free ? own : kind === 'region' ? clearest(placesFor(text, middle, seats()), boxOn, taken, circles) : null;
    if (!box) continue;
    taken.add(box);
    writeHalo(pen, text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, font, 'center', colour);
  }
}

/* the place for the name of a région that meets no number, mark or name; rather far than on signs, rather on a circle than far */
function clearest(places, box, taken, circles) {
  let best = null;
  for (const { x, y, far } of places) {
    if (best && far >= best.cost) break;
    const one = box(x, y);
    const met = one ? taken.met(one) : [];
    if (!one || met.some((other) => !other.slight) || met.length > SLIGHT) continue;
    const cost = far + 12 * met.length + 2 * circles.met(one).length;
    if (!best || cost < best.cost) best = { one, cost };
  }
  return best && best.one;
}
/* where the name of a région may stand: its own place, then round it where the nearest commune is one of its own */
function placesFor(name, { x, y }, seats) {
  const region = regions.findIndex(([, one]) => one === name);
  const places = [{ x, y, far: 0 }];
  for (let right = -FARTHEST; right <= FARTHEST; right += 10.5) {
    for (let down = -FARTHEST; down <= FARTHEST; down += 9) places.push({ x: x + right, y: y + down, far: Math.hypot(right, 1.5 * down) });
  }
  const square = (seat, point) => (seat.x - point.x) ** 2 + (seat.y - point.y) ** 2;
  const near = (point) => seats.reduce((best, seat) => (square(seat, point) < square(best, point) ? seat : best));
  return places.filter((point) => {
    const seat = near(point);
    // rather inside than beside the country
    point.far += 3 * Math.max(0, Math.sqrt(square(seat, point)) - 10);
    return seat.region === region;
  }).sort((one, other) => one.far - other.far);
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
