// The page's only script: loads the wasm and wakes the page. If that cannot be done, says so, and
// leaves the page readable as the server sent it.
// Must not know: what the page shows.

import init, { hydrate } from "preau-wasm";
import { watchAccords } from "./partner/accords.js";
import { watchBell } from "./notifications/bell.js";
import { watchSignOut } from "./account/sign_out.js";
import { find } from "./shell/dom.js";

const LONGEST_WAIT = 15_000;

/** @param {boolean} failed */
const showFailure = (failed) => {
  const notice = document.getElementById("live-failed");
  if (notice) notice.hidden = !failed;
};

/** Without a worker, as where the browser allows none, the page needs the network to be opened. */
const keepForLater = () => {
  navigator.serviceWorker?.register("/sw.js").catch(() => {});
};

const late = setTimeout(() => showFailure(true), LONGEST_WAIT);
try {
  const { wasm } = find(document, "script[data-wasm]").dataset;
  await init({ module_or_path: wasm });
  hydrate();
  showFailure(false);
  watchSignOut();
  watchBell();
  watchAccords();
  (globalThis.requestIdleCallback ?? setTimeout)(keepForLater);
} catch (error) {
  console.error(error);
  showFailure(true);
} finally {
  clearTimeout(late);
}
