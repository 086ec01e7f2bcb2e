// Without WebGL: the same contributions as numbered grids, one per D slice.
const WINDOW_CELLS = 12;

function slicesHtml(marks, size, plane) {
  const rows = ['footprint', 'sources', 'selected output'].flatMap(name => marks[name] ?? []);
  const depths = [...new Set(rows.map(m => m.voxel[0]))].sort((a, b) => a - b);
  const span = axis => {
    const at = rows.map(m => m.voxel[axis]), low = Math.min(...at) - 1, high = Math.max(...at) + 2;
    return size[axis] <= WINDOW_CELLS ? [0, size[axis]] : [Math.max(0, low), Math.min(size[axis], high)];
  };
  return depths.map(d => sliceHtml(rows.filter(m => m.voxel[0] === d), d, span(1), span(2), plane)).join('');
}

function sliceHtml(rows, d, [h0, h1], [w0, w1], plane) {
  const at = new Map(rows.map(m => [`${m.voxel[1]},${m.voxel[2]}`, m]));
  const cell = (h, w) => {
    const mark = at.get(`${h},${w}`);
    if (!mark) return '<td></td>';
    if (mark.tap === null) return '<td class="here"></td>';
    return `<td data-tap="${mark.tap}" style="background:var(--c3-tap-${Math.floor(mark.tap / plane) % 7})">${mark.tap}</td>`;
  };
  const list = (from, to) => Array.from({ length: to - from }, (_, i) => from + i);
  const head = `<tr><td></td>${list(w0, w1).map(w => `<th>${w}</th>`).join('')}</tr>`;
  const body = list(h0, h1).map(h => `<tr><th>${h}</th>${list(w0, w1).map(w => cell(h, w)).join('')}</tr>`).join('');
  return `<table class="c3-slice"><caption>D = ${d}</caption>${head}${body}</table>`;
}
