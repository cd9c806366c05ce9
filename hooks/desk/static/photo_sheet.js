// All photos of an entry at a glance: dragged into another order, or onto each other as a pair of before and after.

import { h } from "./dom.js";
import { blocksOf, moved, paired, separated, swapped } from "./photo_pairs.js";
import { dragTiles } from "./photo_drag.js";
import { smallPicture } from "./photo_picture.js";

const TAKE = { fine: "Kéo một ảnh", coarse: "Giữ ô chấm ở góc ảnh rồi kéo" };
const DROP =
  "lên giữa ảnh khác để ghép cặp trước – sau, vào khe giữa hai ảnh để đổi thứ tự. Bấm vào ảnh để tới phần mô tả.";

/** Return the sheet of the photos at a place, with `refresh`; `change(next, said)` takes the items that `next` makes of them. */
export function photoSheet(form, at, change) {
  const items = form.get(at) || [];
  const blocks = blocksOf(items);
  const drawn = []; // [canvas, place]
  const take = TAKE[matchMedia("(pointer: coarse)").matches ? "coarse" : "fine"];
  const said = h("p", { class: "sheet-said", role: "status" });
  const list = h("ol", { class: "sheet" }, ...blocks.map((block) => tile(block)));
  const element = h("div", { class: "sheet-box" }, h("p", { class: "help" }, `${take} ${DROP}`), list, said);

  function tile(block) {
    const isPair = block.length === 2;
    const pictures = block.map((place, side) => one(place, isPair && ["Trước", "Sau"][side]));
    const tools = isPair && h("div", { class: "pair-tools" }, ...pairButtons(block, change));
    return h("li", { class: isPair ? "tile pair-tile" : "tile" }, h("div", { class: "shown" }, ...pictures), tools);
  }

  function one(place, role) {
    const item = items[place] || {}; // a header may hold anything
    const canvas = smallPicture(form, item, () => element.shape());
    drawn.push([canvas, place]);
    const name = `Ảnh ${place + 1}${role ? `, ${role.toLowerCase()}` : ""}: ${item.mo_ta || item.tep || "chưa có tệp"}`;
    const go = () => form.goTo([...at, place]);
    return h(
      "div",
      { class: "one-photo" },
      h(
        "button",
        { type: "button", class: "go-to", "aria-label": name, onclick: go },
        canvas,
        role && h("b", {}, role),
        h("span", { class: "nth", "aria-hidden": "true" }, String(place + 1)),
      ),
      h("span", { class: "grip", "aria-hidden": "true" }),
    );
  }

  /** Cut pairs whose photos are both upright as the page does. */
  element.shape = () => {
    for (const pair of list.querySelectorAll(".pair-tile")) {
      const isTall = [...pair.querySelectorAll("canvas")].every((canvas) => canvas.height > canvas.width);
      pair.classList.toggle("tall", isTall);
    }
  };
  element.refresh = () => {
    for (const [canvas, place] of drawn) canvas.paint(form.get([...at, place]) || {});
  };
  dragTiles(list, {
    canPair: (from, to) => blocks[from].length === 1 && blocks[to].length === 1,
    say: (words) => {
      said.textContent = words;
    },
    onPair: (from, to) => pair(form, at, blocks[from][0], blocks[to][0], change),
    onMove: (from, to) => change((now) => moved(now, from, to), "Đã đổi thứ tự ảnh."),
  });
  return element;
}

/** Make a pair of two photos, and say what became of their roles. */
export function pair(form, at, moving, target, change) {
  const items = form.get(at);
  const wasCover = [moving, target].some((place) => items[place].vai_tro === "bia");
  const cover = wasCover ? " Ảnh bìa đã thành ảnh của cặp: chọn ảnh khác làm ảnh bìa nếu cần." : "";
  change((now) => paired(now, moving, target), `Đã ghép cặp trước – sau. Ngược thì bấm “Đổi chỗ trước – sau”.${cover}`);
}

/** Return the buttons of a pair. */
export function pairButtons(pair, change) {
  const button = (words, onclick) => h("button", { type: "button", class: "b quiet", onclick }, words);
  return [
    button("Đổi chỗ trước – sau", () => change((now) => swapped(now, pair), "Đã đổi ảnh trước và ảnh sau cho nhau.")),
    button("Tách cặp", () => change((now) => separated(now, pair), "Đã tách cặp.")),
  ];
}
