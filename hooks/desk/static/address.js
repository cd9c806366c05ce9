// “Đổi địa chỉ trang…”: another address for an entry, in a dialog that says beforehand what will be mended.

import { ask, fold, h, showDialog } from "./dom.js";

const PAUSE = 250; // milliseconds after the last key until the desk is asked
const LONGEST = 80; // characters of an address

/** Ask for another address of the entry at `path`; return its new path, or null. `before` is done before it changes. */
export function changeAddress({ path, title, before }) {
  const slug = path.split("/")[1];
  const offered = slugOf(title);
  const typed = h("input", { id: "new-address", value: offered === slug ? "" : offered, autocomplete: "off" });
  Object.assign(typed, { spellcheck: false, oninput: later });
  const [heading, list] = [h("h3", { role: "status" }), h("ul")];
  const told = h("p", { class: "tell", role: "alert", hidden: true });
  const button = h("button", { type: "button", class: "b main", disabled: true, onclick: change }, "Đổi địa chỉ");
  const dialog = showDialog(
    { id: "address-title", title: "Đổi địa chỉ trang" },
    h("p", { class: "f" }, "Địa chỉ hiện nay: ", h("b", {}, `/mo-hinh/${slug}/`)),
    h(
      "div",
      { class: "f" },
      h("label", { for: "new-address" }, "Tên mới, đứng sau /mo-hinh/"),
      typed,
      h("p", { class: "help" }, HELP),
    ),
    told,
    heading,
    list,
    h(
      "div",
      { class: "go" },
      button,
      h("button", { type: "button", class: "b", onclick: () => dialog.close() }, "Thôi"),
    ),
  );
  let [turn, waiting, renamed] = [0, null, null];
  typed.select();
  look();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      clearTimeout(waiting);
      resolve(renamed);
    });
  });

  function later() {
    button.disabled = true;
    clearTimeout(waiting);
    waiting = setTimeout(look, PAUSE);
  }

  /** Ask what the name that is typed would change; answers to earlier names are dropped. */
  async function look() {
    const mine = ++turn;
    const name = typed.value.trim();
    try {
      const plan = name ? await ask(`doi-ten/${path}?moi=${encodeURIComponent(name)}`) : null;
      if (mine === turn) tell(plan, "");
    } catch (error) {
      if (mine === turn) tell(null, error.message);
    }
  }

  function tell(plan, wrong) {
    told.textContent = wrong;
    told.hidden = !wrong;
    button.disabled = !plan;
    heading.textContent = plan ? (plan.mended.length ? "Máy sẽ sửa theo" : NOWHERE) : "";
    const said = ({ title, number }) => h("li", {}, title, h("small", {}, ` ${number} chỗ`));
    list.replaceChildren(...(plan?.mended || []).map(said));
  }

  async function change() {
    button.disabled = true;
    try {
      await before();
      renamed = (await ask(`doi-ten/${path}`, { method: "POST", body: { moi: typed.value.trim() } })).path;
      dialog.close();
    } catch (error) {
      tell(null, error.message);
    }
  }
}

const HELP =
  "Chữ thường không dấu, số và gạch ngang. Địa chỉ cũ vẫn dẫn tới bài: liên kết đã gửi, mã QR đã in đều mở được.";
const NOWHERE = "Không có bài hay trang nào khác nhắc tới địa chỉ này.";

const slugOf = (text) =>
  fold(text)
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replace(/^-|-$/g, "");
