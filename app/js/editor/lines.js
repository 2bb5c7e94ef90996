// Commands on whole lines, as a writer thinks of them: a new line, joining lines, headings, lists,
// quotations, indentation. Each is a handful of flat ops, so that a peer's edit merges with it.
// Does not know: keys, buttons, the CRDT.
//
// A command is ProseMirror's: (state, dispatch) -> whether it applies.

import Delta from "quill-delta";
import { changeBy, flatSelection } from "./change.js";
import { MAX_INDENT, eachLine } from "./flat.js";

/** @import { Node } from "prosemirror-model" */
/** @import { Command, EditorState } from "prosemirror-state" */
/** @import { Attributes, Format, Line, ListKind } from "./types.js" */

/**
 * The lines of the text: `{ start, size, format }`; the "\n" is the last of `size` characters.
 * @param {Node} doc
 */
export function linesOf(doc) {
  /** @type {Line[]} */
  const lines = [];
  let start = 0;
  eachLine(doc.content, (textblock, format) => {
    const size = textblock.content.size + 1;
    lines.push({ start, size, format });
    start += size;
  });
  return lines;
}

/**
 * The lines that the selection touches.
 * @param {EditorState} state
 */
export function selectedLines(state) {
  const { from, to } = flatSelection(state);
  return linesOf(state.doc).filter(({ start, size }) => start <= to && from < start + size);
}

/** @param {number} level */
export const setHeading = (level) => toggle((format) => format.header === level, { header: level });
export const setQuote = toggle((format) => format.blockquote === true, { blockquote: true });

/**
 * Makes list items of the selected lines, or paragraphs if they all are items of this kind.
 * @param {ListKind} list
 * @returns {Command}
 */
export function setList(list) {
  return (state, dispatch) => {
    const lines = selectedLines(state);
    const off = lines.every(({ format }) => format.list === list);
    return reformatLines(state, dispatch, lines, ({ indent }) =>
      off ? {} : { list, ...(indent && { indent }) },
    );
  };
}

/**
 * Indents (`by` 1) or outdents (`by` -1) the selected list items and the items below them.
 * @param {number} by
 * @returns {Command}
 */
export function indent(by) {
  return (state, dispatch) => {
    /** @param {Line} line */
    const movable = ({ format }) => format.list && (by > 0 || format.indent);
    const lines = withChildren(linesOf(state.doc), selectedLines(state).filter(movable));
    return reformatLines(state, dispatch, lines, ({ list, indent: depth = 0 }) => {
      const to = Math.max(0, Math.min(MAX_INDENT, depth + by));
      return to ? { list, indent: to } : { list };
    });
  };
}

/**
 * The level of the list item that holds the caret, from 1, or 0 outside a list.
 * @param {EditorState} state
 */
export function levelOf(state) {
  const [{ format }] = selectedLines(state);
  return format.list ? (format.indent ?? 0) + 1 : 0;
}

/**
 * Enter: splits the line; on an empty item or quotation, steps out of it.
 * @type {Command}
 */
export function newLine(state, dispatch) {
  const { from, to } = flatSelection(state);
  const lines = selectedLines(state);
  const [{ start, size, format }] = lines;
  const plain = !Object.keys(format).length;
  if (size === 1 && from === to && !plain) {
    return format.indent
      ? indent(-1)(state, dispatch)
      : reformatLines(state, dispatch, lines, () => ({}));
  }
  const last = lines[lines.length - 1];
  const restEmpty = to === last.start + last.size - 1;
  // Before a heading, an empty paragraph; after its end, a paragraph to go on in.
  const ops = new Delta()
    .retain(from)
    .insert("\n", from === start && format.header ? {} : format)
    .delete(to - from);
  if (restEmpty) ops.retain(1, changeOf(last.format, format.header ? {} : format));
  return run(state, dispatch, ops, true);
}

/**
 * Backspace, where it is more than the removal of a character.
 * @type {Command}
 */
export function deleteBackward(state, dispatch) {
  const { from, to } = flatSelection(state);
  if (from !== to) return removeSelected(state, dispatch);
  const lines = linesOf(state.doc);
  const at = lines.findIndex(({ start }) => start === from);
  if (at < 0) return false;
  const { format } = lines[at];
  if (format.indent) return indent(-1)(state, dispatch);
  if (format.list || format.blockquote || (at === 0 && format.header)) {
    return reformatLines(state, dispatch, [lines[at]], () => ({}));
  }
  return at > 0 && join(state, dispatch, lines[at - 1], lines[at]);
}

/**
 * Delete, where it is more than the removal of a character.
 * @type {Command}
 */
export function deleteForward(state, dispatch) {
  const { from, to } = flatSelection(state);
  if (from !== to) return removeSelected(state, dispatch);
  const lines = linesOf(state.doc);
  const at = lines.findIndex(({ start, size }) => start + size - 1 === from);
  return at >= 0 && at < lines.length - 1 && join(state, dispatch, lines[at], lines[at + 1]);
}

/** @type {Command} */
function removeSelected(state, dispatch) {
  const { from, to } = flatSelection(state);
  const lines = selectedLines(state);
  const [first, last] = [lines[0], lines[lines.length - 1]];
  const ops = new Delta().retain(from).delete(to - from);
  if (first !== last) {
    const rest = last.start + last.size - 1 - to;
    ops
      .retain(rest)
      .retain(1, changeOf(last.format, joined(from > first.start, rest > 0, first, last)));
  }
  return run(state, dispatch, ops);
}

/**
 * @param {EditorState} state
 * @param {Parameters<Command>[1]} dispatch
 * @param {Line} first
 * @param {Line} last
 */
function join(state, dispatch, first, last) {
  const end = first.start + first.size - 1;
  const format = joined(first.size > 1, last.size > 1, first, last);
  const ops = new Delta()
    .retain(end)
    .delete(1)
    .retain(last.size - 1)
    .retain(1, changeOf(last.format, format));
  return run(state, dispatch, ops);
}

// Two lines that become one keep the format of the first, unless nothing of the first is left.
/** @type {(firstHasWords: boolean, lastHasWords: boolean, first: Line, last: Line) => Format} */
const joined = (firstHasWords, lastHasWords, first, last) =>
  firstHasWords || !lastHasWords ? first.format : last.format;

/**
 * @param {(format: Format) => boolean} is
 * @param {Format} format
 * @returns {Command}
 */
function toggle(is, format) {
  return (state, dispatch) => {
    const lines = selectedLines(state);
    const off = lines.every((line) => is(line.format));
    return reformatLines(state, dispatch, lines, () => (off ? {} : format));
  };
}

// The chosen items, each with the deeper items that follow it.
/**
 * @param {Line[]} all
 * @param {Line[]} chosen
 */
function withChildren(all, chosen) {
  const starts = new Set(chosen.map(({ start }) => start));
  /** @type {Line[]} */
  const kept = [];
  let depth = Infinity;
  for (const line of all) {
    const level = line.format.list ? (line.format.indent ?? 0) : -1;
    if (level > depth || starts.has(line.start)) {
      kept.push(line);
      depth = Math.min(depth, level);
    } else depth = Infinity;
  }
  return kept;
}

/**
 * @param {EditorState} state
 * @param {Parameters<Command>[1]} dispatch
 * @param {Line[]} lines
 * @param {(format: Format) => Format} formatFor
 */
function reformatLines(state, dispatch, lines, formatFor) {
  const ops = new Delta();
  let at = 0;
  for (const { start, size, format } of lines) {
    const end = start + size - 1;
    ops.retain(end - at).retain(1, changeOf(format, formatFor(format)));
    at = end + 1;
  }
  return run(state, dispatch, ops.chop());
}

/** @type {(is: Attributes, want: Attributes) => Attributes} */
const changeOf = (is, want) => Delta.AttributeMap.diff(is, want) ?? {};

/**
 * @param {EditorState} state
 * @param {Parameters<Command>[1]} dispatch
 * @param {Delta} ops
 */
function run(state, dispatch, ops, keepMarks = false) {
  const tr = changeBy(state, ops);
  if (!tr) return false;
  if (keepMarks) {
    const marks = state.storedMarks ?? state.selection.$to.marks();
    tr.ensureMarks(marks.filter((mark) => mark.type.spec.inclusive !== false));
  }
  if (dispatch) dispatch(tr.scrollIntoView());
  return true;
}
