// Lists in pasted HTML: those of Word, which are paragraphs with a style, and those typed by hand, “- ” before each line.

const LEVEL = /mso-list: ?l\d+ level(\d+)/i;
const MARK = "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']";
const NUMBERED = /^\(?(\d+|[a-zđ]|[ivx]+)[.)]/i;
const TYPED = /^[\s\u00a0]*[-–+•*·][\s\u00a0]+(?=\S)/;
const BLOCKS = "p, h1, h2, h3, h4, h5, h6, ul, ol, li, table, div, blockquote, pre";

/** Take what fits a pattern from the beginning of an element's text. */
function takeStart(element, pattern) {
  let left = pattern.exec(element.textContent)?.[0].length ?? 0;
  const texts = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (left && texts.nextNode()) {
    const taken = Math.min(left, texts.currentNode.data.length);
    texts.currentNode.data = texts.currentNode.data.slice(taken);
    left -= taken;
  }
}

/** Return the sign or number of an item of Word's, and take it out of the paragraph. */
function takeMark(paragraph) {
  const marks = [...paragraph.querySelectorAll(MARK)];
  const text = marks.map((mark) => mark.textContent).join("").trim();
  for (const mark of marks) mark.remove();
  takeStart(paragraph, /^[\s\u00a0]+/);
  return text;
}

/** Return an item that holds what a paragraph held. */
function itemOf(paragraph) {
  const document = paragraph.ownerDocument;
  const [item, inner] = [document.createElement("li"), document.createElement("p")];
  inner.append(...paragraph.childNodes);
  item.append(inner);
  return item;
}

/** Make lists of Word's paragraphs, which say their level in the style and their number in a span. */
export function wordLists(body) {
  let open = []; // the lists that are open, the outermost first
  for (const block of [...body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table")]) {
    if (block.closest("td, th")) continue;
    const style = block.getAttribute("data-style") ?? "";
    const level = Number(LEVEL.exec(style)?.[1] ?? 0);
    if (block.closest("li") || block.localName !== "p" || !level) {
      if (level) takeMark(block); // a numbered heading is no item
      open = [];
      continue;
    }
    const mark = takeMark(block);
    const kind = NUMBERED.test(mark) ? "ol" : "ul";
    if (open[0] && open[0] !== block.previousElementSibling) open = [];
    open.length = Math.min(open.length, level);
    if (open[level - 1] && open[level - 1].localName !== kind) open.length = level - 1;
    while (open.length < level) {
      const list = body.ownerDocument.createElement(open.length === level - 1 ? kind : "ul");
      const above = open.at(-1);
      if (!above) block.before(list);
      else (above.lastElementChild ?? above.appendChild(body.ownerDocument.createElement("li"))).append(list);
      open.push(list);
    }
    if (kind === "ol" && !open[level - 1].children.length && /^\d+/.test(mark)) {
      open[level - 1].setAttribute("start", Number.parseInt(mark, 10));
    }
    open[level - 1].append(itemOf(block));
    block.remove();
  }
}

/** Make lists of lines that begin with a dash or a bullet typed by hand. */
export function typedLists(body) {
  const made = new Set();
  for (const line of [...body.querySelectorAll("p, div")]) {
    if (line.closest("li, td, th") || line.querySelector(BLOCKS) || !TYPED.test(line.textContent)) continue;
    takeStart(line, TYPED);
    const item = itemOf(line);
    const before = line.previousElementSibling;
    if (made.has(before)) {
      before.append(item);
      line.remove();
      continue;
    }
    const list = body.ownerDocument.createElement("ul");
    list.append(item);
    line.replaceWith(list);
    made.add(list);
  }
}
