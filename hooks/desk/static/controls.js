// The controls of a form, each made of what the schema says of a key: `control` names its kind, `at` its place.
// A control reads and writes through `form.get(at)` and `form.set(at, value)`; `form.redraw(at)` draws it again.

import { h } from "./dom.js";
import { list } from "./lists.js";
import { reference } from "./references.js";
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

  reference,

  list: (form, spec, at, id) => list(form, spec, at, id, field),

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
