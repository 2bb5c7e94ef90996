// Keeps the document of the editor and the text of the CRDT the same: local transactions become
// ops, remote ops become one minimal step. Owns `shadow`, what it has been told the text is.
// Does not know: the page, the view, who carries the ops. Runs without a DOM.
//
// Rules it keeps:
// - Only a local edit makes ops. Loading, remote ops and normalising never do, so two editors
//   cannot answer each other for ever, and a text that lost its last "\n" is not "repaired" twice.
// - While a composition (IME, dead key) is open, remote ops wait in `pending`. The CRDT has them
//   already, so ops made meanwhile are carried over them. Where both insert at one place, the
//   waiting words stand first: that is where they would stand had they been applied on arrival,
//   because a caret moves behind what is inserted at it. The CRDT sees one order of events and
//   needs no tie-break of its own.

import Delta from "quill-delta";
import { EditorState, TextSelection } from "prosemirror-state";
import {
  changeBy,
  flatSelection,
  replaceBlocks,
  selectFlat,
  stretchOf,
  stretchOfTransaction,
} from "./change.js";
import { difference, reformat } from "./difference.js";
import { blocksToDelta, deltaToBlocks, deltaToDoc, isList } from "./flat.js";
import { blockAt, blocksOf, posAt, startOf } from "./offsets.js";

/** @import { Node } from "prosemirror-model" */
/** @import { Plugin, Transaction } from "prosemirror-state" */
/** @import { FlatOp, Stretch } from "./types.js" */

export class Binding {
  /**
   * @param {FlatOp[]} ops
   * @param {Plugin[]} plugins
   */
  constructor(ops, plugins = []) {
    this.shadow = textFrom(ops);
    /** @type {Delta | null} */
    this.pending = null;
    this.state = EditorState.create({ doc: deltaToDoc(this.shadow), plugins });
  }

  /**
   * Takes in a transaction of the person at this editor. Returns null, or `{ own, sent }`: the
   * ops against this editor's text and against the CRDT's.
   * @param {Transaction} tr
   */
  local(tr) {
    const before = this.state;
    this.state = before.apply(tr);
    if (!tr.docChanged) return null;
    const own = this.#opsSince(before.doc, stretchOfTransaction(tr));
    if (!own.ops.length) return null;
    this.shadow = this.shadow.compose(own);
    if (!this.pending) return { own, sent: own };
    const sent = this.pending.transform(own, true);
    this.pending = own.transform(this.pending, false);
    return { own, sent };
  }

  /**
   * Takes in ops against the CRDT's text. With `wait`, they are kept until `flush`.
   * @param {FlatOp[]} ops
   * @param {boolean} wait
   */
  remote(ops, wait = false) {
    const change = changeFrom(ops);
    this.pending = this.pending ? this.pending.compose(change) : change;
    return wait ? null : this.flush();
  }

  /** Shows what waited. Returns it, as ops against this editor's text, or null. */
  flush() {
    const change = this.pending;
    this.pending = null;
    if (!change || !stretchOf(change)) return null;
    const old = this.shadow;
    this.shadow = insertsOf(old.compose(change));
    const tr = changeBy(this.state, change, (start, end) => old.slice(start, end));
    if (tr) this.state = this.state.apply(tr.setMeta("addToHistory", false));
    return change;
  }

  /**
   * The whole text anew. What waited is part of it.
   * @param {FlatOp[]} ops
   */
  reset(ops) {
    this.pending = null;
    this.shadow = textFrom(ops);
    const { doc } = this.state;
    const { anchor, head } = flatSelection(this.state);
    const tr = this.state.tr;
    replaceBlocks(tr, 0, doc.childCount, deltaToBlocks(this.shadow));
    if (!tr.docChanged) return;
    selectFlat(tr, anchor, head, this.state);
    this.state = this.state.apply(tr);
  }

  /**
   * Puts the caret at an offset of this editor's text, and into sight.
   * @param {number} offset
   */
  caretTo(offset) {
    const { doc, tr } = this.state;
    const caret = TextSelection.create(doc, posAt(doc, offset));
    this.state = this.state.apply(tr.setSelection(caret).scrollIntoView());
  }

  /** Whether what waits touches the line of the caret, which the open composition owns. */
  waitingTouchesCaret() {
    if (!this.pending) return false;
    const stretch = stretchOf(this.pending);
    const { head } = flatSelection(this.state);
    const { $head } = this.state.selection;
    const start = head - $head.parentOffset;
    return (
      stretch !== null && stretch.to >= start && stretch.from <= start + $head.parent.content.size
    );
  }

  /**
   * An offset of this editor's text in the CRDT's text, and back.
   * @param {number} offset
   */
  outward(offset) {
    return this.pending ? this.pending.transformPosition(offset) : offset;
  }

  /** @param {number} offset */
  inward(offset) {
    return this.pending ? this.pending.invert(this.shadow).transformPosition(offset) : offset;
  }

  // Normalises the changed blocks (a shape that the flat text cannot hold becomes the one it reads
  // back as), then says what became of the shadow's lines there.
  /**
   * @param {Node} oldDoc
   * @param {Stretch | null} stretch
   */
  #opsSince(oldDoc, stretch) {
    const { first, tail } = this.#changedBlocks(oldDoc, stretch);
    const raw = blocksOf(this.state.doc, first, this.state.doc.childCount - tail);
    const blocks = deltaToBlocks(blocksToDelta(raw));
    if (!sameBlocks(raw, blocks)) {
      const { anchor, head } = flatSelection(this.state);
      const tr = this.state.tr;
      replaceBlocks(tr, first, first + raw.length, blocks);
      selectFlat(tr, anchor, head, this.state);
      this.state = this.state.apply(tr);
    }

    const oldBlocks = blocksOf(oldDoc, first, oldDoc.childCount - tail);
    const start = startOf(oldDoc, first);
    const now = blocksToDelta(blocks);
    const then = blocksToDelta(oldBlocks);
    let change = difference(then, now, stretch ? stretch.from - start : undefined);
    if (!change.ops.length) return change;
    const actual = this.shadow.slice(start, start + then.length());
    if (actual.length() < then.length()) {
      change = new Delta().retain(actual.length()).insert("\n").compose(change);
    }
    // Formats that meant nothing until now (an `indent` left behind on a paragraph) are put right
    // only when they would start to mean something.
    const after = actual.compose(change);
    if (!sameBlocks(deltaToBlocks(after), blocks)) change = change.compose(reformat(after, now));
    return new Delta().retain(start).concat(change).chop();
  }

  // How many blocks at the start and at the end are the same, leaving between them all that the
  // transaction touched and the lists beside it. So there is always an old block to insert into,
  // also in a text that ends without "\n".
  /**
   * @param {Node} oldDoc
   * @param {Stretch | null} stretch
   */
  #changedBlocks(oldDoc, stretch) {
    const { doc } = this.state;
    const [m, n] = [oldDoc.childCount, doc.childCount];
    let first = 0;
    let tail = 0;
    const most = stretch ? blockAt(oldDoc, stretch.from) : m;
    while (first < Math.min(m, n, most) && oldDoc.child(first).eq(doc.child(first))) first++;
    const room = stretch ? m - 1 - blockAt(oldDoc, stretch.to) : m;
    const atMost = Math.min(m - first, n - first, room);
    while (tail < atMost && oldDoc.child(m - 1 - tail).eq(doc.child(n - 1 - tail))) tail++;
    while (first > 0 && isList(oldDoc.child(first - 1))) first--;
    while (tail > 0 && isList(oldDoc.child(m - tail))) tail--;
    return { first, tail };
  }
}

/** @type {(a: Node[], b: Node[]) => boolean} */
const sameBlocks = (a, b) => a.length === b.length && a.every((block, i) => block.eq(b[i]));

/** @param {FlatOp[]} ops */
const textFrom = (ops) => insertsOf(changeFrom(ops));

// A text is inserts only; ops that reach past its end must not leave anything else in it.
/** @param {Delta} delta */
function insertsOf(delta) {
  return delta.ops.every((op) => op.insert !== undefined)
    ? delta
    : new Delta(delta.ops.filter((op) => op.insert !== undefined));
}

// An insert with `bold: null` is an insert without bold, and an op of no length is none.
/** @param {FlatOp[]} ops */
function changeFrom(ops) {
  const change = new Delta();
  for (const { insert, retain, delete: removed, attributes } of ops) {
    if (insert === undefined) change.retain(retain ?? 0, attributes).delete(removed ?? 0);
    else change.insert(insert, Delta.AttributeMap.compose({}, attributes ?? {}, false) ?? {});
  }
  return change;
}
