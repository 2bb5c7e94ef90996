// How many threads there are: the open ones, in all and beside each field; the unread ones, in all and
// beside each section. Owns: where the page says so. Does not know: which threads are shown.

import { isAt, sectionOf } from "./place.js";
import { isUnread } from "./unread.js";
import { find, findAll } from "../shell/dom.js";

/**
 * Says it all anew; `way` is the button that leads to the panel.
 * @param {HTMLElement[]} threads
 * @param {HTMLElement} way
 */
export function count(threads, way) {
  const open = threads.filter(({ dataset }) => dataset.state === "open");
  const unread = threads.filter(isUnread);
  const { label, labelUnread, unreadOne, unreadMany } = /** @type {Record<string, string>} */ (
    way.dataset
  );
  /** @param {{ length: number }} threads */
  const inWords = ({ length }) =>
    length === 1 ? unreadOne : unreadMany.replace("{n}", String(length));
  const words = unread.length > 0 ? inWords(unread) : "";
  find(way, "[data-js=open-count]").textContent = String(open.length);
  find(way, "[data-js=unread-count]").textContent = words;
  const says = (words ? labelUnread : label)
    .replace("{n}", String(open.length))
    .replace("{unread}", words);
  way.setAttribute("aria-label", says);
  for (const button of findAll(document, "[data-js=comment]")) {
    const there = open.filter((thread) => isAt(thread, button.dataset));
    mark(button, "count", there.length > 0 ? String(there.length) : "");
  }
  for (const link of /** @type {HTMLAnchorElement[]} */ (
    findAll(document, "[data-js=section-link]")
  )) {
    const there = unread.filter((thread) => sectionOf(thread) === link.hash.slice(1));
    mark(link, "unread", there.length > 0 ? inWords(there) : "");
  }
}

/**
 * @param {HTMLElement} element
 * @param {string} name
 * @param {string} says
 */
function mark({ dataset }, name, says) {
  if (says) dataset[name] = says;
  else delete dataset[name];
}
