// What is said above results, in words: how many there are, how the query was understood, and the ways on.

import { count, make } from "./open.js";

const LONGEST = 80; // letters of a query that are said again
const NOTES = {
  folded: () => "Không có chỗ nào đúng dấu như bạn gõ; đây là những chỗ giống khi bỏ dấu.",
  typed: (words) => `Đã hiểu theo phím gõ Telex hoặc VNI: “${words}”.`,
  slip: (words) => `Trên trang không có đúng chữ bạn gõ; đây là kết quả cho “${words}”.`,
  apart: () => "Không bài nào có các chữ ấy liền nhau; đây là những bài có đủ các chữ.",
  every: () => "Cả trang này nói về điều ấy, nên đây là mọi mô hình.",
  some: () => "Không bài nào có đủ các chữ bạn gõ; đây là những bài phù hợp nhất.",
};

export const shortened = (query) => (query.length > LONGEST ? `${query.slice(0, LONGEST)}…` : query);

// What to say of `found` (Search.search) when `total` of its models answer to the choices; `query` is empty when nothing
// was typed, `drop` a button that drops all choices, null when there are none.
export function told(found, total, query, drop) {
  const named = query && `“${shortened(query)}”`;
  if (total) {
    const note = found.note && NOTES[found.note](found.ways[0].map(({ folded }) => folded).join(" "));
    const also = found.also && `, gồm cả “${found.also}”`;
    return [make("b", {}, `${count(total)} mô hình`), `${named && ` cho ${named}`}${also}.${note && ` ${note}`}`];
  }
  if (!drop && found.answers.length + found.pages.length) return [`Chưa có mô hình nào cho ${named}.`];
  const all = drop ? found.numbers.length : 0; // were nothing chosen
  const what = named ? `${named}${all ? " trong các lựa chọn này" : ""}` : "bài nào hợp với lựa chọn";
  const way = all ? `Bỏ lựa chọn thì có ${count(all)} mô hình.` : "Thử bớt chữ, hoặc xem theo danh sách bên dưới.";
  return [`Không tìm thấy ${what}. ${way}`, ...(drop ? [" ", drop] : [])];
}
