// A photo as readers will see it, small: with its blurred boxes, cut by the stylesheet as on the page.

import { paintBoxes } from "./photo_crops.js";

const WIDE = 480; // pixels

/** Return a canvas that shows the photo of an item; `paint(item)` shows what is drawn on it now. */
export function smallPicture(form, item, onLoad = () => {}) {
  const canvas = document.createElement("canvas");
  canvas.setAttribute("aria-hidden", "true");
  const image = new Image();
  canvas.paint = ({ lam_mo: boxes = [] }) => {
    const { naturalWidth: width, naturalHeight: height } = image;
    if (!width) return;
    canvas.width = Math.min(width, WIDE);
    canvas.height = Math.max(1, Math.round((canvas.width * height) / width));
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    paintBoxes(canvas, image, boxes, { x: 0, y: 0, width, height });
  };
  image.addEventListener("load", () => {
    canvas.paint(item);
    onLoad(canvas);
  });
  if (form.files.includes(item.tep)) image.src = form.picture(item.tep);
  return canvas;
}
