// What may become of an entry in each state: which moves there are, and their words.

const MOVES = {
  nhap: [["cho-duyet", "Gửi duyệt"]],
  "cho-duyet": [
    ["duyet", "Xem và duyệt"],
    ["nhap", "Rút lại, viết tiếp"],
  ],
  "cong-bo": [null, ["tam-an", "Tạm ẩn khỏi trang"], ["thu-hoi", "Thu hồi"]],
  "tam-an": [
    ["duyet", "Xem và công bố lại"],
    ["nhap", "Trả về nháp"],
    ["thu-hoi", "Thu hồi"],
  ],
  "thu-hoi": [null, ["nhap", "Trả về nháp"]],
};

// What a writer may do of it; the rest is an approver's, and the desk holds both to it.
const WRITERS_MOVES = {
  nhap: MOVES.nhap,
  "cho-duyet": [["duyet", "Xem chỗ đã sửa"], MOVES["cho-duyet"][1]],
};

/** Return the moves from a state as [the state to come, words]: the first is the button at the head, null where there is
 * none, the others stand beside the form. */
export function movesOf(status, mayApprove) {
  if (!mayApprove) return WRITERS_MOVES[status] ?? [];
  return MOVES[status] ?? [["nhap", "Trả về nháp"]];
}
