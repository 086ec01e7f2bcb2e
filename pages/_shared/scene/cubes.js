// Cubes on a 2-D canvas over Plotly's picture. The view is orthographic, so all cubes of one size and colour have one
// picture: it is drawn once per camera and then copied, from the farthest cube to the nearest.
const SHADES = [[-0.1, -0.22], [0, -0.16], [-0.35, 0.34]]; // of x, y, z: the face at the low end, at the high end
const VOXEL = 100; // as in scene_rooms.py
// Thousands of small copies a frame: by the processor they take a fifth of the time that a software GPU takes.
const penOf = canvas => canvas.getContext('2d', { willReadFrequently: true });

const mixed = (rgb, amount) => rgb.map(c => Math.round(c + ((amount > 0 ? 255 : 0) - c) * Math.abs(amount)));
const css = rgb => `rgb(${rgb})`;
const rgbOf = hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));

class Cubes {
  constructor(canvas) {
    this.canvas = canvas;
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.clear();
  }

  // A colour of the page by its role, as the reader's theme has it.
  role(name) {
    this.canvas.style.color = `var(--c3-${name})`;
    return getComputedStyle(this.canvas).color.match(/\d+/g).slice(0, 3).map(Number);
  }

  // Read the camera: the origin, what a unit along x, y, z is on the screen, and which end of each axis is the nearer.
  aim(gd) {
    const project = projector(gd), { ratio, canvas } = this;
    const [origin, ...ends] = [[0, 0, 0], [VOXEL, 0, 0], [0, VOXEL, 0], [0, 0, VOXEL]].map(p => project(p).map(v => v * ratio));
    const size = [gd.clientWidth, gd.clientHeight].map(v => Math.round(v * ratio));
    const near = towardReader(gd).map(toward => toward > 0 ? 1 : 0);
    const axes = ends.map(end => end.map((v, i) => (v - origin[i]) / VOXEL));
    if (size[0] !== canvas.width || size[1] !== canvas.height) [canvas.width, canvas.height] = size;
    const pose = JSON.stringify([axes, near]);
    if (pose !== this.pose) this.sprites.clear();
    Object.assign(this, { origin, axes, near, pose, pen: penOf(canvas) });
    this.pen.clearRect(0, 0, ...size);
  }

  // A difference in scene coordinates -> pixels of the canvas.
  shift([x, y, z]) { return [0, 1].map(i => x * this.axes[0][i] + y * this.axes[1][i] + z * this.axes[2][i]); }

  // How many pixels of the page a voxel is wide at most.
  get pitch() { return Math.max(...this.axes.map(axis => Math.hypot(...axis))) * VOXEL / this.ratio; }

  point(place) { return this.shift(place).map((v, i) => v + this.origin[i]); }

  // The rooms of scene_rooms.py: [x, y, z of voxel (0, 0, 0), pitch of D]. x = W, y = D, z = -H.
  place([x, y, z, depth], [d, h, w]) { return [x + w * VOXEL, y + d * depth, z - h * VOXEL]; }

  // Visit voxels from the farthest to the nearest: any nesting of the axes does, if each runs towards the reader.
  walk(room, spans, visit) {
    const [x, y, z] = this.point(room), [D, H, W] = [[0, room[3], 0], [0, 0, -VOXEL], [VOXEL, 0, 0]].map(step => this.shift(step));
    const [d, h, w] = [this.near[1], 1 - this.near[2], this.near[0]].map((rising, i) => rising ? spans[i] : [...spans[i]].reverse());
    for (const a of d) for (const b of h) for (const c of w) visit(a, b, c, x + a * D[0] + b * H[0] + c * W[0], y + a * D[1] + b * H[1] + c * W[1]);
  }

  corner(signs, half) { return this.shift(signs.map(s => s * half)); }

  // The three faces the reader sees: [axis, its four corners].
  faces(half) {
    return [0, 1, 2].map(axis => [axis, [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([u, v]) => {
      const signs = [u, v];
      signs.splice(axis, 0, this.near[axis] ? 1 : -1);
      return this.corner(signs, half);
    })]);
  }

  // The picture of a cube of that name; `about` says how it looks: solid, or its edges alone.
  sprite(name, about) {
    if (!this.sprites.has(name)) this.sprites.set(name, this.made(...about()));
    return this.sprites.get(name);
  }

  made(rgb, half, line = 0) {
    const faces = this.faces(half), all = faces.flatMap(([, corners]) => corners), edge = Math.ceil(line * this.ratio) + 1;
    const reach = [0, 1].map(i => Math.ceil(Math.max(...all.map(p => Math.abs(p[i])))) + edge);
    const canvas = Object.assign(document.createElement('canvas'), { width: 2 * reach[0], height: 2 * reach[1] });
    const pen = penOf(canvas);
    pen.translate(...reach);
    pen.lineJoin = 'round';
    for (const [axis, corners] of faces) {
      pen.fillStyle = pen.strokeStyle = css(line ? rgb : mixed(rgb, SHADES[axis][this.near[axis]]));
      pen.lineWidth = line ? line * this.ratio : 0.5; // closes the seam between two faces
      pen.beginPath();
      corners.forEach(p => pen.lineTo(...p));
      pen.closePath();
      if (!line) pen.fill();
      pen.stroke();
    }
    return { canvas, reach };
  }

  stamp({ canvas, reach }, x, y) { this.pen.drawImage(canvas, Math.round(x - reach[0]), Math.round(y - reach[1])); }

  lines(segments, rgb, width) {
    Object.assign(this.pen, { strokeStyle: css(rgb), lineWidth: width * this.ratio, lineCap: 'round' });
    this.pen.beginPath();
    for (const [a, b] of segments) { this.pen.moveTo(...this.point(a)); this.pen.lineTo(...this.point(b)); }
    this.pen.stroke();
  }

  // The three edges of a room that meet in its nearest corner: they pass before all that is inside.
  nearEdges(room, size, rgb) {
    const half = [VOXEL / 2, room[3] / 2, VOXEL / 2], [a, b] = [this.place(room, [0, 0, 0]), this.place(room, size.map(n => n - 1))];
    const low = a.map((v, i) => Math.min(v, b[i]) - half[i]), high = a.map((v, i) => Math.max(v, b[i]) + half[i]);
    const nearest = this.near.map((up, i) => up ? high[i] : low[i]);
    this.lines([0, 1, 2].map(i => [nearest, nearest.map((v, j) => i === j ? low[i] + high[i] - v : v)]), rgb, 1.5);
  }

  clear() {
    this.sprites = new Map();
    this.canvas.width = this.canvas.height = 0;
  }
}
