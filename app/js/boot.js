// The page's only script: loads the wasm and wakes the page. If that cannot be done, says so, and
// leaves the page to be read and not typed into, as the server sent it.
// Does not know: what the page shows.

import init, { hydrate } from "preau-wasm";
import { watchAccords } from "./partner/accords.js";
import { watchBell } from "./notifications/bell.js";
import { keepCopy } from "./offline/copy.js";
import { watchSignOut } from "./account/sign_out.js";
import { find, findAll } from "./shell/dom.js";

const LONGEST_WAIT = 15_000;

/** @type {HTMLFieldSetElement[]} */
const fields = findAll(document, "[data-js=fields]");
const failure = find(document, "#live-failed");

/**
 * What is typed before the page is alive is taken over when it is; if it never is, by nobody.
 * @param {boolean} failed
 */
const fail = (failed) => {
  for (const part of fields) part.disabled = failed;
  failure.hidden = !failed;
};

fail(false);
const late = setTimeout(() => fail(true), LONGEST_WAIT);
try {
  const { wasm } = find(document, "script[data-wasm]").dataset;
  await init({ module_or_path: wasm });
  hydrate();
  fail(false);
  watchSignOut();
  watchBell();
  watchAccords();
  (globalThis.requestIdleCallback ?? setTimeout)(() => keepCopy());
} catch (error) {
  console.error(error);
  fail(true);
} finally {
  clearTimeout(late);
}
