// A séance's page counts and splices as the server does.

import assert from "node:assert/strict";
import { test } from "node:test";
import { digits } from "../../seance/clock.js";
import { splice } from "../../seance/splice.js";
import { casesOf } from "../support/twins.js";

test("time is written as the server writes it", () => {
  for (const { left, says } of casesOf("clock")) assert.equal(digits(left), says, String(left));
});

test("a part is what the server meant by what it told", () => {
  for (const { before, now, told } of casesOf("splice")) {
    splice({ part: before });
    assert.deepEqual(splice({ part: told }), { part: now });
  }
});
