// A box over a long list of lists, to look in it as one types: without accents, and by initials (ubnd, lhpn).

import { fold, syllables } from "./search/words.js";

const plain = (text) => syllables(text).map(fold);
const parts = [...document.querySelectorAll(".by-letter section")];
const rows = [...document.querySelectorAll(".rows > li")].map((item) => {
  const words = plain([...item.querySelectorAll("a, small")].map((part) => part.textContent).join(" "));
  return { item, text: ` ${words.join(" ")}`, initials: words.map((word) => word[0]).join("") };
});

document.querySelector(".page-head").insertAdjacentHTML("beforeend", `<p class="within"><label for="trong-danh-sach">Tìm trong danh sách này</label>
  <input id="trong-danh-sach" type="search" autocomplete="off" placeholder="Gõ có dấu hay không dấu đều được"></p>
  <p class="count" role="status"></p>`);
const box = document.getElementById("trong-danh-sach");
const said = document.querySelector(".page-head > [role=status]");

box.addEventListener("input", () => {
  const sought = plain(box.value).join(" ");
  for (const { item, text, initials } of rows) {
    item.hidden = !text.includes(` ${sought}`) && !(sought.length > 1 && initials.includes(sought));
  }
  const left = rows.filter(({ item }) => !item.hidden).length;
  for (const part of parts) part.hidden = !part.querySelector(".rows > li:not([hidden])");
  for (const nav of document.querySelectorAll(".by-letter nav")) nav.hidden = sought !== "";
  said.textContent = !sought ? "" : left ? `Còn ${left.toLocaleString("vi")} mục.` : "Không có mục nào như thế.";
});
