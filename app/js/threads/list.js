// The threads of the panel: as the server last told them, which of them are shown, how many there are
// beside each field, what somebody else has just said. Owns: that a thread that is told anew takes
// the place of the old one without the reader losing theirs.
// Must not know: what a button does, the documents.

import { count } from "./counts.js";
import { Filter } from "./filter.js";
import { isAt, nameOf, sectionOf } from "./place.js";
import { Positions } from "./consent.js";
import { isUnread, Unread } from "./unread.js";

/** A lively discussion would drown what else is said aloud, milliseconds. */
const SAID_EVERY = 5_000;

export class List {
  address = `${location.pathname.replace(/\/$/, "")}/fils`;
  #list;
  #filter;
  #readAll;
  #unread;
  #positions;
  #way;
  #marks;
  #told;
  #none;
  #said;
  #orphans = new Set();
  #about;
  /** The threads as the server wrote them, by id: what the page adds is no change. */
  #written = new Map();
  /** The lines of all marks, as they were last told. */
  #lines;
  /** When the newest remark of somebody else was made. */
  #newest = 0;
  #saying = false;
  #reading = Promise.resolve();
  #next;

  /** `changed` is called with the threads whenever they are others. */
  constructor(root, way, marks, changed) {
    this.#told = changed;
    this.#list = root.querySelector(".threads-list");
    this.#none = root.querySelector(".threads-none");
    this.#said = root.querySelector(".threads-said");
    this.#way = way;
    this.#marks = marks;
    this.#filter = new Filter(root.querySelector(".threads-filters"), () => this.#choose());
    this.#readAll = root.querySelector(".threads-read-all");
    this.#readAll.addEventListener("click", () => this.#unread.all(this.#threads));
    this.#unread = new Unread(`${this.address}/lus`, (read) => this.#wereRead(read));
    this.#positions = new Positions(root.querySelector(".positions"));
    for (const thread of this.#threads) this.#written.set(thread.id, thread.outerHTML);
    this.#newest = this.#newestOfOthers()?.at ?? 0;
    this.#changed();
  }

  /** The place whose threads are shown alone: `{ section, path }`. */
  set about(place) {
    this.#about = place;
    this.#positions.about = place;
    this.#choose();
  }

  set orphans(ids) {
    this.#orphans = ids;
    this.#choose();
  }

  /** Whether the list knows that thread as it was at that version. */
  has(id, version) {
    return Number(document.getElementById(`fil-${id}`)?.dataset.version ?? -1) >= version;
  }

  /** Makes sure that a thread is shown; it may be gone. */
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
      const response = await fetch(this.address, { cache: "no-store" });
      if (!response.ok || response.redirected) return;
      this.#take(await response.text());
    } catch {
      // It is asked for again after the next connection.
    }
  }

  get #threads() {
    return [...this.#list.children];
  }

  /** Puts the threads of `html` in the place of those that are there. One that is the same stays as
   *  it is; in one that is not, the focus stays where it was. */
  #take(html) {
    const template = document.createElement("template");
    template.innerHTML = html;
    this.#positions.take(template.content.querySelector(".positions"));
    const focused = document.activeElement;
    const held = this.#list.contains(focused) ? [focused.id, focused.closest("article").id] : [];
    const written = new Map();
    let at = this.#list.firstElementChild;
    for (const fresh of [...template.content.children]) {
      const known = document.getElementById(fresh.id);
      const same = known && this.#written.get(fresh.id) === fresh.outerHTML;
      written.set(fresh.id, fresh.outerHTML);
      const thread = same ? known : fresh;
      if (known && !same) {
        if (known === at) at = fresh;
        known.replaceWith(fresh);
      }
      if (thread === at) at = at.nextElementSibling;
      else this.#list.insertBefore(thread, at);
    }
    for (const thread of this.#threads) if (!written.has(thread.id)) thread.remove();
    this.#written = written;
    this.#changed();
    if (held.length > 0 && !this.#list.contains(document.activeElement)) {
      const again = held.map((id) => id && document.getElementById(id)).find((element) => element);
      again?.focus({ preventScroll: true });
    }
  }

  #changed() {
    const lines = [...this.#positions.sections, ...this.#threads].map(({ dataset }) => dataset.mark).join("\n");
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
      const orphan = this.#orphans.has(thread.dataset.thread);
      const open = thread.dataset.state === "open";
      const wanted = this.#filter.wants(thread, orphan);
      thread.querySelector(".thread-orphan").hidden = !orphan;
      thread.hidden = !(this.#about ? open && isAt(thread, this.#about) : wanted);
      if (!thread.hidden) shown += 1;
    }
    this.#unread.look(this.#threads.filter((thread) => !thread.hidden));
    const { any, here } = this.#none.dataset;
    this.#none.textContent = this.#threads.length === 0 ? any : here;
    this.#none.hidden = shown > 0 || Boolean(this.#about);
  }

  /** These threads, as they are at these versions, are read. */
  #wereRead(read) {
    for (const thread of this.#threads) {
      const { thread: id, version } = thread.dataset;
      if (!(id in read) || read[id] < Number(version)) continue;
      delete thread.dataset.unread;
      thread.querySelector(".thread-new")?.remove();
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
    const { text, proposal } = this.#said.dataset;
    this.#said.textContent = (last.proposes ? proposal : text).replace("{name}", () => last.name).replace("{section}", () => last.section);
  }

  #newestOfOthers() {
    const remarks = [...this.#list.querySelectorAll(".remark:not([data-mine])")];
    const newest = remarks.reduce((a, b) => (a && atOf(a) >= atOf(b) ? a : b), undefined);
    if (!newest) return undefined;
    const thread = newest.closest("article");
    const section = sectionOf(thread);
    return {
      at: atOf(newest),
      proposes: "proposal" in thread.dataset && newest.dataset.remark === thread.dataset.thread,
      name: newest.querySelector("strong").textContent,
      section: nameOf(section, "").title,
    };
  }
}

const atOf = (remark) => Number(remark.dataset.at);
