// Elements, requests, and words without accents: what every script of the desk needs.

/** Return a new element: `h("p", {class: "help", onclick: f}, "words", child)`; an attribute that is false is left out. */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value") element.value = value;
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== undefined && value !== null) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export class Refused extends Error {
  constructor(status, answer) {
    super(answer.error || "Bàn viết không trả lời được. Thử lại sau một phút; những gì đã gõ vẫn còn ở đây.");
    this.status = status;
    this.answer = answer;
  }
}

/** Send a request to the desk; return its answer. Throws Refused with words for the reader. */
export async function ask(what, { method = "GET", body, signal } = {}) {
  const headers = { "X-Desk": "1" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  let response;
  try {
    response = await fetch(`/ban-viet/${what}`, {
      method,
      headers,
      signal,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Refused(0, { error: "Bàn viết đã đóng. Mở lại bàn viết; những gì đã gõ vẫn còn trên máy này." });
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(response.status, answer);
  return answer;
}

/** Show a dialog over the page and return it; `id` names its title, and it is gone once it is closed. */
export function showDialog({ id, title, ...attributes }, ...parts) {
  const dialog = h("dialog", { ...attributes, "aria-labelledby": id }, h("h2", { id }, title), ...parts);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** Return words as people type them in a hurry: small letters without accents. */
export const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/gi, "d").toLowerCase();

/** Return whether each word of `typed` begins a word of `text`. */
export function matches(text, typed) {
  const words = fold(text).split(/[^a-z0-9]+/);
  return fold(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

export const clock = () => new Date().toLocaleTimeString("vi-VN", { hour12: false });
