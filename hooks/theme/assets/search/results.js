// What results look like: lines of answers, cards of models, pages written by hand; and the pieces of text that show why.

import { answerLine, element, make, show } from "./open.js";
import { excerpt, fold, syllables } from "./words.js";

const LINES = 3; // of answers; then more can be unfolded
const MOST_LINES = 9;
const SEEN = 4; // cards of a phone's first screen, whose pictures do not wait
const BLOCKS = "p, li, td, th, dt, dd, h1, h2, h3, h4, figcaption";
const ON_CARDS = ".trail, .entry-head, .facts, .share, .cards, .entry-foot"; // what its card has as well

// The rows of lists that a query names, as elements. A place that is gone leads on to what it became.
export function answerLines(answers) {
  const all = answers.flatMap((answer) => {
    if (!answer.now || !answer.sure) return [answer];
    const [key, name, count, note] = answer.now;
    return [answer, { kind: "Nay là", name, count, note, address: `dia-ban/${key}/` }];
  });
  const lines = all.slice(0, MOST_LINES).map((line) => make("li", {}, answerLine(line)));
  if (!lines.length) return [];
  const first = make("ul", { class: "answers" }, ...lines.slice(0, LINES));
  if (lines.length <= LINES) return [first];
  const rest = make("ul", { class: "answers" }, ...lines.slice(LINES));
  return [first, make("details", { class: "answers-more" }, make("summary", {}, `${lines.length - LINES} mục nữa`), rest)];
}

// A model as an item of a list, with the words of the query marked.
export function resultItem({ number, title, summary, html }, ways, place) {
  const card = element(html);
  if (place < SEEN) for (const picture of card.querySelectorAll("img[loading]")) picture.loading = "eager";
  mark(card.querySelector(".card-title a"), title, ways, 200);
  mark(card.querySelector(".card-summary"), summary, ways, 60);
  return make("li", { "data-number": number }, card);
}

export function writtenPages(pages) {
  const links = pages.map(({ html }) => make("li", {}, element(html).querySelector("a")));
  return [make("h2", {}, "Trang hướng dẫn"), make("ul", { class: "rows" }, ...links)];
}

// Show a text's piece with most of the query; when it has none of it, what stands there stays.
function mark(place, text, ways, size) {
  const pieces = excerpt(text, ways, size);
  if (pieces.length) show(place, pieces);
}

// Where neither title nor summary of a card shows the query, its item gets a piece of the page's own text. Returns false
// when the model is no match after all: that a quoted phrase stands as a whole, only the text can tell.
export async function explain(item, { title, summary }, found) {
  if (!found.ways.length || found.ways.some((way) => hasAll(`${title} ${summary}`, way))) return true;
  const text = await pageText(item.querySelector("a[href]").href);
  if (!text) return true;
  const folded = ` ${plain(text).join(" ")} `;
  if (!found.phrases.every((words) => folded.includes(` ${words.map((word) => word.folded).join(" ")} `))) return false;
  mark(item.querySelector(".card-summary"), text, found.ways);
  return true;
}

const plain = (text) => syllables(text).map(fold);

function hasAll(text, words) {
  const there = new Set(plain(text));
  return words.every(({ folded, open }) => there.has(folded) || (open && [...there].some((word) => word.startsWith(folded))));
}

const texts = new Map();
function pageText(address) {
  if (!texts.has(address)) texts.set(address, fetchedText(address).catch(() => ""));
  return texts.get(address);
}

// The text of a page's main part, without what its card has.
async function fetchedText(address) {
  const answer = await fetch(address);
  if (!answer.ok) return "";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
  for (const part of page.querySelectorAll(ON_CARDS)) part.remove();
  const blocks = [...page.querySelectorAll(BLOCKS)].filter((block) => !block.querySelector(BLOCKS));
  const pictures = [...page.querySelectorAll("img[alt]")].filter(({ alt }) => alt);
  return [...blocks.map(blockText), ...pictures.map(({ alt }) => alt)].join(" ");
}

// A block's text and the sign that sets it apart: cells of a row are parted by a dash, all else ends as a sentence does.
function blockText(block) {
  const text = block.textContent.replace(/\s+/g, " ").trim();
  if (!text || /[.,;:!?…]$/.test(text)) return text;
  if (block.matches("dt")) return `${text}:`;
  return block.matches("td, th") && block.nextElementSibling ? `${text} –` : `${text}.`;
}
