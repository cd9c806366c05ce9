// Who approves: asked where mkdocs.yml wants a name for what is published.

import { h, showDialog } from "./dom.js";

/** Return today as the header has it: 2026-11-30, by the clock of this machine. */
export function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/** Ask for the approver of a small edit of what is public; return the approval, or null when it is not given.
 * Who is signed in (`own`) approves under no other name. */
export function askApproval(name = "", own = null) {
  return new Promise((resolve) => {
    let approval = null;
    const who = h("input", { id: "approver", value: own ?? name, autocomplete: "name", readonly: own !== null });
    const why = "Lưu xong là trang đổi ngay, nên cần một người duyệt. Sửa nhiều thì tạm ẩn bài rồi gửi duyệt lại.";
    const dialog = showDialog(
      { id: "small", title: "Sửa bài đang công bố" },
      h("p", { class: "f" }, why),
      h("div", { class: "f" }, h("label", { for: "approver" }, "Người duyệt"), who),
      h(
        "div",
        { class: "go" },
        h("button", { type: "button", class: "b main", onclick: approve }, "Duyệt và lưu"),
        h("button", { type: "button", class: "b", onclick: () => dialog.close() }, "Thôi"),
      ),
    );
    function approve() {
      const given = who.value.normalize("NFC").trim();
      if (given.length < 2) return who.focus();
      approval = { nguoi: given, ngay: today() };
      dialog.close();
    }
    dialog.addEventListener("close", () => resolve(approval));
  });
}
