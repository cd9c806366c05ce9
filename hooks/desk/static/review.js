// The approver's page: approve and publish, or return with remarks. What is approved is what was shown.

import { today } from "./approval.js";
import { ask } from "./dom.js";

const byId = (id) => document.getElementById(id);
const path = document.querySelector("main").dataset.path;
const opened = ask(`du-lieu/${path}`);

function tell(words) {
  byId("told").textContent = words;
  byId("told").hidden = false;
}

async function decide(data, remarks) {
  const buttons = document.querySelectorAll("#approve, #return");
  for (const button of buttons) button.disabled = true;
  try {
    const { digest, who } = await opened;
    await ask(`luu/${path}`, { method: "POST", body: { digest, who, data, sections: {}, remarks } });
    location.href = `/ban-viet/bai/${path}`;
  } catch (error) {
    tell(
      error.status === 409 ? "Bài vừa được sửa sau khi bạn mở trang này. Tải lại trang để xem bản mới." : error.message,
    );
    for (const button of buttons) button.disabled = false;
  }
}

byId("approve")?.addEventListener("click", async () => {
  const who = byId("who").value.normalize("NFC").trim();
  if (who.length < 2) {
    tell("Ghi tên người duyệt.");
    byId("who").focus();
    return;
  }
  const { data } = await opened;
  decide({ ...data, trang_thai: "cong-bo", duyet: { nguoi: who, ngay: today() } }, byId("remarks").value);
});

byId("return")?.addEventListener("click", async () => {
  if (!byId("remarks").value.trim()) {
    tell("Ghi vài lời cho người viết biết phải sửa gì.");
    byId("remarks").focus();
    return;
  }
  const { data } = await opened;
  decide({ ...data, trang_thai: "nhap" }, byId("remarks").value);
});
