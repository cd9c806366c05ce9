// The box of the header, over any page. It takes letters at once; suggestions come with the first of them.

let dialog;

export function ask(action) {
  dialog ??= made(action);
  dialog.showModal();
  dialog.querySelector("input").select();
}

const add = (place, tag, properties = {}) => place.appendChild(Object.assign(document.createElement(tag), properties));

function made(action) {
  const over = add(document.body, "dialog", { className: "search-dialog", ariaLabel: "Tìm kiếm" });
  const form = add(over, "form", { className: "search-box", role: "search", action });
  add(form, "label", { htmlFor: "o-tim-nhanh", textContent: "Tìm mô hình" });
  const row = add(form, "div");
  add(row, "input", { id: "o-tim-nhanh", type: "search", name: "q", autocomplete: "off", enterKeyHint: "search" });
  add(row, "button", { textContent: "Tìm" });
  const wait = () => form.addEventListener("input", () => import("./suggest.js").then((module) => module.begin(form)).catch(wait), { once: true });
  wait();
  add(over, "button", { className: "search-close", textContent: "Đóng" }).addEventListener("click", () => over.close());
  over.addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && over.close()); // a box would clear itself first
  over.addEventListener("click", (event) => event.target === over && over.close());
  return over;
}
