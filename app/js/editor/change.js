// Changing the document by flat ops: the smallest step, with the selection kept by flat offset.
// ProseMirror's own mapping would throw a caret out of a paragraph that a peer made a heading.
// Does not know: where ops come from or go to, the page.

import { Fragment, Slice } from "prosemirror-model";
import { AllSelection, TextSelection } from "prosemirror-state";
import { ReplaceStep } from "prosemirror-transform";
import { blocksToDelta, deltaToBlocks } from "./flat.js";
import { blocksOf, offsetAt, posAt, regionAround } from "./offsets.js";
import { schema } from "./schema.js";

/** @import { Node } from "prosemirror-model" */
/** @import { EditorState, Selection, Transaction } from "prosemirror-state" */
/** @import Delta from "quill-delta" */
/** @import { FlatOp, FlatSelection, Stretch } from "./types.js" */

const STRETCH = "flatStretch";

/**
 * The flat offsets `{ anchor, head, from, to }` of the selection.
 * @param {{ doc: Node, selection: Selection }} state
 * @returns {FlatSelection}
 */
export function flatSelection({ doc, selection }) {
  const anchor = offsetAt(doc, selection.anchor);
  const head = offsetAt(doc, selection.head);
  return { anchor, head, from: Math.min(anchor, head), to: Math.max(anchor, head) };
}

/**
 * A transaction that carries out `ops` (a Delta), or null when it would change nothing.
 * `textOf(start, end)` is the flat text the ops were made for; by default the document's own.
 * @param {EditorState} state
 * @param {Delta} ops
 * @param {(start: number, end: number) => Delta} [textOf]
 */
export function changeBy(state, ops, textOf) {
  const stretch = stretchOf(ops);
  if (!stretch) return null;
  const { first, last, start, end } = regionAround(state.doc, stretch.from, stretch.to);
  const text = textOf ? textOf(start, end) : blocksToDelta(blocksOf(state.doc, first, last));
  const tr = state.tr;
  replaceBlocks(tr, first, last, deltaToBlocks(text.compose(ops.slice(start))));
  if (!tr.docChanged) return null;
  const { anchor, head, to } = flatSelection(state);
  // A caret moves behind what is inserted at it; a selection does not grow.
  /** @param {number} offset */
  const moved = (offset) => ops.transformPosition(offset, anchor !== head && offset === to);
  selectFlat(tr, moved(anchor), moved(head), state);
  return tr.setMeta(STRETCH, stretch);
}

/**
 * The old flat stretch `{ from, to }` that ops touch, or null when they do nothing.
 * @param {Delta} delta
 * @returns {Stretch | null}
 */
export function stretchOf(delta) {
  let at = 0;
  let from = -1;
  let to = 0;
  for (const op of /** @type {FlatOp[]} */ (delta.ops)) {
    const length = op.retain ?? op.delete ?? 0;
    if (op.insert !== undefined || op.delete || op.attributes) {
      if (from < 0) from = at;
      to = at + length;
    }
    at += length;
  }
  return from < 0 ? null : { from, to };
}

/**
 * The new offset where the last of what ops do ends.
 * @param {Delta} delta
 */
export function endOf(delta) {
  let at = 0;
  let end = 0;
  for (const op of /** @type {FlatOp[]} */ (delta.ops)) {
    if (op.insert !== undefined) at += typeof op.insert === "string" ? op.insert.length : 1;
    else at += op.retain ?? 0;
    if (op.retain === undefined || op.attributes) end = at;
  }
  return end;
}

/**
 * The old flat stretch that a transaction replaced, or null if it only set marks or attributes.
 * @param {Transaction} tr
 * @returns {Stretch | null}
 */
export function stretchOfTransaction(tr) {
  const known = tr.getMeta(STRETCH);
  if (known) return known;
  let from = Infinity;
  let to = -1;
  const { maps } = tr.mapping;
  maps.forEach((map, i) => {
    const before = maps.slice(0, i).reverse();
    /** @type {(pos: number, bias: number) => number} */
    const back = (pos, bias) => before.reduce((at, earlier) => earlier.invert().map(at, bias), pos);
    map.forEach((start, end) => {
      from = Math.min(from, back(start, -1));
      to = Math.max(to, back(end, 1));
    });
  });
  return to < 0 ? null : { from: offsetAt(tr.before, from), to: offsetAt(tr.before, to) };
}

/**
 * Puts other blocks in the place of the blocks `first..last`, in one minimal step.
 * @param {Transaction} tr
 * @param {number} first
 * @param {number} last
 * @param {Node[]} blocks
 */
export function replaceBlocks(tr, first, last, blocks) {
  const { doc } = tr;
  const all = [...blocksOf(doc, 0, first), ...blocks, ...blocksOf(doc, last, doc.childCount)];
  const next = doc.copy(Fragment.fromArray(all.length ? all : [schema.node("paragraph")]));
  const start = doc.content.findDiffStart(next.content);
  if (start === null) return;
  // What starts to differ somewhere ends to differ somewhere.
  let { a, b } = /** @type {{ a: number, b: number }} */ (doc.content.findDiffEnd(next.content));
  const overlap = start - Math.min(a, b);
  if (overlap > 0) [a, b] = [a + overlap, b + overlap];
  const step = new ReplaceStep(start, a, next.slice(start, b));
  // Where a list starts or ends inside the stretch, the smallest cut may not fit together again.
  if (step.apply(doc).doc?.eq(next)) tr.step(step);
  else tr.step(new ReplaceStep(0, doc.content.size, new Slice(next.content, 0, 0)));
}

/**
 * Selects flat offsets in a changed document, as the state before had selected.
 * @param {Transaction} tr
 * @param {number} anchor
 * @param {number} head
 * @param {EditorState} before
 */
export function selectFlat(tr, anchor, head, { selection, storedMarks }) {
  tr.setSelection(
    selection instanceof AllSelection
      ? new AllSelection(tr.doc)
      : TextSelection.create(tr.doc, posAt(tr.doc, anchor), posAt(tr.doc, head)),
  );
  // Bold switched on before the next letter is still on after a peer's edit.
  tr.setStoredMarks(storedMarks);
}
