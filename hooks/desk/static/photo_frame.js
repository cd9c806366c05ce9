// A photo with its focal point and boxes drawn over it, and beside it the crops that the site will make.

import { FOCUS, SHAPES, paintBoxes, paintCrop } from "./photo_crops.js";

const GRIP = 9; // pixels: half a side
const POINT = 12; // pixels: half across
const SVG = "http://www.w3.org/2000/svg";

// Where the grips of a box are: left or right, top or bottom.
export const CORNERS = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
];

/** Return an element of HTML with properties and children. */
export function html(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

/** Set attributes of an element. */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
}

function drawn(tag, attributes) {
  const element = document.createElementNS(SVG, tag);
  set(element, attributes);
  return element;
}

/** Return a place or a box, in percent, in words. */
const percent = ([left, top, wide, high]) =>
  `trái ${left}, trên ${top}${wide === undefined ? "" : `, rộng ${wide}, cao ${high}`} phần trăm`;

/**
 * Return the drawing of a photo: its `elements` to put on the page, `svg` and what is in it (`point`, `grips`, and
 * `boxes()`, which are others once their number changes), `show`, and `end`. `redraw` is called when its size changes.
 */
export function photoFrame({ src, words, redraw }) {
  const image = html("img", { src, alt: "", draggable: false });
  const blurred = html("canvas", { className: "areas-blurred" });
  blurred.setAttribute("aria-hidden", "true");
  const keys = html("span", { className: "areas-keys", textContent: words.keys });
  const hint = html("p", { className: "areas-hint", id: `areas-${crypto.randomUUID()}` }, `${words.hint} `, keys);
  const svg = drawn("svg", { viewBox: "0 0 100 100", preserveAspectRatio: "none", role: "application" });
  set(svg, { "aria-label": words.picture, "aria-describedby": hint.id });
  const frame = html("div", { className: "areas-frame" }, image, blurred, svg);
  const crops = SHAPES.map((shape) => {
    const canvas = html("canvas", { height: 192, width: Math.round((192 * shape.width) / shape.height) });
    set(canvas, { role: "img", "aria-label": words[shape.name] });
    return {
      shape,
      canvas,
      figure: html("figure", {}, canvas, html("figcaption", { textContent: words[shape.name] })),
    };
  });
  const views = html("div", { className: "areas-crops" }, ...crops.map(({ figure }) => figure));

  let boxes = [];
  const point = drawn("ellipse", { class: "areas-point", tabindex: 0, role: "button" });
  const grips = CORNERS.map(() => drawn("rect", { class: "areas-grip" }));
  svg.append(...grips, point);

  function paint(focal, blur) {
    if (!image.naturalWidth) return;
    blurred.width = Math.min(image.naturalWidth, 1000);
    blurred.height = Math.max(1, Math.round((blurred.width * image.naturalHeight) / image.naturalWidth));
    paintBoxes(blurred, image, blur, { x: 0, y: 0, width: image.naturalWidth, height: image.naturalHeight });
    for (const { shape, canvas } of crops) paintCrop(canvas, image, shape, focal ?? FOCUS, blur);
  }

  /** Show a focal point, or where the site would take it, and boxes, of which one may be chosen. */
  function show({ focal, blur }, chosen, tool) {
    if (boxes.length !== blur.length) {
      boxes = blur.map(() => drawn("rect", { class: "areas-box", tabindex: 0, role: "button" }));
      svg.replaceChildren(...boxes, ...grips, point);
    }
    const { width, height } = svg.getBoundingClientRect();
    const pixel = [100 / (width || 1), 100 / (height || 1)]; // in percent
    boxes.forEach((box, number) => {
      const [x, y, wide, high] = blur[number];
      set(box, { x, y, width: wide, height: high, "aria-pressed": number === chosen });
      set(box, { "aria-label": `${words.box} ${number + 1}: ${percent(blur[number])}` });
    });
    grips.forEach((grip, at) => {
      const box = blur[chosen];
      grip.classList.toggle("areas-none", !box);
      if (!box) return;
      const [x, y] = [0, 1].map((side) => box[side] + CORNERS[at][side] * box[side + 2] - GRIP * pixel[side]);
      set(grip, { x, y, width: 2 * GRIP * pixel[0], height: 2 * GRIP * pixel[1] });
    });
    const [cx, cy] = focal ?? FOCUS;
    set(point, { cx, cy, rx: POINT * pixel[0], ry: POINT * pixel[1] });
    set(point, { "aria-label": `${focal ? words.point : words.pointUnset}: ${percent([cx, cy])}` });
    point.classList.toggle("areas-unset", !focal);
    frame.dataset.tool = tool;
    paint(focal, blur);
  }

  image.addEventListener("load", redraw);
  const sizes = new ResizeObserver(redraw);
  sizes.observe(frame);
  const elements = [hint, html("div", { className: "areas-picture" }, frame), views];
  return { elements, svg, point, grips, boxes: () => boxes, show, end: () => sizes.disconnect() };
}
