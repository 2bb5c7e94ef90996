// A suggestion while it is written, drawn in its text: what comes is marked, what goes is struck
// through where it stood. Does not know: who decides, how a suggestion is sent.

import { PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { draw, drawnPlugin } from "../../editor/decorations.js";
import { flatSize, posAt } from "../../editor/offsets.js";

/** @import { EditorState } from "prosemirror-state" */
/** @import Delta from "quill-delta" */
/** @import { FlatOp } from "../../editor/types.js" */

const key = new PluginKey("suggesting");

export const differencePlugin = () => drawnPlugin(key);

/**
 * The state with all that a draft changes in `base` (Deltas) drawn; nothing without a base.
 * @param {EditorState} state
 * @param {Delta | null} base
 * @param {Delta} draft
 */
export function drawDifference(state, base, draft) {
  const drawn = [];
  let at = 0;
  let of = 0;
  const ops = /** @type {FlatOp[]} */ (base ? base.diff(draft).ops : []);
  for (const { insert, delete: removed, retain = 0, attributes } of ops) {
    if (insert !== undefined) {
      const length = typeof insert === "string" ? insert.length : 1;
      drawn.push(inline(state, at, at + length, "editor-comes"));
      at += length;
    } else if (removed) {
      drawn.push(gone(state, at, base ? wordsOf(base.slice(of, of + removed)) : ""));
      of += removed;
    } else {
      if (attributes) drawn.push(inline(state, at, at + retain, "editor-changes"));
      at += retain;
      of += retain;
    }
  }
  return draw(state, key, drawn);
}

/** @param {Delta} delta */
const wordsOf = (delta) =>
  delta.ops.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");

/**
 * @param {EditorState} state
 * @param {number} offset
 */
function place(state, offset) {
  const last = flatSize(state.doc) - 1;
  return posAt(state.doc, Math.max(0, Math.min(last, offset)));
}

/**
 * @param {EditorState} state
 * @param {number} from
 * @param {number} to
 * @param {string} name
 */
function inline(state, from, to, name) {
  return Decoration.inline(place(state, from), place(state, to), { class: name });
}

// A break that goes is shown as a mark: the lines of the text stay where they are.
/**
 * @param {EditorState} state
 * @param {number} at
 * @param {string} words
 */
function gone(state, at, words) {
  const make = () => {
    const element = document.createElement("del");
    element.className = "editor-goes";
    element.textContent = words.replaceAll("\n", "¶ ");
    element.contentEditable = "false";
    return element;
  };
  return Decoration.widget(place(state, at), make, {
    key: words,
    side: -1,
    ignoreSelection: true,
    marks: [],
  });
}
