// Decorations that somebody else computes: drawn as they were last given, and moved with the text
// until they are given anew. Does not know what they show.

import { Plugin } from "prosemirror-state";
import { DecorationSet } from "prosemirror-view";

/** @import { EditorState, PluginKey } from "prosemirror-state" */
/** @import { Decoration } from "prosemirror-view" */

/**
 * The plugin that keeps the decorations under `key`.
 * @param {PluginKey<DecorationSet>} key
 */
export const drawnPlugin = (key) =>
  new Plugin({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply: (tr, set) => tr.getMeta(key) ?? set.map(tr.mapping, tr.doc),
    },
    props: { decorations: (state) => key.getState(state) },
  });

/**
 * The state with these drawn under `key`, and none of those before.
 * @type {(state: EditorState, key: PluginKey, decorations: Decoration[]) => EditorState}
 */
export const draw = (state, key, decorations) =>
  state.apply(state.tr.setMeta(key, DecorationSet.create(state.doc, decorations)));
