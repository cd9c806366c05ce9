// The controls of a form, each made of what the schema says of a key: `control` names its kind, `at` its place.
// A control reads and writes through `form.get(at)` and `form.set(at, value)`; `form.redraw(at)` draws it again.

import { h } from "./dom.js";
import { chooser } from "./chooser.js";
import { photoItem, dropZone } from "./photos.js";
import { dateShown, dateTyped, lineTyped, numberShown, numberTyped, periodTyped } from "./values.js";

const FEW = 4; // choices that stand beside each other as buttons

const ONE_INPUT = new Set(["text", "date", "period", "number", "colour", "source", "source-code"]);

let count = 0;

/** Return a field: label, counter, control, help, and the place where its problems are told. */
export function field(form, spec, at) {
  const id = `f${++count}`;
  const made = controls[spec.control](form, spec, at, id);
  const help = h("p", { class: "help", id: `${id}-help` }, spec.help, isPlain(spec) ? ` Ví dụ: ${spec.example}` : "");
  const counter = h("small", { class: "count" }, form.counter(spec, at));
  const isGroup = !ONE_INPUT.has(spec.control);
  const label = isGroup
    ? h("p", { class: "l", id: `${id}-label` }, spec.label, counter)
    : h("label", { for: id }, spec.label, counter);
  const tells = h("div", { class: "tells" });
  const attributes = { class: `f ${spec.control}`, "data-at": JSON.stringify(at) };
  if (isGroup) Object.assign(attributes, { role: "group", "aria-labelledby": `${id}-label` });
  const element = h("div", attributes, label, made, tells, help);
  element.refresh = () => {
    counter.textContent = form.counter(spec, at);
  };
  return element;
}

const isPlain = (spec) => spec.control === "text" && spec.example && !spec.example.startsWith("[");

const controls = {
  text(form, spec, at, id) {
    const typed = (event) => form.set(at, lineTyped(event.target.value));
    const attributes = {
      id,
      "aria-describedby": `${id}-help`,
      value: form.get(at) ?? "",
      oninput: typed,
      autocomplete: "off",
    };
    if (!spec.long) return h("input", attributes);
    const area = h("textarea", { ...attributes, rows: 2 });
    area.value = form.get(at) ?? "";
    return area;
  },

  date: (form, spec, at, id) =>
    h("input", {
      id,
      "aria-describedby": `${id}-help`,
      inputmode: "numeric",
      autocomplete: "off",
      value: dateShown(form.get(at)),
      placeholder: spec.day ? "ngày/tháng/năm" : "ngày/tháng/năm, tháng/năm hoặc năm",
      oninput: (event) => form.set(at, dateTyped(event.target.value)),
      onblur: (event) => {
        event.target.value = dateShown(form.get(at));
      },
    }),

  period: (form, spec, at, id) =>
    h("input", {
      id,
      "aria-describedby": `${id}-help`,
      autocomplete: "off",
      value: String(form.get(at) ?? ""),
      placeholder: "2016-2020",
      oninput: (event) => form.set(at, periodTyped(event.target.value)),
    }),

  number: (form, spec, at, id) =>
    h("input", {
      id,
      "aria-describedby": `${id}-help`,
      inputmode: "decimal",
      autocomplete: "off",
      value: numberShown(form.get(at)),
      oninput: (event) => form.set(at, numberTyped(event.target.value, form.get(at))),
    }),

  colour: (form, spec, at, id) =>
    h("input", {
      id,
      type: "color",
      value: form.get(at) || "#0b6e4f",
      oninput: (event) => form.set(at, event.target.value),
    }),

  "source-code": (form, spec, at, id) =>
    h("input", {
      id,
      "aria-describedby": `${id}-help`,
      autocomplete: "off",
      value: form.get(at) ?? "",
      oninput: (event) => form.set(at, event.target.value.trim()),
    }),

  source(form, spec, at, id) {
    const sources = form.get(["nguon"]) || [];
    const select = h(
      "select",
      { id, "aria-describedby": `${id}-help`, onchange: (event) => form.set(at, event.target.value) },
      h("option", { value: "" }, sources.length ? "Chọn nguồn…" : "Chưa khai nguồn nào ở mục Nguồn"),
      ...sources.map((one) => h("option", { value: one.ma }, `${one.ma}: ${one.ten || "chưa ghi tên"}`)),
    );
    if (form.get(at) && !sources.some((one) => one.ma === form.get(at)))
      select.append(h("option", { value: form.get(at) }, `${form.get(at)}: chưa khai`));
    select.value = form.get(at) ?? "";
    return select;
  },

  "yes-no": (form, spec, at) =>
    buttons(
      form,
      at,
      new Map([
        [true, "Có"],
        [false, "Không"],
      ]),
    ),

  choice(form, spec, at, id) {
    const choices = Object.entries(spec.choices);
    if (choices.length <= FEW) return buttons(form, at, new Map(choices));
    const select = h(
      "select",
      { id, "aria-labelledby": `${id}-label`, onchange: (event) => form.set(at, event.target.value) },
      h("option", { value: "" }, "Chọn…"),
      ...choices.map(([key, label]) => h("option", { value: key }, label)),
    );
    select.value = form.get(at) ?? "";
    return select;
  },

  reference(form, spec, at) {
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
  },

  list(form, spec, at, id) {
    if (spec.item.control === "reference") return references(form, spec, at);
    if (spec.item.control === "table") return tables(form, spec, at);
    return words(form, spec, at, id);
  },

  table: (form, spec, at) =>
    h("div", { class: "inner" }, ...spec.fields.map((one) => field(form, one, [...at, one.key]))),

  box: (form, spec, at) => h("p", { class: "soft" }, (form.get(at) || []).join(", ")),
};

function buttons(form, at, choices) {
  const box = h("div", { class: "seg" });
  for (const [value, label] of choices) {
    box.append(
      h(
        "button",
        {
          type: "button",
          class: "b",
          "aria-pressed": String(form.get(at) === value),
          onclick: (event) => {
            form.set(at, form.get(at) === value ? "" : value);
            for (const one of box.children) one.setAttribute("aria-pressed", "false");
            event.currentTarget.setAttribute("aria-pressed", String(form.get(at) === value));
          },
        },
        label,
      ),
    );
  }
  return box;
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

function references(form, spec, at) {
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

function tables(form, spec, at) {
  const items = form.get(at) || [];
  const isPhotos = spec.item.fields.some((one) => one.key === "tep");
  const change = (next, where) => {
    form.set(at, next);
    form.redraw(at, where);
  };
  const list = h("ul", { class: isPhotos ? "shots" : "items" });
  items.forEach((item, index) => {
    const own = [...at, index];
    const inner = isPhotos
      ? photoItem(form, spec.item, own, field)
      : spec.item.fields.map((one) => field(form, one, [...own, one.key]));
    list.append(
      h(
        "li",
        { "data-at": JSON.stringify(own), tabindex: -1 },
        h("div", { class: "inner" }, ...inner),
        h("div", { class: "tells" }),
        h(
          "div",
          { class: "tools" },
          h(
            "button",
            {
              type: "button",
              class: "b quiet",
              disabled: index === 0,
              onclick: () => change(moved(items, index, index - 1), { item: index - 1 }),
            },
            "Lên",
          ),
          h(
            "button",
            {
              type: "button",
              class: "b quiet",
              disabled: index === items.length - 1,
              onclick: () => change(moved(items, index, index + 1), { item: index + 1 }),
            },
            "Xuống",
          ),
          h(
            "button",
            {
              type: "button",
              class: "b quiet",
              onclick: () => {
                if (isPhotos) form.dropPhoto(item.tep);
                change(items.toSpliced(index, 1), { item: Math.min(index, items.length - 2) });
              },
            },
            isPhotos ? "Bỏ ảnh này" : "Bỏ mục này",
          ),
        ),
      ),
    );
  });
  const full = items.length >= spec.most;
  const last = isPhotos
    ? dropZone(form, at)
    : h(
        "button",
        {
          type: "button",
          class: "b",
          onclick: () => change([...items, begun(spec, items)], { item: items.length, inside: true }),
        },
        "+ Thêm",
      );
  return h("div", {}, list, !full && last);
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
