// The search without a page around it: what a query means, which shards it needs, who comes first.
// docs/decisions/0007-search.md says why it is so.

import { Answers } from "./answers.js";
import { Facets } from "./facets.js";
import { bits, Found } from "./found.js";
import { Language, parsed } from "./query.js";
import { meant } from "./repair.js";
import { crc, hex, shard, text } from "./shards.js";
import { answer, fold, syllables, token, typed } from "./words.js";

const MOST_PAIRS = 5; // asked for, so that no query is heavy
const MOST_ALONE = 7; // words that are looked for one by one
const MOST_RARE = 4; // of a long row, when no entry has its rarest pairs
const COMMON = 1000; // entries: a word in as many, and in half of all, tells little and weighs much
const MOST_LONGER = 4; // words that one may become
const FEW = 10; // with fewer than this in phrases, scattered words are looked for too, and words with other marks
const SCATTERED = 0.1; // of a word that stands alone
const RARE = 0.5; // of one of the rarest, where some of the words are enough
const MEMBER = { "linh-vuc": 0.5, "chu-de": 0.5 }; // what it is worth to be in the list that a query names; else 1
const [HEAD, ZONES] = [2, 3]; // of title, head and body
const RELEVANT = 0.02; // how well a page must answer
const TITLED = 0.2; // and one whose title does

// Which pairs of neighbours in a row to ask for: all, or some from end to end.
function pairsOf(row) {
  const all = row.slice(1).flatMap(({ apart }, at) => (apart ? [] : [at]));
  if (all.length <= MOST_PAIRS) return all;
  return Array.from({ length: MOST_PAIRS }, (_, at) => all[Math.round((at * (all.length - 1)) / (MOST_PAIRS - 1))]);
}

// The words of a row that have no neighbour.
const lonely = (row) => row.flatMap((_, at) => ((!at || row[at].apart) && (row[at + 1]?.apart ?? true) ? [at] : []));

export class Search {
  // `get` gives the bytes of a file below /tim-kiem/, or null when there is none.
  static async open(get) {
    const search = new Search();
    const kept = new Map();
    search.get = (path, made = (bytes) => bytes) => {
      if (!kept.has(path)) {
        const waiting = get(path).then((data) => made(new Uint8Array(data ?? 0)));
        waiting.catch(() => kept.delete(path)); // the net was away: the next time may be better
        kept.set(path, waiting);
      }
      return kept.get(path);
    };
    search.names = await search.json("danh-muc.json");
    search.language = new Language(search.names);
    search.answers = new Answers(search.names, search.language);
    return search;
  }

  // The facets, by which the members of a list are known.
  facets() {
    this.opening ??= Facets.open(this);
    return this.opening;
  }

  json(path) {
    return this.get(path, (data) => JSON.parse(text.decode(data)));
  }

  async pair(one, other) {
    if (other.open && other.folded.length < 2) other = { ...other, open: false };
    const place = crc(`${one.folded} ${other.folded.slice(0, 2)}`) % this.names.pairs;
    const all = await this.get(`cap/${hex(place)}.bin`, shard);
    const whole = `${one.folded} ${other.folded}`;
    const keys = other.open ? [...all.keys()].filter((key) => key.startsWith(whole)) : [whole];
    return keys.flatMap((key) => (all.get(key) ?? []).map(({ spelled, data }) => ({
      data, part: key !== whole, grades: [answer(one, spelled[0]), answer(other, spelled[1])],
    })));
  }

  async word(one) {
    const wanted = [one.folded];
    const known = one.open ? await this.vocabulary() : new Map();
    if (one.open && 2 ** (known.get(one.folded) ?? 0) < COMMON) {
      const longer = [...known.keys()].filter((word) => word.startsWith(one.folded) && word !== one.folded);
      wanted.push(...longer.slice(0, MOST_LONGER));
    }
    const found = await Promise.all(wanted.map(async (key) => {
      const all = await this.get(`am/${hex(crc(key) % this.names.words)}.bin`, shard);
      return (all.get(key) ?? []).map(({ spelled, data }) => ({
        data, part: key !== one.folded, grades: [answer(one, spelled[0])],
      }));
    }));
    return found.flat();
  }

  // All folded syllables, the most common first, each with the power of two that tells in how many places it stands.
  vocabulary() {
    return this.get("van.txt", (data) => new Map(text.decode(data).split(" ").filter(Boolean)
      .map((word) => [word.slice(0, -1), parseInt(word.slice(-1), 36)]).sort((a, b) => b[1] - a[1])));
  }

  // The places of the words in a row that are worth looking for: the rare ones, or the two rarest; all in a small roll.
  async telling(row) {
    const places = row.map((_, place) => place);
    if (this.names.entries < COMMON) return places;
    const known = await this.vocabulary();
    const times = places.map((place) => 2 ** (known.get(row[place].folded) ?? 0));
    const rare = places.filter((place) => times[place] <= Math.max(COMMON, this.names.entries / 2));
    return rare.length ? rare : places.sort((a, b) => times[a] - times[b]).slice(0, 2);
  }

  // Of a long row, or one of which nothing has all words: the words that are rare, and are known at all, and the pairs of these.
  async rarest(row) {
    const known = await this.vocabulary();
    const times = row.map(({ folded }) => known.get(folded) ?? Number(/^[0-9]/.test(folded))); // it has no numbers
    const rarest = (places, of) => places.sort((a, b) => of(a) - of(b));
    const words = rarest(row.flatMap((_, at) => (times[at] ? [at] : [])), (at) => times[at]).slice(0, MOST_RARE);
    const pairs = row.slice(1).flatMap(({ apart }, at) => (!apart && times[at] && times[at + 1] ? [at] : []));
    const unknown = row.some(({ open }, at) => !times[at] && !open);
    return [rarest(pairs, (at) => Math.min(times[at], times[at + 1])).slice(0, MOST_PAIRS), words, unknown];
  }

  // With `some` for what has some of the words only (with `all` the rarest words are looked for too); with `scattered`
  // for words that stand alone, if phrases are few.
  async look(row, { some = false, all = false, scattered = true } = {}) {
    const found = new Found(this.names.numbers, this.names.entries + 1);
    const [places, rare, unknown] = some ? await this.rarest(row) : [pairsOf(row), null, false];
    found.unknown = unknown;
    if (some && row.length < MOST_RARE) row.forEach(({ folded }, at) => (found.must |= Number(/^[0-9]/.test(folded)) << at)); // 1.272 mét
    const alone = some ? [] : lonely(row);
    const [pairs, words] = await Promise.all([
      Promise.all(places.map((place) => this.pair(row[place], row[place + 1]))),
      Promise.all(alone.map((place) => this.word(row[place]))),
    ]);
    places.forEach((place, at) => {
      found.add([place, place + 1], pairs[at], 1);
      found.needed |= 3 << place;
      found.asked |= 1 << place;
    });
    alone.forEach((place, at) => {
      found.add([place], words[at], 1);
      found.needed |= 1 << place;
    });
    const few = scattered && places.length > 0 && row.length <= MOST_ALONE && found.numbers().length < FEW;
    if (some ? all || !found.numbers().length : few) {
      const telling = rare ?? (await this.telling(row)); // among others, an unfinished word may be anything
      const singles = await Promise.all(telling.map((at) => this.word({ ...row[at], open: false })));
      const marked = singles.map((spellings) => spellings.filter(({ grades }) => grades[0] !== "folded"));
      for (const zones of some ? [ZONES] : [HEAD, ZONES]) { // in the body only when there is nothing else
        if (zones > HEAD && !some && found.numbers().length) break;
        telling.forEach((place, at) => found.add([place], marked[at], some ? RARE : SCATTERED, zones));
        found.needed = telling.reduce((mask, place) => mask | (1 << place), some ? found.needed : 0);
      }
    }
    return found;
  }

  // The ways to say a row, with the names of lists apart from what stands beside them.
  ways(row, exact = false) {
    const ways = this.language.ways(row, exact);
    return exact ? ways : ways.map((way) => ({ ...way, row: this.answers.parted(way.row) }));
  }

  // The ways to say the row that answers best, among those that a query with slips may mean; null when none does.
  async best(rows) {
    const worth = await Promise.all(rows.map(async (row) => {
      const ways = this.ways(row);
      const known = this.answers.of(ways);
      const [first] = await this.ranked(ways, [], false, known);
      const score = first && !["some", "apart"].includes(first.note) ? first.score : 0;
      return { ways, score: Math.max(score, known[0]?.whole ? known[0].score : 0) };
    }));
    const best = worth.sort((a, b) => b.score - a.score)[0];
    return best?.score ? best.ways : null;
  }

  // Return {answers, numbers, pages, ways, phrases, note, also}: the rows of lists that are named, and the numbers of
  // entries and of written pages, the best first. `ways` are the rows that were looked for, for excerpts. `note` is empty
  // or says how it was found: "folded" (not with the marks as typed), "typed" (the keys of Telex or VNI), "slip" (another
  // word was meant), "apart" (the words nowhere stand together), "some" (nothing has all words). `also` is the synonym
  // that was looked for as well. With `exact`, only the words as they were typed are looked for.
  async search(query, exact = false) {
    const { row, phrases } = parsed(query);
    const quoted = phrases.map(([start, end]) => row.slice(start, end));
    let answers = [];
    let ways = [];
    let found = [];
    const tried = async (made, some = false) => {
      let known = this.answers.of(made);
      let next = await this.ranked(made, phrases, some, known);
      if (!exact && !known.some(({ whole, within }) => whole || within) && !next.some(({ tier }) => tier)) { // in no way with these marks
        known = this.answers.of(made.map((way) => ({ ...way, row: way.row.map(({ folded, open }) => token(folded, open)) })));
        next = await this.ranked(made, phrases, some, known);
      }
      const good = known.some(({ whole, sure }) => whole || sure) || next.some(({ number, score }) => number >= this.names.pages || score > TITLED);
      if (good || !found.length) [answers, ways, found] = [known, made, next]; // a page that has the words somewhere may be all there is
      return good;
    };
    const outcome = (note) => ({
      answers, ways: ways.map((way) => way.row), phrases: quoted, note,
      numbers: found.filter(({ number }) => number >= this.names.pages).map(({ number }) => number),
      pages: found.filter(({ number, score }) => number < this.names.pages && note !== "some" && score > RELEVANT).map(({ number }) => number),
      also: ways.find(({ said, many }) => said && many)?.said ?? "",
    });
    if (!row.length) return outcome("");
    const whole = () => !found.length || found[0].note !== "some"; // of a long row
    const begun = row.length > 1 && row[row.length - 1].open && row[row.length - 1].folded.length === 1;
    const first = this.ways(begun && row.length > MOST_ALONE ? row.slice(0, -1) : row, exact || phrases.length > 0);
    if ((await tried(first)) && whole()) return outcome(found[0]?.note ?? "");
    if (phrases.length || exact) return outcome("");
    if (begun && (await tried(this.ways(row.slice(0, -1))))) return outcome(found[0]?.note ?? "");
    const known = await this.vocabulary();
    const keys = row.map((word) => {
      const made = word.plain && !known.has(word.folded) ? token(typed(word.spelled), word.open) : word;
      return known.has(made.folded) || made.open ? made : word;
    });
    if (keys.some((word, at) => word.spelled !== row[at].spelled) && (await tried(this.ways(keys)))) return outcome("typed");
    const slips = [...meant(keys, known), ...meant(row, known)];
    const best = await this.best(slips);
    if (best && (await tried(best)) && whole()) return outcome("slip");
    const core = first.find(({ row: made }) => made.length < row.length) ?? first[0];
    const alike = first.filter(({ said }) => said).map((way) => ({ ...way, last: true }));
    if (row.length > 1 && (await tried([core, ...alike], true))) return outcome("some");
    return outcome("");
  }

  // What answers to the ways to say a query, the best first: [{number, tier, score, note}]; before others the members
  // of the lists that it surely names, of those that are known to be named.
  async ranked(ways, phrases, some, known) {
    const named = known.filter(({ sure }) => sure);
    const best = new Map();
    const long = ({ row }) => some || (row.length > MOST_ALONE && !phrases.length);
    const all = await Promise.all(ways.map((way) => this.look(way.row, { some: long(way), all: some, scattered: !named.length })));
    for (const [at, found] of all.entries()) {
      ways[at].many = 0;
      const { length } = ways[at].row;
      const least = !long(ways[at]) ? 0 : length > MOST_ALONE ? Math.max(1, bits(found.needed) / 2) : length < MOST_RARE ? Math.floor(length / 2) + 1 : Math.ceil(length / 2);
      for (const number of found.numbers(least)) {
        if (!found.has(number, phrases)) continue;
        const marks = found.tier(number);
        const tier = long(ways[at]) ? 0 : marks; // a question has words that no answer needs
        if (at && !marks) continue; // written out for the reader, with all marks: then they count
        const note = !found.whole(number) ? "some" : !marks ? "folded" : found.apart(number) ? "apart" : "";
        const score = (found.score[number] / (found.most || 1)) * ways[at].worth;
        const before = best.get(number);
        if (!before) ways[at].many++;
        if (before && (before.tier > tier || (before.tier === tier && before.score >= score))) continue;
        best.set(number, { number, tier, score, note });
      }
    }
    for (const { facet, key, exact } of named.slice(0, 2)) {
      const facets = await this.facets();
      await facets.need([facet]);
      for (const number of facets.members(facet, key)) {
        const before = best.get(number) ?? { number, score: 0 };
        best.set(number, { ...before, tier: 2, note: "", score: before.score + (exact ? MEMBER[facet] ?? 1 : 0.5) });
      }
    }
    const made = [...best.values()];
    const whole = made.some(({ note, number }) => note !== "some" && number >= this.names.pages);
    const marked = made.filter(({ tier }) => tier > 0).length >= FEW;
    return made.filter(({ note, tier }) => (!whole || note !== "some") && (!marked || tier > 0)).sort((a, b) => b.tier - a.tier || b.score - a.score || b.number - a.number);
  }

  // The cards of these numbers: [{number, title, summary, html}].
  cards(numbers) {
    return Promise.all(numbers.map(async (number) => {
      const block = await this.json(`the/${hex(Math.floor(number / this.names.cards))}.json`);
      const [title, summary, html] = block[number];
      return { number, title, summary, html };
    }));
  }

  // The first cards, those whose title is just the query before all others.
  async first(found, count) {
    const cards = await this.cards(found.numbers.slice(0, count));
    const is = ({ title }) => {
      const row = syllables(title).map(fold).join(" ");
      return found.ways.some((way) => way.map((word) => word.folded).join(" ") === row);
    };
    return [...cards.filter(is), ...cards.filter((card) => !is(card))];
  }
}
