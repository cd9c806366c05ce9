// Suggestions under a box: what a combobox with a list is (WAI-ARIA 1.2), by keyboard and by touch.

import { element, make, opened, show } from "./open.js";
import { excerpt } from "./words.js";

const MOST = 6;

export async function begin(form) {
  const input = form.querySelector("input[type=search]");
  const list = make("ul", { id: `${input.id}-goi-y`, role: "listbox", "aria-label": "Gợi ý", class: "search-suggestions", hidden: true });
  const status = make("p", { role: "status", class: "search-said" });
  form.append(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }
  let chosen = -1;
  let asked = 0;

  const close = () => {
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (place) => {
    chosen = (place + list.children.length + 1) % (list.children.length + 1); // one more: back in the box
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    const item = list.children[chosen];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    if (!item) chosen = -1;
  };
  const suggest = async () => {
    const mine = ++asked;
    const query = input.value;
    if (!query.trim()) return close();
    const search = await opened();
    const found = await search.search(query);
    const cards = await search.first(found, MOST);
    if (mine !== asked) return;
    list.replaceChildren(...cards.map(({ title, html }, at) => {
      const link = make("a", { href: element(html).querySelector("a").href, tabindex: "-1" });
      const pieces = excerpt(title, found.ways, 60);
      show(link, pieces.length ? pieces : [{ text: title, hit: false }]);
      return make("li", { role: "option", id: `${list.id}-${at}`, "aria-selected": "false" }, link);
    }));
    chosen = -1;
    input.removeAttribute("aria-activedescendant");
    list.hidden = !cards.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = cards.length ? `${cards.length} gợi ý trong ${found.numbers.length} kết quả` : "Chưa thấy kết quả nào";
  };

  input.addEventListener("input", () => suggest().catch(close));
  input.addEventListener("keydown", (event) => {
    const link = list.children[chosen]?.querySelector("a");
    if (event.key === "ArrowDown" && !list.hidden) choose(chosen + 1);
    else if (event.key === "ArrowUp" && !list.hidden) choose(chosen < 0 ? list.children.length - 1 : chosen - 1 < 0 ? list.children.length : chosen - 1);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Enter" && link) location.assign(link.href);
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus until the click has led on
  await suggest();
}
