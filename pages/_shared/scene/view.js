// The view of a streamlit component: newest data wins, the camera stays, a pick goes to Python, light stays here.
const CONFIG = { displayModeBar: false, responsive: false, scrollZoom: true, doubleClick: false, plotGlPixelRatio: Math.min(2, window.devicePixelRatio || 1) };
const NEAR = 4, NARROW = 560; // px
const kept = (window.__conv3dtScene ??= { standing: null, cam: null }); // survives a change of page

function loadPlotly(url) {
  if (window.Plotly) return Promise.resolve(window.Plotly);
  return (window.__conv3dtPlotly ??= new Promise((resolve, reject) => {
    const tag = document.createElement('script');
    tag.src = new URL(url, document.baseURI);
    tag.onload = () => resolve(window.Plotly);
    tag.onerror = () => { window.__conv3dtPlotly = null; tag.remove(); reject(new Error('Plotly.js did not load')); };
    document.head.append(tag);
  }));
}

function hasWebGL() {
  const gl = document.createElement('canvas').getContext('webgl');
  gl?.getExtension('WEBGL_lose_context')?.loseContext();
  return Boolean(gl);
}

const lightRules = tap => `[data-tap="${tap}"] { outline: 3px solid var(--c3-ink); outline-offset: -1px; }
  tr[data-tap="${tap}"] { outline-width: 2px; outline-offset: -2px; background: var(--c3-input-tint); }`;

class View {
  constructor(host) {
    this.host = host;
    [this.stage, this.gd, this.svg, this.home, this.line, this.slices, this.light] = ['stage', 'gd', 'lit', 'home', 'line', 'slices', 'light'].map(n => host.querySelector(`.c3-${n}`));
    this.turn = 0;
    this.over = this.cell = null; // the mark under the pointer, the tap of the key or the table under it
    this.off = new AbortController();
    const on = (target, type, f, more) => target.addEventListener(type, f, { signal: this.off.signal, ...more });
    on(this.gd, 'pointerdown', e => { this.down = [e.clientX, e.clientY]; this.gliding = null; this.host.classList.add('pointed'); this.host.focus({ preventScroll: true }); }, { capture: true });
    on(this.gd, 'pointerup', e => this.released(e), { capture: true });
    on(this.gd, 'pointermove', e => { if (!e.buttons) this.hover(this.under(e)); }, { capture: true });
    on(this.gd, 'pointerleave', () => this.hover(null));
    this.post = new Post(this);
    this.keys = new Keys(this);
    this.touch = new Touch(this);
    this.play = new Play(this);
    on(host, 'keydown', e => { this.host.classList.remove('pointed'); return e.target === this.home || this.play.key(e) || this.key(e); });
    on(this.home, 'click', () => this.goHome());
    on(document, 'pointerover', e => this.pointed(e.target.closest?.('[data-tap]')));
    on(document, 'click', e => this.clicked(e.target.closest?.('[data-tap]')));
    on(document, 'click', e => this.channels(e.target.closest?.('[data-ci]')));
    this.resize = new ResizeObserver(() => this.resized());
    this.resize.observe(this.stage);
  }

  async update(data) {
    const turn = ++this.turn;
    this.data = data;
    for (const part of [this.host, this.gd]) part.setAttribute('aria-label', data.alt);
    const { help: long, help_short: short } = data.texts;
    Object.assign(this.line.parentElement.dataset, { long, short }); // its room stays, whatever else is said there
    for (const name of ['title', 'aria-label']) this.home.setAttribute(name, data.texts.home);
    const width = this.stage.clientWidth, narrow = width < NARROW;
    if (!width) return; // hidden: resized() comes back
    if (narrow !== data.narrow) return this.send('panel', narrow ? 'narrow' : 'wide'); // Python lays it out anew
    const isWords = trace => trace.name === 'words';
    this.figure = { ...data.figure, data: data.figure.data.filter(trace => !isWords(trace)).map(unpack), words: data.figure.data.find(isWords) };
    this.marks = readMarks(this.figure);
    this.taps = new Map(['ghosts', 'footprint', 'sources'].flatMap(n => this.marks[n] ?? []).map(m => [m.tap, m]));
    this.anchor = (this.marks['selected output'] ?? this.marks.inputs ?? []).find(m => String(m.voxel) === String(data.voxel));
    const Plotly = this.webgl ?? (this.webgl = hasWebGL()) ? await loadPlotly(data.plotly).catch(() => null) : null;
    if (turn !== this.turn || this.gone) return;
    this.follow(data.cam);
    const goesOn = this.play.running && this.post.busy; // asked for while this picture of an earlier pick was on its way
    if (!Plotly) this.flat();
    else if (data.rev !== this.rev) { this.play.end(); await this.paint(Plotly, this.figure); }
    else this.fit();
    if (turn !== this.turn || this.gone) return;
    this.rev = data.rev;
    if (Plotly) this.play.take(data);
    if (goesOn && !this.play.on) this.play.toggle();
    this.over = this.over && (this.marks[this.over.name] ?? []).find(m => String([m.tap, m.voxel]) === String([this.over.tap, this.over.voxel])) || null;
    this.show();
    this.post.answered();
    this.host.dataset.rev = data.rev; // Plotly.react has drawn by now; the next frame shows it
  }

  async paint(Plotly, figure) {
    this.points = decode(figure.layout.meta.fit);
    const fresh = !this.gd._fullLayout;
    settle(this.gd);
    const stand = standing(this.gd) ?? kept.standing;
    const layout = { ...figure.layout, ...this.size(), scene: { ...figure.layout.scene, ...this.ranges(figure.layout.scene), ...stand } };
    this.text = wordsSvg(figure.words);
    this.svg.querySelector('.words').replaceChildren(...this.text.nodes);
    await Plotly.react(this.gd, figure.data, layout, CONFIG);
    if (this.gone) return;
    const { glplot } = this.gd._fullLayout.scene._scene, before = glplot.onrender;
    unpicked(glplot);
    if (!fresh) return;
    glplot.onrender = () => { before(); this.draw(); };
  }

  size() { return { width: this.stage.clientWidth, height: this.stage.clientHeight, autosize: false }; }

  ranges(scene) {
    const fitted = fitRanges(this.points, this.stage.clientWidth, this.stage.clientHeight);
    return Object.fromEntries(['xaxis', 'yaxis', 'zaxis'].map((name, i) => [name, { ...scene?.[name], range: fitted[i] }]));
  }

  resized() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!this.data || !width || (this.was === `${width}x${height}`)) return;
    this.was = `${width}x${height}`;
    if ((width < NARROW) !== this.data.narrow) return this.send('panel', width < NARROW ? 'narrow' : 'wide');
    return this.rev ? this.fit() : this.update(this.data);
  }

  // The picture as large as its room, which it may not have been when Python said that the picture is still the same.
  fit() {
    const size = this.size(), drawn = this.gd._fullLayout;
    if (!drawn || (drawn.width === size.width && drawn.height === size.height)) return;
    const wanted = { ...size, ...this.look(standing(this.gd)) };
    for (const [name, { range }] of Object.entries(this.ranges())) wanted[`scene.${name}.range`] = range;
    window.Plotly.relayout(this.gd, wanted);
  }

  look({ camera, aspectratio }) { return { 'scene.camera': camera, 'scene.aspectratio': aspectratio }; }

  turnTo(direction, zoom) {
    this.gliding = null;
    if (!this.gd._fullLayout) return;
    const aspectratio = zoom ? { x: zoom, y: zoom, z: zoom } : standing(this.gd).aspectratio;
    window.Plotly.relayout(this.gd, this.look({ camera: cameraAt(direction), aspectratio }));
  }

  // As it was before the reader turned it.
  goHome() { this.turnTo(VIEWS[this.data.cam], ZOOM); }

  turnBy(across, along, closer) {
    this.gliding = null;
    if (this.gd._fullLayout) turned(this.gd, across, along, closer);
  }

  // The camera of the link: taken when it is another than before, and at no other time.
  follow(cam) {
    if (cam === kept.cam) return;
    kept.cam = cam;
    const camera = cameraAt(VIEWS[cam]), turning = this.gliding = {};
    if (this.gd._fullLayout) glide(this.gd, camera, () => this.gone || this.gliding !== turning);
    else kept.standing = { camera, aspectratio: kept.standing?.aspectratio ?? { x: ZOOM, y: ZOOM, z: ZOOM } };
  }

  // ---- light: what is hovered or pinned, in scene, key and table at once
  hover(mark) {
    const name = of => of && String([of.name ?? of.side, of.tap, of.voxel]);
    if (name(mark) === name(this.over)) return;
    this.over = mark;
    this.show();
  }

  // The mark under the pointer.
  under(e) {
    const { left, top } = this.stage.getBoundingClientRect(), at = [e.clientX - left, e.clientY - top];
    if (this.play.on) return this.play.under(at);
    return this.gd._fullLayout && this.marks ? markAt(Object.values(this.marks).flat(), at, this.gd) : null;
  }

  pointed(cell) {
    const tap = cell ? Number(cell.dataset.tap) : null;
    if (tap === this.cell) return;
    this.cell = tap;
    this.show();
  }

  get pinned() { return this.data?.tap ?? null; }

  show() {
    this.gd.style.cursor = this.over ? 'pointer' : 'grab';
    if (this.play.on) return this.play.show(this.over);
    const tap = this.over ? this.over.tap : this.cell ?? this.keys.tap ?? this.pinned;
    this.lit = this.over ?? this.taps?.get(tap) ?? null;
    this.light.textContent = tap === null ? '' : lightRules(tap);
    this.line.innerHTML = this.words(this.lit, tap);
    this.line.classList.toggle('said', Boolean(this.lit));
    if (this.cell === null) this.reveal(tap);
    this.draw();
  }

  // Scroll the table, never the page, to the row of a tap.
  reveal(tap) {
    const box = document.querySelector('.st-key-contributions-table .c3-wide'), row = box?.querySelector(`tr[data-tap="${tap}"]`);
    if (!row) return;
    const [outer, inner] = [box, row].map(e => e.getBoundingClientRect());
    if (inner.top < outer.top + inner.height || inner.bottom > outer.bottom) box.scrollTop += inner.top - outer.top - outer.height / 2;
  }

  get project() { return projector(this.gd); }

  // Called by Plotly.js with each picture: words and outline turn with it.
  draw() {
    if (!this.gd._fullLayout?.scene?._scene.glplot) return;
    const { project, lit, text } = this;
    this.play.draw();
    placeWords(text, project);
    const ray = lit?.tap != null && this.anchor ? this.anchor.middle : null;
    this.svg.querySelector('.outline').innerHTML = lit ? outline(lit, ray, project) : '';
  }

  // The line under the scene: what is lit, else what can be done.
  words(mark, tap) {
    const { texts } = this.data, output = ['aim', 'selected output'].includes(mark?.name);
    const where = mark?.name === 'counts' ? `<b>y[${mark.voxel}]</b> ` : '';
    if (tap !== null && texts.taps[tap]) return where + texts.taps[tap];
    const here = output === (this.data.side === 'output') && String(mark?.voxel) === String(this.data.voxel);
    if (mark) return `<b>${output ? 'y' : 'x'}[${mark.voxel}]</b> <span>${here ? texts.picked : texts.pick}</span>`;
    return `<span class="long">${texts.help}</span><span class="short">${texts.help_short}</span>`;
  }

  // ---- picks
  released(e) {
    const still = this.down && Math.hypot(e.clientX - this.down[0], e.clientY - this.down[1]) <= NEAR;
    if (still) this.hover(this.under(e));
    if (still && this.over) this.pick(this.over);
    setTimeout(() => { settle(this.gd); kept.standing = standing(this.gd) ?? kept.standing; }, PAUSE); // it glides on
  }

  pick({ name, side, voxel, tap }) {
    if (this.play.on) return this.play.leave({ side, voxel });
    this.keys.forget();
    if (name === 'ghosts') return this.post.tell({ tap });
    this.post.tell({ side: ['footprint', 'aim', 'selected output', 'counts'].includes(name) ? 'output' : 'input', voxel });
  }

  clicked(cell) {
    if (!cell || this.data?.tap === undefined) return; // where marks are no taps, none can be pinned
    const tap = Number(cell.dataset.tap);
    this.keys.forget();
    this.post.tell({ tap: tap === this.pinned ? null : tap });
  }

  // The crossbar under the scene: empty where the channel clicked does not meet the other one of before.
  channels(cell) {
    if (!cell || !this.data) return;
    const [ci, co] = [cell.dataset.ci, cell.dataset.co].map(text => text === '' ? null : Number(text));
    this.post.tell({ ci, co });
  }

  key(e) {
    if (!this.data || e.ctrlKey || e.altKey || e.metaKey || !this.keys.press(e.key)) return;
    e.preventDefault();
  }

  // ---- without WebGL
  flat() {
    this.gd.hidden = true;
    const { side, size, texts } = this.data, room = size[side === 'input' ? 'output' : 'input'];
    this.slices.hidden = false;
    this.slices.innerHTML = `<p>${texts.no_webgl}</p>${slicesHtml(this.marks, room, this.data.plane)}`;
  }

  dispose() {
    this.gone = true;
    this.off.abort();
    this.resize.disconnect();
    this.play.dispose();
    this.post.dispose();
    kept.standing = standing(this.gd) ?? kept.standing;
    const contexts = [...this.gd.querySelectorAll('canvas')].map(c => c.getContext('webgl'));
    if (this.gd._fullLayout) window.Plotly.purge(this.gd);
    contexts.forEach(gl => gl?.getExtension('WEBGL_lose_context')?.loseContext());
  }
}

export default function ({ data, parentElement, setStateValue }) {
  const host = parentElement.querySelector('.c3-scene');
  const view = (host.__view ??= new View(host));
  view.send = setStateValue;
  view.update(data);
  return () => { view.dispose(); delete host.__view; };
}
