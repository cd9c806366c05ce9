// Facets: which entries are chosen, how many there would be, and in which order. search/facets.py has the format.

import { Bytes } from "./shards.js";

export class Facets {
  // `search` is open already.
  static async open(search) {
    return new Facets(search, await search.get("cot/bai.bin"));
  }

  // this.all are the numbers of all entries; this.places go from a number to a row of columns. The columns of a facet
  // come when they are needed.
  constructor(search, there) {
    this.search = search;
    this.places = new Int32Array(search.names.numbers).fill(-1);
    this.all = [];
    there.forEach((byte, at) => {
      for (let bit = 0; byte >> bit; bit++) {
        if ((byte >> bit) & 1) this.places[at * 8 + bit] = this.all.push(at * 8 + bit) - 1;
      }
    });
    this.facets = search.names.facets.map((facet) => ({ ...facet, columns: null, near: facet.rows.map((row) => row[2] ?? []) }));
  }

  // See that the facets of these names can be chosen by, and counted.
  need(names) {
    return Promise.all(this.facets.filter(({ name }) => names.includes(name)).map(async (facet) => {
      const bytes = new Bytes(await this.search.get(`cot/${facet.name}.bin`));
      facet.columns ??= Array.from({ length: facet.width }, () => {
        const low = bytes.take(this.all.length);
        if (facet.rows.length < 256) return low;
        const high = bytes.take(this.all.length);
        return Uint16Array.from(low, (value, at) => value + high[at] * 256);
      });
    }));
  }

  // The numbers of the entries in a list, also of those in places that lie in it or became it. Its facet must be there.
  members(name, key) {
    const { rows, near, columns } = this.facets.find((facet) => facet.name === name);
    const own = rows.findIndex((row) => row[0] === key) + 1;
    const wanted = [false, ...rows.map((_, at) => at + 1 === own || near[at].includes(own))];
    return own ? this.all.filter((_, place) => columns.some((column) => wanted[column[place]])) : [];
  }

  // Return {numbers, counts}: those of `numbers` that answer to all choices ({facet's name: [keys]}), in their order, and
  // for each facet that is there how many there would be with each row, were only that facet chosen anew. An entry in a
  // place counts for those that it lies in, and those that it became, as well. The facets that are chosen by must be there.
  chosen(numbers, choices) {
    const wanted = this.facets.map(({ name, rows, near }) => {
      const keys = new Set(choices[name] ?? []);
      const own = rows.map(([key]) => keys.has(key));
      return keys.size ? [false, ...own.map((is, at) => is || near[at].some((other) => own[other - 1]))] : null;
    });
    const counts = this.facets.map(({ rows }) => new Uint32Array(rows.length + 1));
    const last = this.facets.map(({ rows }) => new Int32Array(rows.length + 1).fill(-1)); // the entry that was counted
    const kept = numbers.filter((number) => {
      const place = this.places[number];
      let failed = -1;
      for (let at = 0; at < wanted.length; at++) {
        if (!wanted[at] || this.facets[at].columns.some((column) => wanted[at][column[place]])) continue;
        if (failed >= 0) return false;
        failed = at;
      }
      const count = (at, row) => {
        if (last[at][row] === place) return;
        last[at][row] = place;
        counts[at][row]++;
      };
      for (let at = failed < 0 ? 0 : failed; at < (failed < 0 ? counts.length : failed + 1); at++) {
        const { columns, near } = this.facets[at];
        for (const column of columns ?? []) {
          const row = column[place];
          if (!row) continue;
          count(at, row);
          for (const other of near[row - 1]) count(at, other);
        }
      }
      return failed < 0;
    });
    const counted = this.facets.map(({ name, columns }, at) => [name, columns && counts[at].slice(1)]);
    return { numbers: kept, counts: Object.fromEntries(counted.filter(([, of]) => of)) };
  }

  // Return the numbers in an order: "moi" newest first, "ten" by title, "noi" by place, anything else as they are.
  async sorted(numbers, order) {
    if (order === "moi" || order === "ten") {
      const ranks = await this.search.get(`${order}.bin`, order === "moi" ? (data) => this.dates(data) : (data) => this.titles(data));
      const rank = (number) => ranks[this.places[number]];
      return [...numbers].sort((a, b) => rank(a) - rank(b) || b - a);
    }
    if (order !== "noi") return numbers;
    await this.need(["dia-ban"]);
    const facet = this.facets.find(({ name }) => name === "dia-ban");
    const names = facet.rows.map((row, at) => [row[1], at]).sort((a, b) => collator.compare(a[0], b[0]));
    const rank = new Map(names.map(([, at], place) => [at + 1, place]));
    const of = (number) => rank.get(facet.columns[0][this.places[number]]) ?? names.length; // what has no place comes last
    const newest = await this.sorted(numbers, "moi");
    return newest.sort((a, b) => of(a) - of(b));
  }

  dates(data) {
    const bytes = new Bytes(data);
    return Array.from(this.all, (_, place) => {
      const code = bytes.number();
      return this.all.length - 1 - place + (code % 2 ? -(code + 1) / 2 : code / 2);
    });
  }

  titles(data) {
    return Array.from(this.all, (_, place) => data[place] + data[place + this.all.length] * 256);
  }
}

const collator = new Intl.Collator("vi", { numeric: true });
