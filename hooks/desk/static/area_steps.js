// The focal point and the boxes of a photo, and the steps that led to them: each can be undone and done again.

export const MOST_BOXES = 50; // as entries/entry.py has it

const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export class AreaSteps {
  /** Begin with `focal`, which may be empty, and `blur`; `onChange({ focal, blur })` is called after each step. */
  constructor({ focal, blur, onChange }) {
    this.focal = focal?.length ? [...focal] : null;
    this.blur = blur.map((box) => [...box]);
    this.chosen = -1; // number of the box
    this.past = [];
    this.future = [];
    this.onChange = () => onChange(this.value());
  }

  value() {
    return { focal: this.focal && [...this.focal], blur: this.blur.map((box) => [...box]) };
  }

  get isFull() {
    return this.blur.length >= MOST_BOXES;
  }

  /** Be as in `value`. */
  become({ focal, blur }) {
    this.focal = focal;
    this.blur = blur;
    this.chosen = Math.min(this.chosen, blur.length - 1);
  }

  /** Return whether anything differs from `before`, a value. */
  differs(before) {
    return !isSame(before, this.value());
  }

  /** Take what was done since `before`, a value, as one step. */
  keep(before) {
    if (!this.differs(before)) return;
    this.past.push(before);
    this.future = [];
    this.onChange();
  }

  /** Take what `act` does as one step. */
  change(act) {
    const before = this.value();
    act();
    this.keep(before);
  }

  /** Go one step back; return whether there was one. */
  undo() {
    return this.#go(this.past, this.future);
  }

  /** Go one step forward again; return whether there was one. */
  redo() {
    return this.#go(this.future, this.past);
  }

  #go(from, to) {
    if (!from.length) return false;
    to.push(this.value());
    this.become(from.pop());
    this.onChange();
    return true;
  }
}
