// Controls over registers: rows are chosen by their names, and never by their codes.

import { chooser } from "./chooser.js";
import { h } from "./dom.js";

/** Return the control of a key that names one row. */
export function reference(form, spec, at) {
  const key = form.get(at);
  if (key)
    return chip(
      form,
      spec,
      key,
      () => {
        form.set(at, "");
        form.redraw(at, { focus: true });
      },
      "Đổi",
    );
  return referenceChooser(form, spec, (chosen) => {
    form.set(at, chosen);
    form.redraw(at);
  });
}

function chip(form, spec, key, onDrop, words = "×") {
  const row = form.rows(spec.register).find((one) => one.key === key);
  const name = row ? row.name : `${key} (không có trong danh mục)`;
  return h(
    "div",
    { class: "one" },
    h("span", {}, name, row?.more && h("small", {}, ` ${row.more}`)),
    h(
      "button",
      { type: "button", class: "b quiet", "aria-label": `${words === "×" ? "Bỏ" : words} ${name}`, onclick: onDrop },
      words,
    ),
  );
}

const referenceChooser = (form, spec, onChoose) =>
  chooser({
    rows: () => form.rows(spec.register),
    label: "Tìm trong danh mục",
    placeholder: spec.can_add ? "Gõ vài chữ để tìm, hoặc thêm mới" : "Gõ vài chữ để tìm",
    onChoose,
    onAdd: spec.can_add && ((typed) => form.addRow(spec.register, typed, onChoose)),
  });

/** Return the control of a key that names several rows. */
export function references(form, spec, at) {
  const keys = form.get(at) || [];
  const change = (next) => {
    form.set(at, next);
    form.redraw(at, { focus: next.length > keys.length });
  };
  return h(
    "div",
    { class: "pick" },
    ...keys.map((key, index) => chip(form, spec.item, key, () => change(keys.toSpliced(index, 1)))),
    keys.length < spec.most &&
      referenceChooser(form, spec.item, (key) => change([...keys.filter((one) => one !== key), key])),
  );
}
