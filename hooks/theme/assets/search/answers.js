// Answers: the rows of lists (a field, a ward, a year) that a query names, each a line with its count.

import { answer, is, syllables, token } from "./words.js";

const LEAST = 0.42; // how well a row must answer
const NEAR = 0.6; // and of that of the best
const BREAK = 0.85; // for each place where words of the query stand together and those of the name do not
const BEGUN = 0.8; // of a word that is not finished
const SURE = 0.99;
const LONG = 0.6; // at least, of a long name that has all words

export class Answers {
  constructor(names, language) {
    this.rows = [];
    this.having = new Map(); // folded word: numbers of the names that have it
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
    this.names.push({ row, words });
  }

  // A row in which the names that it has stand apart: kinh tế | phường Quan Hoa. The same row when it has none beside
  // other words.
  parted(row) {
    const made = row.map((word) => ({ ...word }));
    for (let at = 0; at < row.length; ) {
      const has = ({ words }) => words.every(({ spelled }, n) => is(row[at + n], spelled));
      const starting = (this.having.get(row[at].folded) ?? []).map((place) => this.names[place]).filter(has);
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
    for (const { row, worth } of ways) {
      const all = row.reduce((sum, { folded }) => sum + this.rare(folded), 0);
      for (const name of this.candidates(row)) {
        const { score, whole, within } = this.score(row, all, name);
        const made = { ...name.row, score: score * (worth < 0.9 ? worth : 1), whole, within: within && worth >= 0.9, exact: score > SURE && worth >= 0.9, many: row.length > 1 && worth >= 0.9 };
        if (made.score > (best.get(name.row)?.score ?? (within ? 0 : LEAST))) best.set(name.row, made);
      }
    }
    const any = [...best.values()].some(({ whole }) => whole);
    const first = (row) => row.score + (!any && row.within ? 1 : 0); // of a query that names several
    const found = [...best.values()].sort((a, b) => first(b) - first(a) || b.count - a.count || a.place - b.place);
    const kept = found.filter(({ score, whole, within }) => (any ? whole && score >= found[0].score * NEAR : within || score >= found[0].score * NEAR));
    return kept.map((row) => ({ ...row, sure: row.exact || (kept.length === 1 && row.whole && row.many) }));
  }

  candidates(row) {
    const numbers = new Set(row.flatMap(({ folded }) => this.having.get(folded) ?? []));
    const last = row[row.length - 1];
    if (last?.open && last.folded.length > 1) {
      for (const [folded, having] of this.having) if (folded.startsWith(last.folded)) for (const at of having) numbers.add(at);
    }
    return [...numbers].map((at) => this.names[at]);
  }

  // How well a name answers a query whose words weigh `all`: its score is 1 when they are one.
  score(row, all, { words, weight }) {
    const meets = (word, { spelled, folded }) => {
      if (word.folded === folded && answer(word, spelled) === "exact") return this.rare(folded);
      return word.open && word.folded.length > 1 && folded.startsWith(word.folded) && answer(word, spelled.slice(0, word.spelled.length)) !== "folded" ? this.rare(folded) * BEGUN : 0;
    };
    // The heaviest words that both have in one order; a row for each word of the query.
    let before = new Array(words.length + 1).fill({ sum: 0, at: -1, from: -1, breaks: 0 });
    row.forEach((word, place) => {
      const now = [before[0]];
      words.forEach((other, at) => {
        let best = now[at].sum >= before[at + 1].sum ? now[at] : before[at + 1];
        const met = meets(word, other);
        if (met) {
          const old = before[at];
          const joined = old.at < 0 || (old.at === at - 1) === (old.from === place - 1);
          const sum = old.sum + met;
          if (sum > best.sum) best = { sum, at, from: place, breaks: old.breaks + (joined ? 0 : 1) };
        }
        now.push(best);
      });
      before = now;
    });
    const { sum, breaks } = before[words.length];
    const [of, own] = [Math.min(1, sum / all), Math.min(1, sum / weight)];
    const whole = of > SURE && row.length > 1;
    const score = sum ? (5 * of * own) / (of + 4 * own) : 0; // the query counts for more than the name
    return { score: (whole ? Math.max(score, LONG) : score) * BREAK ** breaks, whole: of > SURE, within: own > SURE && !breaks && (words.length > 1 || /^[0-9]{4}$/.test(words[0].folded)) };
  }
}
