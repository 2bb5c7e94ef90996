// The threads of the panel: as the server last told them, which of them are shown, how many there are
// beside each field, what somebody else has just said. Owns: when the server is asked.
// Does not know: what a button does, the documents.

import { count } from "./counts.js";
import { Filter } from "./filter.js";
import { isAt, nameOf, sectionOf } from "./place.js";
import { threadsAddress } from "./acts.js";
import { Sections } from "./consent.js";
import { isUnread, Unread } from "./unread.js";
import { find, findAll } from "../shell/dom.js";
import { Fragment, fragmentIn, parse } from "../shell/fragment.js";
import { get } from "../shell/post.js";

/** @import { Place } from "./types.js" */

/** A lively discussion would drown what else is said aloud, milliseconds. */
const SAID_EVERY = 5_000;

export class List {
  /** @type {HTMLElement} */
  #list;
  /** @type {Filter} */
  #filter;
  /** @type {HTMLElement} */
  #readAll;
  /** @type {Unread} */
  #unread;
  /** @type {Sections} */
  #sections;
  /** @type {HTMLElement} */
  #way;
  /** @type {(lines: string) => void} */
  #marks;
  /** @type {(threads: HTMLElement[]) => void} */
  #told;
  /** @type {HTMLElement} */
  #none;
  /** @type {HTMLElement} */
  #said;
  /** @type {Set<string>} */
  #orphans = new Set();
  /** @type {Place | undefined} */
  #about;
  #fragment;
  /**
   * The lines of all marks, as they were last told.
   * @type {string | undefined}
   */
  #lines;
  /** When the newest remark of somebody else was made. */
  #newest = 0;
  #saying = false;
  #reading = Promise.resolve();
  /** @type {Promise<void> | undefined} */
  #next;

  /**
   * `changed` is called with the threads whenever they are others.
   * @param {HTMLElement} root
   * @param {HTMLElement} way
   * @param {(lines: string) => void} marks
   * @param {(threads: HTMLElement[]) => void} changed
   */
  constructor(root, way, marks, changed) {
    this.#told = changed;
    this.#list = find(root, "[data-fragment=threads]");
    this.#fragment = new Fragment(this.#list);
    this.#none = find(root, "[data-js=none]");
    this.#said = find(root, "[data-js=said]");
    this.#way = way;
    this.#marks = marks;
    this.#filter = new Filter(find(root, "[data-js=filters]"), () => this.#choose());
    this.#readAll = find(root, "[data-js=read-all]");
    this.#readAll.addEventListener("click", () => this.#unread.all(this.#threads));
    this.#unread = new Unread(`${threadsAddress()}/lus`, (read) => this.#markRead(read));
    this.#sections = new Sections(find(root, "[data-fragment=consent]"));
    this.#newest = this.#newestOfOthers()?.at ?? 0;
    this.#changed();
  }

  /**
   * The place whose threads are shown alone: `{ section, path }`.
   * @param {Place | undefined} place
   */
  set about(place) {
    this.#about = place;
    this.#sections.about = place;
    this.#choose();
  }

  /** @param {Set<string>} ids */
  set orphans(ids) {
    this.#orphans = ids;
    this.#choose();
  }

  /**
   * Whether the list knows that thread as it was at that version.
   * @param {string} id
   * @param {number} version
   */
  has(id, version) {
    return Number(document.getElementById(`fil-${id}`)?.dataset.version ?? -1) >= version;
  }

  /**
   * Makes sure that a thread is shown; it may be gone.
   * @param {string} id
   */
  reveal(id) {
    const thread = document.getElementById(`fil-${id}`);
    if (thread?.hidden) this.#filter.want(thread);
    this.#choose();
    return thread;
  }

  /** Asks the server for the list; whoever asks while one is on its way gets the next one. */
  read() {
    this.#next ??= this.#reading.then(() => {
      this.#next = undefined;
      this.#reading = this.#ask();
      return this.#reading;
    });
    return this.#next;
  }

  async #ask() {
    try {
      const answer = parse(await (await get(threadsAddress())).text());
      this.#sections.replace(fragmentIn(answer, "consent"));
      this.#fragment.replace(fragmentIn(answer, "threads"));
      this.#changed();
    } catch {
      // It is asked for again after the next connection.
    }
  }

  get #threads() {
    return /** @type {HTMLElement[]} */ ([...this.#list.children]);
  }

  #changed() {
    const lines = [...this.#sections.all, ...this.#threads]
      .map(({ dataset }) => dataset.mark)
      .join("\n");
    if (lines !== this.#lines) this.#marks(lines);
    this.#lines = lines;
    this.#filter.offer(this.#threads);
    this.#count();
    this.#choose();
    this.#say();
    this.#told(this.#threads);
  }

  /** Shows the threads that the filter lets through; while one writes about a place, those of it. */
  #choose() {
    let shown = 0;
    for (const thread of this.#threads) {
      const orphan = this.#orphans.has(thread.dataset.thread ?? "");
      const open = thread.dataset.state === "open";
      const wanted = this.#filter.wants(thread, orphan);
      find(thread, "[data-js=orphan]").hidden = !orphan;
      thread.hidden = !(this.#about ? open && isAt(thread, this.#about) : wanted);
      if (!thread.hidden) shown += 1;
    }
    this.#unread.look(this.#threads.filter((thread) => !thread.hidden));
    const { any = "", here = "" } = this.#none.dataset;
    this.#none.textContent = this.#threads.length === 0 ? any : here;
    this.#none.hidden = shown > 0 || Boolean(this.#about);
  }

  /**
   * These threads, as they are at these versions, are read.
   * @param {Record<string, number>} read
   */
  #markRead(read) {
    for (const thread of this.#threads) {
      const { thread: id = "", version } = thread.dataset;
      if (!(id in read) || read[id] < Number(version)) continue;
      delete thread.dataset.unread;
      thread.querySelector("[data-js=unread]")?.remove();
    }
    this.#count();
    this.#choose();
  }

  #count() {
    count(this.#threads, this.#way);
    const { length } = this.#threads.filter(isUnread);
    this.#filter.count(length);
    this.#readAll.hidden = length === 0;
  }

  /** Says aloud that somebody else wrote. What was there when the page opened is no news. */
  #say() {
    const last = this.#newestOfOthers();
    if (!last || last.at <= this.#newest) return;
    this.#newest = last.at;
    if (this.#saying) return;
    this.#saying = true;
    setTimeout(() => (this.#saying = false), SAID_EVERY);
    const { text = "", suggestion = "" } = this.#said.dataset;
    this.#said.textContent = (last.suggests ? suggestion : text)
      .replace("{name}", () => last.name)
      .replace("{section}", () => last.section);
  }

  #newestOfOthers() {
    const remarks = findAll(this.#list, "[data-remark]:not([data-mine])");
    if (remarks.length === 0) return undefined;
    const newest = remarks.reduce((a, b) => (atOf(a) >= atOf(b) ? a : b));
    const thread = /** @type {HTMLElement} */ (newest.closest("article"));
    const section = sectionOf(thread);
    return {
      at: atOf(newest),
      suggests: "suggestion" in thread.dataset && newest.dataset.remark === thread.dataset.thread,
      name: find(newest, "strong").textContent,
      section: nameOf(section, "").title,
    };
  }
}

/** @param {HTMLElement} remark */
const atOf = (remark) => Number(remark.dataset.at);
