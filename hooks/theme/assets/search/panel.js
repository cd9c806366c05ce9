// The page of the search, and lists to choose from. Whatever a reader does changes the state (address.js); the state is
// rendered in one way: `results` asks the search, `show` puts on the page what came.

import { ORDERS, read, written } from "./address.js";
import { Choices } from "./choices.js";
import { Facets } from "./facets.js";
import { AWAY, make, opened, styled } from "./open.js";
import { answerLines, explain, resultItem, writtenPages } from "./results.js";
import { shortened, told } from "./told.js";

const LISTED = 24; // entries at a time, of a list
const FOUND = 10; // of a search: light, and the best come first
const EXPLAINED = 3; // of which the page's own text is fetched, where neither title nor summary shows the query
const PAGES = 3; // written by hand
const PAUSE = 60; // milliseconds without a key, after which it is searched
const EVERYTHING = { answers: [], pages: [], ways: [], phrases: [], note: "", also: "" };

let begun;
export function begin(place) {
  begun ??= begins(place);
  begun.catch(() => (begun = undefined));
  return begun;
}

async function begins(place) {
  const [search] = await Promise.all([opened(), styled()]);
  await new Panel(place, search, await Facets.open(search)).start();
}

class Panel {
  constructor(place, search, facets) {
    Object.assign(this, { place, search, facets, browse: place.dataset.search === "browse", asked: 0, found: null });
    this.names = facets.facets.map(({ name }) => name);
    this.head = place.querySelector(".page-head");
    this.input = place.querySelector("input[type=search]") ?? this.addBox();
    this.form = this.input.form;
    this.instead = [...place.children, ...this.head.querySelectorAll(".count")].filter((child) => child !== this.head); // of results
    this.build();
  }

  addBox() {
    const input = make("input", { type: "search", name: "q", id: "o-loc", autocomplete: "off", enterkeyhint: "search" });
    const label = make("label", { for: "o-loc" }, "Tìm trong các mô hình");
    this.head.append(make("form", { class: "search-box", role: "search" }, label, make("div", {}, input, make("button", {}, "Tìm"))));
    return input;
  }

  build() {
    this.status = make("p", { role: "status", class: "search-status", "data-search-status": true });
    this.answers = make("div", { "data-search-answers": true });
    this.choices = new Choices(this.facets.facets, (choices) => this.go({ choices }), (order) => this.go({ order }), () => this.recount());
    this.order = make("select", { id: "xep", "data-search-order": true });
    this.sort = make("p", { class: "search-order" }, make("label", { for: "xep", class: "unseen" }, "Xếp theo"), this.order);
    this.list = make("ul", { class: "lines search-results", "data-search-results": true });
    this.more = make("button", { type: "button", class: "search-more", hidden: true }, "Xem thêm");
    this.pages = make("section", { class: "search-pages", "data-search-pages": true, hidden: true });
    this.panel = make("div", { class: "search-panel", hidden: true }, make("div", { class: "search-top" }, this.status, this.answers), this.choices.all,
      make("div", {}, make("div", { class: "search-bar" }, this.choices.button, this.sort), this.choices.tags, this.list, this.more, this.pages));
    this.head.after(this.panel);
    this.head.querySelector("[role=status]")?.remove();
  }

  async start() {
    history.scrollRestoration = "manual";
    const opener = this.head.querySelector(".search-open");
    const wasOpened = opener !== null && opener === document.activeElement;
    opener?.remove();
    this.listen();
    await this.restore(this.input.value);
    if (!wasOpened) return;
    if (this.choices.wide.matches) this.input.focus();
    else this.choices.open();
  }

  listen() {
    let typing;
    this.input.addEventListener("input", () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.type(), PAUSE);
    });
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(typing);
      this.ask(this.typing ? "replace" : "push");
    });
    this.order.addEventListener("change", () => this.go({ order: this.order.value }));
    this.more.addEventListener("click", () => this.showMore());
    this.place.addEventListener("keydown", (event) => this.key(event));
    addEventListener("popstate", () => this.restore(null));
    addEventListener("online", () => this.render());
    addEventListener("pagehide", () => this.remember());
    let scrolling;
    addEventListener("scroll", () => {
      clearTimeout(scrolling);
      scrolling = setTimeout(() => this.remember(), 200);
    }, { passive: true });
  }

  key(event) {
    const links = [...this.list.querySelectorAll(".card-title a")];
    const at = links.indexOf(document.activeElement);
    if (event.target !== this.input && at < 0) return;
    if (event.key === "ArrowDown") links[Math.min(at + 1, links.length - 1)]?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
    else if (event.key === "Escape" && at >= 0) this.input.focus();
    else if (event.key === "Escape" && this.input.value) {
      this.input.value = "";
      this.type();
    } else return;
    event.preventDefault();
  }

  // --- the state --------------------------------------------------------------------------------------------------------

  ask(how) {
    return this.go({ q: this.input.value, exact: false }, how);
  }

  // Search for what is being typed: all its keys are one step, from which the way back leads to the query before.
  type() {
    const shown = this.ask(this.typing || !this.query ? "replace" : "push");
    this.typing = true;
    return shown;
  }

  // Change the state, and with it the address, as a step to go back from or in place of the last; then show it.
  go(change, how = "push", top = 0) {
    this.typing = false;
    this.state = { ...this.state, shown: 0, ...change };
    tell(how, { top }, written(this.state, this.names));
    return this.render();
  }

  async showMore() {
    const before = this.list.children.length;
    await this.go({ shown: this.most() + this.step() }, "replace", scrollY);
    if (this.more.hidden) this.list.children[before]?.querySelector("a")?.focus();
  }

  remember() {
    tell("replace", { ...history.state, top: scrollY });
  }

  // Show what the address says. `typed` is what stood in the box before the search came, null on the way back.
  async restore(typed) {
    const top = history.state?.top ?? 0;
    this.typing = false;
    this.state = read(this.names);
    if (typed && typed !== this.state.q) return this.type();
    this.input.value = this.state.q;
    await this.render();
    if (top || typed === null) scrollTo(0, top);
  }

  get query() {
    return this.state.q.trim();
  }

  get chosen() {
    return Object.keys(this.state.choices).length > 0;
  }

  // Whether there is anything to show results for.
  get active() {
    return this.query !== "" || this.chosen || this.browse;
  }

  // The order in which results are shown; "" puts the best first.
  get ordered() {
    return this.state.order || (this.query ? "" : "moi");
  }

  step() {
    return this.ordered ? LISTED : FOUND;
  }

  most() {
    return Math.max(this.state.shown, this.step());
  }

  // --- from the state to the page ---------------------------------------------------------------------------------------

  async render() {
    const mine = ++this.asked;
    const results = await this.results().catch(() => null);
    if (mine !== this.asked) return; // something newer is asked already
    this.found = results?.found ?? null;
    if (results) this.show(results);
    else this.showAway();
    if (!results) return;
    const first = results.cards.slice(0, EXPLAINED);
    const items = [...this.list.children];
    const right = await Promise.all(first.map((card, at) => explain(items[at], card, results.found)));
    const wrong = right.flatMap((is, at) => (is ? [] : [items[at]]));
    if (mine !== this.asked || !wrong.length) return;
    for (const item of wrong) item.remove();
    this.surround(results.total - wrong.length);
  }

  // What the state asks for: all that is found, how many of it are chosen, and the cards to show.
  async results() {
    const { exact, choices } = this.state;
    const [found] = await Promise.all([
      this.query ? this.search.search(this.state.q, exact) : { ...EVERYTHING, numbers: this.facets.all },
      this.facets.need([...Object.keys(choices), ...(this.active ? this.choices.wanted() : [])]),
    ]);
    const { numbers, counts } = this.facets.chosen(found.numbers, choices);
    const sorted = this.active ? await this.facets.sorted(numbers, this.ordered) : [];
    const [cards, pages] = await Promise.all([
      this.ordered ? this.search.cards(sorted.slice(0, this.most())) : this.search.first({ ...found, numbers: sorted }, this.most()),
      this.search.cards(this.chosen ? [] : found.pages.slice(0, PAGES)),
    ]);
    return { found, counts, total: numbers.length, listed: sorted.length, cards, pages };
  }

  show({ found, counts, total, listed, cards, pages }) {
    this.showOrders();
    this.choices.update(counts, this.state.choices, total);
    this.choices.opened(); // one may have been opened meanwhile
    this.answers.replaceChildren(...answerLines(this.chosen ? [] : found.answers));
    const held = document.activeElement?.closest("[data-number]")?.dataset.number;
    this.list.replaceChildren(...cards.map((card, at) => resultItem(card, found.ways, at)));
    if (held) (this.list.querySelector(`[data-number="${held}"] a`) ?? this.input).focus();
    this.pages.hidden = !pages.length;
    this.pages.replaceChildren(...writtenPages(pages));
    const left = listed - cards.length;
    this.more.hidden = left <= 0;
    this.more.textContent = `Xem thêm ${Math.min(this.step(), left)} bài`;
    this.surround(this.active ? total : 0);
  }

  showAway() {
    for (const place of [this.list, this.answers]) place.replaceChildren();
    this.more.hidden = this.pages.hidden = true;
    this.surround(0);
    this.panel.hidden = false;
    this.status.textContent = `${AWAY} Các danh sách bên dưới vẫn dùng được.`;
  }

  // What stands around so many results: without any, the ways on.
  surround(total) {
    this.panel.hidden = !this.active;
    this.place.classList.toggle("search-asked", this.active && !this.browse);
    this.choices.all.hidden = this.choices.button.hidden = !total && !this.chosen;
    this.sort.hidden = total < 2;
    for (const child of this.instead) child.hidden = child.matches(".search-wait") || (this.active && total > 0);
    this.status.replaceChildren(...(this.found && this.active ? this.said(total) : []));
  }

  said(total) {
    const drop = make("button", { type: "button" }, "Bỏ mọi lựa chọn");
    drop.addEventListener("click", () => this.go({ choices: {} }));
    return [...told(this.found, total, this.query, this.chosen ? drop : null), ...this.otherwise()];
  }

  // A link to the words as they were typed, or from these to all that they may mean.
  otherwise() {
    const { exact } = this.state;
    if (!exact && !this.found.also && !["typed", "slip"].includes(this.found.note)) return [];
    const text = exact ? "Tìm cả cách gọi khác" : `Chỉ đúng chữ “${shortened(this.query)}”`;
    const link = make("a", { href: written({ ...this.state, exact: !exact, shown: 0 }, this.names) }, text);
    link.addEventListener("click", async (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      await this.go({ exact: !exact });
      (this.status.querySelector("a") ?? this.input).focus();
    });
    return [" ", link];
  }

  showOrders() {
    const orders = Object.entries(ORDERS).filter(([key]) => key || this.query);
    this.order.replaceChildren(...orders.map(([value, name]) => make("option", { value }, name)));
    this.order.value = this.ordered;
    this.choices.order(orders, this.ordered);
  }

  // A facet was opened: its counts are to be seen.
  async recount() {
    if (!this.found) return; // the first results will come with them
    await this.facets.need(this.choices.wanted()).catch(() => {});
    const { numbers, counts } = this.facets.chosen(this.found.numbers, this.state.choices);
    this.choices.update(counts, this.state.choices, numbers.length);
  }
}

function tell(how, state, address) {
  try {
    history[`${how}State`](state, "", address);
  } catch {
    // a browser that takes no more of these for now; the results are right all the same
  }
}
