// The facets as boxes to tick, built once and then kept up to date, so that neither focus nor place in a list is lost.

import { count, make } from "./open.js";
import { fold, syllables } from "./words.js";

const LONG = 12; // rows, above which a list has a box to look in
const plain = (text) => syllables(text).map(fold).join(" ");

export class Choices {
  // `changed` is told the new choices, {facet's name: [keys]}; `ordered` the new order; `opened` that other counts are to
  // be seen.
  constructor(facets, changed, ordered, opened) {
    this.changed = changed;
    this.opened = () => this.wanted().some((name) => !this.counts?.[name]) && opened();
    this.tags = make("ul", { class: "search-tags", "aria-label": "Đang chọn" });
    this.groups = facets.map(({ name, title, rows }, at) => this.group(name, title, rows, at < 2));
    // Beside the results where there is room; else a sheet over them, which a button opens: it asks for no keyboard.
    this.wide = matchMedia("(min-width: 62em)");
    this.button = make("button", { type: "button", class: "search-choose", popovertarget: "loc" }, "Lọc");
    this.orders = make("fieldset", { class: "search-orders" });
    const none = make("button", { type: "button" }, "Bỏ chọn");
    this.see = make("button", { type: "button", class: "search-see", popovertarget: "loc", popovertargetaction: "hide" }, "Xem");
    const head = make("div", { class: "search-sheet" }, make("h2", {}, "Lọc"), make("button", { type: "button", popovertarget: "loc", popovertargetaction: "hide" }, "Đóng"));
    this.all = make("div", { id: "loc", class: "search-facets", "data-search-facets": true, popover: "auto", role: "group", "aria-label": "Lọc" },
      head, this.orders, ...this.groups.map(({ element }) => element), make("div", { class: "search-sheet" }, none, this.see));
    none.addEventListener("click", () => this.changed({}));
    this.wide.addEventListener("change", () => {
      if (this.wide.matches && this.isOpen()) this.all.hidePopover();
      this.opened();
    });
    this.all.addEventListener("toggle", ({ target, newState }) => {
      this.opened();
      if (target === this.all && newState === "closed" && !this.wide.matches) this.button.focus();
    }, true);
    this.all.addEventListener("change", ({ target }) => {
      if (target.type === "checkbox") this.changed(this.picked());
      else if (target.type === "radio") ordered(target.value);
    });
  }

  group(name, title, rows, open) {
    const list = make("ul");
    const picked = make("b");
    const element = make("details", { "data-facet": name, open }, make("summary", {}, title, picked), list);
    const options = rows.map(([key, label, , past], row) => {
      const id = `loc-${name}-${key}`;
      const box = make("input", { type: "checkbox", name, value: key, id });
      const number = make("small");
      const item = make("li", {}, box, make("label", { for: id }, `${label}${past ? " (tên cũ)" : ""} `, number));
      return { key, label, past: past ?? 0, row, box, number, item };
    });
    list.append(...[...options].sort((a, b) => a.past - b.past).map(({ item }) => item));
    const group = { name, element, list, picked, options, sought: "" };
    if (rows.length > LONG) {
      const box = make("input", { type: "text", class: "search-within", "aria-label": `Tìm trong ${title}`, placeholder: "Tìm trong danh sách", autocomplete: "off" });
      box.addEventListener("input", () => {
        group.sought = plain(box.value);
        this.hide(group);
      });
      list.before(box);
    }
    return group;
  }

  // Open the sheet, where the choices are one.
  open() {
    if (!this.wide.matches && !this.isOpen()) this.all.showPopover?.();
  }

  isOpen() {
    return CSS.supports("selector(:popover-open)") ? this.all.matches(":popover-open") : true;
  }

  // The orders that there are, [[key, name]], and that of the results.
  order(orders, now) {
    if (this.orders.elements.length !== orders.length) {
      const items = orders.map(([value, name]) => make("li", {}, make("input", { type: "radio", name: "xep", value, id: `xep-${value}` }), make("label", { for: `xep-${value}` }, name)));
      this.orders.replaceChildren(make("legend", {}, "Xếp theo"), make("ul", {}, ...items));
    }
    for (const box of this.orders.elements) box.checked = box.value === now;
  }

  picked() {
    const boxes = this.groups.map(({ name, options }) => [name, options.filter(({ box }) => box.checked).map(({ key }) => key)]);
    return Object.fromEntries(boxes.filter(([, keys]) => keys.length));
  }

  // The facets whose counts are to be seen.
  wanted() {
    return this.wide.matches || this.isOpen() ? this.groups.filter(({ element }) => element.open).map(({ name }) => name) : [];
  }

  // Hide the rows that no entry found has, unless they are picked, and those that are not named by what is sought.
  hide({ options, sought }) {
    for (const { label, box, many, item } of options) {
      item.hidden = !(many || box.checked) || (sought !== "" && !` ${plain(label)}`.includes(` ${sought}`));
    }
  }

  // `counts` has, for the name of each facet that was wanted, how many there would be with each of its rows; `total` is
  // how many there are.
  update(counts, choices, total) {
    const tags = [];
    this.counts = counts;
    for (const group of this.groups) {
      const picked = new Set(choices[group.name] ?? []);
      for (const option of group.options) {
        option.many = counts[group.name]?.[option.row] ?? 0;
        option.box.checked = picked.has(option.key);
        option.number.textContent = count(option.many);
        if (option.box.checked) tags.push(option);
      }
      group.picked.textContent = picked.size || "";
      group.element.hidden = group.name in counts && !group.options.some(({ many, box }) => many || box.checked);
      const now = [...picked].join();
      if (picked.size && now !== group.was) group.element.open = true;
      group.was = now;
      this.hide(group);
    }
    this.button.replaceChildren("Lọc", tags.length ? make("b", {}, String(tags.length)) : "");
    this.see.textContent = total ? `Xem ${count(total)} mô hình` : "Chưa có mô hình nào";
    const held = this.tags.contains(document.activeElement);
    this.tags.hidden = !tags.length;
    this.tags.replaceChildren(...tags.map(({ label, box }) => this.tag(label, `Bỏ chọn ${label}`, () => (box.checked = false))));
    if (tags.length > 1) this.tags.append(this.tag("Bỏ hết", "Bỏ hết lựa chọn", () => tags.forEach(({ box }) => (box.checked = false))));
    const next = [this.tags.querySelector("button"), this.button, this.groups[0].element.firstChild]; // where the focus goes on
    if (held) next.find((element) => element?.checkVisibility())?.focus();
  }

  tag(text, name, act) {
    const button = make("button", { type: "button", "aria-label": name }, text);
    button.addEventListener("click", () => {
      act();
      this.changed(this.picked());
    });
    return make("li", {}, button);
  }
}
