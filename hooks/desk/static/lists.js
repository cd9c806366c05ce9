// Controls of keys that hold several: words beside each other, rows of a register, tables to add, move and drop.

import { h } from "./dom.js";
import { photoList } from "./photo_list.js";
import { references } from "./references.js";
import { lineTyped, numberTyped } from "./values.js";

/** Return the control of a list at a place; `field(form, spec, at)` makes the fields of its items. */
export function list(form, spec, at, id, field) {
  if (spec.item.control === "reference") return references(form, spec, at);
  if (spec.item.control !== "table") return words(form, spec, at, id);
  const isPhotos = spec.item.fields.some((one) => one.key === "tep");
  return isPhotos ? photoList(form, spec, at, field) : tables(form, spec, at, field);
}

function words(form, spec, at, id) {
  const values = form.get(at) || [];
  const typed = (event) =>
    form.set(
      at,
      event.target.value
        .split(",")
        .map((one) => asItem(spec, lineTyped(one)))
        .filter((one) => one !== ""),
    );
  return h("input", {
    "aria-labelledby": `${id}-label`,
    value: values.join(", "),
    autocomplete: "off",
    placeholder: "Nhiều mục thì cách nhau bằng dấu phẩy",
    oninput: typed,
  });
}

const asItem = (spec, text) => (spec.item.control === "number" ? numberTyped(text) : text);

function tables(form, spec, at, field) {
  const items = form.get(at) || [];
  /** Take the items that `next` makes of them as they are then: words may have been typed since they were drawn. */
  const change = (next, where) => {
    form.step(at, next(form.get(at) || []));
    form.redraw(at, where);
  };
  const item = (_, index) => {
    const own = [...at, index];
    return h(
      "li",
      { "data-at": JSON.stringify(own), tabindex: -1 },
      h("div", { class: "inner" }, ...spec.item.fields.map((one) => field(form, one, [...own, one.key]))),
      h("div", { class: "tells" }),
      itemTools({
        index,
        count: items.length,
        onMove: (to) => change((now) => moved(now, index, to), { item: to }),
        onDrop: () => change((now) => now.toSpliced(index, 1), { item: Math.min(index, items.length - 2) }),
        dropWords: "Bỏ mục này",
      }),
    );
  };
  const add = () => change((now) => [...now, begun(spec, now)], { item: items.length, inside: true });
  return h(
    "div",
    {},
    h("ul", { class: "items" }, ...items.map(item)),
    items.length < spec.most && h("button", { type: "button", class: "b", onclick: add }, "+ Thêm"),
  );
}

/** Return the buttons of the item at `index` of `count`: up, down, away; `onMove(to)` takes its new place. */
export function itemTools({ index, count, onMove, onDrop, dropWords }) {
  const button = (words, onclick, disabled = false) =>
    h("button", { type: "button", class: "b quiet", disabled, onclick }, words);
  return h(
    "div",
    { class: "tools" },
    button("Lên", () => onMove(index - 1), index === 0),
    button("Xuống", () => onMove(index + 1), index === count - 1),
    button(dropWords, onDrop),
  );
}

/** Return a new item; a source has its code already. */
function begun(spec, items) {
  if (!spec.item.fields.some((one) => one.control === "source-code")) return {};
  let number = items.length + 1;
  while (items.some((one) => one.ma === `n${number}`)) number++;
  return { ma: `n${number}` };
}

function moved(items, from, to) {
  const next = [...items];
  next.splice(to, 0, ...next.splice(from, 1));
  return next;
}
