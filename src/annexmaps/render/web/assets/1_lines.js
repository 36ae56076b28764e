/* Every border, edge abroad and river as flat numbers, read once: where it runs in degrees and on the whole map, and its box. */
class Lines {
  constructor(lists, degree) {
    this.starts = new Int32Array(lists.length + 1);
    lists.forEach((values, line) => { this.starts[line + 1] = this.starts[line] + values.length / 2; });
    for (const name of ['lng', 'lat', 'x', 'y']) this[name] = new Float64Array(this.starts[lists.length]);
    this.boxes = lists.map((values, line) => this.read(values, this.starts[line], degree));
  }
  /* steps, the first from zero, in whole parts of a degree; gives back west, south, east and north */
  read(values, start, degree) {
    const { lng, lat, x, y } = this;
    let [west, south, east, north, right, up] = [Infinity, Infinity, -Infinity, -Infinity, 0, 0];
    for (let step = 0, at = start; step < values.length; step += 2, at += 1) {
      right += values[step];
      up += values[step + 1];
      lng[at] = right / degree;
      lat[at] = up / degree;
      x[at] = mapX(lng[at]);
      y[at] = mapY(lat[at]);
      west = Math.min(west, lng[at]);
      east = Math.max(east, lng[at]);
      south = Math.min(south, lat[at]);
      north = Math.max(north, lat[at]);
    }
    return [west, south, east, north];
  }
  /* the box of several lines, each told by its number, or by ~ its number where it is gone along backwards */
  boxOf(numbers) {
    const all = [Infinity, Infinity, -Infinity, -Infinity];
    for (const number of numbers) {
      const box = this.boxes[number < 0 ? ~number : number];
      for (const side of [0, 1]) if (box[side] < all[side]) all[side] = box[side];
      for (const side of [2, 3]) if (box[side] > all[side]) all[side] = box[side];
    }
    return all;
  }
  places(number) {
    return Array.from({ length: this.starts[number + 1] - this.starts[number] }, (_, at) => [this.lat[this.starts[number] + at], this.lng[this.starts[number] + at]]);
  }
  /* where the latitude `lat` is crossed, from west to east */
  crossings(numbers, lat) {
    const found = [];
    for (const number of numbers) {
      const line = number < 0 ? ~number : number;
      for (let at = this.starts[line]; at < this.starts[line + 1] - 1; at += 1) {
        const [one, next] = [this.lat[at], this.lat[at + 1]];
        if ((one > lat) !== (next > lat)) found.push(this.lng[at] + ((lat - one) / (next - one)) * (this.lng[at + 1] - this.lng[at]));
      }
    }
    return found.sort((one, other) => one - other);
  }
}
/* pixels of the whole world at zoom 0 (EPSG:3857) */
const WORLD = 256;
const mapX = (lng) => WORLD * (0.5 + lng / 360);
const mapY = (lat) => {
  const sine = Math.sin((lat * Math.PI) / 180);
  return WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
};
/* the arcs of communes first, then what is around them: each thing with the numbers of its lines */
const { around } = data.geo;
const abroad = [...around.neighbours, ...around.lakes, ...around.rivers].flatMap(([, own]) => own);
const lines = new Lines([...data.geo.arcs, ...abroad], data.geo.degree);
const arcsOfLevel = (level) => [...data.geo.levels].flatMap((one, number) => (one === String(level) ? [number] : []));
const arcsOf = (number) => communes[number][3].flat();
