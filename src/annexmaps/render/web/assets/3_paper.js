/* A pen with the strokes of a canvas's that leaves them as elements of a drawing. */
class PaperPen {
  constructor(drawing) {
    Object.assign(this, { drawing, path: '', measure: document.createElement('canvas').getContext('2d') });
  }
  set font(value) { this.measure.font = value; }
  get font() { return this.measure.font; }
  measureText(text) { return this.measure.measureText(text); }
  beginPath() { this.path = ''; }
  moveTo(x, y) { this.path += `M${x.toFixed(2)} ${y.toFixed(2)}`; }
  lineTo(x, y) { this.path += `${this.path ? 'L' : 'M'}${x.toFixed(2)} ${y.toFixed(2)}`; }
  closePath() { this.path += 'Z'; }
  /* in two halves, since a whole turn ends where it starts */
  arc(x, y, radius, start, end) {
    const to = (angle) => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
    this.lineTo(...to(start));
    for (const angle of [(start + end) / 2, end]) this.path += `A${radius} ${radius} 0 0 1 ${to(angle).map((part) => part.toFixed(2)).join(' ')}`;
  }
  fill() { this.add('path', { d: this.path, fill: this.fillStyle }); }
  stroke() { this.add('path', { d: this.path, fill: 'none', stroke: this.strokeStyle, 'stroke-width': this.lineWidth }); }
  fillText(text, x, y) { this.write(text, x, y, { fill: this.fillStyle }); }
  strokeText(text, x, y) { this.write(text, x, y, { fill: 'none', stroke: this.strokeStyle, 'stroke-width': this.lineWidth, 'stroke-linejoin': 'round' }); }
  write(text, x, y, look) {
    const element = this.add('text', { x, y, 'text-anchor': this.textAlign === 'left' ? 'start' : 'middle', 'dominant-baseline': 'central', ...look });
    element.textContent = text;
    element.style.font = this.font;
  }
  add(name, attributes) {
    const element = makeSvg(name, attributes);
    this.drawing.append(element);
    return element;
  }
}
