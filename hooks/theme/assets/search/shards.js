// Shards: the files of the index, taken apart. search_shards.py has the format.

import { fold } from "./words.js";

const CRC = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let bit = 0; bit < 8; bit++) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});
const utf8 = new TextEncoder();
export const text = new TextDecoder();
export const crc = (words) => ~utf8.encode(words).reduce((sum, byte) => (sum >>> 8) ^ CRC[(sum ^ byte) & 255], -1) >>> 0;
export const hex = (number) => number.toString(16).padStart(3, "0");

export class Bytes {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }
  number() {
    let value = 0;
    for (let factor = 1; ; factor *= 128) {
      const byte = this.data[this.at++];
      value += (byte & 127) * factor;
      if (!(byte > 127)) return value;
    }
  }
  take(size) {
    this.at += size;
    return this.data.subarray(this.at - size, this.at);
  }
}

// A shard as {folded key: [{spelled, data}]}; the lists stay bytes until they are asked for.
export function shard(data) {
  const bytes = new Bytes(data);
  const names = text.decode(bytes.take(bytes.number()));
  const lengths = new Bytes(bytes.take(bytes.number()));
  const found = new Map();
  for (const name of names ? names.split("\n") : []) {
    const spelled = name.split(" ");
    const key = spelled.map(fold).join(" ");
    if (!found.has(key)) found.set(key, []);
    found.get(key).push({ spelled, data: bytes.take(lengths.number()) });
  }
  return found;
}

// The numbers of entries in one spelling's lists: [title, head, body].
export function lists(data) {
  const bytes = new Bytes(data);
  const there = bytes.number();
  return [0, 1, 2].map((level) => {
    const found = [];
    if (!((there >> level) & 1)) return found;
    const size = bytes.number();
    const payload = new Bytes(bytes.take(Math.floor(size / 2)));
    if (size & 1) {
      payload.data.forEach((byte, at) => {
        for (let bit = 0; byte >> bit; bit++) if ((byte >> bit) & 1) found.push(at * 8 + bit);
      });
    } else {
      for (let number = 0; payload.at < payload.data.length; ) found.push((number += payload.number()));
    }
    return found;
  });
}
