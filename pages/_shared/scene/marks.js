// What the figure holds, read back from its traces: where each contribution stands, and which cube a point belongs to.
const TYPES = { i1: Int8Array, u1: Uint8Array, i2: Int16Array, u2: Uint16Array, i4: Int32Array, u4: Uint32Array, f4: Float32Array, f8: Float64Array };

// Plotly's typed array on the wire -> array; two dimensions -> array of rows.
function decode(spec) {
  if (!spec?.bdata) return spec ?? [];
  const bytes = Uint8Array.from(atob(spec.bdata), c => c.charCodeAt(0));
  const flat = new TYPES[spec.dtype](bytes.buffer);
  if (!spec.shape) return flat;
  const width = Number(String(spec.shape).split(',')[1]);
  return Array.from({ length: flat.length / width }, (_, r) => Array.from(flat.subarray(r * width, (r + 1) * width)));
}

// Cubes travel as two opposite corners each: put the other six back, and the twelve triangles. The triangles must be
// those of scene_cubes.py, whose order of faces the colours follow.
const TRIANGLES = [0, 4, 5, 0, 5, 1, 1, 5, 7, 1, 7, 3, 4, 6, 7, 4, 7, 5, 0, 1, 3, 0, 3, 2, 0, 2, 6, 0, 6, 4, 2, 3, 7, 2, 7, 6];

function unpack(trace) {
  if (trace.meta !== 'cubes') return trace;
  const ends = [trace.x, trace.y, trace.z].map(decode), n = ends[0].length / 2;
  const [x, y, z] = ends.map((end, axis) => Float32Array.from({ length: 8 * n }, (_, v) => end[2 * (v >> 3) + (v >> (2 - axis) & 1)]));
  const [i, j, k] = [0, 1, 2].map(at => Uint32Array.from({ length: 12 * n }, (_, t) => 8 * Math.floor(t / 12) + TRIANGLES[3 * (t % 12) + at]));
  return { ...trace, x, y, z, i, j, k };
}

// Cube j of a trace owns vertices 8j..8j+7, the first and the last opposite each other.
function cubeAt(columns, j) {
  const low = columns.map(c => c[8 * j]), high = columns.map(c => c[8 * j + 7]);
  return { middle: low.map((v, i) => (v + high[i]) / 2), half: (high[0] - low[0]) / 2 };
}

// name -> [{tap?, voxel, middle, half}], one entry per cube or dot.
function readMarks(figure) {
  const marks = {};
  for (const trace of figure.data) {
    if (!trace.customdata) continue;
    const columns = [trace.x, trace.y, trace.z].map(decode), solid = trace.type === 'mesh3d';
    marks[trace.name] = decode(trace.customdata).map((row, j) => ({
      name: trace.name, voxel: row.slice(-3), tap: row.length > 3 ? row[0] : null,
      ...(solid ? cubeAt(columns, j) : { middle: columns.map(c => c[j]), half: 8 }),
    }));
  }
  return marks;
}

// The text trace as SVG on top of the picture: Plotly.js would turn each new string into triangles, which takes longer
// than all the rest, and hide words behind cubes.
function wordsSvg({ text, textfont: { size, color, family }, ...trace }) {
  const [x, y, z] = [trace.x, trace.y, trace.z].map(decode);
  const nodes = text.map((word, i) => {
    const node = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    node.textContent = word.replace(/<\/?b>/g, '');
    Object.assign(node.style, { fill: color[i], fontSize: `${size}px`, fontFamily: family, fontWeight: word.startsWith('<b>') ? 650 : 400 });
    return node;
  });
  const room = word => [...word].reduce((sum, char) => sum + (char > '\u2e7f' ? size : size / 2), 0) / 2;
  const order = [...nodes.keys()].sort((a, b) => /^\d/.test(text[a]) - /^\d/.test(text[b])); // indices last, from 0 on
  return { nodes, order, places: text.map((_, i) => [x[i], y[i], z[i]]), halves: nodes.map(node => [room(node.textContent), size / 2]) };
}

// Put each word in its place. Where two would lie on each other, as indices of an axis seen end-on do, the first stands.
function placeWords({ nodes, order, places, halves }, project) {
  const taken = [];
  for (const i of order) {
    const at = project(places[i]), meets = other => at.every((v, axis) => Math.abs(v - other.at[axis]) < 0.9 * (halves[i][axis] + other.half[axis]));
    nodes[i].setAttribute('x', at[0].toFixed(1));
    nodes[i].setAttribute('y', at[1].toFixed(1));
    const hidden = taken.some(meets);
    nodes[i].style.visibility = hidden ? 'hidden' : '';
    if (!hidden) taken.push({ at, half: halves[i] });
  }
}

const BITS = [0, 1, 2, 3, 4, 5, 6, 7];
const EDGES = BITS.flatMap(a => [1, 2, 4].filter(bit => !(a & bit)).map(bit => [a, a | bit]));

// The outline of a cube and a line to it, as SVG on top of the picture: it shows also what stands behind others.
function outline(mark, from, project) {
  const size = mark.half + 3;
  const corner = b => project(mark.middle.map((v, i) => v + (b >> (2 - i) & 1 ? size : -size)));
  const corners = BITS.map(corner), edge = ([a, b]) => `M${corners[a]}L${corners[b]}`;
  const path = EDGES.map(edge).join('');
  const ray = from ? `<path class="ray" d="M${project(from)}L${project(mark.middle)}"/>` : '';
  return `${ray}<path class="halo" d="${path}"/><path class="edge" d="${path}"/>`;
}
