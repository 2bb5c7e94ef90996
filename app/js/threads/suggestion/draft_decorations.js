// A suggestion while it is written, drawn in its text: what comes is marked, what goes is struck
// through where it stood. Must not know: who decides, how a suggestion is sent.

import { PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { draw, drawnPlugin } from "../../editor/decorations.js";
import { flatSize, posAt } from "../../editor/offsets.js";

const key = new PluginKey("suggesting");

export const differencePlugin = () => drawnPlugin(key);

/** The state with all that a draft changes in `base` (Deltas) drawn; nothing without a base. */
export function drawDifference(state, base, draft) {
  const drawn = [];
  let at = 0;
  let of = 0;
  for (const op of base ? base.diff(draft).ops : []) {
    if (op.insert !== undefined) {
      const length = typeof op.insert === "string" ? op.insert.length : 1;
      drawn.push(inline(state, at, at + length, "editor-comes"));
      at += length;
    } else if (op.delete) {
      const words = wordsOf(base.slice(of, of + op.delete));
      drawn.push(gone(state, at, words));
      of += op.delete;
    } else {
      if (op.attributes) drawn.push(inline(state, at, at + op.retain, "editor-changes"));
      at += op.retain;
      of += op.retain;
    }
  }
  return draw(state, key, drawn);
}

const wordsOf = (delta) =>
  delta.ops.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");

function place(state, offset) {
  const last = flatSize(state.doc) - 1;
  return posAt(state.doc, Math.max(0, Math.min(last, offset)));
}

function inline(state, from, to, name) {
  return Decoration.inline(place(state, from), place(state, to), { class: name });
}

// A break that goes is shown as a mark: the lines of the text stay where they are.
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
