// Walking with the keyboard: from voxel to voxel, from tap to tap, round the scene.
const MOVES = { ArrowLeft: [2, -1], ArrowRight: [2, 1], ArrowUp: [1, -1], ArrowDown: [1, 1], PageUp: [0, -1], PageDown: [0, 1] };

class Keys {
  constructor(view) { this.view = view; }

  // True if the key means something here.
  press(key) {
    const { view } = this;
    if (MOVES[key]) this.step(...MOVES[key]);
    else if (key === ',' || key === '.') this.nextTap(key === '.' ? 1 : -1);
    else if ('1234'.includes(key)) view.turnTo(PRESETS[key - 1]);
    else if (key === 'Home') view.goHome();
    else if (key === 'g') view.post.tell(this.partner());
    else if (key === 'Escape') return this.clear();
    else return false;
    return true;
  }

  // True if a tap was marked.
  clear() {
    const { view, tap } = this, marked = (tap ?? view.pinned) !== null;
    this.stepped = null;
    view.post.tell({ tap: null });
    return marked;
  }

  forget() { this.next = this.stepped = null; }

  // The tap that , and . have reached, which Python may not know yet.
  get tap() { return this.stepped && performance.now() - this.stepped.at < LULL ? this.stepped.tap : null; }

  // The other end of the pinned contribution, or of the middle one.
  partner() {
    const { view } = this, ends = view.marks?.footprint ?? view.marks?.sources ?? [], tap = this.tap ?? view.pinned;
    const end = ends.find(mark => mark.tap === tap) ?? ends[ends.length >> 1];
    return { side: view.data.side === 'input' ? 'output' : 'input', ...(end && { voxel: end.voxel }) };
  }

  // Steps add up from where the last one leads, also while Python still answers the one before.
  step(axis, by) {
    const { size, side, voxel: from } = this.view.data, now = performance.now(), going = this.next?.side === side && now - this.next.at < LULL;
    const voxel = [...(going ? this.next.voxel : from)];
    voxel[axis] = Math.min(size[side][axis] - 1, Math.max(0, voxel[axis] + by));
    this.next = { side, voxel, at: now };
    this.view.post.later({ side, voxel });
  }

  nextTap(by) {
    const { view } = this, all = [...(view.taps?.keys() ?? [])].sort((a, b) => a - b);
    if (!all.length) return;
    const now = all.indexOf(this.tap ?? view.pinned);
    const tap = all[now < 0 ? (by > 0 ? 0 : all.length - 1) : (now + by + all.length) % all.length];
    this.stepped = { tap, at: performance.now() };
    view.cell = null;
    view.show();
    view.post.later({ tap });
  }
}
