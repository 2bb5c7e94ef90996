// What changed between two deltas of the same few lines, said as a writer would: a letter typed
// among equal letters is inserted where it was typed, and a surrogate pair is never split.
// Does not know: ProseMirror, the CRDT, the page.

import Delta from "quill-delta";
import { BLOCK_KEYS, INLINE_KEYS } from "./flat.js";

/** @import { Attributes } from "./types.js" */

/** @typedef {{ text: string, keys: number[] }} Cells Characters, with a number for what each has. */

// Above this product of lengths, aligning two different texts costs more than it tells.
const WORTH_ALIGNING = 10_000_000;

/**
 * The change from `old` to `now`; `at` is where in `old` the writer's change began, if known.
 * @param {Delta} old
 * @param {Delta} now
 * @param {number} [at]
 */
export function difference(old, now, at) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  const a = cells(old, seen);
  const b = cells(now, seen);
  let { head, tail } = common(a, b);
  const shortest = Math.min(a.text.length, b.text.length);
  if (head + tail > shortest) {
    // One side is the other with a piece more: the piece may sit anywhere in `lowest..head`.
    const lowest = shortest - tail;
    const longer = a.text.length > b.text.length ? a.text : b.text;
    head = Math.max(lowest, Math.min(head, at ?? head));
    if (splitsPair(longer, head)) head--;
    tail = shortest - head;
  }
  const middle = align(
    old.slice(head, a.text.length - tail),
    now.slice(head, b.text.length - tail),
  );
  return new Delta().retain(head).concat(middle).chop();
}

// Every character with a number for its attributes, so that two deltas compare cheaply.
/**
 * @param {Delta} delta
 * @param {Map<string, number>} seen
 * @returns {Cells}
 */
function cells(delta, seen) {
  let text = "";
  /** @type {number[]} */
  const keys = [];
  for (const { insert, attributes } of delta.ops) {
    const words = typeof insert === "string" ? insert : "\0";
    const key = JSON.stringify([typeof insert === "string" ? 0 : insert, sorted(attributes)]);
    const number = seen.get(key) ?? seen.size;
    seen.set(key, number);
    text += words;
    for (let i = 0; i < words.length; i++) keys.push(number);
  }
  return { text, keys };
}

/** @param {Attributes} [attributes] */
const sorted = (attributes = {}) => Object.entries(attributes).sort(([x], [y]) => (x < y ? -1 : 1));

/**
 * @param {Cells} a
 * @param {Cells} b
 */
function common(a, b) {
  const shortest = Math.min(a.text.length, b.text.length);
  /** @type {(i: number, j: number) => boolean} */
  const same = (i, j) => a.text.charCodeAt(i) === b.text.charCodeAt(j) && a.keys[i] === b.keys[j];
  let head = 0;
  while (head < shortest && same(head, head)) head++;
  if (splitsPair(a.text, head) || splitsPair(b.text, head)) head--;
  const [m, n] = [a.text.length, b.text.length];
  let tail = 0;
  while (tail < shortest && same(m - 1 - tail, n - 1 - tail)) tail++;
  if (splitsPair(a.text, m - tail) || splitsPair(b.text, n - tail)) tail--;
  return { head, tail };
}

/**
 * @param {string} text
 * @param {number} i
 */
function splitsPair(text, i) {
  const before = text.charCodeAt(i - 1);
  const after = text.charCodeAt(i);
  return before >= 0xd800 && before < 0xdc00 && after >= 0xdc00 && after < 0xe000;
}

/**
 * @param {Delta} old
 * @param {Delta} now
 */
function align(old, now) {
  if (old.length() * now.length() <= WORTH_ALIGNING || wordsOf(old) === wordsOf(now)) {
    return old.diff(now);
  }
  return now.concat(new Delta().delete(old.length()));
}

/** @param {Delta} delta */
const wordsOf = (delta) =>
  delta.ops.map(({ insert }) => (typeof insert === "string" ? insert : "\0")).join("");

/**
 * The retains that give `actual` the formats of `wanted`, which has the same characters. Only
 * formats of the editor are touched: what another program added stays.
 * @param {Delta} actual
 * @param {Delta} wanted
 */
export function reformat(actual, wanted) {
  const change = new Delta();
  const a = new Delta.OpIterator(actual.ops);
  const b = new Delta.OpIterator(wanted.ops);
  while (a.hasNext() && b.hasNext()) {
    const length = Math.min(a.peekLength(), b.peekLength());
    const [is, want] = [a.next(length), b.next(length)];
    const words = missing(INLINE_KEYS, is.attributes, want.attributes);
    const line = missing(BLOCK_KEYS, is.attributes, want.attributes);
    const pieces = typeof is.insert === "string" ? is.insert.split(/(\n)/) : ["\0"];
    for (const piece of pieces) change.retain(piece.length, piece === "\n" ? line : words);
  }
  return change.chop();
}

/**
 * @param {string[]} keys
 * @param {Attributes} [is]
 * @param {Attributes} [want]
 */
function missing(keys, is = {}, want = {}) {
  /** @type {Attributes} */
  const attributes = {};
  for (const key of keys) {
    if ((is[key] ?? null) !== (want[key] ?? null)) attributes[key] = want[key] ?? null;
  }
  return attributes;
}
