// Commands on characters: bold, italic, links; and what of them the selection carries.
// Does not know: keys, buttons, the CRDT.

import { wordsOf } from "./links.js";
import { schema } from "./schema.js";

/** @import { MarkType } from "prosemirror-model" */
/** @import { Command, EditorState } from "prosemirror-state" */

export const toggleBold = toggle(schema.marks.bold);
export const toggleItalic = toggle(schema.marks.italic);

/**
 * Takes a mark away where some of the selection has it, else gives it to all of its words; at a caret,
 * for what is typed next.
 * @param {MarkType} type
 * @returns {Command}
 */
function toggle(type) {
  return (state, dispatch) => {
    const { tr } = state;
    const { from, to, empty, $from, $to } = state.selection;
    const on = isMarked(state, type);
    if (empty) tr[on ? "removeStoredMark" : "addStoredMark"](type.create());
    else if (on) tr.removeMark(from, to, type);
    else {
      // Spaces at the ends of a selection are no words.
      const before = /^\s*/.exec($from.nodeAfter?.text ?? "")?.[0].length ?? 0;
      const after = /\s*$/.exec($to.nodeBefore?.text ?? "")?.[0].length ?? 0;
      const isBlank = from + before >= to;
      tr.addMark(isBlank ? from : from + before, isBlank ? to : to - after, type.create());
    }
    if (dispatch) dispatch(empty ? tr : tr.scrollIntoView());
    return true;
  };
}

/**
 * Whether the selection, or what would be typed at the caret, has this mark.
 * @param {EditorState} state
 * @param {MarkType} type
 */
export function isMarked(state, type) {
  const { from, to, empty, $from } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

/**
 * The link at the selection as `{ from, to, href }`, or null. An empty selection sees all of it.
 * @param {EditorState} state
 * @returns {{ from: number, to: number, href: string } | null}
 */
export function linkAt(state) {
  const { link } = schema.marks;
  const { from, to, empty, $from } = state.selection;
  if (!empty) {
    /** @type {string | null} */
    let href = null;
    state.doc.nodesBetween(from, to, (node) => {
      href ??= link.isInSet(node.marks)?.attrs.href ?? null;
    });
    return href === null ? null : { from, to, href };
  }
  const at =
    link.isInSet($from.nodeAfter?.marks ?? []) ?? link.isInSet($from.nodeBefore?.marks ?? []);
  if (!at) return null;
  /** @type {{ from: number, to: number }[]} */
  const runs = [];
  $from.parent.forEach((child, offset) => {
    if (!at.isInSet(child.marks)) return;
    const start = $from.start() + offset;
    const last = runs.at(-1);
    if (last?.to === start) last.to += child.nodeSize;
    else runs.push({ from: start, to: start + child.nodeSize });
  });
  const run = runs.find((run) => run.from <= $from.pos && $from.pos <= run.to);
  return run ? { ...run, href: at.attrs.href } : null;
}

/**
 * Links the selection, the link at the caret, or the words of the address put at the caret.
 * @param {string} href
 * @returns {Command}
 */
export function setLink(href) {
  return (state, dispatch) => {
    const mark = schema.mark("link", { href });
    const range = linkAt(state) ?? state.selection;
    const tr = state.tr;
    if (range.from === range.to) {
      tr.replaceSelectionWith(schema.text(wordsOf(href), [mark]), false);
    } else {
      tr.removeMark(range.from, range.to, schema.marks.link).addMark(range.from, range.to, mark);
    }
    if (dispatch) dispatch(tr.scrollIntoView());
    return true;
  };
}

/** @type {Command} */
export function removeLink(state, dispatch) {
  const range = linkAt(state);
  if (!range) return false;
  if (dispatch) dispatch(state.tr.removeMark(range.from, range.to, schema.marks.link));
  return true;
}
