// The page of the search, and lists to choose from: results as one types, facets, state in the address.

import { Choices } from "./choices.js";
import { Facets } from "./facets.js";
import { AWAY, answerLine, count, element, make, opened, show, styled } from "./open.js";
import { excerpt, fold, syllables } from "./words.js";

const LISTED = 24; // entries at a time, of a list
const FOUND = 10; // of a search: light, and the best come first
const MOST_SAID = 80; // letters of a query that are said again
const TEXTS = 3; // pages that are fetched for an excerpt at once
const BLOCKS = "p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption";
const LINES = 3; // of answers; then more can be unfolded
const MOST_LINES = 9;
const PAGES = 3; // written by hand
const ORDERS = { "": "Phù hợp nhất", moi: "Mới nhất", ten: "Tên A–Y", noi: "Địa bàn" };
const NOTES = {
  folded: () => "Không có chỗ nào đúng dấu như bạn gõ; đây là những chỗ giống khi bỏ dấu.",
  typed: (found) => `Đã hiểu theo phím gõ Telex hoặc VNI: “${said(found)}”.`,
  slip: (found) => `Trên trang không có đúng chữ bạn gõ; đây là kết quả cho “${said(found)}”.`,
  apart: () => "Không bài nào có các chữ ấy liền nhau; đây là những bài có đủ các chữ.",
  some: () => "Không bài nào có đủ các chữ bạn gõ; đây là những bài phù hợp nhất.",
};
const said = (found) => found.ways[0].map((word) => word.folded).join(" ");

let begun;
export function begin(panel) {
  begun ??= begins(panel);
  begun.catch(() => (begun = undefined));
  return begun;
}

async function begins(panel) {
  const [search] = await Promise.all([opened(), styled()]);
  await new Panel(panel, search, await Facets.open(search)).start();
}

class Panel {
  constructor(panel, search, facets) {
    Object.assign(this, { panel, search, facets, browse: panel.dataset.search === "browse", asked: 0, pages: new Map() });
    this.names = facets.facets.map(({ name }) => name);
    this.head = panel.querySelector(".page-head");
    this.input = panel.querySelector("input[type=search]");
    if (!this.input) {
      this.input = make("input", { type: "search", name: "q", id: "o-loc", autocomplete: "off", enterkeyhint: "search" });
      const label = make("label", { for: "o-loc" }, "Tìm trong các mô hình");
      this.head.append(make("form", { class: "search-box", role: "search" }, label, make("div", {}, this.input, make("button", {}, "Tìm"))));
    }
    this.form = this.input.form;
    this.status = make("p", { role: "status", class: "search-status", "data-search-status": true });
    this.choices = new Choices(facets.facets, (choices) => this.go({ choices, shown: 0 }, "push"), () => this.count());
    this.order = make("select", { id: "xep", "data-search-order": true });
    this.list = make("ul", { class: "lines search-results", "data-search-results": true });
    this.more = make("button", { type: "button", class: "search-more", hidden: true }, "Xem thêm");
    this.answers = make("div", { "data-search-answers": true });
    this.written = make("section", { class: "search-pages", "data-search-pages": true, hidden: true });
    this.old = [...panel.children, ...this.head.querySelectorAll(".count")].filter((child) => child !== this.head);
    this.sort = make("p", { class: "search-order" }, make("label", { for: "xep", class: "unseen" }, "Xếp theo"), this.order);
    this.shown = make("div", { class: "search-panel", hidden: true }, make("div", { class: "search-top" }, this.status, this.answers), this.choices.all,
      make("div", {}, make("div", { class: "search-bar" }, this.choices.button, this.sort), this.choices.tags, this.list, this.more, this.written));
    this.head.after(this.shown);
    this.head.querySelector("[role=status]")?.remove();
    const open = this.head.querySelector(".search-open");
    this.wasOpened = open === document.activeElement;
    open?.remove();
  }

  async start() {
    history.scrollRestoration = "manual";
    let waiting;
    this.input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(() => this.go({ q: this.input.value, exact: false, shown: 0 }, "replace"), 60);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(waiting);
      this.go({ q: this.input.value, exact: false, shown: 0 }, "push");
    });
    this.order.addEventListener("change", () => this.go({ order: this.order.value, shown: 0 }, "push"));
    this.more.addEventListener("click", async () => {
      const before = this.list.children.length;
      await this.go({ shown: this.most() + this.step() }, "replace", true);
      if (this.more.hidden) this.list.children[before]?.querySelector("a")?.focus();
    });
    this.panel.addEventListener("keydown", (event) => this.key(event));
    addEventListener("popstate", () => this.restore(null));
    addEventListener("pagehide", () => this.remember());
    addEventListener("scroll", () => {
      clearTimeout(this.scrolled);
      this.scrolled = setTimeout(() => this.remember(), 200);
    }, { passive: true });
    addEventListener("online", () => this.render());
    await this.restore(this.input.value);
    if (!this.wasOpened) return;
    if (this.choices.wide.matches) this.input.focus();
    else this.choices.open();
  }

  // The state is the address: ?q=…&dung=1&linh-vuc=…&linh-vuc=…&xep=ten&hien=48
  read() {
    const given = new URLSearchParams(location.search);
    const choices = Object.fromEntries(this.names.map((name) => [name, given.getAll(name)]).filter(([, keys]) => keys.length));
    const order = given.get("xep") ?? "";
    const shown = Math.min(Math.max(0, parseInt(given.get("hien"), 10) || 0), 960);
    return { q: given.get("q") ?? "", exact: given.has("dung"), choices, order: Object.hasOwn(ORDERS, order) ? order : "", shown };
  }

  address({ q, exact, choices, order, shown }) {
    const given = new URLSearchParams();
    if (q.trim()) given.set("q", q.slice(0, 2000));
    if (exact) given.set("dung", 1);
    for (const name of this.names) for (const key of choices[name] ?? []) given.append(name, key);
    if (order) given.set("xep", order);
    if (shown) given.set("hien", shown);
    return location.pathname + (given.size || [...given].length ? `?${given}` : "");
  }

  go(change, how, keep = false) {
    this.state = { ...this.state, ...change };
    this.tell(how, { top: keep ? scrollY : 0 }, this.address(this.state));
    return this.render();
  }

  remember() {
    this.tell("replace", { ...history.state, top: scrollY });
  }

  tell(how, state, address) {
    try {
      history[`${how}State`](state, "", address);
    } catch {
      // a browser that takes no more of these for now; the results are right all the same
    }
  }

  // Show what the address says. `typed` is what stood in the box before the search came, null on the way back.
  async restore(typed) {
    const top = history.state?.top ?? 0;
    this.state = this.read();
    if (typed && typed !== this.state.q) return this.go({ q: typed }, "replace");
    this.input.value = this.state.q;
    await this.render();
    if (top || typed === null) scrollTo(0, top);
  }

  key(event) {
    const links = [...this.list.querySelectorAll(".card-title a, h2 a")];
    const at = links.indexOf(document.activeElement);
    if (event.target !== this.input && at < 0) return;
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
    else if (event.key === "Escape" && at >= 0) this.input.focus();
    else if (event.key === "Escape" && this.input.value) {
      this.input.value = "";
      this.go({ q: "", exact: false, shown: 0 }, "replace");
    } else return;
    event.preventDefault();
  }

  step() {
    return this.state.q.trim() && !this.state.order ? FOUND : LISTED;
  }

  most() {
    return Math.max(this.state.shown, this.step());
  }

  async render() {
    const mine = ++this.asked;
    const { q, exact, choices, order } = this.state;
    const shown = this.most();
    const asks = q.trim() !== "";
    const active = asks || Object.keys(choices).length > 0 || this.browse;
    try {
      const [found] = await Promise.all([
        asks ? this.search.search(q, exact) : { answers: [], numbers: this.facets.all, pages: [], ways: [], phrases: [], note: "", also: "" },
        this.facets.need([...Object.keys(choices), ...(active ? this.choices.wanted() : [])]),
      ]);
      const { numbers, counts } = this.facets.chosen(found.numbers, choices);
      const best = asks && !order;
      const sorted = active ? await this.facets.sorted(numbers, best ? "" : order || "moi") : [];
      const chosen = { ...found, numbers: sorted };
      const picked = Object.keys(choices).length > 0;
      const pages = picked ? [] : await this.search.cards(found.pages.slice(0, PAGES));
      const cards = best ? await this.search.first(chosen, shown) : await this.search.cards(sorted.slice(0, shown));
      if (mine !== this.asked) return;
      this.found = found;
      this.orders(asks);
      this.choices.update(counts, choices, numbers.length);
      this.choices.opened(); // one may have been opened meanwhile
      this.answer(picked ? [] : found.answers);
      this.cards(cards, found);
      this.page(pages);
      this.more.hidden = sorted.length <= shown;
      this.more.textContent = `Xem thêm ${Math.min(this.step(), sorted.length - shown)} bài`;
      this.settle(found, sorted.length, active);
      this.texts(cards.slice(0, TEXTS), found, mine)
        .then((less) => less && mine === this.asked && this.settle(found, sorted.length - less, active));
    } catch {
      if (mine !== this.asked) return;
      for (const place of [this.list, this.answers, this.status]) place.replaceChildren();
      this.more.hidden = this.written.hidden = true;
      this.settle(null, 0, true);
    }
  }

  // What is shown around so many results: without any, the ways on; `found` is null when they could not be fetched.
  settle(found, total, active) {
    this.shown.hidden = !active;
    this.head.classList.toggle("search-asked", active && !this.browse);
    this.choices.all.hidden = this.choices.button.hidden = !total && !Object.keys(this.state.choices).length;
    this.sort.hidden = total < 2;
    for (const child of this.old) child.hidden = active && total > 0;
    if (found) this.say(found, total, active);
    else this.status.textContent = `${AWAY} Các danh sách bên dưới vẫn dùng được.`;
  }

  async count() {
    if (!this.found) return; // the first results will come with it
    await this.facets.need(this.choices.wanted()).catch(() => {});
    const { numbers, counts } = this.facets.chosen(this.found.numbers, this.state.choices);
    this.choices.update(counts, this.state.choices, numbers.length);
  }

  orders(asks) {
    const wanted = Object.entries(ORDERS).filter(([key]) => (asks ? true : key));
    this.order.replaceChildren(...wanted.map(([value, name]) => make("option", { value }, name)));
    this.order.value = this.state.order || (asks ? "" : "moi");
  }

  say(found, total, active) {
    const whole = this.state.q.trim();
    const asks = whole !== "";
    const q = whole.length > MOST_SAID ? `${whole.slice(0, MOST_SAID)}…` : whole;
    const also = found.also && total ? `, gồm cả “${found.also}”` : "";
    const note = found.note && total ? ` ${NOTES[found.note](found)}` : "";
    const picked = Object.keys(this.state.choices).length > 0;
    if (!active) this.status.textContent = "";
    else if (total) this.status.replaceChildren(make("b", {}, `${count(total)} mô hình`), `${asks ? ` cho “${q}”` : ""}${also}.${note}`, ...this.exactly(found, q));
    else if (!picked && found.answers.length + found.pages.length) this.status.replaceChildren(`Chưa có mô hình nào cho “${q}”.`, ...this.exactly(found, q));
    else {
      const without = found.numbers.length; // models, were nothing chosen
      const ways = ["Thử bớt chữ, hoặc xem theo danh sách bên dưới."];
      if (picked) {
        const button = make("button", { type: "button" }, "Bỏ mọi lựa chọn");
        button.addEventListener("click", () => this.go({ choices: {} }, "push"));
        ways.splice(0, without ? 1 : 0, ...(without ? [`Bỏ lựa chọn thì có ${count(without)} mô hình.`] : []), " ", button);
      }
      const where = picked && without ? " trong các lựa chọn này" : "";
      this.status.replaceChildren(`Không tìm thấy${asks ? ` “${q}”` : " bài nào hợp với lựa chọn"}${asks ? where : ""}. `, ...ways, ...this.exactly(found, q));
    }
  }

  // A link to the words as they were typed, or from these to all that they may mean.
  exactly(found, q) {
    const { exact } = this.state;
    if (!exact && !found.also && !["typed", "slip"].includes(found.note)) return [];
    const link = make("a", { href: this.address({ ...this.state, exact: !exact, shown: 0 }) }, exact ? "Tìm cả cách gọi khác" : `Chỉ đúng chữ “${q}”`);
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      this.go({ exact: !exact, shown: 0 }, "push").then(() => (this.status.querySelector("a") ?? this.input).focus());
    });
    return [" ", link];
  }

  answer(answers) {
    const lines = answers.flatMap(({ kind, name, count, note, address, now, sure }) => {
      const own = { kind, name, count, note, address };
      return now && sure ? [own, { kind: "Nay là", name: now[1], count: now[2], note: now[3], address: `dia-ban/${now[0]}/` }] : [own];
    }).slice(0, MOST_LINES).map((line) => make("li", {}, answerLine(line)));
    const first = make("ul", { class: "answers" }, ...lines.slice(0, LINES));
    const rest = make("details", { class: "answers-more" }, make("summary", {}, `${lines.length - LINES} mục nữa`), make("ul", { class: "answers" }, ...lines.slice(LINES)));
    this.answers.replaceChildren(...(lines.length ? [first] : []), ...(lines.length > LINES ? [rest] : []));
  }

  page(pages) {
    this.written.hidden = !pages.length;
    this.written.replaceChildren(make("h2", {}, "Trang hướng dẫn"), make("ul", { class: "rows" }, ...pages.map(({ html }) => make("li", {}, element(html).querySelector("a")))));
  }

  cards(cards, found) {
    const held = this.list.contains(document.activeElement) && document.activeElement.closest("[data-number]").dataset.number;
    this.list.replaceChildren(...cards.map(({ number, title, summary, html }) => {
      const card = element(html);
      const place = card.querySelector(".card-title a, h2 a");
      const marked = excerpt(title, found.ways, 200);
      if (marked.length && place) show(place, marked);
      const text = card.querySelector(".card-summary");
      const pieces = excerpt(summary, found.ways, 60);
      if (pieces.length && text) show(text, pieces);
      return make("li", { "data-number": number }, card);
    }));
    if (held) (this.list.querySelector(`[data-number="${held}"] a`) ?? this.input).focus();
  }

  // What the title and the summary do not show, the text of the page does. Returns how many were no match after all: that
  // a quoted phrase stands as a whole, only the text can tell.
  async texts(cards, found, mine) {
    const has = (text, words) => {
      const there = [...new Set(syllables(text).map(fold))];
      return words.every(({ folded, open }) => there.some((word) => word === folded || (open && word.startsWith(folded))));
    };
    const removed = await Promise.all(cards.map(async ({ number, title, summary }) => {
      if (!found.ways.length || found.ways.some((way) => has(`${title} ${summary}`, way))) return false;
      const item = this.list.querySelector(`[data-number="${number}"]`);
      const text = await this.text(item.querySelector("a[href]").href);
      if (!text || mine !== this.asked) return false;
      const folded = ` ${syllables(text).map(fold).join(" ")} `;
      if (found.phrases.some((words) => !folded.includes(` ${words.map((word) => word.folded).join(" ")} `))) {
        item.remove();
        return true;
      }
      const pieces = excerpt(text, found.ways);
      const place = item.querySelector(".card-summary") ?? item.firstElementChild.appendChild(make("p", { class: "card-summary" }));
      if (pieces.length) show(place, pieces);
      return false;
    }));
    return removed.filter(Boolean).length;
  }

  text(address) {
    if (!this.pages.has(address)) {
      const read = async () => {
        const answer = await fetch(address);
        if (!answer.ok) return "";
        const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
        for (const part of page.querySelectorAll(".trail, .entry-head, .facts, .share, .cards, .entry-foot")) part.remove(); // the card has it
        const blocks = [...page.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
        const pictures = [...page.querySelectorAll("img[alt]")];
        return [...blocks.map(({ textContent }) => textContent), ...pictures.map(({ alt }) => alt)].join(" ");
      };
      this.pages.set(address, read().catch(() => ""));
    }
    return this.pages.get(address);
  }
}
