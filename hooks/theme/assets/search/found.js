// What entries have of the words of a query.

import { lists } from "./shards.js";

const WEIGHTS = [8, 4, 1]; // in the title, in the head, in the body
const WHOLE = { exact: 1, near: 0.8, folded: 0.4 };
const PART = 0.6; // of a word that is not finished

// How many bits of a mask are set.
export const bits = (value) => {
  let count = 0;
  for (; value; value &= value - 1) count++;
  return count;
};

// What every entry has of a row of words, and how well it answers.
export class Found {
  constructor(size, total) {
    this.total = total;
    this.most = this.needed = this.asked = this.must = 0;
    this.unknown = false; // whether a word of the row stands nowhere
    this.score = new Float32Array(size);
    for (const mask of ["words", "near", "exact", "pairs"]) this[mask] = new Uint32Array(size); // a bit for each word
  }

  // A piece of the row, one word or two, and the spellings that answer to it: [{data, grades, part}]; only in the first
  // `zones` of title, head and body.
  add(places, spellings, share, zones = WEIGHTS.length) {
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
      lists(data).slice(0, zones).forEach((numbers, level) => {
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

  // How well a number answers, of 1.
  share(number) {
    return this.score[number] / (this.most || 1);
  }

  // Pairs of neighbours that begin at these places of the row, and the spellings of each.
  addPairs(places, pairs) {
    places.forEach((place, at) => {
      this.add([place, place + 1], pairs[at], 1);
      this.asked |= 1 << place;
      this.need([place, place + 1]);
    });
  }

  need(places) {
    for (const place of places) this.needed |= 1 << place;
  }

  // The numbers that have all words that are needed; with `some` (so many), only these, and all that must be there.
  numbers(some = 0) {
    const least = some || bits(this.needed);
    const found = [];
    this.words.forEach((there, number) => {
      if (there && bits(there & this.needed) >= least && (there & this.must) === this.must) found.push(number);
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

  // Whether no two words stand together in an entry that do so in the row.
  apart(number) {
    return this.asked !== 0 && !(this.pairs[number] & this.asked);
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
