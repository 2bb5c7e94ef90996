// A fragment that the server writes anew is in the page, whatever it is made of.
import assert from "node:assert/strict";
import { test } from "node:test";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html>");
for (const name of ["document", "Element", "HTMLElement"]) globalThis[name] = window[name];
const { Fragment } = await import("../../shell/fragment.js");

test("words alone are replaced by other words, and by the same never", () => {
  const place = document.createElement("div");
  place.textContent = "Aucun appareil";
  const fragment = new Fragment(place);
  assert.equal(fragment.replace("Aucun appareil"), false);
  assert.equal(fragment.replace("1 appareil"), true);
  assert.equal(place.textContent, "1 appareil");
});
