// On the page that answers 404: the words of the address in the search box, and the whole address in the letter.
// The name of a page is the last part of its address: /mo-hinh/goc-xanh-quan-hoa/ asks for "goc xanh quan hoa".

const parts = location.pathname.split("/").map((part) => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a broken "%"
  }
});
const named = parts.filter((part) => part && !/^(index\.html?|trang|\d+)$/i.test(part)).at(-1) ?? "";
const words = named.replace(/\.\w{1,5}$/, "").replace(/[-_+.]+/g, " ").normalize("NFC").trim();
const box = document.querySelector("main input[type=search]");
if (box) box.value ||= words.slice(0, 120);

// The letter's text is the last part of its link, so what is added to the link is added to the text.
for (const link of document.querySelectorAll('a[href^="mailto:"]')) link.href += encodeURIComponent(`${location.href}\r\n`);
