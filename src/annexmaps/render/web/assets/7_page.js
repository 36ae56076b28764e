/* One change of state, one drawing; and the state in the address, so that a view can be sent. */
function draw() {
  drawFirst();
  drawBelow();
}
function drawFirst() {
  drawTexts();
  drawTabs();
  drawMonths();
  drawFilters();
  drawLegend();
  drawSearch();
  drawDetails();
  // the texts above the map say how high it is
  fitMap(ground.map);
  if (!ground.layer) startMap(ground.map);
  drawMap();
}
function drawBelow() {
  drawCharts();
  drawTable();
  drawReport();
}
function change(what) {
  const active = document.activeElement && document.activeElement.dataset.key;
  Object.assign(state, what);
  if ('page' in what) state.rows = 100;
  if ('region' in what) state.cercle = -1;
  draw();
  writeHash();
  if (active) document.querySelector(`[data-key="${CSS.escape(active)}"]`)?.focus();
}
function choose(unit) {
  change({ place: unit === state.place ? -1 : unit });
}

function writeHash() {
  const middle = ground.map.getCenter();
  const words = new URLSearchParams({ lang: state.lang, page: state.page, month: state.month });
  if (state.region >= 0) words.set('region', regions[state.region][0]);
  if (state.cercle >= 0) words.set('cercle', cercles[state.cercle][0]);
  if (state.place >= 0) words.set('place', units[state.place].pcode);
  if (state.off.size) words.set('off', [...state.off].join('~'));
  words.set('map', [ground.map.getZoom(), middle.lat.toFixed(4), middle.lng.toFixed(4)].join('~'));
  window.history.replaceState(null, '', `#${words}`);
}
/* only values that the page knows are taken from an address */
function readHash() {
  const words = new URLSearchParams(window.location.hash.slice(1));
  const known = (name, list) => (list.includes(words.get(name)) ? { [name]: words.get(name) } : {});
  const index = (name, list) => list.findIndex(([pcode]) => pcode === words.get(name));
  Object.assign(state, known('lang', data.langs), known('page', data.tabs));
  Object.assign(state, known('month', data.pages.flatMap((page) => Object.keys(page.months))), { region: index('region', regions), cercle: index('cercle', cercles) });
  state.place = units.findIndex((unit) => unit.pcode === words.get('place'));
  const keys = new Set(lineKeys(shown()));
  state.off = new Set((words.get('off') || '').split('~').filter((key) => keys.has(key)));
  const [zoom, lat, lng] = (words.get('map') || '').split('~').map(Number);
  if ([zoom, lat, lng].every(Number.isFinite) && words.get('map')) ground.map.setView([lat, lng], zoom, { animate: false });
}

function start(map) {
  drawColours();
  startView(map);
  readHash();
  const on = (id, event, action) => place(id).addEventListener(event, action);
  on('region', 'change', (event) => { change({ region: Number(event.target.value) }); if (state.region >= 0) zoomTo(communes.length + cercles.length + state.region); });
  on('cercle', 'change', (event) => { change({ cercle: Number(event.target.value) }); if (state.cercle >= 0) zoomTo(communes.length + state.cercle); });
  on('search', 'input', (event) => { state.find = event.target.value; drawSearch(); });
  on('search', 'keydown', (event) => { if (event.key === 'Enter' && searched(state.find).length) goTo(searched(state.find)[0].number); });
  on('reset', 'click', () => { change({ region: -1, cercle: -1, place: -1, off: new Set() }); map.fitBounds(ground.home, { padding: EDGE, animate: false }); });
  window.addEventListener('resize', () => fitMap(map));
  on('table-find', 'input', drawTable);
  on('more', 'click', () => { state.rows += MORE; drawTable(); });
  on('csv', 'click', download);
  on('print', 'click', () => window.print());
  on('month', 'input', (event) => change({ month: monthsShown()[Number(event.target.value)] }));
  on('play', 'click', play);
  startPrinting(map);
  startPanel();
  drawFirst();
  // the map is seen before what stands below and beside it is made
  afterFrame(() => {
    drawBelow();
    ground.layer.widen();
    document.documentElement.dataset.drawn = 'yes';
  });
}
/* once what is drawn has been shown and the browser has time; a page that nobody sees yet is not shown */
function afterFrame(work) {
  const soon = window.requestIdleCallback || ((later) => setTimeout(later, 50));
  const idle = () => soon(work, { timeout: 1000 });
  if (document.hidden) idle();
  else requestAnimationFrame(() => requestAnimationFrame(idle));
}
