// Signing in: the answer's words are shown as they come, and a pause is counted down.

import { ask } from "./dom.js";

const form = document.querySelector("form");
const [name, password, told, show] = ["#name", "#password", ".tell", "#show"].map((one) => form.querySelector(one));
const button = form.querySelector(".main");

/** Return to the page that asked for signing in, if it is one of the desk's own host. */
function goOn() {
  const home = "/ban-viet/";
  let wanted;
  try {
    wanted = new URL(new URLSearchParams(location.search).get("ve") || home, location.origin);
  } catch {
    wanted = {}; // it is no address
  }
  location.replace(wanted.origin === location.origin ? wanted : home);
}

function tell(words) {
  told.textContent = words;
  told.hidden = false;
}

function wait(seconds) {
  button.disabled = seconds > 0;
  button.textContent = seconds > 0 ? `Đợi ${seconds} giây` : "Đăng nhập";
  if (seconds > 0) setTimeout(wait, 1000, seconds - 1);
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  button.disabled = true;
  try {
    await ask("dang-nhap", {
      method: "POST",
      body: { ten: name.value.normalize("NFC"), mat_khau: password.value.normalize("NFC") },
    });
    goOn();
  } catch (error) {
    tell(error.message);
    password.select();
    wait(error.answer?.seconds || 0);
  }
});

show.addEventListener("click", () => {
  const isShown = password.type === "password";
  password.type = isShown ? "text" : "password";
  show.setAttribute("aria-pressed", String(isShown)); // its name stays: what is pressed is “Hiện mật khẩu”
});

// A link in a message leads here although one is signed in: no cookie comes along from another site.
ask("dang-nhap/ten").then(
  ({ ten }) => ten && goOn(),
  (error) => tell(error.message),
);
