// What stands in for lodash in the bundle does what lodash does, on what quill-delta hands to it.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { test } from "node:test";

const require = createRequire(import.meta.url);
const [clone, lodashClone] = [require("../../stubs/clone.cjs"), require("lodash.clonedeep")];
const [equal, lodashEqual] = [require("../../stubs/equal.cjs"), require("lodash.isequal")];

const VALUES = [
  undefined,
  null,
  0,
  NaN,
  1,
  "",
  "a",
  true,
  {},
  [],
  { a: undefined },
  { a: null },
  { a: 1 },
  { b: 1 },
  { a: 1, b: 2 },
  { b: 2, a: 1 },
  { a: { b: [1, 2] } },
  { a: { b: [1, 2] } },
  { a: { b: [2, 1] } },
  [1],
  [1, 2],
  { 0: 1 },
  { insert: "x", attributes: { bold: true } },
  { insert: "x", attributes: { bold: null } },
  { retain: 3, attributes: { list: "bullet", indent: 2 } },
  { delete: 3 },
  { insert: { image: "x" } },
];

test("equality is that of lodash on every pair", () => {
  for (const a of VALUES) {
    for (const b of VALUES) {
      assert.equal(equal(a, b), lodashEqual(a, b), `${JSON.stringify(a)} and ${JSON.stringify(b)}`);
    }
  }
});

test("a copy is that of lodash and shares nothing", () => {
  for (const value of VALUES) {
    const copy = clone(value);
    assert.deepEqual(copy, lodashClone(value));
    if (typeof value === "object" && value !== null) assert.notEqual(copy, value);
  }
});
