// What mouse, finger and arrow keys do to the focal point and the boxes of a photo.

import { FOCUS } from "./photo_crops.js";
import { CORNERS } from "./photo_frame.js";

const LEAST_SIDE = 1; // percent
const STEP_PAUSE = 800; // milliseconds: key presses without a longer pause are one step to undo
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const between = (value, least, most) => Math.min(Math.max(value, least), most);
const asPoint = (place) => place.map((side) => Math.round(side));
const asBox = (box) => box.map((side) => Math.round(side * 10) / 10);

/** Return the box between two points, within the picture and not too small. */
function boxBetween([x1, y1], [x2, y2]) {
  const width = Math.max(LEAST_SIDE, Math.abs(x1 - x2));
  const height = Math.max(LEAST_SIDE, Math.abs(y1 - y2));
  return [between(Math.min(x1, x2), 0, 100 - width), between(Math.min(y1, y2), 0, 100 - height), width, height];
}

/** Let the hand work on a `drawing` (photo_frame.js) of `steps`; `tool()` is the tool that is chosen. */
export function takeInHand({ drawing, steps, tool, show, onFull }) {
  const { point } = drawing;
  const numberOf = (target) => drawing.boxes().indexOf(target);
  drag({ drawing, steps, tool, show, onFull, numberOf });

  let lastKey = { mark: "", time: 0, steps: 0 };
  /** Move or size what has the focus by one step of an arrow. */
  function nudge(target, [across, down], { shiftKey, ctrlKey }) {
    const step = ctrlKey ? 5 : 1;
    const by = [across * step, down * step];
    if (target === point) {
      steps.focal = asPoint((steps.focal ?? FOCUS).map((side, at) => between(side + by[at], 0, 100)));
      return;
    }
    steps.chosen = numberOf(target);
    const box = [...steps.blur[steps.chosen]];
    for (const side of [0, 1]) {
      if (shiftKey) box[side + 2] = between(box[side + 2] + by[side], LEAST_SIDE, 100 - box[side]);
      else box[side] = between(box[side] + by[side], 0, 100 - box[side + 2]);
    }
    steps.blur[steps.chosen] = asBox(box);
  }

  /** Do what an arrow key asks; return whether it was one. */
  return function onArrow(event) {
    const { target, key, timeStamp } = event;
    if (!ARROWS[key] || (target !== point && numberOf(target) < 0)) return false;
    const mark = target === point ? "point" : `box ${numberOf(target)}`;
    const before = steps.value();
    nudge(target, ARROWS[key], event);
    const isNext = mark === lastKey.mark && steps.past.length === lastKey.steps; // and nothing was undone meanwhile
    const goesOn = isNext && timeStamp - lastKey.time < STEP_PAUSE;
    if (!goesOn) steps.keep(before);
    else if (steps.differs(before)) steps.onChange();
    lastKey = { mark, time: timeStamp, steps: steps.past.length };
    show();
    return true;
  };
}

/** Let mouse and finger draw, move and size. */
function drag({ drawing, steps, tool, show, onFull, numberOf }) {
  const { svg, point, grips } = drawing;
  let held = null; // {kind, box, from: the point that stays, before: the value then}

  const placeOf = (event) => {
    const { left, top, width, height } = svg.getBoundingClientRect();
    const x = ((event.clientX - left) / width) * 100;
    const y = ((event.clientY - top) / height) * 100;
    return [between(x, 0, 100), between(y, 0, 100)];
  };

  /** Return what a press begins; null where nothing does. */
  function begun(target, place) {
    const before = steps.value();
    const grip = grips.indexOf(target);
    if (grip >= 0) {
      const box = steps.blur[steps.chosen];
      const stays = [0, 1].map((side) => box[side] + (1 - CORNERS[grip][side]) * box[side + 2]);
      return { kind: "corner", box: steps.chosen, from: stays, before };
    }
    if (target === point) return { kind: "point", before };
    const box = numberOf(target);
    if (box >= 0) {
      steps.chosen = box;
      return { kind: "box", box, from: [place[0] - steps.blur[box][0], place[1] - steps.blur[box][1]], before };
    }
    if (tool() === "focal") {
      steps.focal = asPoint(place);
      return { kind: "point", before };
    }
    if (tool() !== "draw") return null;
    if (steps.isFull) {
      onFull();
      return null;
    }
    return { kind: "new", from: place, before };
  }

  function moved(place) {
    if (held.kind === "point") steps.focal = asPoint(place);
    else if (held.kind === "box") {
      const [, , wide, high] = steps.blur[held.box];
      const [x, y] = [place[0] - held.from[0], place[1] - held.from[1]];
      steps.blur[held.box] = asBox([between(x, 0, 100 - wide), between(y, 0, 100 - high), wide, high]);
    } else {
      const isLarge = [0, 1].every((side) => Math.abs(place[side] - held.from[side]) >= LEAST_SIDE);
      if (held.kind === "new" && isLarge) {
        steps.chosen = held.box = steps.blur.push([]) - 1;
        held.kind = "corner";
      }
      if (held.kind === "corner") steps.blur[held.box] = asBox(boxBetween(held.from, place));
    }
  }

  svg.addEventListener("pointerdown", (event) => {
    if (event.button || held) return;
    held = begun(event.target, placeOf(event));
    if (held) {
      event.preventDefault();
      svg.setPointerCapture(event.pointerId);
    } else steps.chosen = -1;
    show();
  });
  svg.addEventListener("pointermove", (event) => {
    if (!held) return;
    moved(placeOf(event));
    show();
  });
  for (const end of ["pointerup", "pointercancel"]) {
    svg.addEventListener(end, () => {
      if (!held) return;
      const { kind, before } = held;
      held = null;
      if (end === "pointercancel") steps.become(before);
      else steps.keep(before);
      show();
      (kind === "point" ? point : drawing.boxes()[steps.chosen])?.focus({ preventScroll: true });
    });
  }
  svg.addEventListener("focusin", (event) => {
    if (numberOf(event.target) < 0 || held) return;
    steps.chosen = numberOf(event.target);
    show();
  });
}
