// Has the service worker keep a copy of this page, so that the dossier is there when the network is not.
// A slow server, or a worker that could not be set up, is asked again for as long as the page is open.
// Does not know: how a copy is made.

import { isShared } from "./drafts.js";

/** Pause before the copy is looked for again, milliseconds; it doubles. */
const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 60_000;

/** Without a worker, as where the browser allows none, the page needs the network to be opened. */
export async function keepCopy(pause = FIRST_PAUSE) {
  if (!navigator.serviceWorker || isShared()) return;
  if (navigator.onLine) {
    const worker = await navigator.serviceWorker.register("/sw.js").catch(() => {});
    if (await caches.match(location.pathname).catch(() => {})) return;
    worker?.active?.postMessage("copy");
  }
  setTimeout(keepCopy, pause, Math.min(2 * pause, LONGEST_PAUSE));
}
