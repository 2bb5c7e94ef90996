// Commands on characters: bold, italic, links; and what of them the selection carries.
// Must not know: keys, buttons, the CRDT.

import { toggleMark } from "prosemirror-commands";
import { wordsOf } from "./links.js";
import { schema } from "./schema.js";

export const toggleBold = toggleMark(schema.marks.bold);
export const toggleItalic = toggleMark(schema.marks.italic);

/** Whether the selection, or what would be typed at the caret, has this mark. */
export function isMarked(state, type) {
  const { from, to, empty, $from } = state.selection;
  if (empty) return Boolean(type.isInSet(state.storedMarks ?? $from.marks()));
  return state.doc.rangeHasMark(from, to, type);
}

/** The link at the selection as `{ from, to, href }`, or null. An empty selection sees all of it. */
export function linkAt(state) {
  const { link } = schema.marks;
  const { from, to, empty, $from } = state.selection;
  if (!empty) {
    let href = null;
    state.doc.nodesBetween(from, to, (node) => {
      href ??= link.isInSet(node.marks)?.attrs.href ?? null;
    });
    return href === null ? null : { from, to, href };
  }
  const at = link.isInSet($from.nodeAfter?.marks ?? []) ?? link.isInSet($from.nodeBefore?.marks ?? []);
  if (!at) return null;
  const runs = [];
  $from.parent.forEach((child, offset) => {
    if (!at.isInSet(child.marks)) return;
    const start = $from.start() + offset;
    if (runs.at(-1)?.to === start) runs.at(-1).to += child.nodeSize;
    else runs.push({ from: start, to: start + child.nodeSize });
  });
  const run = runs.find((run) => run.from <= $from.pos && $from.pos <= run.to);
  return { ...run, href: at.attrs.href };
}

/** Links the selection, the link at the caret, or the words of the address put at the caret. */
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

export function removeLink(state, dispatch) {
  const range = linkAt(state);
  if (!range) return false;
  if (dispatch) dispatch(state.tr.removeMark(range.from, range.to, schema.marks.link));
  return true;
}
