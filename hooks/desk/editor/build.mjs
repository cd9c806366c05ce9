// Makes ../static/editor.js, editor.css and LICENSES-editor.txt. A maintainer runs it after a change in this folder:
//
//   npm ci && npm run build
//
// The results are committed, so nobody else needs Node. Their first line names the sources that they were made from;
// tests/desk/test_editor_bundle.py holds them to it.

import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const HERE = dirname(fileURLToPath(import.meta.url));
const OUT = resolve(HERE, process.argv[2] ?? "../static");
const SOURCES = /\.(?:mjs|css|json)$/;
const SHARED = "../static/roving_bar.js"; // other scripts of the desk use it as it is

/** Return the SHA-256 of the names and texts of all sources, the lock file among them. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const name of [...readdirSync(HERE).filter((name) => SOURCES.test(name)).sort(), SHARED]) {
    const text = readFileSync(join(HERE, name), "utf8").replaceAll("\r\n", "\n");
    hash.update(`${name}\0${text}\0`);
  }
  return hash.digest("hex");
}

/** Return the packages that a bundle took something from, by name. */
function packagesIn(metafile) {
  const found = Object.keys(metafile.inputs).map((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1]);
  return [...new Set(found.filter(Boolean))].sort();
}

/** Return name, version and licence of a package, with the licence's text. */
function licence(name) {
  const folder = join(HERE, "node_modules", name);
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) throw new Error(`${name} has no file with its licence`);
  const text = readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").replace(/[ \t]+$/gm, "").trim();
  return `${name} ${version} (${license})\n\n${text}\n`;
}

const made = await build({
  absWorkingDir: HERE,
  entryPoints: { editor: "index.mjs", "editor-style": "editor.css" },
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2022",
  charset: "utf8",
  legalComments: "none",
  metafile: true,
  write: false,
  outdir: "out",
});
const textOf = (ending) => made.outputFiles.find((file) => file.path.endsWith(ending)).text;
const from = `Made by hooks/desk/editor/build.mjs from sources ${fingerprint()}`;
writeFileSync(join(OUT, "editor.js"), `// ${from}; licences: LICENSES-editor.txt\n${textOf(".js")}`);
writeFileSync(join(OUT, "editor.css"), `/* ${from} */\n${textOf(".css")}`);
const licences = packagesIn(made.metafile).map(licence);
const rule = `\n${"-".repeat(80)}\n\n`;
writeFileSync(join(OUT, "LICENSES-editor.txt"), ["What editor.js and editor.css contain of others.\n", ...licences].join(rule));
