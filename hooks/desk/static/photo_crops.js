// How a photo will look on the site: cut around its focal point, with its boxes blurred past all recovery.

// As honour_roll/photos/resize.py and cards/pictures.py cut and blur; a test holds these figures to theirs.
export const FOCUS = [50, 40]; // percent from the left and the top, where an entry says nothing
export const CELLS = 5; // of the mosaic, along the longer side of a box
export const SHAPES = [
  { name: "card", width: 3, height: 2 },
  { name: "square", width: 1, height: 1 },
  { name: "link", width: 1200, height: 630 },
];

const between = (value, least, most) => Math.min(Math.max(value, least), most);

/** Return the largest part of a picture in a shape, its focal point as near to the middle as may be: pixels. */
export function part(picture, shape, [left, top]) {
  const ratio = shape.width / shape.height;
  const width = Math.min(picture.width, picture.height * ratio);
  const height = width / ratio;
  return {
    x: between((picture.width * left) / 100 - width / 2, 0, picture.width - width),
    y: between((picture.height * top) / 100 - height / 2, 0, picture.height - height),
    width,
    height,
  };
}

/** Return a canvas of a few cells that stands for a box of a picture. */
function mosaic(image, { x, y, width, height }) {
  const cells = document.createElement("canvas");
  const longer = Math.max(width, height);
  cells.width = Math.max(1, Math.round((CELLS * width) / longer));
  cells.height = Math.max(1, Math.round((CELLS * height) / longer));
  const context = cells.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, x, y, width, height, 0, 0, cells.width, cells.height);
  return cells;
}

/** Paint the boxes of a picture, in percent, on a canvas that shows the part `seen` of it. */
export function paintBoxes(canvas, image, boxes, seen) {
  const context = canvas.getContext("2d");
  const [across, down] = [canvas.width / seen.width, canvas.height / seen.height];
  for (const [left, top, wide, high] of boxes) {
    const box = {
      x: (left / 100) * image.naturalWidth,
      y: (top / 100) * image.naturalHeight,
      width: Math.max(1, (wide / 100) * image.naturalWidth),
      height: Math.max(1, (high / 100) * image.naturalHeight),
    };
    const at = [(box.x - seen.x) * across, (box.y - seen.y) * down, box.width * across, box.height * down];
    context.drawImage(mosaic(image, box), ...at);
  }
}

/** Paint a picture as it is cut to a shape. */
export function paintCrop(canvas, image, shape, focus, boxes) {
  const seen = part({ width: image.naturalWidth, height: image.naturalHeight }, shape, focus);
  const context = canvas.getContext("2d");
  context.imageSmoothingQuality = "high";
  context.drawImage(image, seen.x, seen.y, seen.width, seen.height, 0, 0, canvas.width, canvas.height);
  paintBoxes(canvas, image, boxes, seen);
}
