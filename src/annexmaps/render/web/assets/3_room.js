/* The sheet that things are drawn on: where places lie on it, how wide words are, and what room is left. */
/* pixels of a millimetre of the printed page: larger when looking closer, smaller on a phone */
const millimetre = (map) => (map.getSize().x < 500 ? 2 : 3) * 1.13 ** Math.max(map.getZoom() - map.homeZoom, 0);
/* what is drawn on: its size, its scale, and where a longitude and latitude lie on it, in whole pixels as the map has them */
function sheetOf(map) {
  const [scale, origin, pane] = [2 ** map.getZoom(), map.getPixelOrigin(), map.layerPointToContainerPoint([0, 0])];
  const at = (lng, lat) => ({ x: Math.round(mapX(lng) * scale) - origin.x + pane.x, y: Math.round(mapY(lat) * scale) - origin.y + pane.y });
  return { at, size: map.getSize(), unit: millimetre(map), closer: map.getZoom() - map.homeZoom };
}
const within = (point, size, margin) =>
  point.x > -margin && point.y > -margin && point.x < size.x + margin && point.y < size.y + margin;

const COUNT_FONT = '600 12px';
const NUMBER_FONT = '500 11px';
const FAMILY = 'system-ui, "Segoe UI", Roboto, Arial, sans-serif';
const boxAt = (x, y, wide, tall) => [x - wide, y - tall, x + wide, y + tall];
/* a font is read anew each time it is set, which takes longer than to write with it */
function setFont(pen, font) {
  if (pen.ownFont === font) return;
  Object.assign(pen, { ownFont: font, font: `${font} ${FAMILY}` });
}
const WIDTHS = new Map();
function textWidth(pen, text, font) {
  // hundreds of numbers are made of ten digits
  if (text.length > 1 && /^\d+$/.test(text)) return [...text].reduce((sum, digit) => sum + textWidth(pen, digit, font), 0);
  const key = `${font} ${text}`;
  if (!WIDTHS.has(key)) {
    setFont(pen, font);
    WIDTHS.set(key, pen.measureText(text).width);
  }
  return WIDTHS.get(key);
}
/* the boxes that are written or drawn on, by the squares they touch: what comes later gives way */
const SQUARE = 48; // pixels
const ROW = 4096; // squares
const meets = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
class Room {
  constructor() { this.squares = new Map(); }
  met(box) {
    const found = [];
    for (const square of squaresOf(box)) {
      for (const other of this.squares.get(square) || []) if (meets(box, other) && !found.includes(other)) found.push(other);
    }
    return found;
  }
  free(box) {
    for (const square of squaresOf(box)) {
      const others = this.squares.get(square) || [];
      for (let at = 0; at < others.length; at += 1) if (meets(box, others[at])) return false;
    }
    return true;
  }
  /* over what is slight, a name may stand where there is no other place */
  add(box, slight = false) {
    box.slight = slight;
    for (const square of squaresOf(box)) {
      if (this.squares.has(square)) this.squares.get(square).push(box);
      else this.squares.set(square, [box]);
    }
  }
  take(box) {
    const free = this.free(box);
    if (free) this.add(box);
    return free;
  }
}
function squaresOf([west, north, east, south]) {
  const found = [];
  for (let column = Math.floor(west / SQUARE); column * SQUARE <= east; column += 1) {
    for (let row = Math.floor(north / SQUARE); row * SQUARE <= south; row += 1) found.push(column * ROW + row);
  }
  return found;
}

function writeHalo(pen, text, x, y, font, align = 'center', colour = '#1f1f1f') {
  setFont(pen, font);
  pen.textAlign = align;
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = 3;
  pen.strokeStyle = '#ffffff';
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}
