// What the benchmark of the search asks of each engine, in the page: [milliseconds, address of the first, how many].

export async function ours() {
  const { Search } = await import("/assets/search/search.js");
  const { excerpt, fold, syllables } = await import("/assets/search/words.js");
  const { Facets } = await import("/assets/search/facets.js");
  await import("/assets/search/panel.js");
  await fetch("/assets/search/search.css");
  const get = async (path) => (await fetch(`/tim-kiem/${path}`, { cache: "no-store" })).arrayBuffer();
  const kept = new Map(["danh-muc.json", "cot/bai.bin"].map((path) => [path, get(path)]));
  const cold = async (path) => (kept.has(path) ? (await kept.get(path)).slice(0) : get(path));
  await (await Facets.open(await Search.open(cold))).need(["linh-vuc", "loai"]); // those that stand open
  const has = (text, way) => {
    const there = [...new Set(syllables(text).map(fold))];
    return way.every(({ folded, open }) => there.some((word) => word === folded || (open && word.startsWith(folded))));
  };
  window.ask = async (query) => {
    const search = await Search.open(cold); // no shard is remembered from the query before
    const start = performance.now();
    const found = await search.search(query);
    const cards = await search.first(found, 10);
    const shown = cards.map(({ title, summary }) => excerpt(`${title}. ${summary}`, found.ways, 60));
    const time = performance.now() - start;
    const addresses = cards.map(({ html }) => /href="@@root@@[/]([^"]*)"/.exec(html)[1]);
    for (const [at, { title, summary }] of cards.slice(0, 3).entries()) {
      if (found.ways.some((way) => has(`${title} ${summary}`, way))) continue;
      await (await fetch(`/${addresses[at]}`, { cache: "no-store" })).text(); // as the page does, for the excerpt
    }
    return [time, addresses[0] ?? "", shown.length];
  };
}

export async function pagefinds() {
  const pagefind = await import("/pagefind/pagefind.js");
  await pagefind.init();
  window.ask = async (query) => {
    const start = performance.now();
    const found = await pagefind.search(query);
    const shown = await Promise.all(found.results.slice(0, 10).map((result) => result.data()));
    return [performance.now() - start, shown[0]?.url ?? "", shown.length];
  };
}

export async function materials() {
  const worker = new Worker("/assets/javascripts/workers/search.js");
  const answered = (type) => new Promise((done) => {
    worker.addEventListener("message", ({ data }) => data.type === type && done(data.data));
  });
  const index = await (await fetch("/search/search_index.json")).json();
  const ready = answered(1);
  worker.postMessage({ type: 0, data: { ...index, options: { suggest: false } } });
  await ready;
  window.ask = async (query) => {
    const start = performance.now();
    const answer = answered(3);
    worker.postMessage({ type: 2, data: query });
    const { items } = await answer;
    return [performance.now() - start, items[0]?.[0]?.location ?? "", items.length];
  };
}
