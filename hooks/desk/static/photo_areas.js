// The focal point of a photo and the boxes to blur, drawn on the picture by mouse, finger or keys.
//
//   const areas = mountPhotoAreas(element, { src, focal, blur, onChange, labels });
//   onChange({ focal, blur })   focal: [left, top], or null; blur: [[left, top, width, height], …]
//   areas.value(), areas.undo(), areas.redo(), areas.destroy()
//
// All numbers are percent of the upright picture, as the keys `tam_diem` and `lam_mo` of an entry have them.
// Where there is a mouse, the tool for the focal point is chosen from the beginning. On a phone none is: the page
// scrolls under the finger until one is chosen.

import { FOCUS } from "./photo_crops.js";
import { CORNERS, html, photoFrame, set } from "./photo_frame.js";

const LABELS = {
  picture: "Ảnh",
  tools: "Công cụ vẽ trên ảnh",
  focal: "Đặt tâm điểm",
  draw: "Vẽ ô làm mờ",
  add: "Thêm một ô",
  drop: "Bỏ ô đang chọn",
  noFocal: "Bỏ tâm điểm",
  undo: "Hoàn tác",
  redo: "Làm lại",
  hint: "Chọn “Đặt tâm điểm” rồi bấm vào chỗ cần giữ khi cắt ảnh; chọn “Vẽ ô làm mờ” rồi kéo một ô lên mặt người, biển số xe.",
  keys: "Bằng phím: mũi tên để dời, Shift và mũi tên để đổi cỡ ô, Delete để bỏ ô.",
  point: "Tâm điểm",
  pointUnset: "Tâm điểm (chưa đặt)",
  box: "Ô làm mờ",
  dropped: "Đã bỏ ô làm mờ",
  tooMany: "Mỗi ảnh có nhiều nhất 50 ô làm mờ",
  card: "Thẻ bài",
  square: "Ảnh vuông",
  link: "Khi chia sẻ",
};
const MOST_BOXES = 50; // as entries/entry.py has it
const LEAST_SIDE = 1; // percent
const NEW_BOX = [40, 40, 20, 20];
const STEP_PAUSE = 800; // milliseconds: key presses without a longer pause are one step to undo
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const between = (value, least, most) => Math.min(Math.max(value, least), most);
const rounded = (value) => Math.round(value * 10) / 10;
/** Return the box between two points, within the picture and not too small. */
function boxBetween([x1, y1], [x2, y2]) {
  const width = Math.max(LEAST_SIDE, Math.abs(x1 - x2));
  const height = Math.max(LEAST_SIDE, Math.abs(y1 - y2));
  return [between(Math.min(x1, x2), 0, 100 - width), between(Math.min(y1, y2), 0, 100 - height), width, height];
}

/** Show a photo with its tools in `element`. `focal` may be empty; `labels` replace words of LABELS, as `picture`. */
export function mountPhotoAreas(element, { src, focal = null, blur = [], onChange = () => {}, labels = {} }) {
  const words = { ...LABELS, ...labels };
  let state = { focal: focal?.length ? [...focal] : null, blur: blur.map((box) => [...box]) };
  let tool = matchMedia("(pointer: fine)").matches ? "focal" : "";
  let chosen = -1; // number of the box
  let drag = null; // {kind, box, from: the point that stays, before: the state then}
  let [past, future] = [[], []];
  let lastKey = { mark: "", time: 0 };

  // --- what is on the page -------------------------------------------------------------------------------------------

  const drawing = photoFrame({ src, words, redraw: () => show() });
  const { svg, point, grips } = drawing;
  const numberOf = (target) => drawing.boxes().indexOf(target);
  const bar = html("div", { className: "areas-bar" });
  set(bar, { role: "toolbar", "aria-label": words.tools });
  const said = html("p", { className: "areas-said" });
  said.setAttribute("role", "status");
  const button = (name, act) => {
    const made = bar.appendChild(html("button", { type: "button", textContent: words[name], tabIndex: -1 }));
    made.addEventListener("click", () => {
      stopAt(made);
      act();
    });
    return made;
  };
  const choose = (name) => {
    tool = tool === name ? "" : name;
    show();
  };
  const buttons = {
    focal: button("focal", () => choose("focal")),
    draw: button("draw", () => choose("draw")),
    add: button("add", () => addBox(NEW_BOX)),
    drop: button("drop", () => dropBox(chosen)),
    noFocal: button("noFocal", () => change(() => (state.focal = null))),
    undo: button("undo", undo),
    redo: button("redo", redo),
  };
  function stopAt(stop) {
    for (const each of Object.values(buttons)) each.tabIndex = each === stop ? 0 : -1;
  }
  stopAt(buttons.focal);
  element.classList.add("areas");
  element.append(bar, html("div", { className: "areas-work" }, ...drawing.elements, said));

  // --- states and steps ----------------------------------------------------------------------------------------------

  const copy = () => structuredClone(state);
  const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);
  const tell = (text) => (said.textContent = text);

  function value() {
    return { focal: state.focal && [...state.focal], blur: state.blur.map((box) => [...box]) };
  }
  /** Take what was done since `before` as one step. */
  function keep(before) {
    if (isSame(before, state)) return;
    past.push(before);
    future = [];
    onChange(value());
  }
  function change(act) {
    const before = copy();
    act();
    keep(before);
    show();
  }
  function go(from, to) {
    if (!from.length) return;
    to.push(copy());
    state = from.pop();
    chosen = Math.min(chosen, state.blur.length - 1);
    lastKey = { mark: "", time: 0 };
    onChange(value());
    show();
  }
  function undo() {
    go(past, future);
  }
  function redo() {
    go(future, past);
  }
  function addBox(box) {
    if (state.blur.length >= MOST_BOXES) return tell(words.tooMany);
    change(() => (chosen = state.blur.push([...box]) - 1));
    drawing.boxes()[chosen].focus();
  }
  function dropBox(number) {
    if (!state.blur[number]) return;
    change(() => {
      state.blur.splice(number, 1);
      chosen = -1;
    });
    tell(words.dropped);
    (drawing.boxes()[Math.min(number, drawing.boxes().length - 1)] ?? buttons.draw).focus();
  }

  function show() {
    drawing.show(state, chosen, tool);
    set(buttons.focal, { "aria-pressed": tool === "focal" });
    set(buttons.draw, { "aria-pressed": tool === "draw" });
    set(buttons.drop, { "aria-disabled": chosen < 0 });
    set(buttons.noFocal, { "aria-disabled": !state.focal });
    set(buttons.undo, { "aria-disabled": !past.length });
    set(buttons.redo, { "aria-disabled": !future.length });
  }

  // --- mouse, finger and keys ----------------------------------------------------------------------------------------

  const placeOf = (event) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * 100;
    const y = ((event.clientY - top) / height) * 100;
    return [between(x, 0, 100), between(y, 0, 100)];
  };
  const asPoint = (place) => place.map((side) => Math.round(side));
  const asBox = (box) => box.map(rounded);

  /** Return what a press begins; null where nothing does. */
  function begun(target, place) {
    const before = copy();
    const grip = grips.indexOf(target);
    if (grip >= 0) {
      const box = state.blur[chosen];
      const stays = [0, 1].map((side) => box[side] + (1 - CORNERS[grip][side]) * box[side + 2]);
      return { kind: "corner", box: chosen, from: stays, before };
    }
    if (target === point) return { kind: "point", before };
    const box = numberOf(target);
    if (box >= 0) {
      chosen = box;
      return { kind: "box", box, from: [place[0] - state.blur[box][0], place[1] - state.blur[box][1]], before };
    }
    if (tool === "focal") {
      state.focal = asPoint(place);
      return { kind: "point", before };
    }
    if (tool !== "draw") return null;
    if (state.blur.length >= MOST_BOXES) {
      tell(words.tooMany);
      return null;
    }
    return { kind: "new", from: place, before };
  }

  function moved(place) {
    if (drag.kind === "point") state.focal = asPoint(place);
    else if (drag.kind === "box") {
      const [, , wide, high] = state.blur[drag.box];
      const [x, y] = [place[0] - drag.from[0], place[1] - drag.from[1]];
      state.blur[drag.box] = asBox([between(x, 0, 100 - wide), between(y, 0, 100 - high), wide, high]);
    } else {
      const isLarge = [0, 1].every((side) => Math.abs(place[side] - drag.from[side]) >= LEAST_SIDE);
      if (drag.kind === "new" && isLarge) {
        chosen = drag.box = state.blur.push([]) - 1;
        drag.kind = "corner";
      }
      if (drag.kind === "corner") state.blur[drag.box] = asBox(boxBetween(drag.from, place));
    }
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button || drag) return;
    drag = begun(event.target, placeOf(event));
    if (drag) {
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
    } else chosen = -1;
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!drag) return;
    moved(placeOf(event));
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => {
      if (!drag) return;
      const { kind, before } = drag;
      drag = null;
      if (end === "pointercancel") state = before;
      else keep(before);
      chosen = Math.min(chosen, state.blur.length - 1);
      show();
      (kind === "point" ? point : drawing.boxes()[chosen])?.focus({ preventScroll: true });
    });
  }

  /** Move or size what has the focus by one step of an arrow. */
  function nudge(target, [across, down], { shiftKey, ctrlKey }) {
    const step = ctrlKey ? 5 : 1;
    const by = [across * step, down * step];
    if (target === point) {
      state.focal = asPoint((state.focal ?? FOCUS).map((side, at) => between(side + by[at], 0, 100)));
      return;
    }
    chosen = numberOf(target);
    const box = state.blur[chosen];
    for (const side of [0, 1]) {
      if (shiftKey) box[side + 2] = between(box[side + 2] + by[side], LEAST_SIDE, 100 - box[side]);
      else box[side] = between(box[side] + by[side], 0, 100 - box[side + 2]);
    }
    state.blur[chosen] = asBox(box);
  }

  svg.addEventListener("keydown", (event) => {
    const { target, key } = event;
    const arrow = ARROWS[key];
    if ((key === "Delete" || key === "Backspace") && numberOf(target) >= 0) dropBox(numberOf(target));
    else if (arrow) {
      const mark = target === point ? "point" : `box ${numberOf(target)}`;
      const before = copy();
      nudge(target, arrow, event);
      const goesOn = mark === lastKey.mark && event.timeStamp - lastKey.time < STEP_PAUSE;
      if (!goesOn) keep(before);
      else if (!isSame(before, state)) onChange(value());
      lastKey = { mark, time: event.timeStamp };
      show();
      tell(target.getAttribute("aria-label"));
    } else return;
    event.preventDefault();
  });
  const onKey = (event) => {
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || (key !== "z" && key !== "y")) return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo();
    else undo();
  };
  element.addEventListener("keydown", onKey);
  bar.addEventListener("keydown", (event) => {
    const all = Object.values(buttons);
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stopAt(all[to % all.length]);
    all[to % all.length].focus();
  });
  svg.addEventListener("focusin", (event) => {
    if (numberOf(event.target) < 0 || drag) return;
    chosen = numberOf(event.target);
    show();
  });

  show();

  return {
    value,
    undo,
    redo,
    destroy() {
      drawing.end();
      element.removeEventListener("keydown", onKey);
      element.classList.remove("areas");
      element.replaceChildren();
    },
  };
}
