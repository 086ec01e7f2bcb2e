// Play: all input voxels in order, each leaving its footprint. Python is told nothing until the reader leaves.
const RATES = [1, 5, 20]; // input voxels a second; then one a frame; then as many a frame as make LONGEST frames
const LONGEST = 600;
const MOST_INPUTS = 1000, MOST = 4000; // cubes drawn: of the input, in all
const TINY = 14, HUGE = 42, LEAST = 11, GREATEST = 39; // half edges: scene_passes.py, overlap_scene.py
const STEPS = 48; // shades between few and many; 1, 2, 4, 8 fall on whole ones

class Play {
  constructor(view) {
    this.view = view;
    this.row = view.host.querySelector('.c3-play');
    this.cubes = new Cubes(view.host.querySelector('.c3-cubes'));
    this.parts = Object.fromEntries([...this.row.querySelectorAll('[name]')].map(part => [part.name, part]));
    const { first, back, play, on, stop, scrub, rate, png } = this.parts, { signal } = view.off;
    const does = (part, type, f) => part.addEventListener(type, f, { signal });
    does(first, 'click', () => this.go(0));
    does(back, 'click', () => this.go(this.n - 1));
    does(on, 'click', () => this.go(this.n + 1));
    does(play, 'click', () => this.toggle());
    does(stop, 'click', () => this.leave());
    does(scrub, 'input', () => this.go(Number(scrub.value)));
    does(rate, 'change', () => { kept.rate = rate.selectedIndex; });
    does(png, 'click', () => savePng(view));
    this.on = this.running = this.ready = this.leaving = false;
    this.n = 0;
  }

  // New data from Python. What is played stays, unless the picture is another.
  take({ play, side, voxel, texts }) {
    this.row.hidden = !play;
    if (!play) return;
    const of = JSON.stringify(play.axes), rooms = play.origins.map(origin => [...origin, play.depth]);
    if (of !== this.of) this.tally = new Tally([0, 1, 2].map(axis => play.axes.map(triple => triple[axis])));
    Object.assign(this, { of, rooms, stops: play.colours.map(rgbOf), texts: texts.play });
    this.label();
    if (this.on) return;
    const inside = side === 'input' && voxel.every((v, i) => v >= 0 && v < this.tally.inputs[i]);
    this.move(inside ? this.tally.number(voxel) + 1 : 0);
  }

  label() {
    const { texts, parts } = this;
    for (const name of ['first', 'back', 'on', 'stop', 'scrub', 'rate', 'png']) {
      parts[name].title = texts[name];
      parts[name].setAttribute('aria-label', texts[name]);
    }
    const rates = texts.rates.split('|');
    if (parts.rate.textContent !== rates.join('')) parts.rate.replaceChildren(...rates.map(rate => new Option(rate)));
    parts.rate.selectedIndex = kept.rate ?? (still.matches ? 0 : 1);
    parts.scrub.max = this.tally.all;
    this.status();
  }

  status() {
    const { parts: { play, stop }, running, texts } = this, name = running ? texts.pause : texts.play;
    this.row.dataset.state = running ? 'running' : this.on ? 'paused' : 'off';
    play.title = `${name} (${texts.space})`;
    play.setAttribute('aria-label', name);
    stop.disabled = !this.on;
    this.view.line.setAttribute('aria-live', running ? 'off' : 'polite'); // else every frame would be read out
  }

  // ---- in and out
  async enter() {
    const { view } = this;
    if (this.on || !view.rev || !view.gd._fullLayout) return;
    this.on = true;
    view.over = view.cell = view.lit = null;
    const role = name => this.cubes.role(name);
    this.colours = { input: role('input'), coming: role('input-grid'), output: role('output'), ink: role('ink'), taps: [0, 1, 2, 3, 4, 5, 6].map(k => role(`tap-${k}`)) };
    this.share = shares(this.tally.levels);
    this.status();
    await view.paint(window.Plotly, empty(view.figure, view.marks));
    if (!this.on) return;
    this.ready = true;
    this.move(this.n);
  }

  // Leave for the voxel that was reached; the picture stays until Python's answer replaces it.
  leave(pick = this.n ? { side: 'input', voxel: this.tally.voxel(this.n - 1) } : null) {
    if (!this.on) return;
    this.pause();
    if (pick && !this.leaving) {
      this.leaving = true;
      this.view.keys.forget();
      this.view.post.tell(pick);
      if (this.view.post.busy) return;
    }
    this.stay(); // what was reached is selected already
  }

  // Nothing had to be told: no answer will come to end it.
  stay() {
    this.end();
    this.view.paint(window.Plotly, this.view.figure).then(() => this.view.show());
  }

  // The canvas goes; whoever calls this paints.
  end() {
    this.pause();
    this.on = this.ready = this.leaving = false;
    this.cubes.clear();
    if (this.texts) this.status();
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    this.on = this.running = false;
    this.cubes.clear();
  }

  // ---- time
  toggle() {
    if (this.running) return this.pause();
    if (this.n === this.tally.all) this.move(0);
    this.view.over = this.view.lit = null;
    this.enter();
    Object.assign(this, { running: true, owed: 0, last: null });
    this.status();
    this.frame = requestAnimationFrame(now => this.tick(now));
  }

  pause() {
    cancelAnimationFrame(this.frame);
    if (!this.running) return;
    this.running = false;
    this.status();
    this.say();
  }

  tick(now) {
    const rate = RATES[this.parts.rate.selectedIndex], fastest = this.parts.rate.selectedIndex > RATES.length;
    const passed = Math.min(1000, now - (this.last ?? now)); // a page in the background gets no frames
    this.owed += rate ? rate * passed / 1000 : fastest ? Math.ceil(this.tally.all / LONGEST) : 1;
    this.last = now;
    const steps = Math.floor(this.owed);
    this.owed -= steps;
    if (steps && this.ready) this.move(Math.min(this.tally.all, this.n + steps));
    if (this.n === this.tally.all) return this.pause();
    this.frame = requestAnimationFrame(later => this.tick(later));
  }

  // By hand: what runs stops.
  go(n) {
    this.pause();
    this.enter();
    this.move(Math.min(this.tally.all, Math.max(0, n)));
  }

  move(n) {
    this.n = n;
    this.parts.scrub.value = n;
    this.tally.move(n);
    if (!this.ready) return;
    this.draw();
    this.say();
  }

  // ---- words
  say() {
    if (!this.on || !this.view.line) return;
    this.view.line.innerHTML = this.words(this.view.over);
    this.view.line.classList.add('said');
    this.parts.scrub.setAttribute('aria-valuetext', this.view.line.textContent);
  }

  // Of the cube under the pointer, else of all of them.
  words(over) {
    const { n, texts, tally } = this, { all } = tally;
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);
    if (over?.side === 'input') return `<b>x[${over.voxel}]</b> <span>${fill(texts.turn, { n: tally.number(over.voxel) + 1, all })}</span>`;
    if (over) return `<b>y[${over.voxel}]</b> <span>${fill(texts.count, { n: tally.count(...over.voxel), all: tally.final(...over.voxel) })}</span>`;
    const [low, high] = tally.extremes(), where = n ? `<b>x[${tally.voxel(n - 1)}]</b> ` : '';
    const cut = this.cut ? `<span>${fill(texts.only, { where: this.cut })}</span>` : '';
    return `${where}<span>${fill(texts.at, { n, all, low, high })}</span>${cut}`;
  }

  // Light up what is under the pointer.
  show(over) {
    const { view } = this;
    view.light.textContent = '';
    view.lit = over;
    this.say();
    if (!this.running) view.draw();
  }

  // ---- keys: true if nobody else should see it
  key(e) {
    if (this.row.hidden || e.ctrlKey || e.altKey || e.metaKey) return false;
    const moves = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -this.rowLength, ArrowDown: this.rowLength, PageUp: -this.planeLength, PageDown: this.planeLength };
    if (e.key === 'Escape' && this.on) this.leave();
    else if (this.row.contains(e.target)) return true; // the buttons' own keys
    else if (e.key === ' ') this.toggle();
    else if (!this.on || '1234'.includes(e.key) || e.key === 'Home') return false;
    else if (moves[e.key]) this.go(this.n + moves[e.key]);
    else return e.key.length === 1; // , . g mean nothing here
    e.preventDefault();
    return true;
  }

  get rowLength() { return this.tally.inputs[2]; }

  get planeLength() { return this.tally.inputs[1] * this.tally.inputs[2]; }

  // ---- picture
  get here() { return this.tally.voxel(Math.max(0, this.n - 1)); }

  // The voxels that are drawn, per axis, of the input and of the output.
  spans() {
    const { tally: { inputs, outputs }, here } = this, taps = this.tally.taps(here);
    const written = taps.map((list, axis) => span(0, outputs[axis]).filter(o => list[o] >= 0));
    const middle = written.map(some => some[some.length >> 1] ?? 0), from = within(inputs, MOST_INPUTS, [here[0]], here);
    const into = within(outputs, MOST - product(from.map(s => s.length)), written[0], middle);
    this.cut = into.map((some, axis) => some.length < outputs[axis] ? `${'DHW'[axis]} = ${ranges(some)}` : '').filter(Boolean).join(', ');
    return { taps, from, into };
  }

  // Visit what is drawn: (side, voxel, x, y), the farthest first.
  visit({ from, into }, each) {
    this.inOrder(
      () => this.cubes.walk(this.rooms[0], from, (d, h, w, x, y) => each('input', d, h, w, x, y)),
      () => this.cubes.walk(this.rooms[1], into, (d, h, w, x, y) => each('output', d, h, w, x, y)),
    );
  }

  // The farther room first. They stand beside each other along x, or stacked along z.
  inOrder(input, output) {
    const axis = this.view.data.stacked ? 2 : 0, behind = this.rooms[0][axis] < this.rooms[1][axis] === Boolean(this.cubes.near[axis]);
    for (const room of behind ? [input, output] : [output, input]) room();
  }

  draw() {
    if (!this.ready) return;
    const { cubes, rooms, tally, colours } = this, drawn = this.spans();
    cubes.aim(this.view.gd);
    const taps = this.n ? drawn.taps : [[], [], []];
    this.inOrder(() => {
      cubes.walk(rooms[0], drawn.from, (d, h, w, x, y) => this.drawInput(tally.number([d, h, w]), x, y));
      cubes.nearEdges(rooms[0], tally.inputs, colours.input);
    }, () => {
      cubes.walk(rooms[1], drawn.into, (d, h, w, x, y) => this.drawOutput(tally.count(d, h, w), taps[1][h] >= 0 && taps[2][w] >= 0 ? taps[0][d] : -1, x, y));
      cubes.nearEdges(rooms[1], tally.outputs, colours.output);
    });
  }

  drawInput(number, x, y) {
    const { cubes, colours, n } = this, kind = number === n - 1 ? 'here' : number < n ? 'done' : 'coming';
    cubes.stamp(cubes.sprite(kind, () => [kind === 'coming' ? colours.coming : colours.input, kind === 'here' ? HUGE : TINY]), x, y);
  }

  // A cube larger and stronger in colour the more often it is written; round it, if the present voxel writes it, a
  // frame in the colour of the tap.
  drawOutput(count, depth, x, y) {
    const { cubes, colours, share } = this;
    if (count) {
      const [size, colour] = share(count);
      cubes.stamp(cubes.sprite(size, () => [between(this.stops, colour / STEPS), LEAST + (GREATEST - LEAST) * size / STEPS]), x, y);
    }
    if (depth >= 0) cubes.stamp(cubes.sprite(`tap ${depth % 7}`, () => [colours.taps[depth % 7], HUGE, Math.min(1.6, cubes.pitch / 12)]), x, y);
  }

  // The nearest cube under a pixel; of the output, if it was written.
  under([x0, y0]) {
    const { cubes, rooms, tally } = this, at = [x0, y0].map(v => v * cubes.ratio);
    if (!this.ready || this.running) return null;
    const reach = HUGE * Math.hypot(...cubes.axes[0]);
    let found = null;
    this.visit(this.spans(), (side, d, h, w, x, y) => {
      if (Math.hypot(x - at[0], y - at[1]) < reach && (side === 'input' || tally.count(d, h, w))) found = { side, voxel: [d, h, w] };
    });
    return found && { ...found, tap: null, middle: cubes.place(rooms[found.side === 'input' ? 0 : 1], found.voxel), half: HUGE };
  }
}

// The rooms, without what belongs to a selection: the count of cropped taps is the last of the words.
function empty(figure, marks) {
  const { text, ...words } = figure.words;
  return { ...figure, data: figure.data.filter(({ name }) => /(grid|box)$/.test(name)), words: { ...words, text: marks.ghosts ? text.slice(0, -1) : text } };
}

// 4, 5, 6 -> 4–6; 4, 6, 8 -> 4, 6, 8.
const ranges = some => some.length > 2 && some.at(-1) - some[0] === some.length - 1 ? `${some[0]}–${some.at(-1)}` : some.join(', ');

// A count -> its size and its colour, 0..STEPS, by rank among the final counts, as on the overlap page. What lies
// between two of them on the way is between them in the picture too.
function shares(levels) {
  if (levels.length === 1 && levels[0] === 1) return () => [STEPS * 0.6, STEPS / 3];
  const all = levels[0] === 1 ? levels : [1, ...levels], known = [];
  return count => known[count] ??= (() => {
    const at = all.findLastIndex(level => level <= count), low = all[at], high = all[at + 1] ?? low;
    const step = Math.round((at + (high > low ? (count - low) / (high - low) : 0)) / (all.length - 1) * STEPS);
    return [step, step];
  })();
}

function between(stops, share) {
  const at = Math.min(stops.length - 2, Math.floor(share * (stops.length - 1))), part = share * (stops.length - 1) - at;
  return stops[at].map((c, i) => Math.round(c + (stops[at + 1][i] - c) * part));
}
