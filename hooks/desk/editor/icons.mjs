// Icons of the bar: lines in a square of 20, drawn in the colour of the text.

const LINES = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M8 4h7M5 16h7M12 4 8 16",
  heading: "M4 5v10M11 5v10M4 10h7M14 9.5l2.5-1.5v7",
  bullets: "M8 5h9M8 10h9M8 15h9M3.5 5h.5M3.5 10h.5M3.5 15h.5",
  numbers: "M9 5h8M9 10h8M9 15h8M3 4l1.5-1v4M3 12.5c0-2 3-2 3-.3 0 1-3 2-3 3.3h3",
  quotation: "M8 6c-3 1-4 3-4 6h4v3H4v-3M16 6c-3 1-4 3-4 6h4v3h-4v-3",
  table: "M3 4h14v12H3zM3 8h14M3 12h14M10 4v12",
  link: "M8.5 11.5l3-3M9 6.5 11 4.5a3.2 3.2 0 0 1 4.5 4.5l-2 2M11 13.5l-2 2A3.2 3.2 0 0 1 4.5 11l2-2",
  undo: "M4 9h8a4 4 0 0 1 0 8H8M4 9l4-4M4 9l4 4",
  redo: "M16 9H8a4 4 0 0 0 0 8h4M16 9l-4-4M16 9l-4 4",
};
const SVG = "http://www.w3.org/2000/svg";

/** Return an icon by its name, as an SVG that is not read aloud. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const path = svg.appendChild(document.createElementNS(SVG, "path"));
  path.setAttribute("d", LINES[name]);
  return svg;
}
