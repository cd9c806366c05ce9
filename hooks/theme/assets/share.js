// Sharing: the phone's own sheet, and texts to the clipboard. What a browser cannot do is not offered.

const section = document.querySelector(".share");
const said = section.querySelector("[role=status]");
const address = document.getElementById("dia-chi");
address.textContent ||= location.href.replace(/[?#].*/, "");
address.hidden = false;
const offer = (button) => ((button.closest("li") ?? button).hidden = button.hidden = false);

for (const button of section.querySelectorAll("[data-share]")) {
  const url = button.dataset.share || address.textContent;
  const { title } = button.dataset;
  if (!navigator.canShare?.({ title, url })) continue;
  offer(button);
  button.addEventListener("click", () => navigator.share({ title, url }).catch(() => {})); // thought better of it
}

for (const button of section.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue; // only where the address is https
  offer(button);
  const name = button.textContent;
  button.addEventListener("click", async () => {
    const text = document.getElementById(button.dataset.copy);
    try {
      await navigator.clipboard.writeText(text.textContent);
      button.textContent = "Đã chép";
      said.textContent = `Đã chép: ${name.replace("Chép ", "")}.`;
      setTimeout(() => (button.textContent = name), 3000);
    } catch {
      getSelection().selectAllChildren(text);
      said.textContent = "Trình duyệt không cho chép. Chữ đã được chọn sẵn, xin chép bằng tay.";
    }
  });
}
