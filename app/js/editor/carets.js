// Where the others are: their carets with a name, and what they have selected, as decorations.
// Keeps flat offsets of this editor's text, because those follow every edit exactly.
// Does not know: who the people are beyond a name and a colour number, how offsets arrive.

import { PluginKey } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";
import { draw, drawnPlugin } from "./decorations.js";
import { flatSize, posAt } from "./offsets.js";

/** @import { Node } from "prosemirror-model" */
/** @import { EditorState } from "prosemirror-state" */
/** @import Delta from "quill-delta" */
/** @import { Person } from "./types.js" */

const key = new PluginKey("carets");
const COLOURS = 12;

export const caretsPlugin = () => drawnPlugin(key);

export class Carets {
  /** @type {Person[]} */
  people = [];

  /**
   * Replaces all: `[{ id, name, colour, anchor, head }]` in offsets of this editor's text.
   * @param {Person[]} people
   */
  set(people) {
    this.people = people;
  }

  /**
   * Follows an edit. One's own words at a peer's caret come behind it, a peer's before it.
   * @param {Delta} ops
   * @param {boolean} own
   */
  follow(ops, own) {
    this.people = this.people.map((person) => ({
      ...person,
      anchor: ops.transformPosition(person.anchor, own),
      head: ops.transformPosition(person.head, own),
    }));
  }

  /**
   * The state with the carets drawn where they are now.
   * @param {EditorState} state
   */
  draw(state) {
    if (!this.people.length && key.getState(state) === DecorationSet.empty) return state;
    const drawn = this.people.flatMap((person) => decorationsOf(state.doc, person));
    return draw(state, key, drawn);
  }
}

/**
 * @param {Node} doc
 * @param {Person} person
 */
function decorationsOf(doc, { id, name, colour, anchor, head }) {
  const last = flatSize(doc) - 1;
  /** @param {number} offset */
  const at = (offset) => posAt(doc, Math.max(0, Math.min(last, offset)));
  const who = `who-${Math.max(1, Math.min(COLOURS, Math.trunc(colour) || 1))}`;
  const caret = Decoration.widget(at(head), () => caretElement(name, who), {
    key: `${id} ${who} ${name}`,
    side: -1,
    ignoreSelection: true,
    marks: [],
  });
  if (anchor === head) return [caret];
  const [from, to] = [Math.min(anchor, head), Math.max(anchor, head)];
  return [caret, Decoration.inline(at(from), at(to), { class: `editor-selection ${who}` })];
}

/**
 * @param {string} name
 * @param {string} who
 */
function caretElement(name, who) {
  const caret = document.createElement("span");
  caret.className = `editor-caret ${who}`;
  caret.setAttribute("aria-hidden", "true");
  const label = document.createElement("span");
  label.className = "editor-caret-name";
  label.textContent = name;
  caret.append(label);
  return caret;
}
