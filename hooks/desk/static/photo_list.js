// The photos of an entry: a sheet of all, and each as an item with its picture, what is drawn on it, and its words.

import { h, showDialog } from "./dom.js";
import { itemTools } from "./lists.js";
import { mountPhotoAreas } from "./photo_areas.js";
import { dropZone } from "./photo_drop.js";
import { blockOf, blocksOf, moved, pairsOf, without } from "./photo_pairs.js";
import { smallPicture } from "./photo_picture.js";
import { blurQuestion } from "./photo_question.js";
import { pair, pairButtons, photoSheet } from "./photo_sheet.js";

const DRAWN = ["tep", "tam_diem", "lam_mo"]; // keys that are shown as the picture itself

/** Return the list of photos at a place; `field(form, spec, at)` makes the fields of their words. */
export function photoList(form, spec, at, field) {
  const items = form.get(at) || [];
  const sheet = items.length > 1 && photoSheet(form, at, change);
  const list = h("ul", { class: "shots" }, ...items.map((_, place) => item(place)));
  const whole = h("div", {}, sheet, list, items.length < spec.most && dropZone(form, at));
  whole.addEventListener("drawn", () => sheet && sheet.refresh());
  whole.addEventListener("change", ({ target }) => {
    if (target.closest("[data-at]").dataset.at.endsWith('"vai_tro"]')) form.redraw(at); // it may make a pair
  });

  /** Take the photos that `next` makes of them as they are then, and go to the one of a file, if it is named. */
  function change(next, said = "", { file } = {}) {
    const made = next(form.get(at) || []);
    form.step(at, made);
    form.redraw(at, file === undefined ? {} : { item: made.findIndex((one) => one?.tep === file) });
    const told = document.querySelector(`[data-at="${CSS.escape(JSON.stringify(at))}"] .sheet-said`);
    if (told) told.textContent = said;
  }

  function item(place) {
    const own = [...at, place];
    const file = items[place]?.tep;
    const blocks = blocksOf(items);
    const block = blockOf(blocks, place);
    const tools = itemTools({
      index: block,
      count: blocks.length,
      onMove: (to) => change((now) => moved(now, block, to), "", { file }),
      onDrop: () => {
        form.dropPhoto(file);
        change((now) => without(now, place), "", { file: (items[place + 1] || items[place - 1])?.tep });
      },
      dropWords: "Bỏ ảnh này",
    });
    tools.prepend(...pairTools(form, at, place, change));
    return h(
      "li",
      { "data-at": JSON.stringify(own), tabindex: -1 },
      h("div", { class: "inner" }, ...photo(form, spec.item, own, field)),
      h("div", { class: "tells" }),
      tools,
    );
  }
  return whole;
}

/** Return the parts of one photo: the picture with what is drawn on it and the question on it, and its words. */
function photo(form, table, at, field) {
  const item = form.get(at) || {};
  const place = h("div", { class: "pic" });
  let asked = null;
  if (form.files.includes(item.tep)) {
    const areas = mountPhotoAreas(place, {
      src: form.picture(item.tep),
      focal: item.tam_diem,
      blur: item.lam_mo || [],
      labels: { picture: `Ảnh ${item.tep}` },
      onChange: ({ focal, blur }) => {
        form.set([...at, "tam_diem"], focal || []);
        form.set([...at, "lam_mo"], blur || []);
        asked.refresh();
        place.dispatchEvent(new CustomEvent("drawn", { bubbles: true }));
      },
    });
    asked = blurQuestion(form, at, () => areas.choose("draw"));
  } else place.append(h("p", { class: "soft" }, `Không thấy tệp “${item.tep || ""}” trong thư mục của bài.`));
  const fields = table.fields
    .filter((one) => !DRAWN.includes(one.key))
    .map((one) => field(form, one, [...at, one.key]));
  return [
    h(
      "div",
      { "data-at": JSON.stringify([...at, "tep"]) },
      h("b", { class: "which" }, `Ảnh ${at.at(-1) + 1}`),
      asked,
      place,
      h("small", {}, item.tep || ""),
      h("div", { class: "tells" }),
    ),
    h("div", {}, ...fields),
  ];
}

/** Return the buttons with which a photo becomes one of a pair, or a pair changes. */
function pairTools(form, at, place, change) {
  const items = form.get(at);
  const pairs = pairsOf(items);
  const own = pairs.find((one) => one.includes(place));
  if (own) return pairButtons(own, (next, said) => change(next, said, { file: items[place].tep }));
  const isFree = (other) => items[other]?.tep && other !== place && !pairs.flat().includes(other);
  const others = [...items.keys()].filter(isFree);
  if (!others.length || !items[place]) return [];
  const onclick = () => choosePartner(form, at, place, others, change);
  return [h("button", { type: "button", class: "b quiet", onclick }, "Ghép cặp trước – sau với…")];
}

/** Ask which photo is to be the partner of the one at `place`. */
function choosePartner(form, at, place, others, change) {
  const items = form.get(at);
  const choice = (other) => {
    const onclick = () => {
      dialog.close();
      pair(form, at, other, place, (next, said) => change(next, said, { file: items[place].tep }));
    };
    const words = `Ảnh ${other + 1}: ${items[other].mo_ta || items[other].tep}`;
    return h("button", { type: "button", class: "b partner", onclick }, smallPicture(form, items[other]), words);
  };
  const dialog = showDialog(
    { id: "partner", title: `Ghép ảnh ${place + 1} với ảnh nào?` },
    h("div", { class: "partners" }, ...others.map(choice)),
    h("div", { class: "go" }, h("button", { type: "button", class: "b", onclick: () => dialog.close() }, "Thôi")),
  );
}
