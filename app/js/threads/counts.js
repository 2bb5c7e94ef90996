// How many threads there are: the open ones, in all and beside each field; the unread ones, in all and
// beside each section. Owns: where the page says so. Must not know: which threads are shown.

import { isAt, sectionOf } from "./place.js";
import { isUnread } from "./unread.js";

/** Says it all anew; `way` is the button that leads to the panel. */
export function count(threads, way) {
  const open = threads.filter(({ dataset }) => dataset.state === "open");
  const unread = threads.filter(isUnread);
  const { label, labelUnread, unreadOne, unreadMany } = way.dataset;
  const inWords = ({ length }) => (length === 1 ? unreadOne : unreadMany.replace("{n}", length));
  const words = unread.length > 0 ? inWords(unread) : "";
  way.querySelector(".threads-open").textContent = open.length;
  way.querySelector(".threads-unread").textContent = words;
  const says = (words ? labelUnread : label).replace("{n}", open.length).replace("{unread}", words);
  way.setAttribute("aria-label", says);
  for (const button of document.querySelectorAll(".comment-add")) {
    const there = open.filter((thread) => isAt(thread, button.dataset));
    mark(button, "count", there.length > 0 && there.length);
  }
  for (const link of document.querySelectorAll(".nav-link")) {
    const there = unread.filter((thread) => sectionOf(thread) === link.hash.slice(1));
    mark(link, "unread", there.length > 0 && inWords(there));
  }
}

function mark({ dataset }, name, says) {
  if (says) dataset[name] = says;
  else delete dataset[name];
}
