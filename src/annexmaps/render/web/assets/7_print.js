/* One sheet of paper, and the panel that a phone keeps at the foot of its screen. */
const PRINTED_MAP = { width: '196mm', height: '144mm' };
function startPrinting(map) {
  let seen = null;
  const lay = (box) => {
    Object.assign(place('map-box').style, box);
    map.invalidateSize({ animate: false, pan: false });
  };
  window.addEventListener('beforeprint', () => {
    seen = seen || [map.getCenter(), map.getZoom(), map.homeZoom];
    ground.marks.printed = true;
    layTiles();
    lay(PRINTED_MAP);
    printWhole(map);
    // what a sheet shows at this scale is what a screen shows at its first look
    map.homeZoom = Math.min(map.getBoundsZoom(ground.home), map.getZoom());
    drawLegend();
    ground.marks.redraw();
    joinHatches();
  });
  window.addEventListener('afterprint', () => {
    if (!seen) return;
    ground.marks.printed = false;
    lay({ width: '', height: '' });
    map.homeZoom = seen[2];
    map.setMinZoom(map.homeZoom - 1);
    map.setView(seen[0], seen[1], { animate: false });
    seen = null;
    layTiles();
    ground.joined.forEach((shape) => shape.remove());
    drawLegend();
    drawMap();
  });
}
/* a printer takes long for each hatched commune: those of one hatch are one shape on paper */
function joinHatches() {
  const byHatch = new Map();
  for (const commune of ground.communes) {
    const { fillColor } = commune.options;
    if (fillColor.startsWith('url(')) byHatch.set(fillColor, [...(byHatch.get(fillColor) || []), commune]);
  }
  ground.joined = [...byHatch].map(([fill, hatched]) => {
    const shape = makeSvg('path', { fill, d: hatched.map(({ element }) => element.getAttribute('d')).join('') });
    hatched[0].element.parentNode.prepend(shape);
    hatched.forEach((commune) => setStyle(commune, { ...commune.options, fillColor: 'none' }));
    return shape;
  });
}
/* the country whole, or the chosen région or cercle whole */
function printWhole(map) {
  map.setMinZoom(0);
  if (state.cercle >= 0) zoomTo(communes.length + state.cercle);
  else if (state.region >= 0) zoomTo(communes.length + cercles.length + state.region);
  else map.fitBounds(ground.home, { padding: EDGE, animate: false });
}

/* on a phone the map has what header and the foot's panel leave of the screen */
const FOOT = 58;
function fitMap(map) {
  if (ground.marks.printed || (!isPhone() && !place('map-box').style.height)) return;
  const tall = isPhone() ? `${Math.max(window.innerHeight - place('map-box').offsetTop - FOOT, 300)}px` : '';
  // a window that is closing has no size
  if (map.getContainer().clientWidth < 100 || place('map-box').style.height === tall) return;
  const whole = Math.abs(map.getZoom() - map.homeZoom) < 0.01;
  place('map-box').style.height = tall;
  map.invalidateSize({ animate: false, pan: false });
  if (whole) showWhole(map);
}
const isPhone = () => window.matchMedia('(max-width: 760px)').matches;
function openPanel(open) {
  place('panel').dataset.open = open ? 'yes' : 'no';
  place('sheet').setAttribute('aria-expanded', String(open));
}
function startPanel() {
  openPanel(false);
  place('sheet').addEventListener('click', () => openPanel(place('panel').dataset.open !== 'yes'));
  place('panel').addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !isPhone()) return;
    openPanel(false);
    place('sheet').focus();
  });
}
