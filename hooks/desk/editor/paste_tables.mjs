// Tables in pasted HTML, as Markdown can have them: no merged cells, one line of text in each, the first row as head.

const LINES = "p, li, div, h1, h2, h3, h4, h5, h6";

/** Return the cell at each place of a table; null where a merged cell reaches. */
function gridOf(table) {
  const rows = [...table.rows];
  const grid = rows.map(() => []);
  rows.forEach((row, y) => {
    let x = 0;
    for (const cell of row.cells) {
      while (grid[y][x] !== undefined) x++;
      const [wide, high] = [Math.min(cell.colSpan, 50), Math.min(cell.rowSpan || rows.length, rows.length - y)];
      for (let down = 0; down < high; down++) {
        for (let right = 0; right < wide; right++) grid[y + down][x + right] = down || right ? null : cell;
      }
      x += wide;
    }
  });
  return grid;
}

/** Return a paragraph with all that a cell says: its paragraphs and items one behind the other. */
export function lineOf(cell) {
  const line = cell.ownerDocument.createElement("p");
  const parts = [...cell.querySelectorAll(LINES)].filter((part) => !part.querySelector(LINES));
  for (const part of parts.length ? parts : [cell]) {
    if (!part.textContent.trim()) continue;
    if (line.textContent.trim()) line.append("; ");
    line.append(...part.childNodes);
  }
  for (const lineBreak of line.querySelectorAll("br")) lineBreak.replaceWith(" ");
  return line;
}

/** Replace a table by a plain one; one of a single column, which only lays out a page, by its paragraphs. */
function plain(table) {
  const document = table.ownerDocument;
  const grid = gridOf(table);
  const width = Math.max(0, ...grid.map((row) => row.length));
  if (width < 2) {
    const cells = [...table.rows].flatMap((row) => [...row.cells]);
    const hasBlocks = (cell) => cell.querySelector("p, div, ul, ol, table, h1, h2, h3, h4, h5, h6");
    table.replaceWith(...cells.flatMap((cell) => (hasBlocks(cell) ? [...cell.childNodes] : [lineOf(cell)])));
    return;
  }
  const made = document.createElement("table");
  const inner = made.appendChild(document.createElement("tbody"));
  grid.forEach((cells, y) => {
    const row = inner.appendChild(document.createElement("tr"));
    for (let x = 0; x < width; x++) {
      const cell = row.appendChild(document.createElement(y ? "td" : "th"));
      const align = cells[x]?.getAttribute("align");
      if (align === "right" || align === "center") cell.setAttribute("align", align);
      cell.append(cells[x] ? lineOf(cells[x]) : document.createElement("p"));
      if (!y) for (const bold of cell.querySelectorAll("b, strong")) bold.replaceWith(...bold.childNodes); // as heads are
    }
  });
  table.replaceWith(made);
}

/** Make every table below `body` a plain one, the inner ones first. */
export function plainTables(body) {
  for (const table of [...body.querySelectorAll("table")].reverse()) plain(table);
}
