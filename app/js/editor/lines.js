// Commands on whole lines, as a writer thinks of them: a new line, joining lines, headings, lists,
// quotations, indentation. Each is a handful of flat ops, so that a peer's edit merges with it.
// Must not know: keys, buttons, the CRDT.
//
// A command is ProseMirror's: (state, dispatch) -> whether it applies.

import Delta from "quill-delta";
import { changeBy, flatSelection } from "./change.js";
import { MAX_INDENT, eachLine } from "./flat.js";

/** The lines of the text: `{ start, size, format }`; the "\n" is the last of `size` characters. */
export function linesOf(doc) {
  const lines = [];
  let start = 0;
  eachLine(doc.content, (textblock, format) => {
    const size = textblock.content.size + 1;
    lines.push({ start, size, format });
    start += size;
  });
  return lines;
}

/** The lines that the selection touches. */
export function selectedLines(state) {
  const { from, to } = flatSelection(state);
  return linesOf(state.doc).filter(({ start, size }) => start <= to && from < start + size);
}

export const setHeading = (level) => toggle((format) => format.header === level, { header: level });
export const setQuote = toggle((format) => format.blockquote === true, { blockquote: true });

/** Makes list items of the selected lines, or paragraphs if they all are items of this kind. */
export function setList(list) {
  return (state, dispatch) => {
    const lines = selectedLines(state);
    const off = lines.every(({ format }) => format.list === list);
    return reformatLines(state, dispatch, lines, ({ indent }) =>
      off ? {} : { list, ...(indent && { indent }) },
    );
  };
}

/** Indents (`by` 1) or outdents (`by` -1) the selected list items and the items below them. */
export function indent(by) {
  return (state, dispatch) => {
    const movable = ({ format }) => format.list && (by > 0 || format.indent);
    const lines = withChildren(linesOf(state.doc), selectedLines(state).filter(movable));
    return reformatLines(state, dispatch, lines, ({ list, indent: depth = 0 }) => {
      const to = Math.max(0, Math.min(MAX_INDENT, depth + by));
      return to ? { list, indent: to } : { list };
    });
  };
}

/** The level of the list item that holds the caret, from 1, or 0 outside a list. */
export function levelOf(state) {
  const [{ format }] = selectedLines(state);
  return format.list ? (format.indent ?? 0) + 1 : 0;
}

/** Enter: splits the line; on an empty item or quotation, steps out of it. */
export function newLine(state, dispatch) {
  const { from, to } = flatSelection(state);
  const lines = selectedLines(state);
  const [{ start, size, format }] = lines;
  const plain = !Object.keys(format).length;
  if (size === 1 && from === to && !plain) {
    return format.indent ? indent(-1)(state, dispatch) : reformatLines(state, dispatch, lines, () => ({}));
  }
  const last = lines.at(-1);
  const restEmpty = to === last.start + last.size - 1;
  // Before a heading, an empty paragraph; after its end, a paragraph to go on in.
  const ops = new Delta()
    .retain(from)
    .insert("\n", from === start && format.header ? {} : format)
    .delete(to - from);
  if (restEmpty) ops.retain(1, changeOf(last.format, format.header ? {} : format));
  return run(state, dispatch, ops, true);
}

/** Backspace, where it is more than the removal of a character. */
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

/** Delete, where it is more than the removal of a character. */
export function deleteForward(state, dispatch) {
  const { from, to } = flatSelection(state);
  if (from !== to) return removeSelected(state, dispatch);
  const lines = linesOf(state.doc);
  const at = lines.findIndex(({ start, size }) => start + size - 1 === from);
  return at >= 0 && at < lines.length - 1 && join(state, dispatch, lines[at], lines[at + 1]);
}

function removeSelected(state, dispatch) {
  const { from, to } = flatSelection(state);
  const lines = selectedLines(state);
  const [first, last] = [lines[0], lines.at(-1)];
  const ops = new Delta().retain(from).delete(to - from);
  if (first !== last) {
    const rest = last.start + last.size - 1 - to;
    ops.retain(rest).retain(1, changeOf(last.format, joined(from > first.start, rest > 0, first, last)));
  }
  return run(state, dispatch, ops);
}

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
const joined = (firstHasWords, lastHasWords, first, last) =>
  firstHasWords || !lastHasWords ? first.format : last.format;

function toggle(is, format) {
  return (state, dispatch) => {
    const lines = selectedLines(state);
    const off = lines.every((line) => is(line.format));
    return reformatLines(state, dispatch, lines, () => (off ? {} : format));
  };
}

// The chosen items, each with the deeper items that follow it.
function withChildren(all, chosen) {
  const starts = new Set(chosen.map(({ start }) => start));
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

const changeOf = (is, want) => Delta.AttributeMap.diff(is, want) ?? {};

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
