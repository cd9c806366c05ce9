// What happens meanwhile to a file that is open in a form: changed elsewhere, gone, open in another window.

/** Listen to what happens to the file of an entry, while the page is seen: a browser holds few requests open at once for
 * all tabs. `digest()` tells the file that the form knows; `warn(words)` shows what happened,
 * and nothing once that is over. */
export function watch(path, { digest: known, warn }) {
  const openElsewhere = "Bài này đang mở ở một cửa sổ khác. Hai nơi cùng lưu thì bạn sẽ được hỏi giữ bản nào.";
  const alsoHere = (names) =>
    `${names.join(", ")} cũng đang mở bài này. Không ai ghi đè được ai: người lưu sau sẽ được xem cả hai bản.`;
  let source = null;
  let saidOfOthers = false;
  const listen = () => {
    source?.close();
    source = document.hidden ? null : new EventSource(`/ban-viet/su-kien/${path}`);
    if (source) source.onmessage = hear;
  };
  const hear = (event) => {
    const { digest, forms, others } = JSON.parse(event.data);
    if (!digest)
      warn(
        "Bài này không còn trên máy: có thể đã đổi tên hoặc chuyển đi. Đừng đóng trang; hãy chép phần đang viết ra nơi khác.",
      );
    else if (digest !== known() && !document.querySelector("dialog[open]"))
      warn(
        "Bài này vừa được sửa ở nơi khác, hoặc ở cửa sổ khác của bạn. Phần bạn viết vẫn còn; khi lưu, bạn sẽ được xem cả hai bản.",
      );
    else if (others.length) warn(alsoHere(others));
    else if (forms > 1) warn(openElsewhere);
    else if (saidOfOthers) warn(""); // they have left
    saidOfOthers = others.length > 0;
  };
  document.addEventListener("visibilitychange", listen);
  listen();
  // Tabs of this browser know of each other although but one of them is seen.
  navigator.locks?.request(`bai:${path}`, { ifAvailable: true }, (lock) =>
    lock ? new Promise(() => {}) : warn(openElsewhere),
  );
}
