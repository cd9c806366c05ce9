// The state of the search is the address: ?q=…&dung=1&linh-vuc=…&linh-vuc=…&xep=ten&hien=48
//   q       what was typed                        exact   only the words as they were typed
//   choices {facet's name: [keys]}                order   a key of ORDERS
//   shown   how many entries "Xem thêm" has brought; 0 at first

export const ORDERS = { "": "Phù hợp nhất", moi: "Mới nhất", ten: "Tên A–Y", noi: "Địa bàn" };
const MOST_SHOWN = 960;

export function read(facets) {
  const given = new URLSearchParams(location.search);
  const choices = Object.fromEntries(facets.map((name) => [name, given.getAll(name)]).filter(([, keys]) => keys.length));
  const order = given.get("xep") ?? "";
  const shown = Math.min(Math.max(0, parseInt(given.get("hien"), 10) || 0), MOST_SHOWN);
  return { q: given.get("q") ?? "", exact: given.has("dung"), choices, order: Object.hasOwn(ORDERS, order) ? order : "", shown };
}

export function written({ q, exact, choices, order, shown }, facets) {
  const given = new URLSearchParams();
  if (q.trim()) given.set("q", q.slice(0, 2000));
  if (exact) given.set("dung", 1);
  for (const name of facets) for (const key of choices[name] ?? []) given.append(name, key);
  if (order) given.set("xep", order);
  if (shown) given.set("hien", shown);
  return location.pathname + ([...given].length ? `?${given}` : "");
}
