// The search without a page around it: what a query may mean, and who comes first.
// docs/decisions/0007-search.md says why it is so; lookup.js asks the index, answers.js the lists.

import { Answers } from "./answers.js";
import { Facets } from "./facets.js";
import { isLong, least, Lookup } from "./lookup.js";
import { Language, parsed } from "./query.js";
import { meant } from "./repair.js";
import { hex, text } from "./shards.js";
import { fold, syllables, token, typed } from "./words.js";

const FEW = 10; // with more than this, what has other marks than were typed is left out
const MEMBER = { "linh-vuc": 0.5, "chu-de": 0.5 }; // what it is worth to be in the list that a query names; else 1
const NAMED = 2; // lists whose members come first
const RELEVANT = 0.02; // how well a page must answer
const TITLED = 0.2; // and one whose title does
const WRONG = ["some", "apart"]; // notes on what no slip leads to

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
    search.lists = new Answers(search.names, search.language);
    search.lookup = new Lookup(search.get, search.names);
    return search;
  }

  json(path) {
    return this.get(path, (data) => JSON.parse(text.decode(data)));
  }

  vocabulary() {
    return this.lookup.vocabulary();
  }

  // The facets, by which the members of a list are known.
  facets() {
    this.opening ??= Facets.open(this);
    return this.opening;
  }

  // Return {answers, numbers, pages, ways, phrases, note, also}: the rows of lists that are named, and the numbers of
  // entries and of written pages, the best first. `ways` are the rows that were looked for, for excerpts. `note` is empty
  // or says how it was found: "folded" (not with the marks as typed), "typed" (the keys of Telex or VNI), "slip" (another
  // word was meant), "apart" (the words nowhere stand together), "some" (nothing has all words), "every" (all models are
  // what was asked for). `also` is the synonym that was looked for as well. With `exact`, only the words as they were
  // typed are looked for.
  async search(query, exact = false) {
    const { row, phrases } = parsed(query);
    const strict = exact || phrases.length > 0;
    let kept = { known: [], found: [], ways: [] };
    let note = "";
    for await (const meaning of this.meanings(row, strict)) {
      const tried = await this.tried(meaning, phrases, exact);
      if (tried.good || !kept.found.length) kept = tried; // a page that has the words somewhere may be all there is
      if (!tried.good || !(tried.whole || meaning.some)) continue;
      note = meaning.note ?? tried.found[0]?.note ?? "";
      break;
    }
    const outcome = this.outcome(kept, note, phrases.map(([start, end]) => row.slice(start, end)));
    if (strict || !this.language.isTopic(row)) return outcome;
    const { all } = await this.facets();
    return { ...outcome, note: "every", numbers: [...new Set([...outcome.numbers, ...[...all].reverse()])] };
  }

  // What a query may mean, the likeliest first: {ways, note, some}. `note` is what to say of it, when it is not as typed;
  // with `some`, some of the words are enough.
  async *meanings(row, strict) {
    if (!row.length) return;
    const begun = row.length > 1 && row.at(-1).open && row.at(-1).folded.length === 1; // with the next word
    const asTyped = this.ways(begun && isLong(row) ? row.slice(0, -1) : row, strict);
    yield { ways: asTyped };
    if (strict) return;
    if (begun) yield { ways: this.ways(row.slice(0, -1)) };
    const known = await this.vocabulary();
    const keys = row.map((word) => asKeys(word, known));
    if (keys.some((word, at) => word !== row[at])) yield { ways: this.ways(keys), note: "typed" };
    const repaired = await this.best([...meant(keys, known), ...meant(row, known)]);
    if (repaired) yield { ways: repaired, note: "slip" };
    if (row.length === 1) return;
    const core = asTyped.find((way) => way.row.length < row.length) ?? asTyped[0];
    const alike = asTyped.filter(({ said }) => said).map((way) => ({ ...way, last: true }));
    yield { ways: [core, ...alike], note: "some", some: true };
  }

  // The ways to say a row, with the names of lists apart from what stands beside them.
  ways(row, strict = false) {
    const ways = this.language.ways(row, strict);
    return strict ? ways : ways.map((way) => ({ ...way, row: this.lists.parted(way.row) }));
  }

  // The ways to say the row that answers best, among those that a query with slips may mean; null when none does.
  async best(rows) {
    const worth = await Promise.all(rows.map(async (row) => {
      const ways = this.ways(row);
      const known = this.lists.of(ways);
      const [first] = await this.ranked({ ways }, [], known);
      const score = first && !WRONG.includes(first.note) ? first.score : 0;
      return { ways, score: Math.max(score, known[0]?.whole ? known[0].score : 0) };
    }));
    const best = worth.sort((a, b) => b.score - a.score)[0];
    return best?.score ? best.ways : null;
  }

  // What a meaning finds: {known, found, ways, good, whole}: rows of lists, models and pages, whether that is an answer,
  // and whether to all words. When nothing has the marks as typed, lists are named without any.
  async tried(meaning, phrases, exact) {
    const { ways } = meaning;
    let known = this.lists.of(ways);
    let found = await this.ranked(meaning, phrases, known);
    if (!exact && !known.some(({ whole, within }) => whole || within) && !found.some(({ tier }) => tier)) {
      known = this.lists.of(ways.map((way) => ({ ...way, row: way.row.map(({ folded, open }) => token(folded, open)) })));
      found = await this.ranked(meaning, phrases, known);
    }
    const good = known.some(({ whole, sure }) => whole || sure) || found.some((one) => this.isEntry(one) || one.score > TITLED);
    return { known, found, ways, good, whole: found[0]?.note !== "some" };
  }

  outcome({ known, found, ways }, note, phrases) {
    const numbers = (some) => found.filter(some).map(({ number }) => number);
    const entries = numbers((one) => this.isEntry(one));
    const pages = note === "some" ? [] : numbers((one) => !this.isEntry(one) && one.score > RELEVANT);
    const also = ways.find(({ said, many }) => said && many)?.said ?? "";
    return { answers: known, numbers: entries, pages, ways: ways.map(({ row }) => row), phrases, note, also };
  }

  isEntry({ number }) {
    return number >= this.names.pages;
  }

  // What answers to the ways of a meaning, the best first: [{number, tier, score, note, aside}]; the members of lists that
  // are surely named come before others.
  async ranked({ ways, some = false }, phrases, known) {
    const named = known.filter(({ sure }) => sure);
    const best = new Map();
    const looked = await Promise.all(ways.map((way) => this.looked(way, some, phrases, !named.length)));
    looked.forEach((found, at) => {
      ways[at].many = 0;
      for (const one of this.candidates(ways[at], found, some, phrases)) {
        if (at && !one.marked) continue; // written out for the reader, with all marks: then they count
        if (ways[at].said) one.score += looked[0].share(one.number); // among what a synonym finds, first what has words as typed
        const before = best.get(one.number);
        if (!before) ways[at].many++;
        const better = !before || one.tier > before.tier || (one.tier === before.tier && one.score > before.score) ? one : before;
        best.set(one.number, { ...better, aside: one.aside && (before?.aside ?? true) });
      }
    });
    for (const list of named.slice(0, NAMED)) await this.addMembers(list, best);
    const all = [...best.values()];
    const whole = all.some((one) => one.note !== "some" && this.isEntry(one));
    const marked = all.filter(({ tier }) => tier > 0).length >= FEW;
    return all.filter(({ note, tier }) => (!whole || note !== "some") && (!marked || tier > 0)).sort(comesBefore);
  }

  looked({ row }, some, phrases, scattered) {
    return some || isQuestion(row, phrases) ? this.lookup.some(row, some) : this.lookup.all(row, scattered);
  }

  // The entries and pages that answer to one way: [{number, tier, score, note, marked, aside}].
  candidates({ row, worth, said }, found, some, phrases) {
    const loose = some || isQuestion(row, phrases);
    const right = found.numbers(loose ? least(row, found) : 0).filter((number) => found.has(number, phrases));
    return right.map((number) => {
      const marks = found.tier(number);
      const note = !found.whole(number) ? "some" : !marks ? "folded" : found.apart(number) ? "apart" : "";
      const tier = loose ? 0 : marks; // a question has words that no answer needs
      return { number, tier, score: found.share(number) * worth, note, marked: marks > 0, aside: Boolean(said) || note === "apart" };
    });
  }

  async addMembers({ facet, key, exact }, best) {
    const facets = await this.facets();
    await facets.need([facet]);
    for (const number of facets.members(facet, key)) {
      const before = best.get(number) ?? { number, score: 0 };
      best.set(number, { ...before, tier: 2, note: "", score: before.score + (exact ? MEMBER[facet] ?? 1 : 0.5) });
    }
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

const isQuestion = (row, phrases) => isLong(row) && !phrases.length;

// What has the words as they were typed comes before what only a synonym finds, or what has them here and there.
const comesBefore = (one, other) => other.tier - one.tier || Boolean(one.aside) - Boolean(other.aside) || other.score - one.score || other.number - one.number;

// The word that Telex or VNI would have made of these keys; the same word where that is none, or what was typed is one.
function asKeys(word, known) {
  if (!word.plain || known.has(word.folded)) return word;
  const made = token(typed(word.spelled), word.open);
  return made.spelled !== word.spelled && (known.has(made.folded) || made.open) ? made : word;
}
