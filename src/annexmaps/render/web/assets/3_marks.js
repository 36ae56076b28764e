/* Circles, marks and names on one canvas over the map: drawn, found under a finger, and never a piece of the page each. */
const MarksLayer = L.Layer.extend({
  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'annexmaps-marks leaflet-zoom-hide', map.getPane('markerPane'));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.paper = L.DomUtil.create('div', 'annexmaps-marks leaflet-zoom-hide', map.getPane('markerPane'));
    this.paper.append(makeSvg('svg', { width: '100%', height: '100%', 'aria-hidden': 'true' }));
    this.things = { circles: [], marks: [], levels: [], labels: [] };
    // told after every change of view or size
    map.on('moveend', this.redraw, this);
    return this;
  },
  set(things) {
    this.things = things;
    this.redraw();
  },
  redraw() {
    const sheet = this.sheet = sheetOf(this._map);
    const pen = this.printed ? this.penOnPaper(sheet.size) : this.penOnScreen(sheet.size);
    this.found = [];
    Object.assign(this, { taken: new Room(), counted: [], numbered: [] });
    // the buttons that enlarge, and the scale; to measure them would lay the page out once more
    this.taken.add([0, 0, 62, 116]);
    this.taken.add([0, sheet.size.y - 40, 145, sheet.size.y]);
    const circles = this.circlesSeen();
    circles.forEach((circle) => this.drawCircle(pen, circle));
    this.drawCounts(pen, circles);
    this.drawMarks(pen, sheet);
    drawLevels(pen, sheet, this.things.levels, this.taken);
    const round = new Room();
    circles.forEach(({ middle: { x, y }, radius }) => round.add(boxAt(x, y, radius, radius), true));
    drawLabels(pen, sheet, this.things.labels, this.taken, round);
  },
  penOnScreen(size) {
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    this.lay(this.canvas, size);
    this.paper.hidden = true;
    Object.assign(this.canvas, { hidden: false, width: size.x * ratio, height: size.y * ratio });
    const pen = this.canvas.getContext('2d');
    // a canvas that is laid anew has forgotten its font
    pen.ownFont = '';
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    return pen;
  },
  /* browsers print a canvas on white: on paper the same strokes are lines of a drawing */
  penOnPaper(size) {
    this.lay(this.paper, size);
    this.paper.hidden = false;
    this.canvas.hidden = true;
    this.paper.firstChild.replaceChildren();
    this.paper.firstChild.setAttribute('viewBox', `0 0 ${size.x} ${size.y}`);
    return new PaperPen(this.paper.firstChild);
  },
  lay(element, size) {
    L.DomUtil.setPosition(element, this._map.containerPointToLayerPoint([0, 0]));
    Object.assign(element.style, { width: `${size.x}px`, height: `${size.y}px` });
  },
  circlesSeen() {
    const { at, unit, size } = this.sheet;
    const placed = this.things.circles.map((circle) => ({ ...circle, middle: at(circle.x, circle.y), radius: (circle.diameter / 2) * unit }));
    return placed.filter(({ middle, radius }) => within(middle, size, radius));
  },
  drawCircle(pen, { middle, radius, parts, unit }) {
    let start = -Math.PI / 2;
    for (const [colour, share] of parts) {
      const end = start + share * 2 * Math.PI;
      pen.beginPath();
      pen.moveTo(middle.x, middle.y);
      pen.arc(middle.x, middle.y, radius, start, end);
      pen.fillStyle = colour;
      pen.fill();
      start = end;
    }
    pen.beginPath();
    pen.arc(middle.x, middle.y, radius, 0, 2 * Math.PI);
    pen.strokeStyle = '#ffffff';
    pen.lineWidth = 1;
    pen.stroke();
    this.found.push([middle.x, middle.y, Math.max(radius, 6), unit]);
  },
  /* the counts that stand inside their circles and leave their parts to be seen, over all circles, the largest first */
  drawCounts(pen, circles) {
    for (const { middle, radius, text } of circles.filter((circle) => circle.text)) {
      const half = textWidth(pen, text, COUNT_FONT) / 2;
      if (1.25 * Math.hypot(half, 5) <= radius && this.taken.take(boxAt(middle.x, middle.y, half, 6))) {
        writeHalo(pen, text, middle.x, middle.y, COUNT_FONT);
        this.counted.push(text);
      }
    }
  },
  drawMarks(pen, { at, unit, size }) {
    const { marks, symbols } = this.things;
    const seen = [];
    for (const [number, x, y, key, text] of marks) {
      const middle = at(x, y);
      const radius = ((symbols[key].size || 3) / 2) * unit;
      if (within(middle, size, radius)) seen.push([number, middle, radius, key, text]);
    }
    const many = seen.length > MANY;
    const put = many && pen instanceof CanvasRenderingContext2D ? stamps(pen) : (key, symbol, middle, radius) => drawSymbol(pen, symbol, middle.x, middle.y, radius);
    for (const [number, middle, radius, key] of many ? uppermost(seen) : seen) {
      put(key, symbols[key], middle, radius);
      this.found.push([middle.x, middle.y, Math.max(radius, 6), number]);
      if (!many) this.taken.add(boxAt(middle.x, middle.y, radius, radius));
    }
    const numbers = many ? [] : seen.filter(([, , , , text]) => text).map(([, middle, radius, , text]) => [text, middle, radius]);
    numbers.forEach(([text, middle, radius]) => this.writeNumber(pen, text, middle, radius));
  },
  /* the number of a mark, on the first side that is free; none where it would stand on another */
  writeNumber(pen, text, middle, radius) {
    const half = textWidth(pen, text, NUMBER_FONT) / 2;
    const aside = radius + half + 2;
    for (const [x, y] of [[aside, 0], [-aside, 0], [0, -radius - 7], [0, radius + 7], [aside, -7], [aside, 7], [-aside, -7], [-aside, 7]]) {
      if (!this.taken.take(boxAt(middle.x + x, middle.y + y, half, 5.5))) continue;
      writeHalo(pen, text, middle.x + x, middle.y + y, NUMBER_FONT);
      this.numbered.push(text);
      return;
    }
  },
  /* the number of the unit under the point, the uppermost first; -1 if there is none */
  unitAt(point) {
    for (let number = this.found.length - 1; number >= 0; number -= 1) {
      const [x, y, radius, unit] = this.found[number];
      if ((x - point.x) ** 2 + (y - point.y) ** 2 <= radius ** 2) return unit;
    }
    return -1;
  },
});

/* corners of a shape on a circle of radius one, the first at the top unless turned */
const SHAPES = {
  triangle: [3, 0], triangle_down: [3, Math.PI], diamond: [4, 0], square: [4, Math.PI / 4], pentagon: [5, 0], hexagon: [6, 0], star: [10, 0],
};
function outline(pen, shape, x, y, radius) {
  pen.beginPath();
  const [corners, turn] = SHAPES[shape] || [0, 0];
  if (!corners) pen.arc(x, y, radius, 0, 2 * Math.PI);
  for (let corner = 0; corner < corners; corner += 1) {
    const far = shape === 'star' && corner % 2 ? radius * 0.45 : radius;
    const angle = turn + (corner / corners) * 2 * Math.PI;
    pen[corner ? 'lineTo' : 'moveTo'](x + far * Math.sin(angle), y - far * Math.cos(angle));
  }
  pen.closePath();
}
/* thousands of marks: each symbol is drawn once, then put down as a picture; names stand over them, numbers wait for a closer look */
const MANY = 2000;
/* of marks of one symbol at one place, the last */
function uppermost(seen) {
  const [covered, kept] = [new Map(), []];
  for (let at = seen.length - 1; at >= 0; at -= 1) {
    const [, { x, y }, , key] = seen[at];
    if (!covered.has(key)) covered.set(key, new Set());
    const places = covered.get(key);
    const before = places.size;
    if (places.add(y * 65536 + x).size > before) kept.push(seen[at]);
  }
  return kept.reverse();
}
function stamps(pen) {
  const ratio = pen.getTransform().a;
  const pictures = new Map();
  return (key, symbol, middle, radius) => {
    const half = Math.ceil(radius + (symbol.edge_width || 0) + 1);
    if (!pictures.has(key)) {
      const picture = Object.assign(document.createElement('canvas'), { width: 2 * half * ratio, height: 2 * half * ratio });
      const own = picture.getContext('2d');
      own.scale(ratio, ratio);
      drawSymbol(own, symbol, half, half, radius);
      pictures.set(key, picture);
    }
    pen.drawImage(pictures.get(key), middle.x - half, middle.y - half, 2 * half, 2 * half);
  };
}
function drawSymbol(pen, symbol, x, y, radius) {
  outline(pen, symbol.shape, x, y, radius);
  if (symbol.fill) {
    pen.fillStyle = symbol.fill;
    pen.fill();
  }
  if (symbol.edge) {
    pen.strokeStyle = symbol.edge;
    pen.lineWidth = (symbol.edge_width || 0.5) * 1.33;
    pen.stroke();
  }
}
