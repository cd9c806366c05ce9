// Words: how they are spelled, folded, typed and mistyped; and the piece of a text that shows them.
// vietnamese.py has the first four as well; a test holds them equal.

const WORD = /[0-9]{1,3}(?:[.\u00a0\u202f][0-9]{3})+(?![0-9])|[0-9]+(?=[a-z]{2})|[0-9a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+/g;
const MONTH = /(^| )thang'? ([0-9]{1,2}) (?:n[ăa]m )?(?=[0-9]{4}(?: |$))/g; // 17 tháng 8 năm 2018 is 17/8/2018
const TONES = { "\u0300": "`", "\u0309": "?", "\u0303": "~", "\u0301": "'", "\u0323": "." };
const TONE = /[\u0300\u0301\u0303\u0309\u0323]/g;

export const words = (text) => text.toLowerCase().normalize("NFC").match(WORD) ?? [];

// kỹ and kĩ are one word, and so are quý and quí: i behind other consonants, y behind qu.
const oneI = (letters) => letters === "qui" ? "quy" : letters.replace(/^([bcdđfghjklmnprstvwxz]{1,3})y$/, "$1i");

const spelt = new Map();
export function spelling(word) {
  let made = spelt.get(word);
  if (made === undefined) {
    made = spelled(word);
    if (spelt.size > 50000) spelt.clear();
    spelt.set(word, made);
  }
  return made;
}

function spelled(word) {
  if (/^[0-9][0-9.\u00a0\u202f]*$/.test(word)) return word.replace(/[^0-9]/g, "").replace(/^0+(?=.)/, "");
  if (/^[\0-\x7f]*$/.test(word)) return oneI(word);
  const parts = word.normalize("NFD");
  const tone = parts.match(TONE);
  return tone ? oneI(parts.replace(TONE, "").normalize("NFC")) + TONES[tone[0]] : oneI(word);
}

const folded = new Map();
export function fold(spelled) {
  let plain = folded.get(spelled);
  if (plain === undefined) {
    plain = spelled.replace(/[`?~'.]+$/, "").replace(/đ/g, "d").normalize("NFD").replace(/\p{M}/gu, "");
    if (folded.size > 50000) folded.clear();
    folded.set(spelled, plain);
  }
  return plain;
}

// The words of a text, each in its spelling; all ways to write a date have the same words.
export function syllables(text) {
  const row = words(text).map(spelling).join(" ");
  return row ? row.replace(MONTH, "$1$2 ").split(" ") : [];
}

// What Telex or VNI would have made of these keys, as a spelling; the same word when they are no such keys.
const TELEX = { f: "`", r: "?", x: "~", s: "'", j: "." };
const VNI = { 1: "'", 2: "`", 3: "?", 4: "~", 5: "." };
const ROOF = { a: "â", e: "ê", o: "ô" };
const HORN = { o: "ơ", u: "ư" };
const VOWEL = /[aeiouyăâêôơư]/;

export function typed(word) {
  if (!/^[a-z][a-z0-9]*$/.test(word) || word.length > 12) return word;
  const vni = /[0-9]/.test(word);
  let out = "";
  let tone = "";
  const change = (table) => {
    for (let at = out.length - 1; at >= 0; at--) {
      if (table[out[at]]) {
        const both = table === HORN || table.a === "ă" ? at && out[at] === "o" && out[at - 1] === "u" : false;
        out = out.slice(0, both ? at - 1 : at) + (both ? "ư" : "") + table[out[at]] + out.slice(at + 1);
        return true;
      }
    }
    return false;
  };
  for (const key of word) {
    if (vni && VNI[key]) tone = VNI[key];
    else if (vni && key === "6") change(ROOF);
    else if (vni && key === "7") change(HORN);
    else if (vni && key === "8") change({ a: "ă" });
    else if (vni && key === "9") out = out.replace("d", "đ");
    else if (!vni && TELEX[key] && VOWEL.test(out)) tone = TELEX[key];
    else if (!vni && key === "w") out = change({ a: "ă", ...HORN }) ? out : `${out}ư`;
    else if (!vni && ROOF[key] && out.endsWith(key)) out = out.slice(0, -1) + ROOF[key];
    else if (!vni && key === "d" && out[0] === "d") out = `đ${out.slice(1)}`;
    else out += key;
  }
  return oneI(out) + tone;
}

// Whether one is the other with one letter changed, left out, added, or two neighbours in the wrong order.
export function slipped(one, other) {
  if (Math.abs(one.length - other.length) > 1 || one === other) return false;
  let start = 0;
  while (one[start] === other[start] && start < one.length) start++;
  let end = 0;
  const least = Math.min(one.length, other.length) - start;
  while (end < least && one[one.length - 1 - end] === other[other.length - 1 - end]) end++;
  const left = one.length - start - end;
  const right = other.length - start - end;
  return (left <= 1 && right <= 1)
    || (left === 2 && right === 2 && one[start] === other[start + 1] && one[start + 1] === other[start]);
}

// How well a spelling answers to a word that was typed: "exact", "near" when all marks that were typed are there, or
// "folded". Who types no marks at all wants any.
export function answer(word, spelled) {
  if (word.plain || spelled === word.spelled) return "exact";
  const tone = /[`?~'.]$/.exec(word.spelled);
  if (tone && !spelled.endsWith(tone[0])) return "folded";
  const letters = word.spelled.replace(/[`?~'.]$/, "");
  for (let at = 0; at < letters.length; at++) {
    if (letters[at] > "z" && letters[at] !== spelled[at]) return "folded";
  }
  return "near";
}

// A word of a query: its spelling, folded, whether it was typed without any marks, whether it may go on (a number may not),
// and whether it stands apart from the word before it.
export function token(spelled, open = false, apart = false) {
  const plain = fold(spelled);
  return { spelled, folded: plain, plain: plain === spelled, open: open && !/^[0-9]/.test(spelled), apart };
}

// Whether a word that was typed is this one, with all marks that were typed.
export const is = (word, spelled) => Boolean(word) && word.folded === fold(spelled) && answer(word, spelled) !== "folded";

// The piece of a text in which most of the query stands: [{text, hit}], or nothing when none of it does. `ways` are
// the rows of words that were looked for, first as they were typed; of the others no word counts that stands alone.
// Marks are honoured where any word in the text has them.
export function excerpt(source, ways, size = 30) {
  const whole = source.normalize("NFC").replace(/\s+/g, " ").trim();
  const lower = whole.replace(/\u0130/g, "I").toLowerCase();
  const found = [...lower.matchAll(WORD)].map((match) => ({ at: match.index, end: match.index + match[0].length, spelled: spelling(match[0]), worth: 0 }));
  const meets = (word, here) => {
    if (!here) return "";
    const plain = fold(here.spelled);
    return plain === word.folded || (word.open && plain.startsWith(word.folded)) ? answer(word, here.spelled) : "";
  };
  for (const strict of [true, false]) {
    for (const [way, row] of ways.entries()) {
      const alone = way === 0 || row.length === 1;
      found.forEach((here, at) => row.forEach((word, place) => {
        const grade = meets(word, here);
        if (!grade || (strict && grade === "folded")) return;
        const next = row[place + 1] && meets(row[place + 1], found[at + 1]);
        if (alone) here.worth = Math.max(here.worth, 1);
        if (next && (!strict || next !== "folded")) here.worth = found[at + 1].worth = 9;
      }));
    }
    if (found.some(({ worth }) => worth)) break;
  }
  if (!found.some(({ worth }) => worth)) return [];
  const phrases = found.some(({ worth }) => worth > 1);
  let best = 0;
  let most = -1;
  let sum = 0;
  found.forEach((here, at) => {
    sum += here.worth - (found[at - size]?.worth ?? 0);
    if (sum > most) [most, best] = [sum, Math.max(0, at - size + 1)];
  });
  let last = Math.min(found.length, best + size);
  const marked = (here) => here.worth > (phrases ? 1 : 0);
  let first = best;
  while (first < last - 1 && !found[first].worth) first++; // the match comes a few words after the beginning
  first = found.length > size ? Math.max(0, first - 6) : 0;
  last = Math.min(found.length, first + size);
  const made = first ? [{ text: "… ", hit: false }] : [];
  let at = first ? found[first].at : 0;
  const put = (end, hit) => end > at && made.push({ text: whole.slice(at, end), hit });
  for (let place = first; place < last; place++) {
    if (!marked(found[place])) continue;
    put(found[place].at, false);
    at = Math.max(at, found[place].at);
    while (place + 1 < last && marked(found[place + 1]) && !/[.,;:!?()]/.test(whole.slice(found[place].end, found[place + 1].at))) place++;
    put(found[place].end, true);
    at = found[place].end;
  }
  put(last < found.length ? found[last - 1].end : whole.length, false);
  if (last < found.length) made.push({ text: " …", hit: false });
  return made;
}
