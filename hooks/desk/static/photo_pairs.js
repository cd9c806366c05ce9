// Pairs of before and after among the photos of an entry, and their order.
//
// The page shows the first photo “trước” beside the first “sau”, the second beside the second, and so on (pages/entry_page.py).
// So whatever moves a photo here keeps each pair together, and photos of these roles that have no partner behind them.

const [BEFORE, AFTER] = ["truoc", "sau"];

/** Return the pairs that the page will show: [place of the one before, place of the one after]. */
export function pairsOf(items) {
  const placesOf = (role) => items.flatMap((item, place) => (item?.vai_tro === role ? [place] : []));
  const after = placesOf(AFTER);
  return placesOf(BEFORE)
    .slice(0, after.length)
    .map((place, number) => [place, after[number]]);
}

/** Return what moves as one, in order: lists of one place, or of the two of a pair. */
export function blocksOf(items) {
  const pairs = pairsOf(items);
  return items.flatMap((_, place) => {
    const pair = pairs.find((one) => one.includes(place));
    if (!pair) return [[place]];
    return place === Math.min(...pair) ? [pair] : [];
  });
}

/** Return the place of the block that a photo is in. */
export const blockOf = (blocks, place) => blocks.findIndex((block) => block.includes(place));

/** Return the items with the block at `from` moved to where the one at `to` is. */
export function moved(items, from, to) {
  const blocks = blocksOf(items);
  blocks.splice(to, 0, ...blocks.splice(from, 1));
  return inOrder(items, blocks);
}

/** Return the items with two of them as a pair, where `target` is; which one is before, their roles say, else their order. */
export function paired(items, moving, target) {
  const role = (place) => items[place].vai_tro;
  let pair = moving < target ? [moving, target] : [target, moving];
  if (role(target) === AFTER || role(moving) === BEFORE) pair = [moving, target];
  else if (role(target) === BEFORE || role(moving) === AFTER) pair = [target, moving];
  const left = pairsOf(items).filter((one) => one.some((place) => pair.includes(place)));
  const next = [...items];
  for (const place of left.flat()) next[place] = withRole(items[place], "");
  next[pair[0]] = withRole(items[pair[0]], BEFORE);
  next[pair[1]] = withRole(items[pair[1]], AFTER);
  const blocks = blocksOf(items)
    .flatMap((block) =>
      left.some((one) => one[0] === block[0] && block.length > 1) ? block.map((one) => [one]) : [block],
    )
    .filter((block) => block[0] !== moving || block.length > 1)
    .map((block) => (block.length === 1 && block[0] === target ? pair : block));
  return inOrder(next, blocks);
}

/** Return the items with the photos of a pair exchanged. */
export function swapped(items, [before, after]) {
  const next = [...items];
  next[before] = withRole(items[after], BEFORE);
  next[after] = withRole(items[before], AFTER);
  return next;
}

/** Return the items with the photos of a pair as two without a role. */
export function separated(items, pair) {
  return items.map((item, place) => (pair.includes(place) ? withRole(item, "") : item));
}

/** Return the items without one; who was its pair has no role any more, else the page would give it another partner. */
export function without(items, place) {
  const pair = pairsOf(items).find((one) => one.includes(place));
  return (pair ? separated(items, pair) : items).toSpliced(place, 1);
}

function withRole(item, role) {
  const { vai_tro: _, ...others } = item;
  return role ? { ...others, vai_tro: role } : others;
}

/** Return the items in the order of `blocks`; photos that lack their partner go behind the last pair, else they would take one. */
function inOrder(items, blocks) {
  const lastPair = blocks.findLastIndex((block) => block.length === 2);
  const lacksPartner = (block, place) =>
    place < lastPair && block.length === 1 && [BEFORE, AFTER].includes(items[block[0]].vai_tro);
  const [early, late] = [blocks.slice(0, lastPair + 1), blocks.slice(lastPair + 1)];
  const order = [...early.filter((b, n) => !lacksPartner(b, n)), ...early.filter(lacksPartner), ...late];
  return order.flat().map((place) => items[place]);
}
