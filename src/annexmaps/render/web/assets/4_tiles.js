/* A provider's pictures under the land, for an office that accepts requests to one host: never over a colour that says something. */
const HostTiles = L.TileLayer.extend({
  getTileUrl(at) {
    const values = { x: at.x, y: at.y, z: this._getZoomForUrl() };
    return data.tiles[0].replace(/\{([xyz])\}/g, (whole, name) => values[name]);
  },
});
const online = { layer: null, wanted: data.tiles.length > 0, lit: false, failed: false };

function startTiles(map) {
  if (!online.wanted) return;
  const [, finest, , , colour, contrast] = data.tiles;
  const pane = map.createPane('online');
  // as muted as a basemap in the page: less colour, and so much of the way from white
  Object.assign(pane.style, { zIndex: 210, filter: `saturate(${colour}) invert(1) brightness(${contrast}) invert(1)` });
  online.layer = new HostTiles('', { pane: 'online', maxNativeZoom: finest, maxZoom: 30, bounds: ground.home.pad(0.6), keepBuffer: 0 });
  online.layer.on('tileload', () => tell({ lit: true, failed: false }));
  online.layer.on('tileerror', () => { if (!online.lit) tell({ failed: true }); });
  for (const event of ['online', 'offline']) window.addEventListener(event, () => layTiles());
  place('online-switch').addEventListener('click', () => { online.wanted = !online.wanted; layTiles(); });
  layTiles();
}
/* nothing is asked for without a network, on paper, or once the reader has put it off */
function layTiles() {
  if (!online.layer) return;
  const asked = online.wanted && navigator.onLine && !ground.marks.printed;
  if (asked) ground.map.addLayer(online.layer);
  else ground.map.removeLayer(online.layer);
  tell({ lit: asked && online.lit, failed: false });
}
function tell(what) {
  const before = online.lit;
  Object.assign(online, what);
  if (before !== online.lit) drawGround();
  drawOnline();
}
function drawOnline() {
  if (!online.layer) return;
  const [, , host, credit] = data.tiles;
  const said = !online.wanted ? 'tiles_off' : navigator.onLine && !online.failed ? 'tiles_on' : 'tiles_missing';
  place('online').hidden = false;
  fill('online-text', word(said, { host, source: credit }));
  fill('online-switch', word(online.wanted ? 'tiles_put_off' : 'tiles_put_on'));
}
