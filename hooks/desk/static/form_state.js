// What a form holds: plain data as the header has it, read and set by place; each change can be taken back.

const MOST_KEPT = 200;
const PAUSE = 800; // milliseconds: what is typed without a longer pause is taken back at once

export class FormState {
  /** `files` are the photos beside the entry; `unblurred` those of which somebody said that nothing is to be blurred. */
  constructor({ data, choices, path, files, unblurred = [] }) {
    this.data = data;
    this.choices = choices;
    this.path = path;
    this.files = files;
    this.unblurred = new Set(unblurred);
    this.past = [];
    this.lastAt = 0;
    this.onChange = () => {};
  }

  rows(register) {
    return this.choices[register] || [];
  }

  /** Return the address of a photo as the desk shows it. */
  picture(name) {
    return `/ban-viet/hinh/${this.path}/${encodeURIComponent(name)}`;
  }

  get(at) {
    return at.reduce((holder, part) => holder?.[part], this.data);
  }

  /** Set the value at a place; what holds it is made when it is not there. */
  set(at, value) {
    const now = Date.now();
    if (now - this.lastAt > PAUSE) this.remember();
    this.lastAt = now;
    this.data = withValue(this.data, at, value);
    this.onChange(at);
  }

  /** Set the value at a place as a step of its own, however soon it comes. */
  step(at, value) {
    this.lastAt = 0;
    this.set(at, value);
    this.lastAt = 0;
  }

  remember() {
    this.past.push(this.data);
    if (this.past.length > MOST_KEPT) this.past.shift();
  }

  /** Take the last change back; return whether there was one. */
  undo() {
    if (!this.past.length) return false;
    this.data = this.past.pop();
    this.lastAt = 0;
    this.onChange([]);
    return true;
  }

  /** Return how much of a text, or how many items, there are, and how many there may be. */
  counter(spec, at) {
    const value = this.get(at);
    if (spec.control === "text" && spec.most < 2000) {
      const length = [...String(value ?? "")].length;
      return spec.least > 1
        ? `${length} / ${spec.least}–${spec.most}`
        : length > spec.most / 2
          ? `${length} / ${spec.most}`
          : "";
    }
    return spec.control === "list" && spec.most < 30 && value?.length ? `${value.length} / ${spec.most}` : "";
  }
}

function withValue(holder, [part, ...rest], value) {
  const copy = Array.isArray(holder) ? [...holder] : { ...holder };
  if (rest.length) copy[part] = withValue(copy[part] ?? (typeof rest[0] === "number" ? [] : {}), rest, value);
  else copy[part] = value;
  return copy;
}
