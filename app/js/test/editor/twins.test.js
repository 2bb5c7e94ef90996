// What the editor knows of texts is what `dossier` knows of them.

import "../support/page.js";
import assert from "node:assert/strict";
import { test } from "node:test";
import { DOMSerializer, Fragment } from "prosemirror-model";
import Delta from "quill-delta";
import { difference } from "../../editor/difference.js";
import { blocksToDelta, deltaToBlocks } from "../../editor/flat.js";
import { isSafeLink } from "../../editor/links.js";
import { schema } from "../../editor/schema.js";
import { casesOf } from "../support/twins.js";

test("a link is as safe as on the server", () => {
  for (const { href, then = "", times = 0, safe } of casesOf("safe_links")) {
    const whole = href + then.repeat(times);
    assert.equal(isSafeLink(whole), safe, whole);
  }
});

test("a text shows as the server writes it, and is written back as the server would", () => {
  const serializer = DOMSerializer.fromSchema(schema);
  for (const { ops, html, back = ops } of casesOf("flat_text")) {
    const blocks = deltaToBlocks(new Delta(ops));
    const place = document.createElement("div");
    serializer.serializeFragment(Fragment.fromArray(blocks), { document }, place);
    assert.equal(place.innerHTML, html);
    assert.deepEqual(blocksToDelta(blocks).ops, new Delta(back).ops);
  }
});

test("a change of a line is the smallest, and where the writer made it", () => {
  for (const { old, new: now, from, change } of casesOf("smallest_change")) {
    const [at, gone, words] = change;
    const expected = new Delta().retain(at).delete(gone).insert(words);
    const texts = [old, now].map((text) => new Delta().insert(text));
    assert.deepEqual(difference(...texts, from).ops, expected.ops, `${old} -> ${now}`);
  }
});
