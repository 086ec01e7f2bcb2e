// How often each output voxel is written by the first n input voxels, row by row (W fastest). There is no volume here:
// of the input only one plane and one row are ever unfinished, and the axes never meet, so a few lists per axis do.
const product = numbers => numbers.reduce((a, b) => a * b, 1);

// Of one axis, by output voxel: how many (input voxel, tap) pairs write it, from the input voxels from..to-1.
function hits([inputs, taps, stride, dilation, pad, outputs], from, to) {
  const counts = new Int32Array(outputs);
  for (let i = from; i < Math.min(to, inputs); i++) {
    for (let k = 0; k < taps; k++) {
      const o = i * stride + k * dilation - pad;
      if (o >= 0 && o < outputs) counts[o]++;
    }
  }
  return counts;
}

const distinct = numbers => [...new Set(numbers)].sort((a, b) => a - b);

class Tally {
  // `axes`: for D, H and W [input_size, kernel_size, stride, dilation, pad_before, output_size].
  constructor(axes) {
    this.axes = axes;
    [this.inputs, this.outputs] = [axes.map(a => a[0]), axes.map(a => a[5])];
    this.all = product(this.inputs);
    this.whole = axes.map(a => hits(a, 0, a[0]));
    this.levels = this.whole.map(distinct).reduce((some, more) => distinct(some.flatMap(a => more.map(b => a * b))), [1]).filter(Boolean);
    this.move(0);
  }

  voxel(number) {
    const [, h, w] = this.inputs;
    return [Math.floor(number / (h * w)), Math.floor(number / w) % h, number % w];
  }

  number([d, h, w]) { return (d * this.inputs[1] + h) * this.inputs[2] + w; }

  // The first n voxels have written. Then voxel(n) is the first of the unfinished row: all planes before its plane are
  // done, in its plane all rows before its row, in its row all voxels before it.
  move(n) {
    this.n = n;
    const next = this.voxel(n);
    this.before = this.axes.map((axis, i) => hits(axis, 0, next[i]));
    this.at = this.axes.map((axis, i) => hits(axis, next[i], next[i] + 1));
  }

  count(d, h, w) {
    const [[D, H, W], [d0, h0, w0], [d1, h1]] = [this.whole, this.before, this.at];
    return d0[d] * H[h] * W[w] + d1[d] * (h0[h] * W[w] + h1[h] * w0[w]);
  }

  // The count once all input voxels have written.
  final(d, h, w) { return this.whole[0][d] * this.whole[1][h] * this.whole[2][w]; }

  // The smallest and the largest count in the whole output, from one output voxel of each kind per axis.
  extremes() {
    const kinds = [0, 1, 2].map(i => {
      const seen = new Map();
      this.whole[i].forEach((all, o) => seen.set(`${all},${this.before[i][o]},${this.at[i][o]}`, o));
      return [...seen.values()];
    });
    let [low, high] = [Infinity, 0];
    for (const d of kinds[0]) for (const h of kinds[1]) for (const w of kinds[2]) {
      const count = this.count(d, h, w);
      if (count < low) low = count;
      if (count > high) high = count;
    }
    return [low, high];
  }

  // Per axis, by output voxel: the tap through which input voxel i writes it, or -1.
  taps(voxel) {
    return this.axes.map(([, taps, stride, dilation, pad, outputs], axis) => {
      const found = new Int16Array(outputs).fill(-1);
      for (let k = 0; k < taps; k++) {
        const o = voxel[axis] * stride + k * dilation - pad;
        if (o >= 0 && o < outputs) found[o] = k;
      }
      return found;
    });
  }
}

const span = (from, to) => Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

// n indices round one of them, inside 0..size-1.
function around(middle, n, size) {
  const from = Math.max(0, Math.min(Math.round(middle - n / 2), size - n));
  return span(from, Math.min(size, from + n));
}

// Which voxels of a box to draw, per axis: all, or where they are more than `most` those at the depths that matter, and
// of these, where they still are too many, those round the middle.
function within(size, most, depths, middle) {
  if (product(size) <= most) return size.map(n => span(0, n));
  const layers = (depths.length ? depths : [middle[0]]).slice(0, Math.max(1, most >> 4)), room = most / Math.max(1, layers.length);
  if (size[1] * size[2] <= room) return [layers, span(0, size[1]), span(0, size[2])];
  const edge = Math.floor(Math.sqrt(room)), h = Math.min(size[1], Math.max(edge, Math.floor(room / size[2])));
  const w = Math.min(size[2], Math.floor(room / h));
  return [layers, around(middle[1], h, size[1]), around(middle[2], w, size[2])];
}
