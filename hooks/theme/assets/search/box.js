// On every page: starts the search when somebody wants it, and nothing before.
//   form[data-search-box]   a box anywhere, with suggestions under it (suggest.js)
//   [data-search="search"]  the page of the search; "browse" a list to choose from (panel.js)

const panel = document.querySelector("[data-search]");
const start = () => import("./panel.js").then((module) => module.begin(panel)).catch(() => {}); // without it the lists remain

document.addEventListener("keydown", (event) => {
  const at = event.target;
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
  const box = document.querySelector("main input[type=search]") ?? document.querySelector("input[type=search]");
  const link = document.querySelector('a[href$="tim-kiem/"]');
  if (!box && !link) return;
  event.preventDefault();
  if (box) box.focus();
  else location.assign(link.href);
});

for (const form of document.querySelectorAll("form[data-search-box]")) {
  if (panel?.contains(form)) continue;
  form.addEventListener("input", () => import("./suggest.js").then((module) => module.begin(form)).catch(() => {}), { once: true });
}

if (panel) {
  if (location.search.length > 1) start();
  else if (panel.dataset.search === "search") panel.addEventListener("focusin", start, { once: true });
  else {
    panel.querySelector("[data-search-open]")?.addEventListener("click", (event) => {
      event.preventDefault();
      event.target.hidden = true;
      start();
    });
  }
}
