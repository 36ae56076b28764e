/* The ground as one drawing, from below: neighbours, seam, lakes, communes, rivers, borders. A line is projected once a zoom, for all it bounds. */
const FINEST = 0.6 ** 2; // pixels, squared: a nearer corner is not drawn
const NOTHING = 'M0 0';
const GroundLayer = L.SVG.extend({
  options: { padding: 0 }, // what is seen comes first
  initialize(options) {
    L.SVG.prototype.initialize.call(this, options);
    Object.assign(this, { groups: [], shapes: [] });
    this.on('update', this.trace, this);
  },
  _initContainer() {
    L.SVG.prototype._initContainer.call(this);
    this._rootGroup.before(...this.groups);
  },
  /* things that look alike: `rings` of each are the numbers of its lines, closed for an area */
  addGroup(look, things, { closed = false, name = '' } = {}) {
    const group = makeSvg('g', { 'stroke-linejoin': 'round', 'stroke-linecap': 'round', 'fill-rule': 'evenodd', ...(closed ? {} : { fill: 'none' }), ...look });
    const path = makeSvg('path', name ? { class: name } : {});
    const shapes = things.map((rings) => ({ rings, closed, element: path.cloneNode(), box: closed ? lines.boxOf(rings.flat()) : null, traced: '' }));
    group.append(...shapes.map(({ element }) => element));
    this.groups.push(group);
    this.shapes.push(...shapes);
    return { group, shapes };
  },
  /* what stands beside the map, for the moment it is moved */
  widen() {
    this.options.padding = 0.5;
    this._update();
  },
  trace() {
    const [zoom, origin, { min, max }] = [this._map.getZoom(), this._map.getPixelOrigin(), this._bounds];
    const scaled = [zoom, origin.x, origin.y].join(' ');
    const view = [scaled, min.x, min.y, max.x, max.y].join(' ');
    if (view === this.view) return;
    // where the map was only moved, its lines are where they were
    const ways = scaled === this.scaled ? this.ways : [];
    Object.assign(this, { view, scaled, ways, scale: 2 ** zoom, origin, seen: this.boxSeen(min, max) });
    for (const shape of this.shapes) {
      const traced = shape.closed ? this.areaText(shape) : this.strokeText(shape.rings);
      if (traced !== shape.traced) shape.element.setAttribute('d', traced);
      shape.traced = traced;
    }
  },
  boxSeen(min, max) {
    const [southWest, northEast] = [L.point(min.x, max.y), L.point(max.x, min.y)].map((point) => this._map.layerPointToLatLng(point));
    return [southWest.lng, southWest.lat, northEast.lng, northEast.lat];
  },
  isSeen(box) {
    return box[0] <= this.seen[2] && box[2] >= this.seen[0] && box[1] <= this.seen[3] && box[3] >= this.seen[1];
  },
  areaText({ rings, box }) {
    return this.isSeen(box) ? rings.map((ring) => `M${ring.map((number) => (number < 0 ? this.way(~number).back : this.way(number).on)).join(' ')}z`).join('') : NOTHING;
  },
  strokeText(rings) {
    return rings.flat().filter((number) => this.isSeen(lines.boxes[number])).map((number) => `M${this.way(number).first} ${this.way(number).on}`).join('') || NOTHING;
  },
  /* a line in tenths of a pixel: where it starts, then the way on, and the way back from its end */
  way(number) {
    this.ways[number] = this.ways[number] || this.project(number);
    return this.ways[number];
  },
  project(number) {
    const { x, y, starts } = lines;
    const { scale, origin } = this;
    const last = starts[number + 1] - 1;
    const places = [];
    let [wasRight, wasDown] = [Infinity, Infinity];
    for (let at = starts[number]; at <= last; at += 1) {
      const [right, down] = [x[at] * scale - origin.x, y[at] * scale - origin.y];
      if (at < last && (right - wasRight) ** 2 + (down - wasDown) ** 2 < FINEST) continue;
      places.push(`${Math.round(right * 10) / 10} ${Math.round(down * 10) / 10}`);
      [wasRight, wasDown] = [right, down];
    }
    return { first: places[0], on: places.slice(1).join(' '), back: places.slice(0, -1).reverse().join(' ') };
  },
});
