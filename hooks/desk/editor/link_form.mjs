// Asks for the address of a link, in a row below the bar.

const SCHEME = /^(?:https?:\/\/|mailto:|tel:|\/|#)/i;
const LOOKS_LIKE_HOST = /^(?:[\p{L}\p{N}-]+\.)+[a-z]{2,}(?:[/?#:]|$)/iu;
const ADVICE = "Địa chỉ cần bắt đầu bằng https://, ví dụ https://caugiay.hanoi.gov.vn";

/** Return the address that was meant, with https:// where it was left out; null for what is none. */
export function meantAddress(typed) {
  const text = typed.trim().normalize("NFC").replaceAll(" ", "%20");
  if (SCHEME.test(text)) return text;
  if (/^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i.test(text)) return `mailto:${text}`;
  return LOOKS_LIKE_HOST.test(text) ? `https://${text}` : null;
}

let numbered = 0;

/** Return {element, ask}: `ask(href)` shows the row and resolves to an address, "" for no link, or null for no change. */
export function linkForm() {
  const element = document.createElement("div");
  element.className = "editor-link";
  element.hidden = true;
  const label = element.appendChild(document.createElement("label"));
  label.textContent = "Địa chỉ của liên kết";
  const input = element.appendChild(document.createElement("input"));
  input.type = "text";
  input.inputMode = "url";
  input.autocomplete = "off";
  input.spellcheck = false;
  input.id = `editor-link-${++numbered}`;
  label.htmlFor = input.id;
  const said = document.createElement("p");
  said.id = `${input.id}-said`;
  said.setAttribute("role", "alert");
  input.setAttribute("aria-describedby", said.id);
  let answer = () => {};

  const finish = (value) => {
    element.hidden = true;
    answer(value);
  };
  const accept = () => {
    if (!input.value.trim()) return finish("");
    const address = meantAddress(input.value);
    if (address !== null) return finish(address);
    said.textContent = ADVICE;
    input.setAttribute("aria-invalid", "true");
    input.focus();
  };
  const button = (words, act) => {
    const made = element.appendChild(document.createElement("button"));
    made.type = "button";
    made.textContent = words;
    made.addEventListener("click", act);
    return made;
  };
  button("Gắn liên kết", accept);
  const remove = button("Bỏ liên kết", () => finish(""));
  button("Thôi", () => finish(null));
  element.append(said);
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") finish(null);
    else if (event.key === "Enter" && event.target === input && !event.isComposing) accept();
    else return;
    event.preventDefault();
    event.stopPropagation();
  });

  const ask = (href) => {
    input.value = href;
    said.textContent = "";
    input.removeAttribute("aria-invalid");
    remove.hidden = !href;
    element.hidden = false;
    input.focus();
    input.select();
    return new Promise((resolve) => (answer = resolve));
  };
  return { element, ask };
}
