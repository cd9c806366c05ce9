// node sharp_photos.mjs SHARP_FOLDER PHOTOS OUT WORKERS FORMAT: the same renditions as ours, by sharp (libvips).
// The same way as ours: the widest first, each size from the one above it, one thread a photo, no cache.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";

const [, , where, photos, out, workers, format] = process.argv;
const sharp = createRequire(path.resolve(where) + "/")("sharp");
sharp.concurrency(1);
sharp.cache(false);

const WIDTHS = [1600, 960, 480];
const FALLBACK = 960;

async function made(file) {
  const stem = path.parse(file).name;
  let last = await sharp(path.join(photos, file)).rotate().resize(WIDTHS[0]).raw().toBuffer({ resolveWithObject: true });
  for (const width of WIDTHS) {
    if (width !== WIDTHS[0]) {
      last = await sharp(last.data, { raw: last.info }).resize(width).raw().toBuffer({ resolveWithObject: true });
    }
    const picture = () => sharp(last.data, { raw: last.info });
    const encoded = format === "avif" ? picture().avif({ quality: 50, effort: 0 }) : picture().webp({ quality: 76, effort: 4 });
    await encoded.toFile(path.join(out, `${stem}-${width}.${format}`));
    if (width === FALLBACK) {
      const jpeg = picture().jpeg({ quality: 78, progressive: true, optimiseCoding: true });
      await jpeg.toFile(path.join(out, `${stem}-${width}.jpg`));
    }
  }
}

const waiting = fs.readdirSync(photos).sort();
await Promise.all(Array.from({ length: +workers }, async () => {
  for (let file; (file = waiting.shift()); ) await made(file);
}));
