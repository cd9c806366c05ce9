// Slips: what may have been meant by words that stand nowhere. A word that stands anywhere is never touched.

import { slipped, token } from "./words.js";

const MOST_GUESSES = 3; // of what a word was meant to be
const MOST_MEANT = 6; // rows that a query with slips may mean
const VOWEL = /^[a-z]*[aeiouy][a-z]*$/; // what has none is short for something
// A syllable as Vietnamese has them: who typed its marks meant it, and who typed it alone too.
const SYLLABLE = /^(?:[bcdghklmnpqrstvx]|ch|gh|gi|kh|ngh?|nh|ph|qu|th|tr)?(?!.*([aeiouy])\1)[aeiouy]{1,3}(?:ch?|m|ng?|nh|p|t)?$/;
const LONGEST = 40; // letters of words written as one that are taken apart

// Rows with words that are known in the place of those that are not.
export function meant(row, known) {
  let rows = [[]];
  for (const word of row) {
    const real = SYLLABLE.test(word.folded) && (!word.plain || row.length === 1);
    const unknown = word.folded.length > 2 && VOWEL.test(word.folded) && !known.has(word.folded) && !real;
    const ways = unknown ? guesses(word, known) : [[word]];
    rows = rows.flatMap((made) => (ways.length ? ways : [[word]]).map((way) => [...made, ...way])).slice(0, MOST_MEANT);
  }
  const text = (made) => made.map(({ spelled }) => spelled).join(" ");
  return rows.filter((made) => text(made) !== text(row));
}

// What a word may have been meant to be: words written as one, or another word.
function guesses(word, known) {
  const apart = parted(word.folded, known);
  const letters = (text) => [...text].sort().join("");
  const short = word.folded.length <= 3; // then letters may have changed places, or one is left out
  const may = (other) => slipped(word.folded, other) && (!short || other.length > word.folded.length || letters(word.folded) === letters(other));
  const near = [...known.keys()].filter(may).slice(0, MOST_GUESSES);
  return [...near.map((guess) => [guess]), ...(apart ? [apart] : [])].map((row) => row.map((spelled) => token(spelled)));
}

// The fewest known words that are these letters, of several the more common ones; null when there are none.
function parted(letters, known) {
  if (letters.length > LONGEST) return null;
  const best = [{ words: [], common: 0 }];
  for (let end = 1; end <= letters.length; end++) {
    for (let start = Math.max(0, end - 7); start < end - 1; start++) { // nghiêng is the longest
      const word = letters.slice(start, end);
      if (!best[start] || !known.has(word)) continue;
      const made = { words: [...best[start].words, word], common: best[start].common + known.get(word) };
      const than = best[end];
      if (!than || made.words.length < than.words.length || (made.words.length === than.words.length && made.common > than.common)) best[end] = made;
    }
  }
  return best[letters.length]?.words ?? null;
}
