// Blocks from what is typed at the start of a line: "- " and "* " a list, "1. " a numbered list,
// "> " a quotation, "# " to "### " a heading. Backspace right after gives the characters back.
// Does not know: the CRDT, the toolbar.

import Delta from "quill-delta";
import { changeBy, flatSelection } from "./change.js";
import { schema } from "./schema.js";

/** @import { Node } from "prosemirror-model" */
/** @import { Command } from "prosemirror-state" */
/** @import { EditorView } from "prosemirror-view" */
/** @import { Format } from "./types.js" */

/** @type {Record<string, Format>} */
const FORMATS = {
  "-": { list: "bullet" },
  "*": { list: "bullet" },
  "1.": { list: "ordered" },
  ">": { blockquote: true },
  "#": { header: 1 },
  "##": { header: 2 },
  "###": { header: 3 },
};

/** `{ typed, takeBack }`: a `handleTextInput` for the view and a command for Backspace. */
export function lineRules() {
  /** @type {{ doc: Node, start: number, rest: number, prefix: string } | null} */
  let done = null; // the last rule that ran, as long as nothing happened since

  /**
   * @param {EditorView} view
   * @param {number} from
   * @param {number} to
   * @param {string} text
   */
  function typed(view, from, to, text) {
    const { $from } = view.state.selection;
    if (text !== " " || from !== to || view.composing) return false;
    if ($from.parent.type !== schema.nodes.paragraph || $from.depth > 1) return false;
    const prefix = $from.parent.textBetween(0, $from.parentOffset, null, "\ufffc");
    if (!Object.hasOwn(FORMATS, prefix)) return false;
    const start = flatSelection(view.state).head - prefix.length;
    const rest = $from.parent.content.size - prefix.length;
    const ops = new Delta()
      .retain(start)
      .delete(prefix.length)
      .retain(rest)
      .retain(1, FORMATS[prefix]);
    const tr = changeBy(view.state, ops);
    if (!tr) return false;
    view.dispatch(tr.scrollIntoView());
    done = { doc: view.state.doc, start, rest, prefix };
    return true;
  }

  /** @type {Command} */
  function takeBack(state, dispatch) {
    const { from, to } = flatSelection(state);
    if (!done || done.doc !== state.doc || from !== to || from !== done.start) return false;
    const nothing = Object.fromEntries(Object.keys(FORMATS[done.prefix]).map((key) => [key, null]));
    const ops = new Delta()
      .retain(done.start)
      .insert(`${done.prefix} `)
      .retain(done.rest)
      .retain(1, nothing);
    const tr = changeBy(state, ops);
    if (!tr) return false;
    if (dispatch) dispatch(tr.scrollIntoView());
    return true;
  }

  return { typed, takeBack };
}
