// Photos that are dropped on the form of an entry or chosen: sent one by one with a bar, each becomes an item.

import { h } from "./dom.js";

const MOST_AT_ONCE = 20;

/** Return the place where photos are dropped or chosen; each becomes an item of the list at `at`. */
export function dropZone(form, at) {
  const input = h("input", { type: "file", multiple: true, accept: "image/*,.heic,.heif,.jfif", hidden: true });
  const bars = h("ul", { class: "bars", "aria-live": "polite" });
  const zone = h(
    "div",
    { class: "drop" },
    h(
      "p",
      {},
      "Thả ảnh vào đây, hoặc ",
      h("button", { type: "button", class: "b mend", onclick: () => input.click() }, "Chọn ảnh…"),
    ),
    h(
      "small",
      {},
      `JPEG, PNG, WebP, HEIC; nhiều nhất ${MOST_AT_ONCE} ảnh một lúc. Nơi chụp, tên máy trong ảnh được xóa.`,
    ),
    input,
    bars,
  );
  input.addEventListener("change", () => take([...input.files]));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    take([...event.dataTransfer.files]);
  });

  async function take(files) {
    const taken = [];
    for (const file of files.slice(0, MOST_AT_ONCE)) {
      const bar = h("progress", { max: 1, value: 0 });
      const line = h("li", {}, h("span", {}, file.name), bar);
      bars.append(line);
      try {
        taken.push(
          (
            await upload(form.path, file, (part) => {
              bar.value = part;
            })
          ).name,
        );
        line.remove();
      } catch (error) {
        line.replaceChildren(h("p", { class: "tell" }, error.message));
      }
    }
    if (files.length > MOST_AT_ONCE)
      bars.append(
        h(
          "li",
          {},
          h(
            "p",
            { class: "tell" },
            `Chỉ nhận ${MOST_AT_ONCE} ảnh một lúc; ${files.length - MOST_AT_ONCE} ảnh sau chưa được nhận. Thả tiếp các ảnh ấy.`,
          ),
        ),
      );
    if (!taken.length) return;
    form.files.push(...taken);
    const before = form.get(at) || [];
    form.step(at, [...before, ...taken.map((name) => ({ tep: name }))]);
    form.redraw(at, { keep: bars });
  }
  return zone;
}

function upload(path, file, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/ban-viet/anh/${path}?ten=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("X-Desk", "1");
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total);
    };
    request.onload = () => {
      let answer = {};
      try {
        answer = JSON.parse(request.responseText);
      } catch {
        /* no JSON: told below */
      }
      if (request.status < 300) resolve(answer);
      else reject(new Error(answer.error || `Không nhận được “${file.name}”. Thử lại.`));
    };
    request.onerror = () =>
      reject(new Error(`Không gửi được “${file.name}”: bàn viết đã đóng. Mở lại rồi thả ảnh lại.`));
    request.send(file);
  });
}
