// Bold and italic: of a selection, of what is typed next, and never of the spaces around words.

import { open, select, type } from "../support/page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { toggleBold } from "../../editor/marks.js";

const run = (view) => toggleBold(view.state, view.dispatch.bind(view));

test("the spaces at the ends of a selection stay as they are", () => {
  const { view, calls } = open([{ insert: "un deux trois\n" }]);
  select(view, 2, 8);
  run(view);
  assert.deepEqual(calls.changes, [[{ retain: 3 }, { retain: 4, attributes: { bold: true } }]]);
  // Where some of the selection is bold, none of it is afterwards.
  select(view, 0, 5);
  run(view);
  assert.deepEqual(calls.changes[1], [{ retain: 3 }, { retain: 2, attributes: { bold: null } }]);
});

test("a selection of spaces alone is bold all the same", () => {
  const { view, calls } = open([{ insert: "un   deux\n" }]);
  select(view, 2, 5);
  run(view);
  assert.deepEqual(calls.changes, [[{ retain: 2 }, { retain: 3, attributes: { bold: true } }]]);
});

test("at a caret it is for what is typed next", () => {
  const { view, calls } = open([{ insert: "un\n" }]);
  select(view, 2);
  run(view);
  type(view, "e");
  assert.deepEqual(calls.changes, [[{ retain: 2 }, { insert: "e", attributes: { bold: true } }]]);
  run(view);
  type(view, "s");
  assert.deepEqual(calls.changes[1], [{ retain: 3 }, { insert: "s" }]);
});
