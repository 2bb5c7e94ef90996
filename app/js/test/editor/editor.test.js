// The editor on a page: keys, carets, what it calls and when it must not.

import { LIST, named, open, press, select, type, window } from "../support/page.js";
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { test } from "node:test";

test("the text is a named textbox with real headings, lists and links", () => {
  const { text, host } = open([
    { insert: "T" },
    { insert: "\n", attributes: { header: 1 } },
    { insert: "site", attributes: { link: "https://a.example" } },
    { insert: "\n", attributes: { list: "ordered" } },
  ]);
  assert.deepEqual(
    ["role", "aria-multiline", "aria-label", "aria-describedby", "aria-readonly"].map((name) =>
      text.getAttribute(name),
    ),
    ["textbox", "true", "Constats", "aide", "false"],
  );
  assert.equal(
    text.innerHTML,
    '<h4>T</h4><ol><li><p><a href="https://a.example" rel="noopener noreferrer nofollow">site</a></p></li></ol>',
  );
  assert.ok(!host.textContent.includes("from the server"));
});

test("formatting keys", () => {
  const { view, text, calls } = open([{ insert: "un\n" }]);
  select(view, 0, 2);
  assert.ok(press(text, "Ctrl-b") && press(text, "Ctrl-i"));
  assert.deepEqual(calls.changes, [
    [{ retain: 2, attributes: { bold: true } }],
    [{ retain: 2, attributes: { italic: true } }],
  ]);
});

test("undo and redo are the CRDT's: the editor only asks", () => {
  const { view, text, calls } = open([{ insert: "un\n" }]);
  for (const key of ["Ctrl-z", "Ctrl-y", "Ctrl-Shift-z"]) assert.ok(press(text, key));
  for (const inputType of ["historyUndo", "historyRedo"]) {
    const event = new window.InputEvent("beforeinput", {
      inputType,
      bubbles: true,
      cancelable: true,
    });
    text.dispatchEvent(event);
    assert.ok(event.defaultPrevented);
  }
  assert.deepEqual([calls.undo, calls.redo], [2, 3]);
  assert.equal(view.state.doc.textContent, "un");
  assert.deepEqual(calls.changes, []);
});

test("an undo puts the caret where it changed something, a peer's edit does not", () => {
  const opened = open([{ insert: "un\ndeux\n" }], {
    onUndo: () =>
      opened.editor.remote(JSON.stringify([{ retain: 3 }, { insert: "xx" }, { delete: 2 }])),
  });
  const { editor, view, text } = opened;
  const caret = () =>
    view.state.selection.$head.parent.textContent + view.state.selection.$head.parentOffset;
  select(view, 1);
  press(text, "Ctrl-z");
  assert.equal(caret(), "xxux2");
  editor.remote(JSON.stringify([{ insert: "a" }]));
  assert.equal(caret(), "xxux2");
});

test("Tab indents in a list, leaves elsewhere, and always leaves after Escape", () => {
  const { view, text, host } = open(LIST);
  select(view, 5);
  assert.ok(press(text, "Tab"));
  assert.equal(host.querySelector("[role=status]").textContent, "Niveau 2");
  assert.ok(press(text, "Shift-Tab"));
  press(text, "Escape");
  assert.equal(press(text, "Tab"), false);
  assert.equal(press(text, "Shift-Tab"), false);
  press(text, "a");
  assert.ok(press(text, "Tab"), "any other key makes Tab indent again");
  select(view, 9);
  assert.equal(press(text, "Tab"), false);
});

test("a mark typed at the start of a line makes the block, Backspace gives it back", () => {
  for (const [mark, expected] of [
    ["-", "bullet_list(list_item(paragraph))"],
    ["1.", "ordered_list(list_item(paragraph))"],
    [">", "blockquote"],
    ["#", "heading"],
  ]) {
    const { view, text } = open([{ insert: "\n" }]);
    for (const character of mark) type(view, character);
    type(view, " ");
    assert.equal(view.state.doc.toString(), `doc(${expected})`);
    assert.ok(press(text, "Backspace"));
    assert.equal(view.state.doc.toString(), `doc(paragraph("${mark} "))`);
  }
  const { view } = open(LIST);
  select(view, 9);
  type(view, " ");
  assert.equal(
    view.state.doc.lastChild.textContent,
    "f in",
    "only at the start, only after a mark",
  );
});

test("nothing is called back from remote, reset, carets and setReadonly", () => {
  const { editor, view, calls } = open([{ insert: "un\n" }]);
  select(view, 2);
  const before = JSON.stringify(calls);
  editor.remote(JSON.stringify([{ insert: "zéro " }, { retain: 2 }, { insert: "!" }]));
  editor.carets(JSON.stringify([{ id: "a", name: "Claire", colour: 3, anchor: 0, head: 4 }]));
  editor.setReadonly(true);
  editor.setReadonly(false);
  assert.equal(view.state.doc.textContent, "zéro un!");
  editor.reset(JSON.stringify([{ insert: "autre" }]));
  assert.equal(view.state.doc.textContent, "autre");
  assert.equal(JSON.stringify(calls), before);
});

test("peers' carets stand where they are, follow the text, and stay out of the accessibility tree", () => {
  const { editor, view, text } = open([{ insert: "un deux\n" }]);
  editor.carets(
    JSON.stringify([
      { id: "a", name: "Claire", colour: 3, anchor: 3, head: 7 },
      { id: "b", name: "Yanis", colour: 99, anchor: 0, head: 0 },
    ]),
  );
  const caret = () => text.querySelector(".editor-caret.who-3");
  assert.equal(text.querySelector(".editor-selection.who-3").textContent, "deux");
  assert.equal(caret().textContent, "Claire");
  assert.equal(caret().getAttribute("aria-hidden"), "true");
  assert.ok(text.querySelector(".editor-caret.who-12"));
  editor.remote(JSON.stringify([{ retain: 3 }, { insert: "ou " }]));
  select(view, 0);
  type(view, "x");
  assert.equal(text.querySelector(".editor-selection.who-3").textContent, "deux");
  editor.carets("[]");
  assert.equal(caret(), null);
});

test("the selection is told after the change, and that the focus left", async () => {
  const order = [];
  const { view, host, calls } = open([{ insert: "un\n" }], {
    onChange: () => order.push("change"),
    onSelect: (anchor, head) => order.push([anchor, head]),
  });
  view.focus();
  await pause(0);
  assert.equal(calls.focus, 1);
  order.length = 0;
  select(view, 2);
  type(view, "e");
  assert.deepEqual(order, [[2, 2], "change", [3, 3]]);
  named(host, "bold").focus();
  await pause(0);
  assert.equal(order.length, 3, "the toolbar belongs to the text");
  document.activeElement.blur();
  await pause(0);
  assert.deepEqual(order.at(-1), [-1, -1]);
});

test("a caret moved a moment before a peer's edit stays moved, and is told afterwards", async () => {
  const { editor, view, text, calls } = open([{ insert: "un deux\n" }]);
  view.focus();
  select(view, 7);
  await pause(0);
  const told = calls.selections.length;
  // The browser has moved the caret; its event is still to come.
  document.getSelection().collapse(text.querySelector("p").firstChild, 2);
  editor.remote(JSON.stringify([{ insert: "ou " }]));
  assert.equal(calls.selections.length, told, "not from within remote");
  assert.equal(view.state.selection.head - 1, 5);
  await pause(0);
  assert.deepEqual(calls.selections.at(-1), [5, 5]);
});

test("a reader can reach the text and change nothing", () => {
  const { editor, view, text, host, calls } = open(LIST, { readonly: true });
  assert.deepEqual(
    ["contenteditable", "aria-readonly", "tabindex"].map((name) => text.getAttribute(name)),
    ["false", "true", "0"],
  );
  assert.ok(host.querySelector("[role=toolbar]").hidden);
  press(text, "Ctrl-b");
  view.dispatch(view.state.tr.insertText("x"));
  assert.deepEqual(calls.changes, []);
  editor.setReadonly(false);
  assert.equal(text.getAttribute("contenteditable"), "true");
  assert.ok(!host.querySelector("[role=toolbar]").hidden);
});

test("a remote edit waits for the end of a composition", async () => {
  const { editor, view, text, calls } = open([{ insert: "ab\n" }]);
  view.focus();
  select(view, 2);
  text.dispatchEvent(new window.CompositionEvent("compositionstart", { bubbles: true }));
  assert.ok(view.composing);
  editor.remote(JSON.stringify([{ insert: "XX" }]));
  editor.carets(JSON.stringify([{ id: "a", name: "Claire", colour: 1, anchor: 4, head: 4 }]));
  assert.equal(view.state.doc.textContent, "ab");
  view.dispatch(view.state.tr.insertText("か"));
  assert.deepEqual(calls.changes, [[{ retain: 4 }, { insert: "か" }]]);
  assert.deepEqual(calls.selections.at(-1), [5, 5]);
  text.dispatchEvent(new window.CompositionEvent("compositionend", { bubbles: true }));
  while (view.state.doc.textContent !== "XXabか") await pause(10);
  assert.equal(text.querySelector(".editor-caret").previousSibling.textContent, "XXab");
});

test("after destroy nothing is left and nothing is called", async () => {
  const { editor, view, host, calls } = open([{ insert: "un\n" }]);
  view.focus();
  await pause(0);
  const before = JSON.stringify(calls);
  editor.destroy();
  await pause(0);
  assert.equal(host.childElementCount, 0);
  assert.equal(JSON.stringify(calls), before);
});
