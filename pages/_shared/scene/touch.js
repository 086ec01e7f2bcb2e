// Fingers. One that goes up or down scrolls the page, which is the browser's work (touch-action in scatter.css); sideways
// it turns the scene; two turn and zoom it. Plotly.js would turn with any finger, so that a page could not be scrolled
// past the picture, and it knows no pinch.
const SIDEWAYS = 6; // px until it is told whether one finger goes sideways
const CLOSEST = 8, FARTHEST = 1 / 3; // of the zoom that shows all
const STEEPEST = Math.atan(-VIEWS.top[2] / VIEWS.top[1]);

// Where the fingers are in the mean, and how far the first two are apart.
function fingers({ touches: [one, two] }) {
  const { clientX: x, clientY: y } = one;
  if (!two) return { x, y, apart: null };
  return { x: (x + two.clientX) / 2, y: (y + two.clientY) / 2, apart: Math.hypot(two.clientX - x, two.clientY - y) };
}

class Touch {
  constructor(view) {
    this.view = view;
    this.turns = null; // true or false once it is told what the first finger does
    const on = (type, f) => view.gd.addEventListener(type, e => { e.stopPropagation(); f(e); }, { capture: true, passive: false, signal: view.off.signal });
    on('touchstart', e => this.put(e));
    on('touchmove', e => this.move(e));
    for (const type of ['touchend', 'touchcancel']) on(type, e => this.lifted(e));
  }

  put(e) {
    this.last = fingers(e);
    if (e.touches.length === 1 || !e.cancelable) return; // the page is being scrolled: it goes on
    e.preventDefault();
    this.turns = true;
    this.view.down = null; // two fingers select nothing
  }

  move(e) {
    const now = fingers(e), [x, y] = [now.x - this.last.x, now.y - this.last.y];
    if (this.turns === null && Math.hypot(x, y) > SIDEWAYS) this.turns = Math.abs(x) > Math.abs(y);
    if (!this.turns || !e.cancelable) return;
    e.preventDefault();
    const both = now.apart && this.last.apart;
    this.view.turnBy(x, both ? y : 0, both ? now.apart / this.last.apart : 1);
    this.last = now;
  }

  lifted(e) {
    if (e.touches.length) this.last = fingers(e);
    else this.turns = null;
  }
}

// Turn by so many pixels across and along the picture, as Plotly.js does with a mouse, and zoom.
function turned(gd, across, along, closer) {
  const { camera: { eye, center, up }, aspectratio } = standing(gd), { glplot } = gd._fullLayout.scene._scene;
  const [x, y, z] = ['x', 'y', 'z'].map(axis => eye[axis] - center[axis]), far = Math.hypot(x, y, z), perPixel = Math.PI / gd.clientHeight;
  const round = Math.atan2(y, x) - across * perPixel;
  const steep = Math.min(STEEPEST, Math.max(-STEEPEST, Math.asin(z / far) + along * perPixel)), flat = far * Math.cos(steep);
  lookFrom(gd, { eye: { x: center.x + flat * Math.cos(round), y: center.y + flat * Math.sin(round), z: center.z + far * Math.sin(steep) }, center, up });
  const zoom = Math.min(CLOSEST * ZOOM, Math.max(FARTHEST * ZOOM, aspectratio.x * closer));
  if (zoom !== aspectratio.x) glplot.setAspectratio({ x: zoom, y: zoom, z: zoom });
}
