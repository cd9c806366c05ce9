// The bar above a section: one stop of the Tab key, arrows within it, and each button says whether it is on.

import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import { around, bold, bullets, heading, italic, newTable, numbers, quotation } from "./commands.mjs";
import { icon } from "./icons.mjs";
import { schema } from "./schema.mjs";

const { nodes, marks } = schema;

const hasMark = (type) => (state) => {
  const { from, to, empty, $from } = state.selection;
  return empty ? Boolean(type.isInSet(state.storedMarks ?? $from.marks())) : state.doc.rangeHasMark(from, to, type);
};
const inList = (type) => (state) => around(state, nodes.bullet_list, nodes.ordered_list)?.node.type === type;
const isIn = (type) => (state) => around(state, type) !== null;

// name, its icon, what it does, and where it has them: whether it is on, its keys, whether it is only for tables.
const BUTTONS = [
  { name: "Đậm", icon: "bold", run: bold, isOn: hasMark(marks.strong), keys: "Ctrl+B" },
  { name: "Nghiêng", icon: "italic", run: italic, isOn: hasMark(marks.em), keys: "Ctrl+I" },
  { name: "Tiêu đề nhỏ", icon: "heading", run: heading, isOn: isIn(nodes.heading) },
  { name: "Gạch đầu dòng", icon: "bullets", run: bullets, isOn: inList(nodes.bullet_list) },
  { name: "Đánh số", icon: "numbers", run: numbers, isOn: inList(nodes.ordered_list) },
  { name: "Trích dẫn", icon: "quotation", run: quotation, isOn: isIn(nodes.blockquote) },
  { name: "Bảng", icon: "table", run: newTable, isOn: isIn(nodes.table) },
  { name: "Liên kết", icon: "link", asksAddress: true, run: toggleMark(marks.link, { href: "" }), isOn: hasMark(marks.link), keys: "Ctrl+K" },
  { name: "Hoàn tác", icon: "undo", run: undo, keys: "Ctrl+Z" },
  { name: "Làm lại", icon: "redo", run: redo, keys: "Ctrl+Y" },
  { name: "Thêm hàng", run: addRowAfter, isForTables: true },
  { name: "Thêm cột", run: addColumnAfter, isForTables: true },
  { name: "Xóa hàng", run: deleteRow, isForTables: true },
  { name: "Xóa cột", run: deleteColumn, isForTables: true },
  { name: "Xóa bảng", run: deleteTable, isForTables: true },
];

/** Return the button element of a row of the table above. */
function buttonOf({ name, icon: drawing, keys }) {
  const button = document.createElement("button");
  button.type = "button";
  button.tabIndex = -1;
  button.title = keys ? `${name} (${keys})` : name;
  if (drawing) button.append(icon(drawing));
  const words = document.createElement("span");
  words.textContent = name;
  button.append(words);
  return button;
}

/**
 * Return the bar of a view as {element, show}. `show` is to be called when the state has changed.
 * `askAddress` is called for the one button that first asks for something.
 */
export function toolbar(label, getView, askAddress) {
  const element = document.createElement("div");
  element.className = "editor-bar";
  element.setAttribute("role", "toolbar");
  element.setAttribute("aria-label", `Định dạng: ${label}`);
  const buttons = BUTTONS.map((row) => ({ ...row, element: element.appendChild(buttonOf(row)) }));
  const seen = () => buttons.filter((button) => !button.element.hidden).map((button) => button.element);

  for (const { element: button, run, asksAddress } of buttons) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const view = getView();
      stopAt(button);
      if (asksAddress) askAddress();
      else {
        run(view.state, view.dispatch, view);
        view.focus();
      }
    });
  }
  const stopAt = (chosen) => {
    for (const { element: button } of buttons) button.tabIndex = button === chosen ? 0 : -1;
  };
  element.addEventListener("keydown", (event) => {
    const all = seen();
    const at = all.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1 + all.length, Home: 0, End: all.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    stopAt(all[to % all.length]);
    all[to % all.length].focus();
  });
  stopAt(buttons[0].element);

  const show = () => {
    const { state } = getView();
    const inTable = isInTable(state);
    for (const { element: button, run, isOn, isForTables } of buttons) {
      button.hidden = Boolean(isForTables) && !inTable;
      button.setAttribute("aria-disabled", String(!run(state)));
      if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
    }
    if (!seen().some((button) => button.tabIndex === 0)) stopAt(buttons[0].element);
  };
  return { element, show };
}
