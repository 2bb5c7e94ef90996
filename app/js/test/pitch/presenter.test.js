// Which keys turn a slide, and which do what they always do.

import { window } from "../support/page.js";
import assert from "node:assert/strict";
import test from "node:test";
import { directionOf } from "../../pitch/presenter.js";

/** What a key turns, pressed on an element of that kind. */
function turns(key, kind = "p", options = {}) {
  const element = document.body.appendChild(document.createElement(kind));
  let direction;
  element.addEventListener("keydown", (event) => (direction = directionOf(event)));
  element.dispatchEvent(new window.KeyboardEvent("keydown", { key, ...options }));
  return direction;
}

test("the keys of a keyboard and of a clicker turn slides", () => {
  for (const key of ["ArrowRight", "PageDown", " ", "ArrowDown"])
    assert.equal(turns(key), "forward");
  for (const key of ["ArrowLeft", "PageUp", "ArrowUp"]) assert.equal(turns(key), "back");
  for (const key of ["a", "Tab", "Enter", "Escape"]) assert.equal(turns(key), undefined);
});

test("a key that means something else where it is pressed keeps its meaning", () => {
  assert.equal(turns(" ", "button"), undefined);
  assert.equal(turns("ArrowRight", "button"), "forward");
  assert.equal(turns("ArrowRight", "input"), undefined);
  assert.equal(turns("PageDown", "p", { ctrlKey: true }), undefined);
});
