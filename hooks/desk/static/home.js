// The list of all entries: found by a few letters without accents, narrowed by state; and a new entry.

import { ask, h, matches } from "./dom.js";
import { exchange } from "./exchange.js";

const AT_A_TIME = 100; // rows drawn; a browser takes a second for some thousands
const [seek, none, list, more] = ["#seek", ".none-found", ".rows", "#more"].map((name) => document.querySelector(name));
const chips = [...document.querySelectorAll(".chip")];
const { rows, statuses } = JSON.parse(document.querySelector("#entries").textContent);
const asked = new URLSearchParams(location.search);
let shown = asked.get("xem") ?? "";
seek.value = asked.get("tim") ?? "";

for (const row of rows) {
  row.label = statuses[row.status] ?? "Không đọc được";
  row.from = `${row.unit || "chưa ghi đơn vị"} · ${row.path.slice(0, 4)}`;
  row.words = `${row.title} ${row.from} ${row.label}`;
}

const isWanted = (row) =>
  !shown || row.status === shown || (shown === "wrong" && row.problems > 0) || (shown === "kept" && row.has_draft);

/** Return what there is to do for an entry. */
function work(row) {
  if (row.problems) return h("b", {}, `${row.problems} chỗ phải sửa`);
  if (row.has_draft) return "Đang viết dở";
  if (row.missing) return `Còn thiếu ${row.missing} điều để công bố`;
  return h("span", { class: "ok" }, "Không còn việc");
}

function drawn(row) {
  const source = `/ban-viet/hinh/${row.path}/${encodeURIComponent(row.photo)}`;
  return h(
    "li",
    {},
    row.photo
      ? h("img", { src: source, alt: "", loading: "lazy", width: 72, height: 54 })
      : h("span", { class: "blank", "aria-hidden": "true" }),
    h("div", {}, h("a", { class: "t", href: `/ban-viet/bai/${row.path}` }, row.title), h("small", {}, row.from)),
    h("span", {}, h("span", { class: `badge ${row.status || "broken"}` }, row.label)),
    h("span", { class: "w" }, work(row)),
  );
}

/** Show the entries that are looked for, the first hundred of them; the address keeps what was asked for. */
function narrow() {
  const wanted = rows.filter((row) => isWanted(row) && matches(row.words, seek.value));
  let next = 0;
  const add = () => {
    list.append(...wanted.slice(next, next + AT_A_TIME).map(drawn));
    next += AT_A_TIME;
    more.hidden = next >= wanted.length;
    more.textContent = `Xem thêm ${Math.min(AT_A_TIME, wanted.length - next)} bài, còn ${wanted.length - next} bài`;
  };
  list.replaceChildren();
  more.onclick = add;
  add();
  none.hidden = wanted.length > 0;
  for (const chip of chips) chip.setAttribute("aria-pressed", String(chip.dataset.show === shown));
  const kept = Object.entries({ tim: seek.value, xem: shown }).filter(([, value]) => value);
  history.replaceState(null, "", kept.length ? `?${new URLSearchParams(kept)}` : location.pathname);
}
narrow();

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

document.querySelector("#sign-out")?.addEventListener("click", async () => {
  await ask("dang-xuat", { method: "POST" }).catch(() => {});
  location.href = "/ban-viet/dang-nhap";
});

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
  event.submitter.disabled = true; // pressed twice, it would make two entries
  try {
    const { path } = await ask("moi", { method: "POST", body: { ten: title.value.normalize("NFC") } });
    location.href = `/ban-viet/bai/${path}`;
  } catch (error) {
    told.textContent = error.message;
    told.hidden = false;
    event.submitter.disabled = false;
  }
});
