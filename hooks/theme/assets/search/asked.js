// The page of the search, while it is still being read: who comes with a query sees at once that it is being looked for,
// and all that answers needs is on its way before the first of it runs. Without a query nothing is fetched.

if (location.search.length > 1) {
  const here = document.currentScript;
  const away = (path) => new URL(path, here.src).href;
  here.parentElement.classList.add("search-asked");
  const soon = (rel, href, as = "") => document.head.append(Object.assign(document.createElement("link"), { rel, href, as }));
  soon("preload", away("search.css"), "style");
  for (const name of ["panel", "address", "open", "search", "lookup", "words", "query", "answers", "found", "shards", "repair", "facets", "choices", "results", "told"]) {
    soon("modulepreload", away(`${name}.js`));
  }
  // open.js takes these by their path.
  globalThis.searchFiles = new Map(["danh-muc.json", "cot/bai.bin", "van.txt"].map((path) => [path, fetch(away(`../../tim-kiem/${path}`), { cache: "no-cache" })]));
  for (const waiting of searchFiles.values()) waiting.catch(() => {}); // it is told by whoever takes it
}
