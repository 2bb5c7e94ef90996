// What a keystroke costs in a text of 10,000 words. Printed, not asserted: machines differ.

import { open } from "../support/page.js";
import { test } from "node:test";
import { TextSelection } from "prosemirror-state";
import { posAt } from "../../editor/offsets.js";

const LINES = 200;
const WORDS = "projet ".repeat(50).trim();
const KEYS = 200;

function longText() {
  const formats = [{}, {}, { list: "bullet" }, { list: "bullet", indent: 1 }, { header: 2 }];
  return Array.from({ length: LINES }, (_, i) => [
    { insert: `${i} ` },
    { insert: WORDS, attributes: i % 3 ? {} : { bold: true } },
    { insert: "\n", attributes: formats[i % formats.length] },
  ]).flat();
}

const average = (start) => ((performance.now() - start) / KEYS).toFixed(3);

test("the cost of a keystroke in 10,000 words", () => {
  const { editor, view } = open(longText());
  const middle = Math.floor(view.state.doc.content.size / 2);
  const { doc } = view.state;
  view.dispatch(view.state.tr.setSelection(TextSelection.create(doc, posAt(doc, middle))));

  let start = performance.now();
  for (let i = 0; i < KEYS; i++) editor.binding.local(editor.binding.state.tr.insertText("a"));
  console.log(`# binding, own keystroke: ${average(start)} ms`);

  start = performance.now();
  for (let i = 0; i < KEYS; i++) editor.binding.remote([{ retain: 100 }, { insert: "b" }]);
  console.log(`# binding, a peer's keystroke: ${average(start)} ms`);

  view.updateState(editor.binding.state);
  start = performance.now();
  for (let i = 0; i < KEYS; i++) view.dispatch(view.state.tr.insertText("a"));
  console.log(`# with view and toolbar (jsdom), own keystroke: ${average(start)} ms`);
});
