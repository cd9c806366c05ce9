// Answers: the rows of lists (a field, a ward, a year) that a query names, each a line with its count.

import { answer, is, syllables, token } from "./words.js";

const LEAST = 0.42; // how well a row must answer
const NEAR = 0.6; // and of that of the best
const BREAK = 0.85; // for each place where words of the query stand together and those of the name do not
const BEGUN = 0.8; // of a word that is not finished
const SURE = 0.99;
const PLACES = "dia-ban";
const NUMBER = /^[0-9]{1,3}$/;
const [ORDINAL] = syllables("số");
const LONG = 0.6; // at least, of a long name that has all words

export class Answers {
  constructor(names, language) {
    this.rows = [];
    this.having = new Map(); // folded word: numbers of the names that have it
    this.beginning = new Map(); // folded word: names that begin with it
    this.names = [];
    for (const { name: facet, title, address, rows } of names.answers) {
      rows.forEach(([key, name, count, note = "", others = "", now = null]) => {
        const row = { facet, kind: title, key, name, count, note, now, address: `${address}${key}/`, place: this.rows.length };
        this.rows.push(row);
        for (const text of new Set([name, ...others.split("\n")].filter(Boolean))) this.add(row, language.written(syllables(text).map((s) => token(s))));
      });
    }
    const total = this.names.length + 1;
    this.rare = (folded) => Math.log2(1 + total / (this.having.get(folded)?.length ?? 1));
    for (const name of this.names) name.weight = name.words.reduce((sum, { folded }) => sum + this.rare(folded), 0);
  }

  add(row, words) {
    for (const folded of new Set(words.map((word) => word.folded))) {
      if (!this.having.has(folded)) this.having.set(folded, []);
      this.having.get(folded).push(this.names.length);
    }
    const name = { row, words };
    this.names.push(name);
    if (words.length) this.beginning.set(words[0].folded, [...(this.beginning.get(words[0].folded) ?? []), name]);
  }

  // A row in which the names that it has stand apart: kinh tế | phường Quan Hoa. The same row when it has none beside
  // other words.
  parted(row) {
    const made = row.map((word) => ({ ...word }));
    for (let at = 0; at < row.length; ) {
      const has = ({ words }) => words.every(({ spelled }, n) => is(row[at + n], spelled));
      const starting = (this.beginning.get(row[at].folded) ?? []).filter(has);
      const length = Math.max(1, ...starting.map(({ words }) => words.length));
      if (length > 1 || (starting.length && /^\d/.test(row[at].folded))) {
        if (at) made[at].apart = true;
        if (made[at + length]) made[at + length].apart = true;
      }
      at += length;
    }
    return made;
  }

  // The rows that the ways to say a query name, the best first: [{...row, score, whole, sure}]. A row is whole when it has
  // all words, and sure when it is the one that was meant.
  of(ways) {
    const best = new Map();
    for (const { row, worth, last } of ways) {
      const full = worth >= 0.9 || last; // what only a synonym says counts less, unless nothing else is left
      const all = row.reduce((sum, { folded }) => sum + this.rare(folded), 0);
      for (const name of this.candidates(row, all)) {
        const { score, whole, within, start } = this.score(row, all, name);
        const made = { ...name.row, start, score: score * (full ? 1 : worth), whole, within: within && full, exact: score > SURE && full, many: row.length > 1 && full, last };
        if (made.score > (best.get(name.row)?.score ?? (within ? 0 : LEAST))) best.set(name.row, made);
      }
    }
    const any = [...best.values()].some(({ whole }) => whole);
    const first = (row) => row.score + (!any && row.within ? 1 : 0); // of a query that names several
    narrowFirst([...best.values()].filter(({ facet, within }) => facet === PLACES && within));
    const found = [...best.values()].sort((a, b) => first(b) - first(a) || b.count - a.count || a.place - b.place);
    const kept = found.filter(({ score, whole, within }) => (any ? whole && score >= found[0].score * NEAR : within || score >= found[0].score * NEAR));
    return kept.map((row) => ({ ...row, sure: row.exact || (kept.length === 1 && ((row.whole && row.many) || (row.within && row.last))) }));
  }

  // The names that could answer a row whose words weigh `all`: by the words that both have, in whatever order.
  candidates(row, all) {
    const shared = new Map();
    const add = (folded) => this.having.get(folded)?.forEach((at) => shared.set(at, (shared.get(at) ?? 0) + this.rare(folded)));
    const last = row[row.length - 1];
    for (const folded of new Set(row.map((word) => word.folded))) add(folded);
    if (last?.open && last.folded.length > 1) {
      for (const folded of this.having.keys()) if (folded.startsWith(last.folded) && folded !== last.folded) add(folded);
    }
    const may = ([at, sum]) => this.worth(sum / all, sum / this.names[at].weight) > LEAST || sum > this.names[at].weight * SURE;
    return [...shared].filter(may).map(([at]) => this.names[at]);
  }

  // How well a name answers of which so much is in the query, and that has so much of the query, which counts for more.
  worth(of, own) {
    return (5 * Math.min(1, of) * Math.min(1, own)) / (Math.min(1, of) + 4 * Math.min(1, own));
  }

  // How well a name answers a query whose words weigh `all`: its score is 1 when they are one. `start` is how far into
  // the query it begins.
  score(row, all, { words, weight }) {
    const meets = (word, { spelled, folded }) => {
      if (word.folded === folded && answer(word, spelled) === "exact") return this.rare(folded);
      return word.open && word.folded.length > 1 && folded.startsWith(word.folded) && answer(word, spelled.slice(0, word.spelled.length)) !== "folded" ? this.rare(folded) * BEGUN : 0;
    };
    // Of a name with two numbers each belongs to the word before it: TDP số 1 phường Mẫu 12 is no tổ dân phố 12.
    const numbers = words.filter(({ folded }) => NUMBER.test(folded)).length;
    const belongs = (place, at) => numbers < 2 || !NUMBER.test(words[at].folded) || !at || words[at - 1].spelled === ORDINAL || row[place - 1]?.folded === words[at - 1].folded;
    // The heaviest words that both have in one order; a row for each word of the query.
    let before = new Array(words.length + 1).fill({ sum: 0, at: -1, from: -1, start: 0, breaks: 0 });
    row.forEach((word, place) => {
      const now = [before[0]];
      words.forEach((other, at) => {
        let best = now[at].sum >= before[at + 1].sum ? now[at] : before[at + 1];
        const met = belongs(place, at) ? meets(word, other) : 0;
        if (met) {
          const old = before[at];
          const joined = old.at < 0 || (old.at === at - 1) === (old.from === place - 1);
          const sum = old.sum + met;
          if (sum > best.sum) best = { sum, at, from: place, start: old.at < 0 ? place : old.start, breaks: old.breaks + (joined ? 0 : 1) };
        }
        now.push(best);
      });
      before = now;
    });
    const { sum, breaks, start } = before[words.length];
    const [of, own] = [Math.min(1, sum / all), Math.min(1, sum / weight)];
    const whole = of > SURE && row.length > 1;
    const score = sum ? this.worth(of, own) : 0;
    return { start: start / row.length, score: (whole ? Math.max(score, LONG) : score) * BREAK ** breaks, whole: of > SURE, within: own > SURE && !breaks && (words.length > 1 || /^[0-9]{4}$/.test(words[0].folded)) };
  }
}

// Of places that a query names, one within the other, the first named is meant: Quan Hoa, Cầu Giấy.
function narrowFirst(places) {
  for (const place of places.sort((a, b) => a.start - b.start)) {
    place.score = Math.min(place.score, ...places.filter(({ start }) => start < place.start).map(({ score }) => score - 0.01));
  }
}
