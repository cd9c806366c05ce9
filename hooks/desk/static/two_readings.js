// Two readings of a field or a paragraph: one choice each, then all of them at once.

import { exchange } from "./exchange.js";

const main = document.querySelector("main");
const [button, said] = [document.querySelector("#choose"), document.querySelector("#said")];
const places = [...main.querySelectorAll("fieldset")];
const chosen = (place) => place.querySelector("input:checked");

function count() {
  const left = places.filter((place) => !chosen(place)).length;
  said.textContent = left ? `Còn ${left} chỗ chưa chọn` : "Đã chọn đủ";
}

for (const place of places)
  place.addEventListener("change", () => {
    place.querySelector(".tell").hidden = true;
    count();
  });

button.addEventListener("click", async () => {
  const left = places.filter((place) => !chosen(place));
  for (const place of left) place.querySelector(".tell").hidden = false;
  if (left.length) {
    left[0].scrollIntoView({ block: "center" });
    left[0].querySelector("input").focus({ preventScroll: true });
    return;
  }
  const sides = Object.fromEntries(places.map(chosen).map((input) => [input.name, input.value]));
  button.disabled = true;
  try {
    const result = await exchange({ ours: main.dataset.ours, theirs: main.dataset.theirs, sides }, (words) => {
      said.textContent = words;
    });
    if (result.to_choose) {
      sessionStorage.setItem("again", "1"); // something was saved or sent meanwhile
      location.reload();
    } else {
      sessionStorage.setItem("said", result.said);
      location.href = "/ban-viet/";
    }
  } catch (error) {
    said.textContent = error.message;
    button.disabled = false;
  }
});
count();
if (sessionStorage.getItem("again")) {
  said.textContent = "Vừa có thay đổi mới. Xem lại và chọn lại.";
  sessionStorage.removeItem("again");
}
