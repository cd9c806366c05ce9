// What a query means: its words, and other ways to say the same.

import { fold, is, syllables, token } from "./words.js";

const MOST_WORDS = 24; // of a query; what follows is left out
const MOST_WAYS = 6; // to say a query
const MANY = 7; // words
const WAYS = { question: 0.95, number: 0.9, alike: 0.6 }; // what an entry found in another way is worth

// A query as {row, phrases}: its words, and the places of those that stood in quotation marks.
export function parsed(query) {
  const row = [];
  const phrases = [];
  const pieces = query.slice(0, 2000)
    .replace(/(^|[^\d.,/-])(\d{1,3}(?: \d{3})+)(?!\d)/g, (_, before, number) => before + number.replaceAll(" ", "."))
    .replace(/(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)/g, "$3/$2/$1")
    .replace(/(^|\s)([pq])(?=\d)/gi, "$1$2 ")
    .split(/["“”]/);
  pieces.forEach((piece, at) => {
    const last = at === pieces.length - 1;
    const found = syllables(piece).slice(0, MOST_WORDS - row.length);
    if (at % 2 && !last && found.length) phrases.push([row.length, row.length + found.length]);
    const open = last && /[\p{L}\p{N}\p{M}]$/u.test(piece);
    found.forEach((spelled, place) => row.push(token(spelled, open && place === found.length - 1)));
  });
  return { row, phrases };
}

// Words of questions carry no weight, nor do those that every page answers to. Those in the second row mean something
// else without their marks (để, đẻ, dê) and count as such only with marks, or beside others.
const asked = (texts) => texts.split(", ").map(syllables).sort((a, b) => b.length - a.length);
const QUESTIONS = asked("làm sao, làm thế nào, như thế nào, thế nào, ra sao, ở đâu, tại đâu, chỗ nào, nơi nào, là gì, cái gì, \
có gì, những gì, ai làm, ai đã, bao nhiêu, khi nào, bao giờ, tại sao, vì sao, sao lại, cho tôi hỏi, cho em hỏi, cho hỏi, xin hỏi, \
tôi muốn, em muốn, muốn biết, muốn tìm, muốn hỏi, tôi cần, ai biết, hay không, có không, được không, có ai, có nơi nào, phường nào, \
đơn vị nào, xã nào, quận nào, cách làm, cách nào, làm cách nào, kinh nghiệm, hướng dẫn, mô hình, điển hình, tấm gương, \
tất cả, danh sách, chủ đề, lĩnh vực, địa bàn, giúp tôi, thì phải làm, phải làm, những, nào, gì, ạ, nhé");
const UNSURE = asked("để, thì, là, mà, các, với, xin, hỏi, ở, tại, có, về, cho, của, và, bị, được, như, tôi, em, ai, sao, đâu, \
muốn, cần, biết, tìm, xem, làm, giúp, cách");
const LAST = asked("không, chưa, vậy, thế, à"); // words that end a question

// The words of a row without those of questions, or the words that all of the site is about; what stood on both sides of one stands apart. The row itself when
// nothing or all would go.
function told(row, topic) {
  const kept = [];
  let apart = false;
  const starts = (phrases, at) => phrases.find((phrase) => phrase.every((spelled, n) => row[at + n]?.spelled === spelled || (row[at + n]?.plain && is(row[at + n], spelled))));
  const questions = topic.length ? [topic, ...QUESTIONS] : QUESTIONS;
  const strong = row.some((_, at) => starts(questions, at));
  for (let at = 0; at < row.length; ) {
    const gone = starts(questions, at) ?? (strong || !row[at].plain ? starts(UNSURE, at) : null)
      ?? (strong && at === row.length - 1 ? starts(LAST, at) : null);
    if (gone) apart = true;
    else {
      kept.push({ ...row[at], apart: apart && kept.length > 0 });
      apart = false;
    }
    at += gone?.length ?? 1;
  }
  return kept.length > (strong ? 0 : 1) && kept.length < row.length ? kept : row;
}

// Pairs of words for words, by the first of those that are replaced (folded), the longest first.
function rules(pairs) {
  const made = new Map();
  for (const [from, to] of pairs) {
    const [one, other] = [syllables(from), syllables(to)];
    if (!one.length || !other.length) continue;
    made.set(fold(one[0]), [...(made.get(fold(one[0])) ?? []), { from: one, to: other, said: to }].sort((a, b) => b.from.length - a.from.length));
  }
  return made;
}

// {row, said}: a row in which rules were followed, and what the first of them put; the same row when there is none.
// `next` is set when a rule needs a word behind it.
function replaced(row, rules, next = false) {
  const made = [];
  let said = "";
  for (let at = 0; at < row.length; ) {
    const rule = rules.get(row[at].folded)?.find(({ from }) => from.every((s, n) => is(row[at + n], s)) && (!next || row[at + from.length]));
    if (rule) made.push(...rule.to.map((spelled, n) => token(spelled, false, n === 0 && row[at].apart)));
    else made.push(row[at]);
    said ||= rule?.said ?? "";
    at += rule?.from.length ?? 1;
  }
  return said && made.length <= MOST_WORDS ? { row: made, said } : { row, said: "" };
}

const DIGITS = { một: 1, hai: 2, ba: 3, bốn: 4, năm: 5, sáu: 6, bảy: 7, bẩy: 7, tám: 8, chín: 9 };
const BEHIND_TENS = { mốt: 1, tư: 4, lăm: 5 };
const [COUNTED, COUNTED_ON] = [DIGITS, { ...DIGITS, ...BEHIND_TENS }].map((words) => Object.entries(words).map(([name, digit]) => [syllables(name)[0], digit]));
const [TEN, TENS, HUNDRED, ODD, OTHER_ODD] = syllables("mười mươi trăm linh lẻ");

// A row with numbers in digits where they are in words: mười sáu, bảy mươi, một trăm linh hai.
function counted(row) {
  const made = [];
  for (let at = 0; at < row.length; ) {
    let [value, end] = [0, at];
    const one = () => (end > at ? COUNTED_ON : COUNTED).find(([spelled]) => is(row[end], spelled))?.[1] ?? 0;
    if (one() > 0 && is(row[end + 1], HUNDRED)) [value, end] = [one() * 100, end + 2];
    if (value && (is(row[end], ODD) || is(row[end], OTHER_ODD))) end++;
    if (one() > 1 && (is(row[end + 1], TENS) || is(row[end + 1], TEN))) [value, end] = [value + one() * 10, end + 2];
    else if (is(row[end], TEN)) [value, end] = [value + 10, end + 1];
    if (one() > 0 && !/^\d/.test(row[end + 1]?.spelled ?? "")) [value, end] = [value + one(), end + 1];
    made.push(end > at ? token(String(value), false, row[at].apart) : row[at]);
    at = Math.max(end, at + 1);
  }
  return made;
}

// A row with "số" before its short numbers, or without where it has it: tổ dân phố 12, tổ dân phố số 12.
const [NUMBER, NONE] = syllables("số không");
function numbered(row) {
  return row.flatMap((word, at) => {
    const before = row[at - 1];
    if (is(word, NUMBER) && isShort(row[at + 1])) return [];
    if (!before || word.apart || !isShort(word) || /[0-9]/.test(before.spelled)) return [word];
    return is(before, NUMBER) ? [{ ...word, apart: before.apart }] : [token(NUMBER), word];
  });
}
const isShort = (word) => /^[0-9]{1,3}$/.test(word?.spelled);

// A row with whole dates as one word, as the index has them: 17/8/2018.
function dated(typed) {
  const row = typed.map((word) => ({ ...word }));
  const made = [];
  for (let at = 0; at < row.length; at++) {
    const [day, month, year] = row.slice(at, at + 3).map(({ spelled }) => spelled);
    if (!/^[0-9]{1,2}$/.test(day) || !/^[0-9]{1,2}$/.test(month) || !/^[12][0-9]{3}$/.test(year)) {
      made.push(row[at]);
      continue;
    }
    if (/^ngay`?$/.test(made[made.length - 1]?.spelled)) made.pop();
    made.push(token(`${day}d${month}d${year}`, false, at > 0));
    if (row[at + 3]) row[at + 3].apart = true;
    at += 2;
  }
  return made;
}

export class Language {
  // `names` is danh-muc.json.
  constructor(names) {
    this.short = rules(Object.entries(names.short));
    this.long = rules(Object.entries(names.short).map(([short, long]) => [long, short]));
    this.levels = rules(Object.entries(names.levels));
    this.alike = rules(Object.entries(names.alike));
    this.topic = syllables(names.topic);
  }

  // Whether a row asks for nothing but what all of the site is about.
  isTopic(row) {
    const left = told(row, []);
    return this.topic.length > 0 && left.length === this.topic.length && this.topic.every((spelled, at) => is(left[at], spelled));
  }

  // A row with all abbreviations written out, those in two parts too: QP-AN.
  written(row) {
    return replaced(this.joined(replaced(row, this.levels, true).row), this.short).row;
  }

  joined(row) {
    return row.flatMap((word, at) => {
      const isShort = (one, other) => one && other && this.short.get(one.folded + other.folded)?.some(({ from }) => from.length === 1);
      if (isShort(row[at - 1], word)) return [];
      return isShort(word, row[at + 1]) ? [token(word.folded + row[at + 1].folded, false, word.apart)] : [word];
    });
  }

  // The ways to say a row, the row itself first: [{row, worth, said}]; `said` is what a synonym added, for the reader.
  ways(typed, exact = false) {
    const row = dated(typed);
    const ways = [];
    const add = (made, worth = 1, said = "") => {
      const text = ({ row }) => row.map(({ spelled, apart }) => (apart ? `| ${spelled}` : spelled)).join(" ");
      if (!ways.some((way) => text(way) === text({ row: made }))) ways.push({ row: made, worth, said });
    };
    add(row);
    if (exact) return ways;
    const short = told(row, this.topic);
    const worth = short === row ? 1 : WAYS.question;
    for (const one of [short, row]) {
      add(this.written(one), worth);
      add(replaced(one, this.long).row, worth);
    }
    add(short, worth);
    const numbers = this.written(counted(short));
    add(numbers, WAYS.number);
    add(numbered(numbers), WAYS.number);
    add(numbers.map((word) => (word.spelled === "0" ? token(NONE, false, word.apart) : word)), WAYS.number); // bếp ăn 0 đồng
    const { row: alike, said } = replaced(this.written(short), this.alike);
    ways.splice(row.length > MANY ? 2 : MOST_WAYS - 1); // a long query asks for enough as it is
    if (said) ways.push({ row: alike, worth: WAYS.alike, said });
    return ways;
  }
}
