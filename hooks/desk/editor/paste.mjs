// What Word, Outlook, Zalo and web pages put on the clipboard, as plain HTML: headings, bold, lists, tables, links.

import { typedLists, wordLists } from "./paste_lists.mjs";
import { lineOf, plainTables } from "./paste_tables.mjs";
import { harmless } from "./paste_tags.mjs";

const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, table, div, blockquote, pre";
const HEADINGS = "h1, h2, h3, h4, h5, h6";
const GONE = "head, button, select, video, audio, canvas, picture > source, del[cite], span.msoDel, .MsoCommentReference";
const HIDDEN = /display: ?none|mso-hide: ?all/i;
const OLD_FONT = /font-family:[^;]*(?:\.vn[a-z]|vni-)/i;
const GOOD_ADDRESS = /^(?:https?:|mailto:|tel:)/i;
const OWN_ADDRESS = /^(?:https?:|mailto:|tel:|\/|#)/i; // elsewhere “/tin/2” is a page of another site
const SAFE_LINK = /safelinks\.protection\.outlook\.com\/.*?[?&]url=([^&]+)/i;
const KEEPS_LINES = /white-space(?:-collapse)?: ?(?:pre|break-spaces)/i;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const KEPT = new Set(["href", "start", "align", "data-loose", "data-soft", "data-source", "data-pm-slice"]);

const styleOf = (element) => element.getAttribute("data-style") ?? "";
const unwrap = (element) => element.replaceWith(...element.childNodes);
const isBlank = (element) => !/[^\s\u00a0]/.test(element.textContent);

/** Links keep addresses that lead somewhere from here; Outlook's are led past its gatekeeper. */
function plainLinks(all, isOwn) {
  const isGood = isOwn ? OWN_ADDRESS : GOOD_ADDRESS;
  for (const link of all("a")) {
    const address = (link.getAttribute("href") ?? "").trim();
    const safe = SAFE_LINK.exec(address)?.[1];
    if (!isGood.test(address) || isBlank(link)) unwrap(link);
    else if (safe) link.setAttribute("href", decodedAddress(safe) ?? address);
    else link.setAttribute("href", address);
  }
}

/** Return an address that is written with % in another, null where it is none. */
function decodedAddress(text) {
  try {
    const address = decodeURIComponent(text);
    return GOOD_ADDRESS.test(address) ? address : null;
  } catch {
    return null;
  }
}

/** Bold and italics that only a style says become elements; bold that a style takes back is none. */
function plainMarks(all) {
  for (const element of all("span, b, strong, i, em, font")) {
    const style = styleOf(element);
    const isBold = /(?:^|[;\s])font-weight: ?(?:bold|[6-9]00)/.test(style);
    const isItalic = /(?:^|[;\s])font-style: ?italic/.test(style);
    const isNormal = /(?:^|[;\s])font-weight: ?(?:normal|[1-5]00)/.test(style) && /^(?:b|strong)$/.test(element.localName);
    for (const tag of [isBold && "strong", isItalic && "em"].filter(Boolean)) {
      const mark = element.ownerDocument.createElement(tag);
      mark.append(...element.childNodes);
      element.append(mark);
    }
    if (isNormal || /^(?:span|font)$/.test(element.localName)) unwrap(element);
  }
  for (const mark of all(HEADINGS).flatMap((heading) => [...heading.querySelectorAll("b, strong, br")])) {
    if (mark.localName === "br") mark.replaceWith(" ");
    else unwrap(mark);
  }
}

/** Line breaks in text that a style keeps, as in messages, become `<br>`. */
function plainLines(all, document) {
  for (const element of all("[data-style]").filter((found) => KEEPS_LINES.test(styleOf(found)))) {
    for (const text of [...element.childNodes].filter((child) => child.nodeName === "#text" && /\S\s*\n\s*\S/.test(child.data))) {
      const lines = text.data.split("\n").flatMap((line) => [document.createElement("br"), line]);
      text.replaceWith(...lines.slice(1));
    }
  }
}

/** Lines that only `<br>` parts become a paragraph each. */
function plainParagraphs(all, document) {
  const { body } = document;
  if (!body.querySelector(BLOCKS)) {
    const whole = document.createElement("div");
    whole.append(...body.childNodes);
    body.append(whole);
  }
  for (const block of all("p, div")) {
    const isInner = block.closest("li, td, th") || block.querySelector(BLOCKS);
    if (isInner || !block.querySelector("br:not([data-soft])")) continue;
    const lines = [document.createElement("p")];
    for (const child of [...block.childNodes]) {
      if (child.nodeName === "BR") lines.push(document.createElement("p"));
      else lines.at(-1).append(child);
    }
    block.replaceWith(...lines);
  }
}

/** Return the text of HTML in NFC, without invisible signs and without more than one space in a row. */
function plainText(document) {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.parentElement.closest("pre")) continue;
    node.data = node.data.normalize("NFC").replace(INVISIBLE, "").replace(/[\s\u00a0]+/g, " ");
  }
}

/**
 * Return what of a clipboard's HTML a section can hold; `told` gets the number of `pictures`, and whether `oldFont`.
 * `inOneLine` is for a cell of a table: all but a table becomes one paragraph.
 */
export function cleaned(html, told = {}, { inOneLine = false } = {}) {
  const document = new DOMParser().parseFromString(harmless(html), "text/html");
  const { body } = document;
  const all = (selector) => [...body.querySelectorAll(selector)];
  const isOwn = body.querySelector("[data-pm-slice]") !== null; // copied in an editor of the desk
  told.pictures = all("x-picture").length;
  told.oldFont = all("[data-style]").some((element) => OLD_FONT.test(styleOf(element)) && !isBlank(element));
  for (const element of all(`${GONE}, x-picture`)) element.remove();
  for (const element of all("[data-style]")) if (HIDDEN.test(styleOf(element))) element.remove();
  for (const element of all("*")) if (element.localName.includes(":") || element.localName === "ins") unwrap(element);
  plainLinks(all, isOwn);
  if (!isOwn) {
    wordLists(body);
    plainLines(all, document);
    plainMarks(all);
    plainParagraphs(all, document);
    plainTables(body);
    typedLists(body);
    plainText(document);
    for (const block of all("p, h1, h2, h3, h4, h5, h6, ul, ol, li, div, blockquote")) {
      if (!block.closest("td, th, pre") && isBlank(block) && !block.querySelector("table")) block.remove();
    }
  }
  for (const element of all("*")) {
    for (const { name } of [...element.attributes]) if (!KEPT.has(name)) element.removeAttribute(name);
  }
  if (inOneLine && !body.querySelector("td, th")) body.replaceChildren(lineOf(body));
  return body.innerHTML;
}

/** Return the HTML of plain text: each line is a paragraph, and lines that begin with a dash are a list. */
export function fromPlainText(text, options) {
  const escape = (line) => line.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return cleaned(text.split(/[\r\n]+/).map((line) => `<p>${escape(line)}</p>`).join(""), {}, options);
}

/** Return what to tell of a paste, in one sentence for each thing; nothing where all came along. */
export function notice({ pictures, oldFont }) {
  const said = [];
  if (pictures) said.push(`${pictures} ảnh không dán được: kéo ảnh vào mục Ảnh`);
  if (oldFont) said.push("Đoạn vừa dán dùng phông chữ cũ (.VnTime, VNI): chuyển sang Unicode rồi dán lại");
  return said.join(". ");
}
