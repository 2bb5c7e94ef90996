// What Enter, Backspace, Delete, Tab and the line rules make of a text.

import assert from "node:assert/strict";
import { test } from "node:test";
import { TextSelection } from "prosemirror-state";
import { Binding } from "../../editor/binding.js";
import { docToDelta } from "../../editor/flat.js";
import { offsetAt, posAt } from "../../editor/offsets.js";
import {
  deleteBackward,
  deleteForward,
  indent,
  newLine,
  setHeading,
  setList,
  setQuote,
} from "../../editor/lines.js";

// One line a line, its format in front: "# title", "> quote", "- item", "  1. nested". "|" is the
// caret, two "|" a selection.
function read(text) {
  const lines = text.split("\n").map((line) => {
    const [, spaces, mark = "", words] = /^( *)(#{1,3} |> |- |1\. )?(.*)$/.exec(line);
    const list = { "- ": "bullet", "1. ": "ordered" }[mark];
    const format = mark.startsWith("#")
      ? { header: mark.length - 1 }
      : mark === "> "
        ? { blockquote: true }
        : list
          ? { list, ...(spaces && { indent: spaces.length / 2 }) }
          : {};
    return { words, format };
  });
  const bare = lines.map(({ words }) => words).join("\n");
  const first = bare.indexOf("|");
  const second = bare.indexOf("|", first + 1);
  const binding = new Binding(
    lines.flatMap(({ words, format }) => {
      const clean = words.replaceAll("|", "");
      return [...(clean ? [{ insert: clean }] : []), { insert: "\n", attributes: format }];
    }),
  );
  const { doc, tr } = binding.state;
  const place = (offset) => posAt(doc, offset);
  const head = second < 0 ? first : second - 1;
  binding.local(tr.setSelection(TextSelection.create(doc, place(first), place(head))));
  return binding;
}

function write({ state }) {
  const marks = (format) =>
    format.header
      ? `${"#".repeat(format.header)} `
      : format.blockquote
        ? "> "
        : format.list
          ? "  ".repeat(format.indent ?? 0) + (format.list === "bullet" ? "- " : "1. ")
          : "";
  const out = [];
  let words = "";
  let offset = 0;
  const head = offsetAt(state.doc, state.selection.head);
  for (const { insert, attributes = {} } of docToDelta(state.doc).ops) {
    for (const character of insert) {
      if (offset++ === head) words += "|";
      if (character === "\n") {
        out.push(marks(attributes) + words);
        words = "";
      } else words += character;
    }
  }
  return out.join("\n");
}

const CASES = [
  ["Enter splits a paragraph", newLine, "un|deux", "un\n|deux"],
  ["Enter in a heading splits it", newLine, "# un|deux", "# un\n# |deux"],
  ["Enter after a heading gives a paragraph", newLine, "## un|", "## un\n|"],
  ["Enter before a heading gives a paragraph above it", newLine, "## |un", "\n## |un"],
  ["Enter in an empty heading takes the heading away", newLine, "# |", "|"],
  ["Enter goes on with a list", newLine, "- un|", "- un\n- |"],
  ["Enter splits an item at its depth", newLine, "- a\n  1. un|deux", "- a\n  1. un\n  1. |deux"],
  ["Enter on an empty item leaves the list", newLine, "- un\n- |\n- deux", "- un\n|\n- deux"],
  ["Enter on an empty nested item steps out one level", newLine, "- un\n  - |", "- un\n- |"],
  ["Enter goes on with a quotation", newLine, "> un|", "> un\n> |"],
  ["Enter on an empty quotation leaves it", newLine, "> un\n> |", "> un\n|"],
  ["Enter replaces what is selected", newLine, "un|xx\nyy|deux", "un\n|deux"],
  ["Backspace inside words is the browser's", deleteBackward, "un|", null],
  ["Backspace at the very start does nothing", deleteBackward, "|un", null],
  ["Backspace joins two paragraphs", deleteBackward, "un\n|deux", "un|deux"],
  ["Backspace joins onto a heading", deleteBackward, "# un\n|deux", "# un|deux"],
  ["Backspace under an empty line keeps the heading", deleteBackward, "\n# |deux", "# |deux"],
  ["Backspace makes a first heading a paragraph", deleteBackward, "# |un", "|un"],
  ["Backspace takes an item out of its list", deleteBackward, "- un\n- |deux", "- un\n|deux"],
  [
    "Backspace takes a nested item one level up",
    deleteBackward,
    "- un\n  - |deux",
    "- un\n- |deux",
  ],
  ["Backspace takes a quotation away first", deleteBackward, "a\n> |un", "a\n|un"],
  ["Backspace removes what is selected", deleteBackward, "- u|n\n- deu|x", "- u|x"],
  [
    "Backspace over a whole line keeps the format of the rest",
    deleteBackward,
    "# |un\n> deux|trois",
    "> |trois",
  ],
  ["Delete inside words is the browser's", deleteForward, "u|n", null],
  ["Delete at the very end does nothing", deleteForward, "un|", null],
  ["Delete joins the next line", deleteForward, "- un|\ndeux", "- un|deux"],
  ["Delete on an empty line keeps the next line's format", deleteForward, "|\n# un", "# |un"],
  ["Tab indents an item under the one before it", indent(1), "- un\n- deux|", "- un\n  - deux|"],
  [
    "Tab moves what hangs below an item",
    indent(1),
    "- un\n- deux|\n  - trois\n- quatre",
    "- un\n  - deux|\n    - trois\n- quatre",
  ],
  ["Tab does nothing on the first item", indent(1), "- un|\n- deux", null],
  ["Tab does nothing outside a list", indent(1), "un|", null],
  [
    "Shift-Tab outdents an item and what hangs below",
    indent(-1),
    "- un\n  - deux|\n    - trois",
    "- un\n- deux|\n  - trois",
  ],
  ["Shift-Tab does nothing on an outermost item", indent(-1), "- un|\n  - deux", null],
  ["a list of several lines", setList("bullet"), "u|n\ndeu|x\ntrois", "- un\n- deu|x\ntrois"],
  ["a list again gives paragraphs", setList("bullet"), "- u|n\n- deu|x", "un\ndeu|x"],
  ["one kind of list becomes the other", setList("ordered"), "- un|\n  - deux", "1. un|\n  - deux"],
  ["a heading in a list leaves the list", setHeading(1), "- un\n- deux|", "- un\n# deux|"],
  ["a heading again gives a paragraph", setHeading(2), "## un|", "un|"],
  ["a quotation", setQuote, "# un|", "> un|"],
];

for (const [name, command, before, after] of CASES) {
  test(name, () => {
    const binding = read(before);
    const applied = command(binding.state, (tr) => binding.local(tr));
    assert.equal(Boolean(applied), after !== null);
    if (after !== null) assert.equal(write(binding), after);
  });
}
