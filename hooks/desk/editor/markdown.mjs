// A section's Markdown and its document. A block that nobody touched keeps the very text that it was read from.

import MarkdownIt from "markdown-it";
import { Fragment } from "prosemirror-model";
import { MarkdownParser, defaultMarkdownParser } from "prosemirror-markdown";
import { schema } from "./schema.mjs";
import { blockText, withoutMarkedEdges } from "./serializer.mjs";

// Lines that are indented, or underlined with “---”, are paragraphs to the site: staff indent as in Word.
const markdownIt = new MarkdownIt("commonmark", { html: false })
  .enable(["table", "strikethrough"])
  .disable(["code", "lheading"]);
markdownIt.core.ruler.push("paragraphs in cells", (state) => {
  state.tokens = state.tokens.flatMap((token) => {
    if (/^t[hd]_open$/.test(token.type)) return [token, new state.Token("paragraph_open", "p", 1)];
    if (/^t[hd]_close$/.test(token.type)) return [new state.Token("paragraph_close", "p", -1), token];
    return [token];
  });
});

const tight = (tokens, at) => tokens.slice(at + 1).find((token) => token.type !== "list_item_open")?.hidden ?? true;
const align = (token) => ({ align: /text-align:(\w+)/.exec(token.attrGet("style") ?? "")?.[1] ?? null });
const { image: _pictures, ...commonMark } = defaultMarkdownParser.tokens;
const TOKENS = {
  ...commonMark,
  bullet_list: { block: "bullet_list", getAttrs: (token, all, at) => ({ sign: token.markup, tight: tight(all, at) }) },
  ordered_list: {
    block: "ordered_list",
    getAttrs: (token, all, at) => ({
      sign: token.markup,
      tight: tight(all, at),
      order: Number(token.attrGet("start") ?? 1),
    }),
  },
  table: { block: "table" },
  thead: { ignore: true },
  tbody: { ignore: true },
  tr: { block: "table_row" },
  th: { block: "table_header", getAttrs: align },
  td: { block: "table_cell", getAttrs: align },
  strong: { mark: "strong", getAttrs: (token) => ({ sign: token.markup }) },
  em: { mark: "em", getAttrs: (token) => ({ sign: token.markup }) },
  s: { mark: "strike" },
  softbreak: { node: "soft_break" },
};

// It takes the tokens of one block; what it has no word for is thrown.
const parser = new MarkdownParser(schema, { parse: (tokens) => tokens }, TOKENS);

/** Return whether a block's headings are of the two levels that a section may have. */
const hasOwnHeadings = (tokens) =>
  tokens.every((token) => token.type !== "heading_open" || token.tag === "h3" || token.tag === "h4");

// “> 50%”, “>= 10 hộ” in a line are signs to the site, and no quotations.
const MORE_THAN = /^[ \t]*(?:> ?)*>(?:[=\d]|[ \t](?!(?:19|20)\d\d\b)\d)/m;

/** Return the node of one block's tokens, null where the editor cannot show it. */
function blockNode(tokens) {
  if (!hasOwnHeadings(tokens)) return null;
  try {
    const doc = parser.parse(tokens);
    doc.check();
    return doc.childCount === 1 ? doc.firstChild : null;
  } catch {
    return null;
  }
}

/** Return [tokens, first line, line behind] for each block of a text; `references` gets the links that it defines. */
function parsedBlocks(text, references = {}) {
  const blocks = [];
  let open = [];
  let depth = 0;
  for (const token of markdownIt.parse(text, { references })) {
    open.push(token);
    depth += token.nesting;
    if (depth) continue;
    blocks.push([open, ...open[0].map]);
    open = [];
  }
  return blocks;
}

const sourceNode = (text) => schema.node("source", null, text ? [schema.text(text)] : []);

/**
 * Read a section. Returns {doc, blocks, tail, empty}: each block has its `node`, the `text` that it was read from and
 * the `gap` before it; gaps, texts and the tail in a row are the section. `empty` is the section where it has no block.
 */
export function read(section) {
  const lines = section.split("\n");
  const references = {}; // by label, in capitals
  const blocks = [];
  let done = 0; // lines
  const add = (from, to, node) => {
    const text = lines.slice(from, to).join("\n");
    const gap = (blocks.length ? "\n" : "") + lines.slice(done, from).map((line) => `${line}\n`).join("");
    blocks.push({ text, gap, node: node && isFaithful(node) ? node : sourceNode(text) });
    done = to;
  };
  const addUnparsed = (end) => { // definitions of links, for which the parser gives no token
    let [from, to] = [done, end];
    while (from < to && !lines[from].trim()) from++;
    while (to > from && !lines[to - 1].trim()) to--;
    if (to > from) add(from, to, null);
  };
  // Of `[words][label]` the label would be lost, and its definition, which nothing uses then, be shown on the site.
  const usesReference = (text) => Object.keys(references).some((label) => text.toUpperCase().includes(`[${label}]`));
  for (const [tokens, from, behind] of parsedBlocks(section, references)) {
    let to = behind;
    while (to > from + 1 && !lines[to - 1].trim()) to--;
    const text = lines.slice(from, to).join("\n");
    const isOther = usesReference(text) || (/_open$/.test(tokens[0].type) && MORE_THAN.test(text));
    addUnparsed(from);
    add(from, to, isOther ? null : blockNode(tokens));
  }
  addUnparsed(lines.length);
  const tail = (blocks.length && done < lines.length ? "\n" : "") + lines.slice(done).join("\n");
  const nodes = blocks.length ? blocks.map((block) => block.node) : [schema.node("paragraph")];
  return { doc: schema.node("doc", null, nodes), blocks, tail, empty: blocks.length ? null : section };
}

/** Return what a node shows, apart from spaces: equal for nodes that a reader cannot tell apart. */
function shown(node) {
  const out = [];
  let marked = "";
  const walk = (at) => {
    const { name } = at.type;
    if (at.isText) {
      const marks = at.marks.map(({ type, attrs }) => type.name + (attrs.href ?? "") + (attrs.title ?? "")).sort().join();
      const text = at.text.normalize("NFC").replace(/\s+/g, "");
      if (text && marks !== marked) out.push(`{${(marked = marks)}}`);
      out.push(text);
    } else if (name === "hard_break" || name === "soft_break") out.push("⏎");
    else {
      const { level, order, params, align } = at.attrs; // the others are ways of writing
      out.push(`<${name} ${level ?? order ?? params ?? align ?? ""}>`);
      marked = "";
      at.forEach(walk);
      while (out.at(-1) === "⏎") out.pop();
      out.push("</>");
    }
  };
  walk(node);
  return out.join("");
}

/** Return what the blocks of a document show, but for empty ones. */
function shownBlocks(doc) {
  let out = "";
  doc.forEach((node) => (out += isEmpty(node) ? "" : shown(node)));
  return out;
}

const reads = (text, node) => {
  const parsed = parsedBlocks(text);
  const back = parsed.length === 1 ? blockNode(parsed[0][0]) : null;
  return back !== null && shown(back) === shown(node);
};
const isFaithful = (node) => reads(blockText(node), node);

/** Return Markdown that is read as the block: plain where that is enough, else with more care. */
function written(node) {
  if (node.type.name === "source") return blockText(node);
  const text = blockText(node);
  if (reads(text, node)) return text;
  const careful = blockText(node, { escapeAll: true });
  if (reads(careful, node)) return careful;
  const apart = withoutMarkedEdges(node);
  const moved = blockText(apart);
  return reads(moved, apart) ? moved : text;
}

/** Return for each block of a document the number of the read block that it still is, or -1. */
function origins(doc, blocks) {
  const nodes = [];
  doc.forEach((node) => nodes.push(node));
  const byNode = new Map(blocks.map(({ node }, number) => [node, number]));
  const found = nodes.map((node) => byNode.get(node) ?? -1);
  const taken = new Set(found);
  let next = 0;
  nodes.forEach((node, at) => {
    // What was changed and changed back is another node, and equal; the nearest behind the block before comes first.
    const isFree = (block, number) => !taken.has(number) && block.node?.eq(node);
    if (found[at] < 0) found[at] = blocks.findIndex((block, number) => number >= next && isFree(block, number));
    if (found[at] < 0) found[at] = blocks.findIndex(isFree);
    if (found[at] < 0) return;
    taken.add(found[at]);
    next = found[at] + 1;
  });
  return found;
}

const OTHER_SIGN = { "-": "*", "*": "-", "+": "-", ".": ")", ")": "." };

/** Return a list with another sign where it would become one with the list before it. */
function apartFrom(before, node) {
  const joins = before?.type === node.type && before.attrs.sign && before.attrs.sign === node.attrs.sign;
  return joins ? node.type.create({ ...node.attrs, sign: OTHER_SIGN[node.attrs.sign] }, node.content) : node;
}

/** Return whether a block says nothing, as an empty paragraph or a list of one empty item. */
const isEmpty = (node) => node.type.name !== "horizontal_rule" && !node.textContent.trim();

/** Put a document together; `keepGaps` keeps the space around a block that was edited as it was. */
function together(doc, { blocks, tail, empty }, keepGaps) {
  const from = origins(doc, blocks);
  let out = "";
  let before = null;
  let beforeAt = -1; // number of the read block before, -1 for an edited one
  doc.forEach((node, _, at) => {
    const number = from[at];
    const follows = number >= 0 && out && beforeAt === number - 1 && beforeAt >= 0;
    const own = follows ? node : apartFrom(before, node);
    if (number < 0 && isEmpty(node)) return;
    const text = number >= 0 && own === node ? blocks[number].text : written(own);
    if (!out) out = blocks[0]?.gap ?? "\n";
    else if (follows) out += blocks[number].gap;
    else if (keepGaps && number >= 0 && beforeAt < 0) out += blocks[number].gap;
    else if (keepGaps && number < 0 && beforeAt >= 0 && blocks[beforeAt + 1]) out += blocks[beforeAt + 1].gap;
    else out += "\n\n";
    out += text;
    [before, beforeAt] = [own, number];
  });
  if (!before) return blocks.length ? blocks[0].gap : empty;
  return out + (blocks.length ? tail : `\n${empty ? "\n" : ""}`);
}

/** Return the section of a document, of which `origin` is what `read` gave: only what was edited is written anew. */
export function write(doc, origin) {
  const kept = together(doc, origin, true);
  return shownBlocks(read(kept).doc) === shownBlocks(doc) ? kept : together(doc, origin, false);
}
