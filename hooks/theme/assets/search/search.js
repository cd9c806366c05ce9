// The search without a page around it: what a query means, which shards it needs, who comes first.
// docs/decisions/0007-search.md says why it is so.

import { Bytes, crc, hex, lists, shard, text } from "./shards.js";
import { answer, fold, slipped, syllables, token, typed } from "./words.js";

const MOST_WORDS = 24; // of a query; what follows is left out
const MOST_PAIRS = 5; // asked for, so that no query is heavy
const MOST_ALONE = 7; // words that are looked for one by one
const COMMON = 1000; // entries: a word in as many, and in half of all, tells little and weighs much
const MOST_GUESSES = 4; // of what a word may become, or was meant to be
const FEW = 10; // with fewer than this in phrases, scattered words are looked for too
const WEIGHTS = [8, 4, 1]; // in the title, in the head, in the body
const WHOLE = { exact: 1, near: 0.8, folded: 0.4 };
const PART = 0.6; // of a word that is not finished
const SCATTERED = 0.1; // of a word that stands alone

// A query as {row, phrases}: its words, and the places of those that stood in quotation marks.
export function parsed(query) {
  const row = [];
  const phrases = [];
  const pieces = query.slice(0, 2000).split(/["“”]/);
  pieces.forEach((piece, at) => {
    const last = at === pieces.length - 1;
    const found = syllables(piece).slice(0, MOST_WORDS - row.length);
    if (at % 2 && !last && found.length) phrases.push([row.length, row.length + found.length]);
    const open = last && /[\p{L}\p{N}\p{M}]$/u.test(piece);
    found.forEach((spelled, place) => row.push(token(spelled, open && place === found.length - 1)));
  });
  return { row, phrases };
}

// Which pairs of so many words to ask for: all, or some from end to end.
function pairsOf(count) {
  if (count - 1 <= MOST_PAIRS) return Array.from({ length: Math.max(0, count - 1) }, (_, at) => at);
  return Array.from({ length: MOST_PAIRS }, (_, at) => Math.round((at * (count - 2)) / (MOST_PAIRS - 1)));
}

const bits = (value) => {
  let count = 0;
  for (; value; value &= value - 1) count++;
  return count;
};

// What every entry has of a row of words.
class Found {
  constructor(size, total) {
    this.total = total;
    this.most = this.needed = this.asked = 0;
    this.score = new Float32Array(size);
    for (const mask of ["words", "near", "exact", "pairs"]) this[mask] = new Uint32Array(size); // a bit for each word
  }

  // A piece of the row, one word or two, and the spellings that answer to it: [{data, grades, part}].
  add(places, spellings, share) {
    const best = new Map();
    let count = 1;
    for (const { data, grades, part } of spellings) {
      const whole = Math.min(...grades.map((grade) => WHOLE[grade])) * (part ? PART : 1);
      const masks = [0, 0, 0];
      places.forEach((place, at) => {
        masks[0] |= 1 << place;
        if (grades[at] !== "folded") masks[1] |= 1 << place;
        if (grades[at] === "exact") masks[2] |= 1 << place;
      });
      lists(data).forEach((numbers, level) => {
        count += numbers.length;
        const weight = WEIGHTS[level] * whole;
        for (const number of numbers) {
          if (!(best.get(number) >= weight)) best.set(number, weight);
          this.words[number] |= masks[0];
          this.near[number] |= masks[1];
          this.exact[number] |= masks[2];
          if (masks[1] === masks[0] && places.length === 2) this.pairs[number] |= 1 << places[0];
        }
      });
    }
    const rare = Math.log2(1 + this.total / count) * share;
    this.most += rare * WEIGHTS[0];
    for (const [number, weight] of best) this.score[number] += weight * rare;
  }

  // The numbers that have all words that are needed; with `some`, at least half of them.
  numbers(some = false) {
    const least = some ? Math.max(1, bits(this.needed) / 2) : bits(this.needed);
    const found = [];
    this.words.forEach((there, number) => {
      if (there && bits(there & this.needed) >= least) found.push(number);
    });
    return found;
  }

  whole(number) {
    return !this.unknown && (this.words[number] & this.needed) === this.needed;
  }

  // 2 with all marks just as typed, 1 with those and others, 0 without.
  tier(number) {
    if ((this.exact[number] & this.needed) === this.needed) return 2;
    return (this.near[number] & this.needed) === this.needed ? 1 : 0;
  }

  // Whether an entry has these phrases, as far as pairs can tell.
  has(number, phrases) {
    return phrases.every(([start, end]) => {
      if (end - start === 1) return this.near[number] & (1 << start);
      let wanted = 0;
      for (let place = start; place < end - 1; place++) wanted |= 1 << place;
      wanted &= this.asked;
      return (this.pairs[number] & wanted) === wanted;
    });
  }
}

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
    search.short = Object.entries(search.names.short).map((pair) => pair.map(syllables));
    return search;
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
      wanted.push(...longer.slice(0, MOST_GUESSES));
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
    const times = row.map(({ folded }) => known.get(folded) ?? 0);
    const rarest = (places, of) => places.sort((a, b) => of(a) - of(b));
    const words = rarest(row.flatMap((_, at) => (times[at] ? [at] : [])), (at) => times[at]).slice(0, MOST_ALONE);
    const pairs = row.slice(1).flatMap((_, at) => (times[at] && times[at + 1] ? [at] : []));
    const unknown = row.some(({ open }, at) => !times[at] && !open);
    return [rarest(pairs, (at) => Math.min(times[at], times[at + 1])).slice(0, MOST_PAIRS), words, unknown];
  }

  // With `some` for what has some of the words only.
  async look(row, some = false) {
    const found = new Found(this.names.numbers, this.names.entries + 1);
    const [places, rare, unknown] = some ? await this.rarest(row) : [pairsOf(row.length), null, false];
    found.unknown = unknown;
    const pairs = await Promise.all(places.map((place) => this.pair(row[place], row[place + 1])));
    places.forEach((place, at) => {
      found.add([place, place + 1], pairs[at], 1);
      found.needed |= 3 << place;
      found.asked |= 1 << place;
    });
    if (some || row.length === 1 || (row.length <= MOST_ALONE && found.numbers().length < FEW)) {
      const alone = row.length === 1; // among others, an unfinished word may be anything
      const telling = rare ?? (alone ? [0] : await this.telling(row));
      const singles = await Promise.all(telling.map((at) => this.word(alone ? row[at] : { ...row[at], open: false })));
      telling.forEach((place, at) => found.add([place], singles[at], alone ? 1 : SCATTERED));
      found.needed = telling.reduce((mask, place) => mask | (1 << place), 0);
    }
    return found;
  }

  // Other ways to say the same: abbreviations written out, and words abbreviated.
  said(row) {
    const ways = [row];
    const is = (word, spelled) => word && word.folded === fold(spelled) && answer(word, spelled) !== "folded";
    for (const [from, to] of [[0, 1], [1, 0]]) {
      const made = [];
      let changed = false;
      for (let at = 0; at < row.length; ) {
        const rule = this.short.find((pair) => pair[from].length && pair[from].every((s, n) => is(row[at + n], s)));
        if (rule) made.push(...rule[to].map((spelled) => token(spelled)));
        else made.push(row[at]);
        changed ||= Boolean(rule);
        at += rule ? rule[from].length : 1;
      }
      if (changed && made.length <= MOST_WORDS) ways.push(made);
    }
    return ways;
  }

  // Rows with a word that is known in the place of one that is not.
  meant(row, known) {
    return row.flatMap((word, at) => {
      if (word.folded.length < 4 || known.has(word.folded)) return [];
      const guesses = [...known.keys()].filter((other) => slipped(word.folded, other)).slice(0, MOST_GUESSES);
      return guesses.map((guess) => row.map((other, place) => (place === at ? token(guess) : other)));
    });
  }

  // Give {numbers, ways, phrases, note}: numbers with the best first; ways are the rows that were looked for, for
  // excerpts; the note is empty or says how it was found: "folded" (not with the marks as typed), "typed" (the keys of
  // Telex or VNI), "slip" (another word was meant), "some" (nothing has all words).
  async search(query) {
    const { row, phrases } = parsed(query);
    const quoted = phrases.map(([start, end]) => row.slice(start, end));
    let ways = [];
    let found = [];
    const tried = async (rows, some = false) => {
      ways = rows;
      found = await this.ranked(rows, phrases, some);
      return found.length > 0;
    };
    const outcome = (note) => ({ numbers: found.map(({ number }) => number), ways, phrases: quoted, note });
    if (!row.length) return outcome("");
    const long = row.length > MOST_ALONE && !phrases.length;
    const whole = () => found[0].note !== "some"; // of a long row
    if ((await tried(phrases.length ? [row] : this.said(row), long)) && whole()) return outcome(found[0].note);
    if (phrases.length) return outcome("");
    const begun = row.length > 1 && row[row.length - 1].open && row[row.length - 1].folded.length === 1;
    if (begun && (await tried(this.said(row.slice(0, -1))))) return outcome(found[0].note);
    const known = await this.vocabulary();
    const keys = row.map((word) => {
      const made = word.plain && !known.has(word.folded) ? token(typed(word.spelled), word.open) : word;
      return known.has(made.folded) || made.open ? made : word;
    });
    if (keys.some((word, at) => word.spelled !== row[at].spelled) && (await tried(this.said(keys), long))) return outcome("typed");
    const meant = [...this.meant(keys, known), ...this.meant(row, known)];
    for (const way of meant) if ((await tried([way], long)) && whole()) return outcome("slip");
    if (row.length > 1 && (await tried([row], true))) return outcome("some");
    return outcome("");
  }

  async ranked(rows, phrases, some) {
    const best = new Map();
    for (const [at, found] of (await Promise.all(rows.map((row) => this.look(row, some)))).entries()) {
      for (const number of found.numbers(some)) {
        if (!found.has(number, phrases)) continue;
        const marks = found.tier(number);
        const tier = some ? 0 : marks; // a question has words that no answer needs
        if (at && !marks) continue; // written out for the reader, with all marks: then they count
        const score = found.score[number] / (found.most || 1);
        const before = best.get(number);
        if (before && (before.tier > tier || (before.tier === tier && before.score >= score))) continue;
        best.set(number, { number, tier, score, note: found.whole(number) ? (marks ? "" : "folded") : "some" });
      }
    }
    return [...best.values()].sort((a, b) => b.tier - a.tier || b.score - a.score || b.number - a.number);
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
