// What the project's check says, at the fields that it is about, and once more in the list beside the form.

import { h } from "./dom.js";

const inWords = (at) => JSON.stringify(at);

/** Show problems in `form`; `list` and `heading` are those beside it, `mend(problem)` runs when a mend's button is pressed,
 * `shown(at, value)` are the words of a value as the form shows it. */
export function show(problems, { form, list, heading, nav, mend, shown }) {
  for (const told of form.querySelectorAll(".tells")) told.replaceChildren();
  for (const bad of form.querySelectorAll(".bad")) bad.classList.remove("bad");
  const wrong = problems.filter((problem) => !problem.missing);
  const missing = problems.filter((problem) => problem.missing);
  const left = [wrong.length && `${wrong.length} chỗ phải sửa`, missing.length && `${missing.length} điều để công bố`];
  heading.textContent = left.some(Boolean) ? `Còn ${left.filter(Boolean).join(", ")}` : "Không còn việc nào";
  list.replaceChildren(...problems.map((problem) => line(problem, form, { mend, shown })));
  for (const link of nav.querySelectorAll("a")) {
    const inside = form.querySelector(link.getAttribute("href"))?.querySelectorAll(".tell").length || 0;
    link.querySelector(".n").textContent = inside || "";
  }
}

function line(problem, form, hands) {
  const field = fieldOf(problem.at, form);
  if (field && !problem.missing) {
    field.classList.add("bad");
    field
      .querySelector(field.querySelector(":scope > .tells") ? ":scope > .tells" : ".tells")
      .append(
        h(
          "div",
          { class: "tell" },
          h("p", {}, problem.text, " ", h("span", { class: "how" }, problem.mend)),
          button(problem, hands),
        ),
      );
  }
  const name = field?.querySelector("label, .l, h2")?.firstChild?.textContent;
  const which = whichItem(problem.at, form);
  const isNamed = name && problem.text.toLowerCase().includes(name.toLowerCase()); // then the name is not said twice
  const onclick = (event) => {
    event.preventDefault();
    goTo(field);
  };
  const words = h(
    "p",
    {},
    which,
    name && h("a", { href: "#", onclick }, isNamed ? problem.text : name),
    isNamed ? "" : `${name ? ": " : ""}${problem.text}`,
  );
  return h(
    "li",
    { class: problem.missing ? "missing" : "" },
    words,
    !name && problem.mend && h("p", { class: "soft" }, problem.mend),
    h("div", { class: "mends" }, button(problem, hands)),
  );
}

/** Return which item of a list a place is in, as “Ảnh 2: ”; nothing when it is in none. */
function whichItem(at, form) {
  const end = at.findIndex((part) => typeof part === "number");
  const label = end > 0 && at[0] !== "#" ? fieldOf(at.slice(0, end), form)?.querySelector("label, .l") : null;
  return label ? `${label.firstChild.textContent} ${at[end] + 1}: ` : "";
}

/** Return the button that makes the mend; null where only people can. */
function button(problem, { mend, shown }) {
  const words = problem.edit && mendWords(shown, ...problem.edit);
  return words ? h("button", { type: "button", class: "b mend", onclick: () => mend(problem) }, words) : null;
}

function mendWords(shown, what, at, value) {
  if (what === "set" && value !== null) return `Viết “${shown(at, value)}”`;
  if (what === "rename") return `Đổi thành “${value}”`;
  if (what === "section") return `Thêm phần “${value}”`;
  if (what === "photo") return "Đưa vào bài";
  return what === "drop" ? "Bỏ đi" : null;
}

/** Return the innermost field that holds the place of a problem; null when it concerns the whole entry. */
function fieldOf(at, form) {
  for (let end = at.length; end > 0; end--) {
    const found = form.querySelector(`[data-at="${CSS.escape(inWords(at.slice(0, end)))}"]`);
    if (found) return found;
  }
  return null;
}

function goTo(field) {
  field.scrollIntoView({ block: "center" });
  field.querySelector("input, textarea, select, button, [contenteditable]")?.focus({ preventScroll: true });
}
