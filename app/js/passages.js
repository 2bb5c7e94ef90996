// The passages that are spoken about, as decorations. Keeps flat offsets of this editor's text,
// because those follow every edit exactly. Must not know: what is said, how offsets arrive.

import { Plugin, PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { flatSize, posAt } from "./offsets.js";

const key = new PluginKey("passages");

/** Draws the decorations it was last given, and moves them with the text in the meantime. */
export const passagesPlugin = () =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => tr.getMeta(key) ?? set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
  });

/** The state with `[{ id, kind, from, to }]` drawn, in offsets of this editor's text. */
export function drawPassages(state, passages) {
  const last = flatSize(state.doc) - 1;
  const at = (offset) => posAt(state.doc, Math.max(0, Math.min(last, offset)));
  const drawn = passages.map(({ id, kind, from, to }) =>
    Decoration.inline(at(from), at(to), { class: `editor-passage ${kind}`, "data-thread": id }),
  );
  return state.apply(state.tr.setMeta(key, DecorationSet.create(state.doc, drawn)));
}
