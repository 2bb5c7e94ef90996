// Places in the document: flat UTF-16 offsets (the CRDT's) and ProseMirror's positions, and which
// top-level blocks lie around a stretch of the flat text.
// Does not know: deltas, editor state, the page.

import { isList } from "./flat.js";

/** @import { Node } from "prosemirror-model" */

// Nodes never change, so the flat size of one is counted once.
/** @type {WeakMap<Node, number>} */
const sizes = new WeakMap();

/**
 * How many flat characters a node stands for; a line's own "\n" counts.
 * @param {Node} node
 * @returns {number}
 */
export function flatSize(node) {
  if (node.isTextblock) return node.content.size + 1;
  /** @type {number | undefined} */
  let size = sizes.get(node);
  if (size === undefined) {
    size = node.children.reduce((sum, child) => sum + flatSize(child), 0);
    sizes.set(node, size);
  }
  return size;
}

/**
 * The flat offset of a position; at the very end, that of the last "\n".
 * @param {Node} doc
 * @param {number} pos
 */
export function offsetAt(doc, pos) {
  const $pos = doc.resolve(pos);
  let offset = 0;
  for (let depth = 0; depth <= $pos.depth; depth++) {
    const node = $pos.node(depth);
    if (node.isTextblock) return offset + $pos.parentOffset;
    for (let i = 0; i < $pos.index(depth); i++) offset += flatSize(node.child(i));
  }
  return Math.min(offset, flatSize(doc) - 1);
}

/**
 * The position of a flat offset, which is first brought within the text.
 * @param {Node} doc
 * @param {number} offset
 */
export function posAt(doc, offset) {
  let node = doc;
  let pos = 0;
  let rest = Math.max(0, Math.min(offset, flatSize(doc) - 1));
  while (!node.isTextblock) {
    let i = 0;
    while (i < node.childCount - 1 && rest >= flatSize(node.child(i))) {
      rest -= flatSize(node.child(i));
      pos += node.child(i).nodeSize;
      i++;
    }
    node = node.child(i);
    pos += 1;
  }
  return pos + rest;
}

/**
 * The index of the top-level block that holds a flat offset.
 * @param {Node} doc
 * @param {number} offset
 */
export function blockAt(doc, offset) {
  let rest = offset;
  let i = 0;
  while (i < doc.childCount - 1 && rest >= flatSize(doc.child(i))) {
    rest -= flatSize(doc.child(i));
    i++;
  }
  return i;
}

/**
 * Where the block with this index starts in the flat text.
 * @param {Node} doc
 * @param {number} index
 */
export function startOf(doc, index) {
  let start = 0;
  for (let i = 0; i < index; i++) start += flatSize(doc.child(i));
  return start;
}

/**
 * The blocks `first..last` (without `last`) around the flat stretch `from..to`, with the lists
 * that touch them: lines of neighbouring lists decide together how they nest.
 * @param {Node} doc
 * @param {number} from
 * @param {number} to
 */
export function regionAround(doc, from, to) {
  let first = blockAt(doc, from);
  let last = blockAt(doc, to) + 1;
  while (first > 0 && isList(doc.child(first - 1))) first--;
  while (last < doc.childCount && isList(doc.child(last))) last++;
  return { first, last, start: startOf(doc, first), end: startOf(doc, last) };
}

/**
 * The children `first..last` of a document.
 * @param {Node} doc
 * @param {number} first
 * @param {number} last
 */
export function blocksOf(doc, first, last) {
  /** @type {Node[]} */
  const blocks = [];
  for (let i = first; i < last; i++) blocks.push(doc.child(i));
  return blocks;
}
