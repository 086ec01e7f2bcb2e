// Zoom and camera. Orthographic: `aspectratio` is the zoom, so it is never touched after the first draw; a new
// layer is fitted by choosing the axis ranges instead. All three axes get one length, hence no cube is bent.
const ZOOM = 10; // large, so that the ranges reach far beyond what is in view: Plotly clips at the ranges
const SIDE = 20; // pixels left free at each edge, for half a line of text
const VIEWS = { corner: [0.8, -1.8, 0.85], front: [0, -1, 0], top: [0, -0.005, 1], side: [1, 0, 0] };
const PRESETS = Object.values(VIEWS);

function cameraAt(direction) {
  const far = 14 / Math.hypot(...direction); // outside everything: the near plane cuts
  const [x, y, z] = direction.map(v => v * far);
  return { eye: { x, y, z }, center: { x: 0, y: 0, z: 0 }, up: { x: 0, y: 0, z: 1 }, projection: { type: 'orthographic' } };
}

// The two directions across the screen for a camera direction, z up.
function screenAxes([x, y, z]) {
  const flat = Math.hypot(x, y), all = Math.hypot(x, y, z);
  return [[-y / flat, x / flat, 0], [-x * z / flat / all, -y * z / flat / all, flat / all]];
}

const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

// Ranges that show all points in a panel, seen from the first preset (never from where the reader turned it to:
// a click must not move the picture).
function fitRanges(points, width, height) {
  const [right, up] = screenAxes(PRESETS[0]);
  const across = points.map(p => dot(p, right)), along = points.map(p => dot(p, up));
  const ends = values => [Math.min(...values), Math.max(...values)];
  const [[left, rightmost], [low, high]] = [ends(across), ends(along)];
  const scale = Math.min((width - 2 * SIDE) / (rightmost - left), (height - 2 * SIDE) / (high - low)) * 2 / height;
  const reach = ZOOM / scale / 2;
  // The middle of the points, moved within the screen plane to the middle of their picture.
  const middle = [0, 1, 2].map(i => { const [a, b] = ends(points.map(p => p[i])); return (a + b) / 2; });
  const dx = (left + rightmost) / 2 - dot(middle, right), dy = (low + high) / 2 - dot(middle, up);
  return middle.map((m, i) => m + right[i] * dx + up[i] * dy).map(m => [m - reach, m + reach]);
}

// Camera and zoom as the reader left them. Plotly.react with uirevision alone loses the zoom.
function standing(gd) {
  const scene = gd._fullLayout?.scene?._scene;
  return scene?.glplot ? { camera: scene.getCamera(), aspectratio: { ...scene.glplot.getAspectratio() } } : null;
}

// Setting a camera and reading it back may differ in the last bit. Repeat until it does not, so that every later
// read and set gives the same numbers.
function settle(gd) {
  const scene = gd._fullLayout?.scene?._scene;
  for (let before, turn = 0; scene?.glplot && turn < 8; turn++) {
    const { eye, center, up } = scene.getCamera(), now = JSON.stringify([eye, center]);
    if (now === before) return;
    before = now;
    lookFrom(gd, { eye, center, up });
  }
}

const GLIDE = 450; // ms
const still = matchMedia('(prefers-reduced-motion: reduce)');

function lookFrom(gd, { eye, center, up }) {
  gd._fullLayout.scene._scene.camera.lookAt(...[eye, center, up].map(({ x, y, z }) => [x, y, z]));
}

// Turn to a camera and end exactly there; at once for readers who want less motion. `isOff`: somebody else turns now.
function glide(gd, to, isOff) {
  const { eye } = standing(gd).camera, start = performance.now();
  const step = now => {
    if (isOff()) return;
    const part = still.matches ? 1 : Math.min(1, (now - start) / GLIDE), share = part * part * (3 - 2 * part);
    if (part < 1) requestAnimationFrame(step);
    lookFrom(gd, part < 1 ? cameraAt(['x', 'y', 'z'].map(axis => eye[axis] + (to.eye[axis] - eye[axis]) * share)) : to);
    if (part === 1) settle(gd);
  };
  step(start);
}

// The direction from the scene to the reader, in the data's axes.
function towardReader(gd) {
  const { view } = gd._fullLayout.scene._scene.glplot.cameraParams;
  return [view[2], view[6], view[10]];
}

// A data point -> pixels of the panel.
function projector(gd) {
  const { scene } = gd._fullLayout, { glplot } = scene._scene;
  const { view, projection } = glplot.cameraParams, aspect = glplot.getAspectratio();
  const ranges = ['xaxis', 'yaxis', 'zaxis'].map(name => scene[name].range);
  const zoom = [aspect.x, aspect.y, aspect.z];
  const { clientWidth: width, clientHeight: height } = gd; // once: between writes each reading lays out the page anew
  const times = (m, p) => [0, 1, 2, 3].map(r => m[r] * p[0] + m[4 + r] * p[1] + m[8 + r] * p[2] + m[12 + r] * p[3]);
  return point => {
    const world = point.map((v, i) => (v - (ranges[i][0] + ranges[i][1]) / 2) / (ranges[i][1] - ranges[i][0]) * zoom[i]);
    const [x, y, , w] = times(projection, times(view, [...world, 1]));
    return [(x / w + 1) / 2 * width, (1 - y / w) / 2 * height];
  };
}
