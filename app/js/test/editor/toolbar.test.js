// The toolbar and its link form, by keyboard and by mouse.

import { LIST, named, open, press, select } from "../support/page.js";
import assert from "node:assert/strict";
import { test } from "node:test";

test("the toolbar is one tab stop with arrows, and Escape goes back to the text", () => {
  const { view, text, host } = open(LIST);
  view.focus();
  assert.ok(press(text, "Alt-F10"));
  assert.equal(document.activeElement, named(host, "bold"));
  const steps = [
    ["ArrowRight", "italic"],
    ["End", "redo"],
    ["ArrowRight", "bold"],
    ["ArrowLeft", "redo"],
    ["Home", "bold"],
  ];
  for (const [key, name] of steps) {
    press(document.activeElement, key);
    assert.equal(document.activeElement, named(host, name));
  }
  assert.equal(host.querySelectorAll(".editor-button[tabindex='0']").length, 1);
  press(document.activeElement, "Escape");
  assert.equal(document.activeElement, text);
  const bar = host.querySelector("[role=toolbar]");
  assert.equal(bar.getAttribute("aria-controls"), text.id);
});

test("buttons show what the selection is and change it", () => {
  const { view, host, calls } = open(LIST);
  const pressed = (name) => named(host, name).getAttribute("aria-pressed");
  select(view, 4);
  assert.deepEqual(["bold", "bullet", "ordered", "h1"].map(pressed), [
    "false",
    "true",
    "false",
    "false",
  ]);
  assert.equal(named(host, "outdent").getAttribute("aria-disabled"), "true");
  named(host, "indent").click();
  assert.equal(named(host, "outdent").getAttribute("aria-disabled"), "false");
  select(view, 9, 11);
  named(host, "h1").click();
  assert.equal(pressed("h1"), "true");
  named(host, "outdent").click();
  assert.deepEqual(calls.changes, [
    [{ retain: 7 }, { retain: 1, attributes: { indent: 1 } }],
    [{ retain: 11 }, { retain: 1, attributes: { header: 1 } }],
  ]);
  named(host, "undo").click();
  assert.equal(calls.undo, 1);
});

test("the link form applies, refuses aloud, removes, and cancels with Escape", () => {
  const { view, text, host, calls } = open([{ insert: "un deux\n" }]);
  const input = host.querySelector("input[type=url]");
  const alert = host.querySelector("[role=alert]");
  select(view, 3, 7);
  assert.ok(press(text, "Ctrl-k"));
  assert.equal(document.activeElement, input);
  input.value = "javascript:alert(1)";
  press(input, "Enter");
  assert.equal(alert.textContent, "<linkBad>");
  assert.equal(input.getAttribute("aria-invalid"), "true");
  input.value = "ecole.example";
  press(input, "Enter");
  assert.deepEqual(calls.changes, [
    [{ retain: 3 }, { retain: 4, attributes: { link: "https://ecole.example" } }],
  ]);
  assert.equal(document.activeElement, text);
  select(view, 5);
  named(host, "link").click();
  assert.equal(input.value, "https://ecole.example");
  press(input, "Escape");
  assert.ok(host.querySelector(".editor-link").hidden);
  named(host, "link").click();
  host.querySelector(".editor-link-unlink").click();
  assert.deepEqual(calls.changes[1], [{ retain: 3 }, { retain: 4, attributes: { link: null } }]);
});

test("who asks to suggest is in the text, where one writes, and sees it", () => {
  for (const readonly of [false, true]) {
    const asked = [];
    const { editor, text, host } = open(LIST, {
      readonly,
      section: "budget",
      suggestFor: "budget.comment",
      onSuggest: () => asked.push(1),
    });
    named(host, "suggest").click();
    assert.deepEqual(asked, [1]);
    // The page answers a little later.
    editor.reset(JSON.stringify(LIST));
    editor.base(JSON.stringify(LIST));
    assert.equal(document.activeElement, text);
    assert.equal(text.getAttribute("contenteditable"), "true");
    // What the others write meanwhile takes nobody's focus.
    document.activeElement.blur();
    editor.base(JSON.stringify(LIST));
    assert.notEqual(document.activeElement, text);
    editor.destroy();
  }
});
