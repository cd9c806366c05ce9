// What a section of an entry can hold: what the project's Markdown (GitHub's, without raw HTML) shows, and nothing else.

import { Schema } from "prosemirror-model";
import { schema as commonMark } from "prosemirror-markdown";
import { tableNodes } from "prosemirror-tables";

// Headings stand in the section itself: the site refuses them inside lists and quotations.
const IN_ITEMS = "(paragraph | bullet_list | ordered_list | blockquote | code_block | table)";

const heading = {
  attrs: { level: { default: 3 } },
  content: "text*",
  group: "block",
  defining: true,
  // The title of a page is h1, that of a section h2: a pasted heading becomes one of the two levels below.
  parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: level > 3 ? 4 : 3 } })),
  toDOM: (node) => [`h${node.attrs.level}`, 0],
};

// A list keeps the sign that its source has: “-”, “*”, “+”; “.” or “)” behind numbers. Blank lines part loose items.
const bulletList = {
  attrs: { tight: { default: true }, sign: { default: "-" } },
  content: "list_item+",
  group: "block",
  parseDOM: [{ tag: "ul", getAttrs: (element) => ({ tight: !element.hasAttribute("data-loose") }) }],
  toDOM: (node) => ["ul", { "data-loose": node.attrs.tight ? null : "" }, 0],
};
const orderedList = {
  attrs: { tight: { default: true }, sign: { default: "." }, order: { default: 1 } },
  content: "list_item+",
  group: "block",
  parseDOM: [
    {
      tag: "ol",
      getAttrs: (element) => ({
        tight: !element.hasAttribute("data-loose"),
        order: Number.parseInt(element.getAttribute("start") ?? "1", 10) || 1,
      }),
    },
  ],
  toDOM: (node) => ["ol", { start: node.attrs.order, "data-loose": node.attrs.tight ? null : "" }, 0],
};

// A new line in the source that is no break in CommonMark. The site mostly shows it as one: that is how staff type.
const softBreak = {
  inline: true,
  group: "inline",
  selectable: false,
  parseDOM: [{ tag: "br[data-soft]", priority: 60 }],
  toDOM: () => ["br", { "data-soft": "" }],
  leafText: () => "\n",
};

// Markdown for which there is nothing above (definitions of links, pictures, other headings): shown as it is written.
const source = {
  content: "text*",
  marks: "",
  group: "block",
  code: true,
  defining: true,
  parseDOM: [{ tag: "pre[data-source]", preserveWhitespace: "full", priority: 60 }],
  toDOM: () => ["pre", { "data-source": "", title: "Giữ nguyên như đã viết trong tệp" }, 0],
};

// Alignment is an attribute and no style: the desk's policy forbids styles in elements.
const alignment = {
  default: null,
  getFromDOM: (element) => element.getAttribute("align"),
  setDOMAttr: (value, attributes) => {
    if (value) attributes.align = value;
  },
};
const tables = tableNodes({
  tableGroup: "block",
  cellContent: "paragraph",
  cellAttributes: { align: alignment },
});

const nodes = commonMark.spec.nodes
  .remove("image")
  .update("heading", heading)
  .update("bullet_list", bulletList)
  .update("ordered_list", orderedList)
  .update("list_item", { ...commonMark.spec.nodes.get("list_item"), content: `paragraph ${IN_ITEMS}*` })
  .update("blockquote", { ...commonMark.spec.nodes.get("blockquote"), content: `${IN_ITEMS}+` })
  .append(tables)
  .append({ soft_break: softBreak, source });

// Bold and italics keep the signs of their source too: a line of `**words**` alone is more to the site than `__words__`.
const signed = (name, sign) => ({ ...commonMark.spec.marks.get(name), attrs: { sign: { default: sign } } });

const marks = commonMark.spec.marks.update("strong", signed("strong", "**")).update("em", signed("em", "*")).append({
  strike: { parseDOM: [{ tag: "s" }, { tag: "del" }], toDOM: () => ["del"] },
});

export const schema = new Schema({ nodes, marks });
