// What is under the pointer, by arithmetic. Plotly.js draws everything a second time in colours that stand for points,
// and waits until it can read that picture back: for each change and for each step of a turn, wanted or not.
const REACH = 10; // px: what is small, or a dot, is also meant from beside it

function unpicked(glplot) {
  glplot.mouseListener.enabled = false;
  glplot.gl.readPixels = () => {};
  for (const object of glplot.objects) object.drawPick = null;
}

const minus = (a, b) => a.map((v, i) => v - b[i]);
const crossed = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];

// The line through a pixel, towards the reader. Orthographic: a point p is at (right . p, down . p) + origin.
function rayThrough(at, project, towardReader) {
  const origin = project([0, 0, 0]), ends = [[1, 0, 0], [0, 1, 0], [0, 0, 1]].map(end => minus(project(end), origin));
  const [right, down] = [0, 1].map(i => ends.map(end => end[i]));
  const out = crossed(right, down), along = dot(out, towardReader) < 0 ? -1 : 1, [x, y] = minus(at, origin), n = dot(out, out);
  const [a, b] = [crossed(down, out), crossed(out, right)]; // right . a = down . b = n, the other two are 0
  return { from: a.map((v, i) => (v * x + b[i] * y) / n), to: out.map(v => v * along) };
}

// Where the line leaves a cube, towards the reader; -Infinity if it misses.
function exit({ from, to }, { middle, half }) {
  let [enters, leaves] = [-Infinity, Infinity];
  for (let i = 0; i < 3; i++) {
    const [one, other] = [(middle[i] - half - from[i]) / to[i], (middle[i] + half - from[i]) / to[i]];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters <= leaves ? leaves : -Infinity;
}

// The nearest mark that the line through a pixel meets, else the one whose middle is closest beside it.
function markAt(marks, at, gd) {
  const project = projector(gd), ray = rayThrough(at, project, towardReader(gd));
  let [found, best] = [null, -Infinity];
  for (const mark of marks) {
    const where = exit(ray, mark);
    if (where > best) [found, best] = [mark, where];
  }
  if (found) return found;
  best = REACH;
  for (const mark of marks) {
    const away = Math.hypot(...minus(project(mark.middle), at));
    if (away < best) [found, best] = [mark, away];
  }
  return found;
}
