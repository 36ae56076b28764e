/* Circles, marks and names on one canvas over the map: drawn, found under a finger, and never a piece of the page each. */
const MarksLayer = L.Layer.extend({
  onAdd(map) {
    this.canvas = L.DomUtil.create('canvas', 'annexmaps-marks leaflet-zoom-hide', map.getPane('markerPane'));
    this.canvas.setAttribute('aria-hidden', 'true');
    this.things = { circles: [], marks: [], labels: [] };
    map.on('moveend zoomend resize viewreset', this.redraw, this);
    return this;
  },
  set(things) {
    this.things = things;
    this.redraw();
  },
  redraw() {
    const size = this._map.getSize();
    const ratio = Math.min(window.devicePixelRatio || 1, 3);
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    Object.assign(this.canvas, { width: size.x * ratio, height: size.y * ratio });
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    const pen = this.canvas.getContext('2d');
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.found = [];
    const unit = millimetre(this._map);
    this.things.circles.forEach((circle) => this.drawCircle(pen, circle, unit, size));
    this.drawMarks(pen, unit, size);
    drawLabels(pen, this._map, this.things.labels, size);
  },
  at(x, y) {
    return this._map.latLngToContainerPoint([y, x]);
  },
  drawCircle(pen, circle, unit, size) {
    const middle = this.at(circle.x, circle.y);
    const radius = (circle.diameter / 2) * unit;
    if (!within(middle, size, radius)) return;
    let start = -Math.PI / 2;
    for (const [colour, share] of circle.parts) {
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
    this.found.push([middle.x, middle.y, Math.max(radius, 6), circle.unit]);
    if (circle.text && radius > 9) writeHalo(pen, circle.text, middle.x, middle.y, '600 12px');
  },
  drawMarks(pen, unit, size) {
    const { marks, symbols } = this.things;
    const numbered = marks.length <= 400 || this._map.getZoom() >= 9;
    for (const [number, x, y, key, text] of marks) {
      const middle = this.at(x, y);
      const symbol = symbols[key];
      const radius = ((symbol.size || 3) / 2) * unit;
      if (!within(middle, size, radius)) continue;
      drawSymbol(pen, symbol, middle.x, middle.y, radius);
      this.found.push([middle.x, middle.y, Math.max(radius, 6), number]);
      if (numbered && text) writeHalo(pen, text, middle.x + radius + 5, middle.y, '500 11px', 'left');
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

/* pixels of a millimetre of the printed page: larger when looking closer, smaller on a phone */
const millimetre = (map) => (map.getSize().x < 500 ? 1.9 : 2.7) * 1.13 ** Math.max(map.getZoom() - map.homeZoom, 0);
const within = (point, size, margin) =>
  point.x > -margin && point.y > -margin && point.x < size.x + margin && point.y < size.y + margin;

function writeHalo(pen, text, x, y, font, align = 'center', colour = '#1f1f1f') {
  pen.font = `${font} system-ui, "Segoe UI", Roboto, Arial, sans-serif`;
  pen.textAlign = align;
  pen.textBaseline = 'middle';
  pen.lineJoin = 'round';
  pen.lineWidth = 3;
  pen.strokeStyle = '#ffffff';
  pen.strokeText(text, x, y);
  pen.fillStyle = colour;
  pen.fillText(text, x, y);
}

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

/* names by rank, the first that find room; more of them as one looks closer */
const LABEL_STYLES = {
  region: ['700 13px', '#1f1f1f', 0], country: ['500 13px', '#6b6b68', 0], town: ['500 11px', '#1f1f1f', 1.2],
  number: ['700 11px', '#1f1f1f', 0.9], cercle: ['600 11px', '#4a4a4a', 0.6], river: ['italic 11px', '#2f6687', 1], commune: ['500 11px', '#1f1f1f', 2.6],
};
function drawLabels(pen, map, labels, size) {
  const closer = map.getZoom() - map.homeZoom;
  const taken = [];
  for (const [text, x, y, kind] of labels) {
    const [font, colour, from] = LABEL_STYLES[kind] || LABEL_STYLES.town;
    const middle = map.latLngToContainerPoint([y, x]);
    if (closer < from || !within(middle, size, 0)) continue;
    pen.font = `${font} system-ui, "Segoe UI", Roboto, Arial, sans-serif`;
    const half = pen.measureText(text).width / 2 + 3;
    const box = [middle.x - half, middle.y - 8, middle.x + half, middle.y + 8];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    writeHalo(pen, text, middle.x, middle.y, font, 'center', colour);
  }
}
