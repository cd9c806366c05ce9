// The list of all entries: found by a few letters without accents, narrowed by state; and a new entry.

import { ask, matches } from "./dom.js";
import { exchange } from "./exchange.js";

const [seek, none] = [document.querySelector("#seek"), document.querySelector(".none-found")];
const rows = [...document.querySelectorAll(".rows > li")];
const chips = [...document.querySelectorAll(".chip")];
let shown = "";

const isWanted = (row) =>
  !shown ||
  row.dataset.status === shown ||
  (shown === "wrong" && row.dataset.wrong !== "0") ||
  (shown === "kept" && row.dataset.kept === "1");

function narrow() {
  let found = 0;
  for (const row of rows) {
    row.hidden = !(isWanted(row) && matches(row.textContent, seek.value));
    found += row.hidden ? 0 : 1;
  }
  none.hidden = found > 0;
  for (const chip of chips) chip.setAttribute("aria-pressed", String(chip.dataset.show === shown));
}

for (const button of document.querySelectorAll("[data-show]"))
  button.addEventListener("click", () => {
    shown = button.dataset.show;
    narrow();
  });
seek.addEventListener("input", narrow);

const [button, said] = [document.querySelector("#exchange"), document.querySelector("#said")];
function say(words) {
  said.textContent = words;
  said.hidden = false;
}
button?.addEventListener("click", async () => {
  button.disabled = true;
  say("Đang nối với kho chung…");
  try {
    const result = await exchange({}, say);
    if (result.to_choose) location.href = "/ban-viet/hai-ban/";
    else {
      sessionStorage.setItem("said", result.said); // the list is read anew, and the sentence shown above it
      location.reload();
    }
  } catch (error) {
    say(error.message);
    button.disabled = false;
  }
});
if (said && sessionStorage.getItem("said")) {
  say(sessionStorage.getItem("said"));
  sessionStorage.removeItem("said");
}

const dialog = document.querySelector("#begin");
const [title, told, count] = [
  dialog.querySelector("#title"),
  dialog.querySelector(".tell"),
  dialog.querySelector(".count"),
];
document.querySelector("#new").addEventListener("click", () => {
  dialog.showModal();
  title.focus();
});
title.addEventListener("input", () => {
  count.textContent = `${[...title.value.trim()].length} / 8–120`;
});
dialog.querySelector("form").addEventListener("submit", async (event) => {
  if (event.submitter?.value === "cancel") return;
  event.preventDefault();
  try {
    const { path } = await ask("moi", { method: "POST", body: { ten: title.value.normalize("NFC") } });
    location.href = `/ban-viet/bai/${path}`;
  } catch (error) {
    told.textContent = error.message;
    told.hidden = false;
  }
});
