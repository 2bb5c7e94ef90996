// What is proposed, drawn in the text: what would go is struck through, what would come stands where
// it would come. Two drawings: the suggestions of everybody in the shared text, and one's own while
// it is written. Keeps flat offsets of this editor's text. Must not know: who decides.

import { PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import { draw, drawnPlugin } from "./drawn.js";
import { flatSize, posAt } from "./offsets.js";

const shared = new PluginKey("suggestions");
const own = new PluginKey("suggesting");

export const suggestionsPlugins = () => [drawnPlugin(shared), drawnPlugin(own)];

/** The state with `[{ id, by, pieces: [{ what, from, to, words }] }]` drawn. */
export function drawSuggestions(state, suggestions) {
  const drawn = suggestions.flatMap(({ id, by, pieces }) =>
    pieces.map(({ what, from, to, words }) => {
      const attributes = { class: `editor-${what}`, "data-thread": id, title: by };
      if (what !== "comes") return inline(state, from, to, attributes);
      return widget(state, to, "ins", words, attributes);
    }),
  );
  return draw(state, shared, drawn);
}

/** The state with all that a draft changes in `base` (Deltas) drawn; nothing without a base. */
export function drawDifference(state, base, draft) {
  const drawn = [];
  let at = 0;
  let of = 0;
  for (const op of base ? base.diff(draft).ops : []) {
    if (op.insert !== undefined) {
      const length = typeof op.insert === "string" ? op.insert.length : 1;
      drawn.push(inline(state, at, at + length, { class: "editor-comes" }));
      at += length;
    } else if (op.delete) {
      const words = wordsOf(base.slice(of, of + op.delete));
      drawn.push(widget(state, at, "del", words, { class: "editor-goes" }));
      of += op.delete;
    } else {
      if (op.attributes) drawn.push(inline(state, at, at + op.retain, { class: "editor-changes" }));
      at += op.retain;
      of += op.retain;
    }
  }
  return draw(state, own, drawn);
}

const wordsOf = (delta) =>
  delta.ops.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");

function place(state, offset) {
  const last = flatSize(state.doc) - 1;
  return posAt(state.doc, Math.max(0, Math.min(last, offset)));
}

function inline(state, from, to, attributes) {
  return Decoration.inline(place(state, from), place(state, to), attributes);
}

// A break in what comes or goes is shown as a mark: the lines of the text stay where they are.
function widget(state, at, tag, words, attributes) {
  const make = () => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = words.replaceAll("\n", "¶ ");
    element.contentEditable = "false";
    return element;
  };
  const key = `${tag} ${attributes["data-thread"] ?? ""} ${words}`;
  return Decoration.widget(place(state, at), make, { key, side: -1, ignoreSelection: true, marks: [] });
}
