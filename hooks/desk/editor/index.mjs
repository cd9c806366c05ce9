// One section of an entry's body in a rich editor: Markdown in, Markdown out.
//
//   const section = mountSection(element, { markdown, label, onChange, onPasteNotice });
//   section.markdown()         what is to be saved: the very text given as long as nothing differs from it
//   section.replace(markdown)  shows another text, as if it had been given at first
//   section.focus(), section.destroy()

import { baseKeymap } from "prosemirror-commands";
import { history, redo, undo } from "prosemirror-history";
import { inputRules, undoInputRule, wrappingInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { DOMParser as DocumentParser, Slice } from "prosemirror-model";
import { EditorState } from "prosemirror-state";
import { isInTable, tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { KEYS, bold, italic, link, linkAt } from "./commands.mjs";
import { linkForm } from "./link_form.mjs";
import { read, write } from "./markdown.mjs";
import { cleaned, fromPlainText, notice } from "./paste.mjs";
import { schema } from "./schema.mjs";
import { toolbar } from "./toolbar.mjs";

export { cleaned, read, write };

// Only lists begin by themselves: rules for quotes, dashes or stars would fight with Unikey, which sends Backspaces.
const RULES = inputRules({
  rules: [
    wrappingInputRule(/^\s*[-+*]\s$/, schema.nodes.bullet_list),
    wrappingInputRule(/^(\d{1,3})[.)]\s$/, schema.nodes.ordered_list, (found) => ({ order: Number(found[1]) })),
  ],
});
const PAUSE = 800; // milliseconds: what is typed without a longer one is undone at once

/** Return the elements of HTML that `cleaned` gave. */
function elementsOf(html) {
  const holder = document.implementation.createHTMLDocument("").createElement("div");
  holder.innerHTML = html;
  return holder;
}

/** Return how many pictures were brought instead of text. */
function picturesIn(transfer) {
  const files = [...(transfer?.files ?? [])];
  const hasText = transfer?.types.some((type) => type === "text/html" || type === "text/plain");
  return hasText ? 0 : files.filter((file) => file.type.startsWith("image/")).length;
}

/** Show a section in `element`; `label` is its name for those who listen. Without its options nobody is told. */
export function mountSection(element, { markdown, label, onChange = () => {}, onPasteNotice = () => {} }) {
  let given = markdown;
  let origin = read(given.replaceAll("\r\n", "\n"));
  let view = null;
  let isLeaving = false;

  const tell = (told) => {
    const said = notice(told);
    if (said) onPasteNotice(said);
  };
  const form = linkForm();
  const askAddress = async () => {
    const address = await form.ask(linkAt(view.state).href);
    if (address !== null) link(address)(view.state, view.dispatch);
    view.focus();
  };
  const bar = toolbar(label, () => view, askAddress);
  const page = document.createElement("div");
  page.className = "editor-page";
  element.classList.add("editor");
  element.append(bar.element, form.element, page);

  const keys = {
    ...KEYS,
    Backspace: undoInputRule,
    "Mod-b": bold,
    "Mod-i": italic,
    "Mod-k": () => {
      askAddress();
      return true;
    },
    "Mod-z": undo,
    "Mod-y": redo,
    "Mod-Shift-z": redo,
    // To the bar; from there Escape or a choice leads back.
    "Alt-F10": () => {
      bar.element.querySelector("[tabindex='0']").focus();
      return true;
    },
  };
  const plugins = [
    RULES,
    keymap(keys),
    keymap(baseKeymap),
    history({ newGroupDelay: PAUSE }),
    tableEditing(),
  ];
  const stateOf = (doc) => EditorState.create({ doc, plugins });

  view = new EditorView(page, {
    state: stateOf(origin.doc),
    attributes: {
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": label,
      "aria-description": "Escape rồi Tab để ra khỏi ô soạn",
      lang: "vi",
      spellcheck: "false",
    },
    // In a table Tab goes on to the next cell, and after the last to a new row: behind Escape it leaves the editor.
    handleDOMEvents: {
      keydown(_view, event) {
        const leaves = event.key === "Tab" && isLeaving;
        if (event.key !== "Shift") isLeaving = event.key === "Escape";
        return leaves;
      },
    },
    transformPastedHTML(html) {
      const told = {};
      const clean = cleaned(html, told, { inOneLine: isInTable(view.state) });
      tell(told);
      return clean;
    },
    clipboardTextParser(text) {
      const html = fromPlainText(text, { inOneLine: isInTable(view.state) });
      return Slice.maxOpen(DocumentParser.fromSchema(schema).parse(elementsOf(html)).content);
    },
    handlePaste(_view, event) {
      const pictures = picturesIn(event.clipboardData);
      tell({ pictures });
      return pictures > 0;
    },
    handleDrop(_view, event) {
      const pictures = picturesIn(event.dataTransfer);
      tell({ pictures });
      return Boolean(event.dataTransfer?.files.length);
    },
    dispatchTransaction(transaction) {
      view.updateState(view.state.apply(transaction));
      bar.show();
      if (transaction.docChanged) onChange();
    },
  });
  bar.element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") view.focus();
  });
  bar.show();

  return {
    markdown() {
      if (view.state.doc.eq(origin.doc)) return given;
      const text = write(view.state.doc, origin);
      return given.includes("\r\n") ? text.replaceAll("\n", "\r\n") : text;
    },
    focus: () => view.focus(),
    replace(other) {
      given = other;
      origin = read(given.replaceAll("\r\n", "\n"));
      view.updateState(stateOf(origin.doc));
      bar.show();
    },
    destroy() {
      view.destroy();
      element.classList.remove("editor");
      for (const part of [bar.element, form.element, page]) part.remove();
    },
  };
}
