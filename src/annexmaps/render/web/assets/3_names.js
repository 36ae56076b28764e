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
function drawLevels(pen, sheet, levels, taken) {
  const laid = levels.map((level) => layLevel(pen, sheet, level));
  // those that stand alone first: the numbers near them give way
  laid.filter(({ fits, side }) => !fits && side).forEach((one) => drawAlone(pen, one, taken));
  for (const one of laid.filter(({ fits }) => fits)) {
    if (taken.take(boxAt(one.middle.x, one.middle.y, one.wide / 2 + 1, 7))) writeLevel(pen, one);
    else if (one.side) drawAlone(pen, one, taken);
  }
}
function layLevel(pen, sheet, level) {
  const [west, east] = [level.west, level.east].map((x) => sheet.at(x, level.lat));
  const side = level.sign ? Math.max(level.sign.size * sheet.unit, sheet.size.x < 500 ? 4.5 : 6) : 0;
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
function drawLabels(pen, sheet, labels, taken, circles) {
  const { size, closer } = sheet;
  let seats = null;
  for (const [text, x, y, kind] of closer < LABEL_STYLES.commune[2] ? labels : [...labels, ...communeNames()]) {
    const [wide, colour, from] = LABEL_STYLES[kind] || LABEL_STYLES.town;
    const font = size.x < 500 ? wide.replace('13px', '12px') : wide;
    if (closer < from) continue;
    const middle = sheet.at(x, y);
    if (!within(middle, size, 0)) continue;
    const half = textWidth(pen, text, font) / 2 + 3;
    const boxOn = (right, down) => {
      const one = boxAt(right, down, half, 8);
      return one[0] >= 0 && one[1] >= 0 && one[2] <= size.x && one[3] <= size.y ? one : null;
    };
    const own = boxOn(middle.x, middle.y);
    let box = own && taken.free(own) && (kind !== 'region' || circles.free(own)) ? own : null;
    if (!box && kind === 'region') {
      seats = seats || seatsOf(sheet);
      box = clearest(text, middle, seats, boxOn, taken, circles);
    }
    if (!box) continue;
    taken.add(box);
    writeHalo(pen, text, (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, font, 'center', colour);
  }
}

/* where the name of a région may stand, told from its own place, the nearest first */
function stepsAround() {
  const steps = [{ right: 0, down: 0, far: 0 }];
  for (let right = -FARTHEST; right <= FARTHEST; right += 10.5) {
    for (let down = -FARTHEST; down <= FARTHEST; down += 9) steps.push({ right, down, far: Math.hypot(right, 1.5 * down) });
  }
  return steps.sort((one, other) => one.far - other.far);
}
const AROUND = stepsAround();
/* the place for the name of a région, where the nearest commune is one of its own, that meets no number, mark or name; rather far than on
signs, rather on a circle than far, rather inside than beside the country */
function clearest(name, { x, y }, seats, box, taken, circles) {
  const region = regions.findIndex(([, one]) => one === name);
  let best = null;
  for (const { right, down, far } of AROUND) {
    if (best && far >= best.cost) break;
    const one = box(x + right, y + down);
    const met = one ? taken.met(one) : [];
    if (!one || met.length > SLIGHT || met.some((other) => !other.slight) || (best && far + 12 * met.length >= best.cost)) continue;
    const seat = nearest(seats, x + right, y + down);
    if (seat.region !== region) continue;
    const farther = far + 3 * Math.max(0, seat.far - 10);
    const cost = farther + 12 * met.length + 2 * circles.met(one).length;
    if (!best || cost < best.cost || (cost === best.cost && farther < best.farther)) best = { one, cost, farther };
  }
  return best && best.one;
}
/* the middle of each commune's box */
function seatsOf(sheet) {
  const seats = { x: new Float64Array(communes.length), y: new Float64Array(communes.length) };
  ground.communes.forEach(({ box: [west, south, east, north] }, number) => {
    const { x, y } = sheet.at((west + east) / 2, (south + north) / 2);
    [seats.x[number], seats.y[number]] = [x, y];
  });
  return seats;
}
function nearest(seats, x, y) {
  let [best, least] = [0, Infinity];
  for (let number = 0; number < communes.length; number += 1) {
    const square = (seats.x[number] - x) ** 2 + (seats.y[number] - y) ** 2;
    if (square < least) [best, least] = [number, square];
  }
  return { region: units[best].region, far: Math.sqrt(least) };
}

/* the widest line across a commune, of a few heights: where its level is written, and a point inside it */
function insideOf(number) {
  const commune = ground.communes[number];
  commune.inside = commune.inside || widestLine(number);
  return commune.inside;
}
function widestLine(number) {
  const [, south, , north] = ground.communes[number].box;
  let best = { lat: south, west: 0, east: 0, tall: 0 };
  for (const share of [0.5, 0.42, 0.58, 0.34, 0.66, 0.25, 0.75]) {
    const lat = south + share * (north - south);
    const crossed = lines.crossings(arcsOf(number), lat);
    for (let at = 0; at + 1 < crossed.length; at += 2) {
      const [west, east] = [crossed[at], crossed[at + 1]];
      if (east - west > (best.east - best.west) * 1.1) best = { lat, west, east, tall: (north - south) / (east - west) };
    }
  }
  return best;
}
