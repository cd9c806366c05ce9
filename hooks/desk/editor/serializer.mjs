// One block of a section as Markdown that GitHub's renderer, which the site uses, shows as the editor does.

import { Fragment } from "prosemirror-model";
import { MarkdownSerializer, MarkdownSerializerState, defaultMarkdownSerializer } from "prosemirror-markdown";

// GitHub's Markdown makes links of bare addresses; a backslash in one would become part of it.
const BARE_ADDRESS = /((?:https?:\/\/|www\.)[^\s<>]*)/;
const PUNCTUATION = /[!-/:-@[-`{-~]/g;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const ALIGNED = { left: ":---", right: "---:", center: ":---:" };

/** Return text in which no sign stands for formatting. */
function escaped(text) {
  const between = (kind, whole, at) => kind.test(whole[at - 1] ?? "") && kind.test(whole[at + 1] ?? "");
  return text
    .replace(/[\\`]|~(?=~)|\](?=\()|<(?=[a-z/!?])|&(?=#?\w+;)/gi, "\\$&")
    .replace(/\*/g, (sign, at, whole) => (between(/\s/, whole, at) ? sign : "\\*"))
    .replace(/_/g, (sign, at, whole) =>
      between(/\s/, whole, at) || between(LETTER_OR_DIGIT, whole, at) ? sign : "\\_");
}

/** Return the beginning of a line in which nothing stands for a heading, an item, a quotation, a rule or a fence. */
function escapedStart(text) {
  return text
    .replace(/^(\s*)([-+](?=\s|$)|-(?=[-\s]+$)|>|#(?=#{0,5}(?:\s|$))|~{3}|\[(?=[^\]]*\]:))/, "$1\\$2")
    .replace(/^(\s*\d+)([.)])(?=\s|$)/, "$1\\$2");
}

class State extends MarkdownSerializerState {
  esc(text, atStart) {
    if (this.options.escapeAll) return text.replace(PUNCTUATION, "\\$&");
    const pieces = text.split(BARE_ADDRESS).map((piece, at) => (at % 2 ? piece : escaped(piece)));
    if (atStart || /\n[\s>]*$/.test(this.out)) pieces[0] = escapedStart(pieces[0]);
    return pieces.join("");
  }
}

/** Return the text of a cell: one line in which a bar parts no cells. */
function cellText(state, cell) {
  const inner = new State(state.nodes, state.marks, state.options);
  inner.renderInline(cell.firstChild, false);
  return inner.out.replace(/\\?\n/g, " ").replace(/(?<!\\)\|/g, "\\|").trim();
}

/** Write a table with a line for each row; of a merged cell the first place has the text, the others are empty. */
function table(state, node) {
  const rows = [];
  node.forEach((row) => {
    const cells = [];
    row.forEach((cell) => cells.push(cellText(state, cell), ...Array(cell.attrs.colspan - 1).fill("")));
    rows.push(cells);
  });
  const width = Math.max(...rows.map((row) => row.length));
  const rule = Array(width).fill("---");
  node.firstChild.forEach((cell, _, at) => (rule[at] = ALIGNED[cell.attrs.align] ?? "---"));
  const line = (cells) => `|${Array.from({ length: width }, (_, at) => (cells[at] ? ` ${cells[at]} |` : " |")).join("")}`;
  [rows[0], rule, ...rows.slice(1)].forEach((cells, at) => {
    if (at) state.ensureNewLine();
    state.write(line(cells));
  });
  state.closeBlock(node);
}

/** Write a break, unless nothing follows it; behind a bare address a space, or the backslash would belong to it. */
function hardBreak(state, node, parent, index) {
  for (let next = index + 1; next < parent.childCount; next++) {
    if (parent.child(next).type === node.type) continue;
    state.write(/(?:https?:|www\.)[^\s)>]*$/.test(state.out) ? " \\\n" : "\\\n");
    return;
  }
}

const NODES = {
  ...defaultMarkdownSerializer.nodes,
  bullet_list: (state, node) => state.renderList(node, "  ", () => `${node.attrs.sign} `),
  ordered_list(state, node) {
    const { order, sign } = node.attrs;
    const indent = " ".repeat(String(order + node.childCount - 1).length + 2);
    state.renderList(node, indent, (at) => `${order + at}${sign} `);
  },
  hard_break: hardBreak,
  soft_break: (state) => state.write("\n"),
  source(state, node) {
    state.text(node.textContent.trimEnd(), false);
    state.closeBlock(node);
  },
  table,
};
const sign = (state, mark) => mark.attrs.sign;
const MARKS = {
  ...defaultMarkdownSerializer.marks,
  strong: { ...defaultMarkdownSerializer.marks.strong, open: sign, close: sign },
  em: { ...defaultMarkdownSerializer.marks.em, open: sign, close: sign },
  strike: { open: "~~", close: "~~", mixable: true, expelEnclosingWhitespace: true },
};
const plain = new MarkdownSerializer(NODES, MARKS);

/**
 * Return a block as Markdown, in NFC, without a line break at its end.
 * `escapeAll` puts a backslash before every sign of punctuation: ugly, but nothing can be taken for formatting.
 */
export function blockText(node, { escapeAll = false } = {}) {
  const state = new State(plain.nodes, plain.marks, { ...plain.options, escapeAll });
  state.renderContent(Fragment.from(node));
  // To the site “> 50 hộ” is no quotation but a sign; a second space makes it one.
  const out = node.type.name === "blockquote" ? state.out.replace(/^((?:> )*>) (?=[=\d])/gm, "$1  ") : state.out;
  return out.replace(/\n+$/, "").normalize("NFC");
}

const FORMATS = new Set(["strong", "em", "strike"]);
const EDGES = /^([\p{P}\p{S}]*)(.*?)([\p{P}\p{S}]*)$/su;

/**
 * Return a block whose bold, italics and strikes begin and end at a letter or a digit, and are written with stars.
 * Markdown sees no end of bold between “:” and a letter, `**Kết quả:**tốt`, and none of `__` within a word.
 */
export function withoutMarkedEdges(node) {
  if (node.isText) {
    const marks = node.marks.filter((mark) => !FORMATS.has(mark.type.name));
    const [, before, within, after] = EDGES.exec(node.text);
    if (marks.length === node.marks.length || !within) return node;
    const { schema } = node.type;
    const starred = node.marks.map((mark) => (mark.attrs.sign ? mark.type.create() : mark));
    const pieces = [[before, marks], [within, starred], [after, marks]].filter(([text]) => text);
    return pieces.map(([text, kept]) => schema.text(text, kept));
  }
  const children = [];
  node.forEach((child) => children.push(withoutMarkedEdges(child)));
  return node.copy(Fragment.from(children.flat()));
}
