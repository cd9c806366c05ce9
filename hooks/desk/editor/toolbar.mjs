// The bar above a section: one stop of the Tab key, arrows within it, and each button says whether it is on.

import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, deleteTable, isInTable } from "prosemirror-tables";
import { around, bold, bullets, heading, italic, newTable, numbers, quotation } from "./commands.mjs";
import { icon } from "./icons.mjs";
import { schema } from "./schema.mjs";
import { roving } from "../static/roving_bar.js";

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
  element.setAttribute("aria-label", `Định dạng: ${label}`);
  const buttons = BUTTONS.map((row) => ({ ...row, element: element.appendChild(buttonOf(row)) }));

  for (const { element: button, run, asksAddress } of buttons) {
    button.addEventListener("mousedown", (event) => event.preventDefault()); // the selection stays
    button.addEventListener("click", () => {
      const view = getView();
      if (asksAddress) askAddress();
      else {
        run(view.state, view.dispatch, view);
        view.focus();
      }
    });
  }
  const stopAt = roving(element, buttons.map((button) => button.element));

  const show = () => {
    const { state } = getView();
    const inTable = isInTable(state);
    for (const { element: button, run, isOn, isForTables } of buttons) {
      button.hidden = Boolean(isForTables) && !inTable;
      button.setAttribute("aria-disabled", String(!run(state)));
      if (isOn) button.setAttribute("aria-pressed", String(isOn(state)));
    }
    if (buttons.some((button) => button.element.hidden && button.element.tabIndex === 0)) stopAt(buttons[0].element);
  };
  return { element, show };
}
