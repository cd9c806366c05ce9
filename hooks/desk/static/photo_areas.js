// The focal point of a photo and the boxes to blur, drawn on the picture by mouse, finger or keys.
//
//   const areas = mountPhotoAreas(element, { src, focal, blur, onChange, labels });
//   onChange({ focal, blur })   focal: [left, top], or null; blur: [[left, top, width, height], …]
//   areas.value(), areas.undo(), areas.redo(), areas.choose("draw"), areas.destroy()
//
// All numbers are percent of the upright picture, as the keys `tam_diem` and `lam_mo` of an entry have them.
// Where there is a mouse, the tool for the focal point is chosen from the beginning. On a phone none is: the page
// scrolls under the finger until one is chosen.

import { takeInHand } from "./area_hand.js";
import { AreaSteps } from "./area_steps.js";
import { html, photoFrame, set } from "./photo_frame.js";
import { roving } from "./roving_bar.js";

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
const NEW_BOX = [40, 40, 20, 20];

/** Show a photo with its tools in `element`. `focal` may be empty; `labels` replace words of LABELS, as `picture`. */
export function mountPhotoAreas(element, { src, focal = null, blur = [], onChange = () => {}, labels = {} }) {
  const words = { ...LABELS, ...labels };
  const steps = new AreaSteps({ focal, blur, onChange });
  let tool = matchMedia("(pointer: fine)").matches ? "focal" : "";

  // --- what is on the page -------------------------------------------------------------------------------------------

  const drawing = photoFrame({ src, words, redraw: () => show() });
  const { svg } = drawing;
  const numberOf = (target) => drawing.boxes().indexOf(target);
  const bar = html("div", { className: "areas-bar" });
  bar.setAttribute("aria-label", words.tools);
  const said = html("p", { className: "areas-said" });
  said.setAttribute("role", "status");
  const tell = (text) => (said.textContent = text);
  const button = (name, act) => {
    const made = bar.appendChild(html("button", { type: "button", textContent: words[name] }));
    made.addEventListener("click", act);
    return made;
  };
  const toggle = (name) => choose(tool === name ? "" : name);
  const buttons = {
    focal: button("focal", () => toggle("focal")),
    draw: button("draw", () => toggle("draw")),
    add: button("add", () => addBox(NEW_BOX)),
    drop: button("drop", () => dropBox(steps.chosen)),
    noFocal: button("noFocal", () => change(() => (steps.focal = null))),
    undo: button("undo", undo),
    redo: button("redo", redo),
  };
  roving(bar, Object.values(buttons));
  element.classList.add("areas");
  element.append(bar, html("div", { className: "areas-work" }, ...drawing.elements, said));

  // --- what can be done ----------------------------------------------------------------------------------------------

  function choose(name) {
    tool = name;
    show();
  }
  function change(act) {
    steps.change(act);
    show();
  }
  function undo() {
    if (steps.undo()) show();
  }
  function redo() {
    if (steps.redo()) show();
  }
  function addBox(box) {
    if (steps.isFull) return tell(words.tooMany);
    change(() => (steps.chosen = steps.blur.push([...box]) - 1));
    drawing.boxes()[steps.chosen].focus();
  }
  function dropBox(number) {
    if (!steps.blur[number]) return;
    change(() => {
      steps.blur.splice(number, 1);
      steps.chosen = -1;
    });
    tell(words.dropped);
    (drawing.boxes()[Math.min(number, drawing.boxes().length - 1)] ?? buttons.draw).focus();
  }

  function show() {
    drawing.show(steps, steps.chosen, tool);
    set(buttons.focal, { "aria-pressed": tool === "focal" });
    set(buttons.draw, { "aria-pressed": tool === "draw" });
    set(buttons.drop, { "aria-disabled": steps.chosen < 0 });
    set(buttons.noFocal, { "aria-disabled": !steps.focal });
    set(buttons.undo, { "aria-disabled": !steps.past.length });
    set(buttons.redo, { "aria-disabled": !steps.future.length });
  }

  const onArrow = takeInHand({ drawing, steps, tool: () => tool, show, onFull: () => tell(words.tooMany) });
  svg.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if ((key === "Delete" || key === "Backspace") && numberOf(target) >= 0) dropBox(numberOf(target));
    else if (onArrow(event)) tell(target.getAttribute("aria-label"));
    else return;
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

  show();

  return {
    value: () => steps.value(),
    undo,
    redo,
    /** Take up a tool, “focal” or “draw”, and go to its button. */
    choose(name) {
      choose(name);
      buttons[name].focus();
    },
    destroy() {
      drawing.end();
      element.removeEventListener("keydown", onKey);
      element.classList.remove("areas");
      element.replaceChildren();
    },
  };
}
