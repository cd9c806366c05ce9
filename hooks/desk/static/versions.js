// The saved versions of an entry: who, when, what; and the way back to each.

import { ask, h } from "./dom.js";

const when = (iso) => new Date(iso).toLocaleString("vi-VN", { dateStyle: "short", timeStyle: "short" });

/** Show the versions in `list` and return them; `onBack` runs when the file is as it was in one of them.
 * There is no way back while `isUnsaved()`: what was typed would be gone; nor for who does not edit the entry. Without
 * `isUnsaved` there is no form: the file is broken, and even the last version may be another. */
export async function showVersions(list, path, { onBack, warn, isUnsaved, mayGoBack }) {
  const { versions } = await ask(`lich-su/${path}`).catch(() => ({ versions: [] }));
  const back = async (commit) => {
    if (isUnsaved?.()) {
      warn("Phần bạn đang viết chưa lưu. Bấm “Lưu” trước, rồi hãy trở lại bản cũ.");
      return;
    }
    try {
      await ask(`tro-lai/${path}`, { method: "POST", body: { commit } });
      onBack();
    } catch (error) {
      warn(error.message);
    }
  };
  const items = versions.map(({ title, who, when: then, commit, remarks }, index) =>
    h(
      "li",
      {},
      h("b", {}, title),
      remarks && h("p", { class: "remarks" }, remarks),
      h("small", {}, `${who}, ${when(then)}`),
      (index > 0 || !isUnsaved) &&
        mayGoBack &&
        h("button", { type: "button", class: "b mend", onclick: () => back(commit) }, "Trở lại bản này"),
    ),
  );
  const none = h("li", { class: "soft" }, "Chưa có bản nào được lưu vào lịch sử.");
  list.replaceChildren(...(items.length ? items : [none]));
  return versions;
}
