// “Thêm mới…”: a form of its own for a row that a register lacks, in a dialog over the entry.

import { ask, h, showDialog } from "./dom.js";
import { field } from "./controls.js";
import { FormState } from "./form_state.js";

/** Ask for a new row of a register, its name being `typed`. Return its key, null when none was added, and the rows of all
 * registers that have changed: a new unit may have brought a new ward along. */
export async function newRow(register, typed, path) {
  const { fields, choices } = await ask(`danh-muc/${register}`);
  const [needed, others] = [fields.filter((one) => one.required), fields.filter((one) => !one.required)];
  const state = new FormState({ data: guessed(register, typed, fields), choices, path, files: [] });
  const told = h("p", { class: "tell", role: "alert", hidden: true });
  const body = h("div", { class: "inner" });
  const more = h("details", {}, h("summary", {}, "Thêm chi tiết (không bắt buộc)"), h("div", { class: "inner" }));
  state.redraw = (at) => {
    body.replaceChildren(...needed.map((one) => field(state, one, [one.key])));
    more.lastChild.replaceChildren(...others.map((one) => field(state, one, [one.key])));
    if (at)
      for (const part of [body, more])
        part
          .querySelector(`[data-at="${CSS.escape(JSON.stringify(at))}"]`)
          ?.querySelector("button, input")
          ?.focus();
  };
  const changed = {};
  state.addRow = async (other, words, onChoose) => {
    const row = await newRow(other, words, path);
    Object.assign(changed, row.choices);
    Object.assign(state.choices, row.choices);
    if (row.key) onChoose(row.key);
  };
  state.redraw();
  return new Promise((resolve) => {
    const dialog = showDialog(
      { id: `row-title-${register}`, title: TITLES[register] || "Thêm vào danh mục" }, // one may stand over another
      body,
      others.length ? more : null,
      told,
      h(
        "div",
        { class: "go" },
        h("button", { type: "button", class: "b main", onclick: add }, "Thêm vào danh mục"),
        h("button", { type: "button", class: "b", onclick: () => dialog.close() }, "Thôi"),
      ),
    );
    let key = null;
    dialog.addEventListener("close", () => resolve({ key, choices: changed }));
    body.querySelector("input")?.focus();

    dialog.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.defaultPrevented || !event.target.matches("input, textarea")) return;
      event.preventDefault();
      add();
    });
    async function add() {
      try {
        const added = await ask(`danh-muc/${register}`, { method: "POST", body: state.data });
        key = added.key;
        changed[register] = added.choices;
        dialog.close();
      } catch (error) {
        told.textContent = error.message;
        told.hidden = false;
        told.scrollIntoView({ block: "nearest" });
      }
    }
  });
}

const TITLES = {
  "don-vi": "Thêm đơn vị",
  "dia-ban": "Thêm địa bàn",
  "chu-de": "Thêm chủ đề",
  "linh-vuc": "Thêm lĩnh vực",
  "dot-ton-vinh": "Thêm đợt tôn vinh",
  "danh-hieu": "Thêm danh hiệu",
};

/** Return what the typed words say already: “phường Ví Dụ” has its level before its name. */
function guessed(register, typed, fields) {
  const level = fields.find((one) => one.key === "cap" && one.choices);
  if (register !== "dia-ban" || !level) return typed ? { ten: typed } : {};
  for (const [key, label] of Object.entries(level.choices)) {
    if (typed.toLowerCase().startsWith(`${label.toLowerCase()} `))
      return { cap: key, ten: typed.slice(label.length + 1).trim() };
  }
  return typed ? { ten: typed } : {};
}
