// The page of the search, while it is still being read: who comes with a query sees at once that it is being looked for.
// As soon as that is on the screen, all that answers need is asked for, before the first of it runs. Without a query
// nothing is.

if (location.search.length > 1) {
  const here = document.currentScript;
  const away = (path) => new URL(path, here.src).href;
  const soon = (rel, href, as = "") => document.head.append(Object.assign(document.createElement("link"), { rel, href, as }));
  const scripts = ["panel", "address", "open", "search", "lookup", "words", "query", "answers", "found", "shards", "repair", "facets", "choices", "results", "told"];
  const files = ["danh-muc.json", "cot/bai.bin", "van.txt"];
  const ask = () => {
    soon("preload", away("search.css"), "style");
    for (const name of scripts) soon("modulepreload", away(`${name}.js`));
    // open.js takes these by their path.
    globalThis.searchFiles = new Map(files.map((path) => [path, fetch(away(`../../tim-kiem/${path}`), { cache: "no-cache" })]));
    for (const waiting of searchFiles.values()) waiting.catch(() => {}); // it is told by whoever takes it
  };
  here.parentElement.classList.add("search-asked");
  if (document.hidden || !PerformanceObserver.supportedEntryTypes?.includes("paint")) ask();
  else {
    new PerformanceObserver((_, seen) => {
      seen.disconnect(); // the first paint is told once, the first content once more
      ask();
    }).observe({ type: "paint", buffered: true });
  }
}
