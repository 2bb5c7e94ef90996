// Signing out of an open dossier: nothing of it stays on the device, and nothing unsent is lost
// without a question. The server asks the browser to forget too, for pages that run no script.
// Does not know: what is kept.

import { forgetAll, unsent } from "../offline/device.js";

/** A device that does not answer must not keep anybody signed in. */
const PATIENCE = 3_000;

/**
 * @template T
 * @param {Promise<T>} work
 * @returns {Promise<T | 0>}
 */
const inTime = (work) =>
  Promise.race([work, new Promise((resolve) => setTimeout(resolve, PATIENCE, 0))]);

export function watchSignOut() {
  /** @type {HTMLFormElement | null} */
  const form = document.querySelector("form[data-unsent]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    if ((await inTime(unsent())) > 0 && !confirm(form.dataset.unsent)) return;
    await inTime(forgetAll());
    form.submit();
  });
}
