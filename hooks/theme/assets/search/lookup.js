// What the index has of a row of words: which files hold it, and which of its words are asked for.

import { bits, Found } from "./found.js";
import { crc, hex, shard, text } from "./shards.js";
import { answer } from "./words.js";

const MOST_PAIRS = 5; // asked for, so that no query is heavy
const MOST_ALONE = 7; // words that are looked for one by one
const MOST_RARE = 4; // words of which some are enough
const MOST_LONGER = 4; // words that one may become
const COMMON = 1000; // entries: a word in as many, and in half of all, tells little and weighs much
const FEW = 10; // with fewer than this in phrases, scattered words are looked for too
const SCATTERED = 0.1; // what a word that stands alone is worth
const RARE = 0.5; // and one of the rarest, where some of the words are enough
const [HEAD, BODY] = [2, 3]; // how many zones: title and head; the body too

// Which pairs of neighbours in a row to ask for: all, or some from end to end.
function pairsOf(row) {
  const all = row.slice(1).flatMap(({ apart }, at) => (apart ? [] : [at]));
  if (all.length <= MOST_PAIRS) return all;
  return Array.from({ length: MOST_PAIRS }, (_, at) => all[Math.round((at * (all.length - 1)) / (MOST_PAIRS - 1))]);
}

// The words of a row that have no neighbour.
const lonely = (row) => row.flatMap((_, at) => ((!at || row[at].apart) && (row[at + 1]?.apart ?? true) ? [at] : []));

const lowest = (places, times) => places.sort((a, b) => times(a) - times(b));

export const isLong = (row) => row.length > MOST_ALONE;

// How many of the needed words of a row an entry must have when some are enough.
export function least(row, { needed }) {
  if (isLong(row)) return Math.max(1, bits(needed) / 2);
  return row.length < MOST_RARE ? Math.floor(row.length / 2) + 1 : Math.ceil(row.length / 2);
}

export class Lookup {
  // `get` gives a file of the index as something made of its bytes, `names` is danh-muc.json.
  constructor(get, names) {
    Object.assign(this, { get, names });
  }

  // All folded syllables, the most common first, each with the power of two that tells in how many places it stands.
  vocabulary() {
    return this.get("van.txt", (data) => new Map(text.decode(data).split(" ").filter(Boolean)
      .map((word) => [word.slice(0, -1), parseInt(word.slice(-1), 36)]).sort((a, b) => b[1] - a[1])));
  }

  // The spellings of two neighbours: [{data, grades, part}].
  async pair(one, other) {
    const open = other.open && other.folded.length > 1;
    const place = crc(`${one.folded} ${other.folded.slice(0, 2)}`) % this.names.pairs;
    const all = await this.get(`cap/${hex(place)}.bin`, shard);
    const whole = `${one.folded} ${other.folded}`;
    const keys = open ? [...all.keys()].filter((key) => key.startsWith(whole)) : [whole];
    return keys.flatMap((key) => (all.get(key) ?? []).map(({ spelled, data }) => ({
      data, part: key !== whole, grades: [answer(one, spelled[0]), answer({ ...other, open }, spelled[1])],
    })));
  }

  // The spellings of a word, and of some that it may become: [{data, grades, part}].
  async word(one) {
    const known = one.open ? await this.vocabulary() : new Map();
    const rare = one.open && 2 ** (known.get(one.folded) ?? 0) < COMMON;
    const longer = rare ? [...known.keys()].filter((word) => word.startsWith(one.folded) && word !== one.folded) : [];
    const found = await Promise.all([one.folded, ...longer.slice(0, MOST_LONGER)].map(async (key) => {
      const all = await this.get(`am/${hex(crc(key) % this.names.words)}.bin`, shard);
      return (all.get(key) ?? []).map(({ spelled, data }) => ({ data, part: key !== one.folded, grades: [answer(one, spelled[0])] }));
    }));
    return found.flat();
  }

  // What entries have of all words of a row: of its pairs, and of the words without a neighbour. With `scattered`, words
  // are looked for one by one too when few entries have the pairs: in title and head, in the body only if that has none.
  async all(row, scattered) {
    const found = this.nothing();
    const [places, alone] = [pairsOf(row), lonely(row)];
    const [pairs, words] = await Promise.all([this.pairs(row, places), this.words(row, alone)]);
    found.addPairs(places, pairs);
    found.need(alone);
    alone.forEach((place, at) => found.add([place], words[at], 1));
    if (!scattered || !places.length || isLong(row) || found.numbers().length >= FEW) return found;
    const telling = await this.telling(row);
    const singles = await this.marked(row, telling);
    for (const zones of [HEAD, BODY]) {
      if (zones === BODY && found.numbers().length) break;
      telling.forEach((place, at) => found.add([place], singles[at], SCATTERED, zones));
      found.needed = 0;
      found.need(telling);
    }
    return found;
  }

  // What entries have of some words of a row, the rarest: of their pairs, and of each word too when no entry has a pair,
  // or always with `each`. Of a short row the numbers must be there: 1.272 mét.
  async some(row, each) {
    const found = this.nothing();
    const { pairs: places, words, unknown } = await this.rarest(row);
    found.unknown = unknown;
    if (row.length < MOST_RARE) found.must = row.reduce((mask, { folded }, at) => mask | (Number(/^[0-9]/.test(folded)) << at), 0);
    found.addPairs(places, await this.pairs(row, places));
    if (!each && found.numbers().length) return found;
    const singles = await this.marked(row, words);
    words.forEach((place, at) => found.add([place], singles[at], RARE));
    found.need(words);
    return found;
  }

  nothing() {
    return new Found(this.names.numbers, this.names.entries + 1);
  }

  pairs(row, places) {
    return Promise.all(places.map((place) => this.pair(row[place], row[place + 1])));
  }

  words(row, places) {
    return Promise.all(places.map((place) => this.word(row[place])));
  }

  // The spellings of words that are whole, with all marks that were typed: among others, an unfinished one may be anything.
  async marked(row, places) {
    const found = await this.words(row.map((word) => ({ ...word, open: false })), places);
    return found.map((spellings) => spellings.filter(({ grades }) => grades[0] !== "folded"));
  }

  // The places of the words in a row that are worth looking for: the rare ones, or the two rarest; all in a small roll.
  async telling(row) {
    const places = row.map((_, place) => place);
    if (this.names.entries < COMMON) return places;
    const known = await this.vocabulary();
    const times = (place) => 2 ** (known.get(row[place].folded) ?? 0);
    const rare = places.filter((place) => times(place) <= Math.max(COMMON, this.names.entries / 2));
    return rare.length ? rare : lowest(places, times).slice(0, 2);
  }

  // The rarest pairs and words of a row that are known at all, and whether one is not.
  async rarest(row) {
    const known = await this.vocabulary();
    const times = row.map(({ folded }) => known.get(folded) ?? Number(/^[0-9]/.test(folded))); // it has no numbers
    const words = row.flatMap((_, at) => (times[at] ? [at] : []));
    const pairs = words.filter((at) => times[at + 1] && !row[at + 1].apart);
    return {
      words: lowest(words, (at) => times[at]).slice(0, MOST_RARE),
      pairs: lowest(pairs, (at) => Math.min(times[at], times[at + 1])).slice(0, MOST_PAIRS),
      unknown: row.some(({ open }, at) => !times[at] && !open),
    };
  }
}
