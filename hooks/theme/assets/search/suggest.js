// Suggestions under a box: what a combobox with a list is (WAI-ARIA 1.2), by keyboard and by touch.

import { AWAY, count, element, make, opened, root, show, styled } from "./open.js";
import { excerpt } from "./words.js";

const MOST = 6;
const MOST_ANSWERS = 2;

export async function begin(form) {
  const input = form.querySelector("input[type=search]");
  const list = make("div", { id: `${input.id}-goi-y`, role: "listbox", "aria-label": "Gợi ý", class: "search-suggestions", hidden: true });
  const status = make("p", { role: "status", class: "search-said" });
  await styled();
  form.querySelector("div").after(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id, "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }
  let chosen = -1;
  let asked = 0;

  const close = () => {
    asked++; // what is still under way comes too late
    list.hidden = true;
    choose(-1);
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
    status.classList.remove("search-nothing");
  };
  const choose = (place) => {
    chosen = place;
    [...list.children].forEach((item, at) => item.setAttribute("aria-selected", String(at === chosen)));
    const item = list.children[chosen];
    if (item) input.setAttribute("aria-activedescendant", item.id);
    else input.removeAttribute("aria-activedescendant");
    item?.scrollIntoView({ block: "nearest" });
  };
  // One step along the suggestions and the box itself, which stands between the last and the first.
  const step = (by) => {
    const places = list.children.length + 1;
    choose(((chosen + 1 + by + places) % places) - 1);
  };
  const option = (href, ...inside) => {
    const id = `${list.id}-${list.children.length}`;
    list.append(make("a", { role: "option", id, href, tabindex: "-1", "aria-selected": "false" }, ...inside));
  };
  const suggest = async () => {
    const mine = ++asked;
    const query = input.value.trim();
    if (!query) return close();
    const search = await opened();
    const found = await search.search(input.value);
    const answers = found.answers.slice(0, MOST_ANSWERS);
    const cards = await search.first(found, MOST - answers.length);
    if (mine !== asked) return;
    list.replaceChildren();
    const lists = (of) => {
      for (const { kind, name, count: many, address } of of) {
        option(new URL(address, root).href, make("b", {}, name), make("small", {}, `${kind} · ${count(many)} mô hình`));
      }
    };
    const [named, beside] = [true, false].map((whole) => answers.filter((answer) => answer.whole === whole));
    lists(named); // what is meant by all words comes first, what by some last
    for (const { title, html } of cards) {
      const card = element(html);
      const name = make("b");
      const pieces = excerpt(title, found.ways, 60);
      show(name, pieces.length ? pieces : [{ text: title, hit: false }]);
      const facts = [...card.querySelectorAll(".card-facts span")].map((fact) => fact.textContent).join(" · ");
      option(card.querySelector("a[href]").href, name, make("small", {}, facts || card.querySelector(".kicker").textContent));
    }
    lists(beside);
    if (found.numbers.length > cards.length) {
      option(`${form.action}?${new URLSearchParams({ q: query })}`, `Xem cả ${count(found.numbers.length)} mô hình`);
    }
    choose(-1);
    const said = list.children.length;
    list.hidden = !said;
    input.setAttribute("aria-expanded", String(!list.hidden));
    status.textContent = said ? `${count(found.numbers.length)} mô hình. ${said} gợi ý, dùng phím mũi tên để chọn.`
      : `Không thấy bài nào có “${query}”. Thử bớt chữ hoặc gõ không dấu.`;
    status.classList.toggle("search-nothing", !said);
  };

  const tried = () => suggest().catch(() => {
    close();
    status.textContent = AWAY;
    status.classList.add("search-nothing");
  });
  input.addEventListener("input", tried);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const link = list.children[chosen];
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && link) link.click();
    else return;
    event.preventDefault();
  });
  form.addEventListener("focusout", (event) => form.contains(event.relatedTarget) || close());
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // keep the focus until the click has led on
  await tried();
}
