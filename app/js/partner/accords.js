// The lines of accords de principe in the head of an open dossier, asked for again when they may be
// others: one was given or withdrawn, what it is about has moved, nobody listened for a while.
// Does not know: what they say, the socket, which leaves what it hears at `data-told` of the page.

import { find } from "../shell/dom.js";
import { Fragment } from "../shell/fragment.js";
import { get } from "../shell/post.js";

const page = document.documentElement;
let asking = Promise.resolve();

/** @param {Fragment} lines */
async function read(lines) {
  try {
    lines.replace(await (await get(`${location.pathname.replace(/\/$/, "")}/accords`)).text());
  } catch {
    // No network: it is asked again with the next connection.
  }
}

export function watchAccords() {
  const place = find(document, "[data-fragment=accords]");
  const lines = new Fragment(place);
  const hear = () => {
    const { accords, moved } = JSON.parse(page.dataset.told || '{"accords":true}');
    // What has moved matters where something was agreed, to who looks.
    const agreed = place.querySelector("li:not(:has(a))") && !document.hidden;
    if (accords || (moved && agreed)) asking = asking.then(() => read(lines));
  };
  new MutationObserver(hear).observe(page, { attributeFilter: ["data-told"] });
  if ("told" in page.dataset) hear();
}
