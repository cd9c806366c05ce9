// On every page: starts the search when somebody wants it, and nothing before.
//   a.seek                  the link in the header; it opens a box over the page (dialog.js)
//   form.search-box         a box in a page, with suggestions under it (suggest.js)
//   [data-search="search"]  the page of the search; "browse" a list to choose from (panel.js)
// Where a part cannot be fetched, links and forms lead on as they do without JavaScript, and it is tried again.

const panel = document.querySelector("[data-search]");
const seek = document.querySelector("a.seek");
const start = () => import("./panel.js").then((module) => module.begin(panel));
const ask = () => {
  const box = document.querySelector("main input[type=search]");
  if (box) box.focus();
  else import("./dialog.js").then((module) => module.ask(seek.href)).catch(() => location.assign(seek.href));
};
// Once something is on the screen: what is waited for takes the processor only then. Nothing of a page in the background is.
const painted = () => new Promise((done) => {
  if (document.hidden || !PerformanceObserver.supportedEntryTypes?.includes("paint")) done();
  else new PerformanceObserver(done).observe({ type: "paint", buffered: true });
});
const first = (place, event, act) => place.addEventListener(event, () => act().catch(() => first(place, event, act)), { once: true });

seek.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  ask();
});

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  ask();
});

for (const form of document.querySelectorAll("form.search-box")) {
  if (!panel?.contains(form)) first(form, "input", () => import("./suggest.js").then((module) => module.begin(form)));
}

if (panel) {
  const box = panel.querySelector("input[type=search]");
  const later = () => ["focusin", "input"].forEach((event) => first(panel, event, start));
  if (location.search.length > 1) {
    if (box) box.value ||= new URLSearchParams(location.search).get("q") ?? "";
    painted().then(start).catch(() => {
      panel.classList.remove("search-asked");
      const said = { role: "status", textContent: "Chưa tải được kết quả. Xin xem lại mạng rồi thử lại." };
      panel.querySelector(".page-head").append(Object.assign(document.createElement("p"), said));
      later();
    });
  } else if (panel.dataset.search === "search") later();
  else {
    const open = panel.querySelector(".search-open");
    open?.addEventListener("click", (event) => {
      event.preventDefault();
      start().catch(() => location.assign(open.href));
    });
  }
}
