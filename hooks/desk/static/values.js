// Values as Vietnamese offices write them, and as the header keeps them.

const DAY = /^(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})$/;
const MONTH = /^(\d{1,2})\s*[/.-]\s*(\d{4})$/;
const PERIOD = /^(\d{4})\s*(?:-|–|—|đến)\s*(\d{4})$/;
const two = (digits) => digits.padStart(2, "0");

/** `2018-08-17` → `17/08/2018`, `2018-08` → `08/2018`; what is no date stays as it is. */
export function dateShown(value) {
  const parts = /^(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?$/.exec(String(value ?? ""));
  return parts ? [parts[3], parts[2], parts[1]].filter(Boolean).join("/") : String(value ?? "");
}

/** `17/8/2018` → `2018-08-17`; what is no date stays as it is, and the check says so. */
export function dateTyped(text) {
  const typed = text.trim();
  const day = DAY.exec(typed);
  const month = MONTH.exec(typed);
  if (day) return `${day[3]}-${two(day[2])}-${two(day[1])}`;
  return month ? `${month[2]}-${two(month[1])}` : typed;
}

export function periodTyped(text) {
  const years = PERIOD.exec(text.trim());
  return years ? `${years[1]}-${years[2]}` : text.trim();
}

/** 1250.5 → `1.250,5` */
export function numberShown(value) {
  if (typeof value !== "number") return String(value ?? "");
  const [whole, part] = String(value).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return part ? `${grouped},${part}` : grouped;
}

/** `1.250,5` → 1250.5. `1.250` and `1,250` alone may mean two numbers: they stay text, and the check asks. */
export function numberTyped(text, before) {
  const typed = text.trim().replace(/\s/g, "");
  if (typed === numberShown(before) && typeof before === "number") return before;
  if (/^-?\d{1,15}$/.test(typed)) return Number(typed);
  if (/^-?[1-9]\d{0,2},\d{3}$/.test(typed)) return typed;
  if (/^-?\d{1,3}(\.\d{3}){2,}$/.test(typed)) return Number(typed.replaceAll(".", ""));
  if (/^-?\d{1,3}(\.\d{3})*,\d{1,15}$|^-?\d+,\d{1,15}$/.test(typed))
    return Number(typed.replaceAll(".", "").replace(",", "."));
  return text.trim();
}

/** Text on one line, composed (NFC), as the header keeps it. */
export const lineTyped = (text) => text.normalize("NFC").replace(/\s+/g, " ").trim();
