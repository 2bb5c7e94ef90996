// Where a thread stands is read as the server writes it.

import "../support/page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { hrefOf, placeOf } from "../../threads/place.js";
import { casesOf } from "../support/twins.js";

test("an anchor's line is read as it is written", () => {
  for (const { line, anchor } of casesOf("anchors")) assert.deepEqual(placeOf(line), anchor);
});

test("a place has the same id as in the page", () => {
  for (const { section, path, id } of casesOf("element_ids")) {
    assert.equal(hrefOf(section, path), `#${id}`);
  }
});
