// What the reader picked, on its way to Python: one message at a time. Until the answer is here, Streamlit would send
// the page's number inputs with their old values along, and they would undo the first of two fast picks. What comes
// meanwhile is gathered.
const PAUSE = 120, LULL = 2000; // ms: between the steps of a walk; until an answer is given up

class Post {
  constructor(view) {
    this.view = view;
    this.busy = this.waiting = this.steps = null;
  }

  // What a walk has gathered goes along, where the message does not say otherwise.
  tell(message) {
    clearTimeout(this.timer);
    this.waiting = { ...this.waiting, ...this.steps, ...message };
    this.steps = null;
    if (!this.busy) this.send();
  }

  // The steps of a walk, told together when it pauses.
  later(message) {
    clearTimeout(this.timer);
    this.steps = { ...this.steps, ...message };
    this.timer = setTimeout(() => this.tell({}), PAUSE);
  }

  // Python has answered: what was gathered follows, unless it is true already.
  answered() {
    const { busy } = this;
    if (busy) setTimeout(() => { if (busy === this.busy) this.send(); }, PAUSE);
  }

  send() {
    const { waiting, view } = this;
    clearTimeout(this.busy);
    this.busy = this.waiting = null;
    if (!this.isNews(waiting)) return view.play.leaving ? view.play.stay() : undefined;
    this.busy = setTimeout(() => this.send(), LULL);
    view.send('sel', { ...waiting, n: Date.now() }); // the same voxel twice must arrive twice
  }

  isNews(message) {
    const { data, pinned } = this.view;
    return message && ('ci' in message || ('tap' in message && message.tap !== pinned) || (message.side ?? data.side) !== data.side
      || String(message.voxel ?? data.voxel) !== String(data.voxel));
  }

  dispose() {
    clearTimeout(this.timer);
    clearTimeout(this.busy);
    this.busy = this.waiting = this.steps = null;
  }
}
