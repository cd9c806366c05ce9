// Two versions of one entry beside each other, when somebody else has saved it meanwhile.

import { h, showDialog } from "./dom.js";

/** Ask which version is to stay; `saveOurs` and `takeTheirs` do it, and closing the dialog does neither. */
export function showTwoVersions({ said, theirs, ours, saveOurs, takeTheirs }) {
  const close = (then) => () => {
    dialog.close();
    then?.();
  };
  const button = (words, then, kind = "b") => h("button", { class: kind, onclick: close(then) }, words);
  const version = (title, text) => h("div", {}, h("h3", {}, title), h("pre", { tabindex: 0 }, text));
  const dialog = showDialog(
    { class: "wide", id: "two", title: "Hai bản của cùng một bài" },
    h("p", {}, said),
    h("div", { class: "two" }, version("Bản của người khác, đang nằm trên máy", theirs), version("Bản của bạn", ours)),
    h(
      "div",
      { class: "go" },
      button("Để tôi xem lại đã", null, "b main"),
      button("Lưu bản của tôi, cất bản kia lại", saveOurs),
      button("Bỏ bản của tôi, lấy bản kia", takeTheirs),
    ),
  );
}

/** Return what a form holds as text that people can compare. */
export function asText(data, sections, changed) {
  const value = (one) => (typeof one === "string" ? one : JSON.stringify(one, null, 1));
  const header = Object.entries(data).map(([key, one]) => `${key}: ${value(one)}`);
  const body = sections.map(({ title, text }, number) => `${title ? `## ${title}\n` : ""}${changed[number] ?? text}`);
  return `${header.join("\n")}\n\n${body.join("")}`;
}
