// The search of this site, opened once a page; and what its parts build with.

import { Search } from "./search.js";

export const root = new URL("../../", import.meta.url); // of the site, wherever it lives

let opening;
export function opened() {
  opening ??= Search.open(async (path) => {
    const soon = globalThis.searchFiles?.get(path); // asked.js has asked for it
    globalThis.searchFiles?.delete(path);
    const answer = await (soon ?? fetch(new URL(`tim-kiem/${path}`, root), { cache: "no-cache" })); // files of one build only
    if (answer.ok) return answer.arrayBuffer();
    if (answer.status === 404) return null;
    throw new Error(`${path}: ${answer.status}`);
  });
  opening.catch(() => (opening = undefined));
  return opening;
}

// The style of results, suggestions and choices; no page carries it before somebody searches.
let styling;
export function styled() {
  styling ??= new Promise((done) => {
    const link = make("link", { rel: "stylesheet", href: new URL("search.css", import.meta.url).href });
    link.addEventListener("load", done);
    link.addEventListener("error", () => {
      styling = undefined;
      link.remove();
      done(); // plain, but it works
    });
    document.head.append(link);
  });
  return styling;
}

// A card as an element. Its HTML was made by the theme with the site; no script in it would run.
export function element(html) {
  const made = new DOMParser().parseFromString(html.replaceAll("@@root@@/", root.href), "text/html");
  return document.importNode(made.body.firstElementChild, true);
}

// Put an excerpt into an element: text, never markup.
export function show(place, pieces) {
  place.replaceChildren(...pieces.map(({ text, hit }) => (hit ? make("mark", {}, text) : text)));
}

export function make(tag, attributes = {}, ...inside) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...inside);
  return made;
}

// An answer as a link: what it is, its name, how many models it has.
export function answerLine({ kind, name, count: many, note, address }) {
  const counted = many === null || many === undefined ? "" : make("span", { class: "answers-count" }, count(many), make("span", { class: "unseen" }, " mô hình"));
  return make("a", { href: new URL(address, root).href }, make("span", { class: "answers-kind" }, kind, make("span", { class: "unseen" }, ": ")),
    make("b", {}, name, note ? make("small", {}, note) : ""), counted);
}

export const AWAY = "Chưa tải được kết quả. Xin xem lại mạng rồi thử lại.";
export const count = (number) => number.toLocaleString("vi-VN");
