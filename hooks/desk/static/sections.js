// The body of an entry: each of its sections in an editor of its own, and buttons for those that the file lacks.

import { h } from "./dom.js";
import { mountSection } from "./editor.js";

export const NEW = "+"; // before the title of a section that the file lacks: the two are its key, else its number

/** Return all sections to show, in their order: {key, title, text}. `texts` are those that were changed, by key. */
function shownSections(opened, texts) {
  const found = opened.sections.map((section, key) => ({ ...section, key, text: texts[key] ?? section.text }));
  const order = Object.keys(opened.hints);
  for (const title of order.filter((one) => NEW + one in texts)) {
    const later = found.findIndex((one) => order.indexOf(one.title) > order.indexOf(title));
    found.splice(later < 0 ? found.length : later, 0, { key: NEW + title, title, text: texts[NEW + title] });
  }
  return found.filter(({ title, text }) => title || text.trim());
}

/** Return the sections as elements. `onChange(key, text)` runs as one types; `onAdd(title)` when a section is to be added;
 * `onPasteNotice(words)` when a paste has dropped something. */
export function drawnSections(opened, texts, { onChange, onAdd, onPasteNotice }) {
  const all = shownSections(opened, texts);
  const lacking = Object.keys(opened.hints).filter((title) => !all.some((one) => one.title === title));
  const elements = all.map(({ key, title, text }, place) => {
    const editor = h("div", { class: "editor" });
    const label = title || "Mở đầu";
    const mounted = mountSection(editor, {
      markdown: text,
      label,
      onChange: () => onChange(key, mounted.markdown()),
      onPasteNotice,
    });
    return h(
      "section",
      { id: `s${place}`, "data-at": JSON.stringify(["#", key]) },
      h("h2", {}, label),
      opened.hints[title] && h("p", { class: "help" }, opened.hints[title]),
      editor,
      h("div", { class: "tells" }),
    );
  });
  const add = (title) =>
    h("button", { type: "button", class: "b", onclick: () => onAdd(title) }, `Thêm phần “${title}”`);
  if (lacking.length) {
    if (!elements.length) elements.push(h("section", { id: "s0" }, h("h2", {}, "Thân bài")));
    elements.at(-1).append(h("p", { class: "go" }, ...lacking.map(add)));
  }
  return elements;
}
