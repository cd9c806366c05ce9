// Whether a photo shows somebody who did not agree, a child, or a number plate: asked until it is answered, and no more.
// The desk keeps the answer for the picture itself; boxes that are drawn answer it too.

import { ask, h, showDialog } from "./dom.js";

/** Return whether it is still to be asked of a photo of the form. */
const isOpen = (form, item) =>
  Boolean(item?.tep) && form.files.includes(item.tep) && !item.lam_mo?.length && !form.unblurred.has(item.tep);

/** Return the photos of a form that it is still to be asked of. */
export const openQuestions = (form) => (form.get(["anh"]) || []).filter((item) => isOpen(form, item));

/** Return the question on the photo at a place, with `refresh`; `onDraw` is called for who wants to blur something. */
export function blurQuestion(form, at, onDraw) {
  const element = h("div", { class: "asks" });
  const answer = async (isNothing) => {
    const { tep } = form.get(at);
    try {
      await ask(`che-anh/${form.path}/${encodeURIComponent(tep)}`, { method: "PUT", body: { khong_co: isNothing } });
    } catch (error) {
      element.append(h("p", { class: "tell", role: "alert" }, error.message));
      return;
    }
    if (isNothing) form.unblurred.add(tep);
    else form.unblurred.delete(tep);
    element.refresh();
    element.querySelector("button")?.focus();
  };
  const button = (words, onclick) => h("button", { type: "button", class: "b mend", onclick }, words);
  element.refresh = () => {
    const item = form.get(at);
    const isAnswered = form.unblurred.has(item?.tep) && !item?.lam_mo?.length;
    element.classList.toggle("answered", isAnswered);
    if (isAnswered)
      element.replaceChildren(
        h("p", {}, "Đã xem: không có gì cần làm mờ."),
        button("Xem lại", () => answer(false)),
      );
    else if (isOpen(form, item))
      element.replaceChildren(
        h("p", {}, "Ảnh có rõ mặt người chưa đồng ý, mặt trẻ em hoặc biển số xe không?"),
        h(
          "div",
          { class: "go" },
          button("Có, để tôi làm mờ", onDraw),
          button("Không có", () => answer(true)),
        ),
      );
    else element.replaceChildren();
  };
  element.refresh();
  return element;
}

/** Remind who sends an entry of photos that nobody answered for; return whether to go on, and go to the first if not. */
export function remindOfPhotos(form, goTo) {
  const open = openQuestions(form);
  if (!open.length) return Promise.resolve(true);
  return new Promise((resolve) => {
    let goesOn = false;
    const answered = (is) => () => {
      goesOn = is;
      dialog.close();
    };
    const pictures = open.map((item) =>
      h("li", {}, h("img", { src: form.picture(item.tep), alt: "" }), h("span", {}, item.mo_ta || item.tep)),
    );
    const dialog = showDialog(
      { id: "faces", title: `Còn ${open.length} ảnh chưa xem có gì cần làm mờ không` },
      h("p", {}, "Mặt trẻ em, mặt người chưa đồng ý và biển số xe phải làm mờ trước khi công bố."),
      h("ul", { class: "reminded" }, ...pictures),
      h(
        "div",
        { class: "go" },
        h("button", { type: "button", class: "b main", onclick: answered(false) }, "Xem lại ảnh"),
        h("button", { type: "button", class: "b", onclick: answered(true) }, "Cứ gửi duyệt"),
      ),
    );
    dialog.addEventListener("close", () => {
      if (!goesOn) goTo(["anh", form.get(["anh"]).indexOf(open[0])]);
      resolve(goesOn);
    });
  });
}
