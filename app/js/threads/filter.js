// Which threads the reader wants to see: by where they stand, by whom they are of, those that concern
// the reader, those that are unread. Owns: the choices. Does not know: how threads are told.

import { isUnread } from "./unread.js";
import { find, findAll } from "../shell/dom.js";

export class Filter {
  /** @type {HTMLSelectElement} */
  #state;
  /** @type {HTMLSelectElement} */
  #from;
  /** @type {HTMLInputElement} */
  #mine;
  /** @type {HTMLInputElement} */
  #unread;
  /**
   * Threads that were unread when the reader asked for those: they stay while they are read.
   * @type {Set<string>}
   */
  #kept = new Set();

  /**
   * `changed` is called when the reader chose otherwise.
   * @param {HTMLElement} filters
   * @param {() => void} changed
   */
  constructor(filters, changed) {
    this.#state = find(filters, "[name=state]");
    this.#from = find(filters, "[name=from]");
    this.#mine = find(filters, "[name=mine]");
    this.#unread = find(filters, "[name=unread]");
    filters.hidden = false;
    filters.addEventListener("change", () => {
      this.#kept.clear();
      changed();
    });
  }

  /**
   * Whether a thread is wanted; `orphan`: its text is gone.
   * @param {HTMLElement} thread
   * @param {boolean} orphan
   */
  wants(thread, orphan) {
    const { state, kind, mine, suggestion } = thread.dataset;
    const open = state === "open";
    // What was settled since the reader last looked is news as well.
    const news = this.#unread.checked;
    /** @type {Record<string, boolean>} */
    const stands = {
      open: open || news,
      suggestions: suggestion !== undefined && (open || news),
      ended: !open,
      reservations: kind === "reservation",
      orphans: orphan,
    };
    if (!stands[this.#state.value] || (this.#mine.checked && mine === undefined)) return false;
    const from = this.#from.value;
    if (from && !thread.querySelector(`[data-remark][data-quality="${from}"]`)) return false;
    if (!news) return true;
    if (isUnread(thread)) this.#kept.add(thread.id);
    return this.#kept.has(thread.id);
  }

  /**
   * Chooses otherwise, so that the thread is wanted.
   * @param {HTMLElement} thread
   */
  want(thread) {
    this.#state.value = thread.dataset.state ?? "";
    this.#from.value = "";
    this.#mine.checked = false;
    this.#unread.checked = false;
  }

  /**
   * Says how many are unread.
   * @param {number} unread
   */
  count(unread) {
    const { dataset } = /** @type {HTMLElement} */ (this.#unread.parentElement);
    if (unread > 0) dataset.count = String(unread);
    else delete dataset.count;
  }

  /**
   * Offers the qualities of those who wrote in these threads.
   * @param {HTMLElement[]} threads
   */
  offer(threads) {
    const chosen = this.#from.value;
    /** @type {Map<string, string>} */
    const known = new Map();
    for (const remark of threads.flatMap((thread) => findAll(thread, "[data-remark]"))) {
      const name = find(remark, "[data-js=quality]").textContent;
      if (name) known.set(remark.dataset.quality ?? "", name);
    }
    const sorted = [...known].sort(([, a], [, b]) => a.localeCompare(b));
    this.#from.replaceChildren(
      this.#from.options[0],
      ...sorted.map(([quality, name]) => new Option(name, quality)),
    );
    this.#from.value = known.has(chosen) ? chosen : "";
    this.#from.hidden = known.size < 2;
  }
}
