// A box that chooses rows of a register by a few letters without accents, and may add a row that is not there yet.
// ARIA's combobox pattern: arrows move, Enter chooses, Escape closes.

import { h, matches } from "./dom.js";

const SHOWN = 40;
let count = 0;

/** Return the chooser: `rows()` are the choices, `onChoose(key)` takes one, `onAdd(words)` begins a new row. */
export function chooser({ rows, label, placeholder, onChoose, onAdd }) {
  const id = `chooser-${++count}`;
  const list = h("ul", { role: "listbox", id, hidden: true, "aria-label": label });
  const input = h("input", {
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": id,
    "aria-autocomplete": "list",
    "aria-label": label,
    placeholder,
    autocomplete: "off",
  });
  let options = [];
  let active = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    active = -1;
  }

  function point(index) {
    options[active]?.element.removeAttribute("aria-selected");
    active = index;
    const option = options[active];
    if (!option) return;
    option.element.setAttribute("aria-selected", "true");
    option.element.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option.element.id);
  }

  function choose(option) {
    input.value = "";
    close();
    option.run();
  }

  function open() {
    const typed = input.value;
    const found = rows().filter((row) => matches(`${row.name} ${row.short || ""} ${row.key}`, typed));
    options = found.slice(0, SHOWN).map((row) => ({
      words: [row.name, row.more && h("small", {}, ` ${row.more}`)],
      run: () => onChoose(row.key),
    }));
    if (onAdd)
      options.push({
        words: [typed.trim() ? `Thêm mới: “${typed.trim()}”…` : "Thêm mới…"],
        run: () => onAdd(typed.trim()),
        adds: true,
      });
    options.forEach((option, index) => {
      option.element = h(
        "li",
        {
          role: "option",
          id: `${id}-${index}`,
          class: option.adds ? "add" : "",
          onpointerdown: (event) => event.preventDefault(),
          onclick: () => choose(option),
        },
        ...option.words,
      );
    });
    const rest = found.length - SHOWN;
    list.replaceChildren(...options.map((option) => option.element));
    if (!found.length && !onAdd) list.append(h("li", { class: "soft" }, "Không thấy. Thử ít chữ hơn."));
    if (rest > 0) list.append(h("li", { class: "soft" }, `Còn ${rest} mục nữa: gõ thêm vài chữ`));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    active = -1;
    if (typed.trim() && found.length) point(0);
  }

  input.addEventListener("focus", open);
  input.addEventListener("input", open);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      const step = event.key === "ArrowDown" ? 1 : -1;
      point((active + step + options.length) % options.length);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (options[active]) choose(options[active]);
    } else if (event.key === "Escape") close();
  });
  return h("div", { class: "chooser" }, input, list);
}
