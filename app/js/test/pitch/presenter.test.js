// Which keys turn a slide, and which do what they always do.
import assert from "node:assert/strict";
import test from "node:test";
import { asked } from "../../pitch/presenter.js";

const page = { closest: () => null };
const on = (kind) => ({ closest: (selector) => (selector.split(", ").includes(kind) ? {} : null) });

test("the keys of a keyboard and of a clicker turn slides", () => {
  for (const key of ["ArrowRight", "PageDown", " ", "ArrowDown"]) assert.equal(asked({ key, target: page }), "forward");
  for (const key of ["ArrowLeft", "PageUp", "ArrowUp"]) assert.equal(asked({ key, target: page }), "back");
  for (const key of ["a", "Tab", "Enter", "Escape"]) assert.equal(asked({ key, target: page }), undefined);
});

test("a key that means something else where it is pressed keeps its meaning", () => {
  assert.equal(asked({ key: " ", target: on("button") }), undefined);
  assert.equal(asked({ key: "ArrowRight", target: on("button") }), "forward");
  assert.equal(asked({ key: "ArrowRight", target: on("input") }), undefined);
  assert.equal(asked({ key: "PageDown", target: page, ctrlKey: true }), undefined);
});
