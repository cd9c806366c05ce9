// What the project's check says, at the fields that it is about, and once more in the list beside the form.

import { h } from "./dom.js";

const inWords = (at) => JSON.stringify(at);

/** Show problems in `form`; `list` and `heading` are those beside it, `mend(problem)` runs when a mend's button is pressed. */
export function show(problems, { form, list, heading, nav, mend }) {
  for (const told of form.querySelectorAll(".tells")) told.replaceChildren();
  for (const bad of form.querySelectorAll(".bad")) bad.classList.remove("bad");
  const wrong = problems.filter((problem) => !problem.missing);
  const missing = problems.filter((problem) => problem.missing);
  heading.textContent = wrong.length
    ? `Còn ${wrong.length} chỗ phải sửa`
    : missing.length
      ? `Còn ${missing.length} điều để công bố`
      : "Không còn việc nào";
  list.replaceChildren(...problems.map((problem) => line(problem, form, mend)));
  for (const link of nav.querySelectorAll("a")) {
    const inside = form.querySelector(link.getAttribute("href"))?.querySelectorAll(".tell").length || 0;
    link.querySelector(".n").textContent = inside || "";
  }
}

function line(problem, form, mend) {
  const field = fieldOf(problem.at, form);
  if (field && !problem.missing) {
    field.classList.add("bad");
    field
      .querySelector(":scope > .tells, .tells")
      .append(
        h(
          "div",
          { class: "tell" },
          h("p", {}, problem.text, " ", h("span", { class: "how" }, problem.mend)),
          button(problem, mend),
        ),
      );
  }
  const name = field?.querySelector("label, .l, h2")?.firstChild?.textContent;
  const words = h(
    "p",
    {},
    name &&
      h(
        "a",
        {
          href: "#",
          onclick: (event) => {
            event.preventDefault();
            goTo(field);
          },
        },
        name,
      ),
    name ? ": " : "",
    problem.text,
  );
  return h(
    "li",
    { class: problem.missing ? "missing" : "" },
    words,
    !name && problem.mend && h("p", { class: "soft" }, problem.mend),
    h("div", { class: "mends" }, button(problem, mend)),
  );
}

/** Return the button that makes the mend; null where only people can. */
function button(problem, mend) {
  const words = problem.edit && mendWords(...problem.edit);
  return words ? h("button", { type: "button", class: "b mend", onclick: () => mend(problem) }, words) : null;
}

function mendWords(what, at, value) {
  if (what === "set" && value !== null) return `Viết “${Array.isArray(value) ? value.join(", ") : value}”`;
  if (what === "rename") return `Đổi thành “${value}”`;
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
