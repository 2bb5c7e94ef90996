// Which threads the reader wants to see: by where they stand, by whom they are of, those that concern
// the reader, those that are unread. Owns: the choices. Must not know: how threads are told.

import { isUnread } from "./unread.js";

export class Filter {
  #state;
  #from;
  #mine;
  #unread;
  /** Threads that were unread when the reader asked for those: they stay while they are read. */
  #kept = new Set();

  /** `changed` is called when the reader chose otherwise. */
  constructor(filters, changed) {
    this.#state = filters.querySelector(".threads-filter");
    this.#from = filters.querySelector(".threads-from");
    this.#mine = filters.querySelector("[name=mine]");
    this.#unread = filters.querySelector("[name=unread]");
    filters.hidden = false;
    filters.addEventListener("change", () => {
      this.#kept.clear();
      changed();
    });
  }

  /** Whether a thread is wanted; `orphan`: its text is gone. */
  wants(thread, orphan) {
    const { state, kind, mine, proposal } = thread.dataset;
    const open = state === "open";
    // What was settled since the reader last looked is news as well.
    const news = this.#unread.checked;
    const stands = {
      open: open || news,
      proposals: proposal !== undefined && (open || news),
      ended: !open,
      reservations: kind === "reservation",
      orphans: orphan,
    };
    if (!stands[this.#state.value] || (this.#mine.checked && mine === undefined)) return false;
    const from = this.#from.value;
    if (from && !thread.querySelector(`.remark[data-quality="${from}"]`)) return false;
    if (!news) return true;
    if (isUnread(thread)) this.#kept.add(thread.id);
    return this.#kept.has(thread.id);
  }

  /** Chooses otherwise, so that the thread is wanted. */
  want(thread) {
    this.#state.value = thread.dataset.state;
    this.#from.value = "";
    this.#mine.checked = false;
    this.#unread.checked = false;
  }

  /** Says how many are unread. */
  count(unread) {
    const { dataset } = this.#unread.parentElement;
    if (unread > 0) dataset.count = unread;
    else delete dataset.count;
  }

  /** Offers the qualities of those who wrote in these threads. */
  offer(threads) {
    const chosen = this.#from.value;
    const known = new Map();
    for (const remark of threads.flatMap((thread) => [...thread.querySelectorAll(".remark")])) {
      const name = remark.querySelector(".remark-quality").textContent;
      if (name) known.set(remark.dataset.quality, name);
    }
    const sorted = [...known].sort(([, a], [, b]) => a.localeCompare(b));
    this.#from.replaceChildren(this.#from.options[0], ...sorted.map(([quality, name]) => new Option(name, quality)));
    this.#from.value = known.has(chosen) ? chosen : "";
    this.#from.hidden = known.size < 2;
  }
}
