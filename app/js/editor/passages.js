// The passages that are spoken about, as decorations. Keeps flat offsets of this editor's text,
// because those follow every edit exactly. Does not know: what is said, how offsets arrive.

import { PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { draw, drawnPlugin } from "./decorations.js";
import { flatSize, posAt } from "./offsets.js";

/** @import { EditorState } from "prosemirror-state" */
/** @import { Passage } from "./types.js" */

const key = new PluginKey("passages");

export const passagesPlugin = () => drawnPlugin(key);

/**
 * The state with `[{ id, kind, from, to }]` drawn, in offsets of this editor's text.
 * @param {EditorState} state
 * @param {Passage[]} passages
 */
export function drawPassages(state, passages) {
  const last = flatSize(state.doc) - 1;
  /** @param {number} offset */
  const at = (offset) => posAt(state.doc, Math.max(0, Math.min(last, offset)));
  const drawn = passages.map(({ id, kind, from, to }) =>
    Decoration.inline(at(from), at(to), { class: `editor-passage ${kind}`, "data-thread": id }),
  );
  return draw(state, key, drawn);
}
