// Which threads the reader has not read. A thread counts as read when it was looked at for a moment,
// or when the reader says so of all of them. Owns: what is a moment, what the server and the reader's
// other tabs are told. Does not know: filters, counts.

import { post } from "../shell/post.js";

/** How long a thread is on the screen before it counts as read, milliseconds. */
const MOMENT = 1_500;
/** Of a thread, or of the screen if it is longer than that. */
const ENOUGH = 0.6;

export class Unread {
  /** @type {string} */
  #address;
  /** @type {(read: Record<string, number>) => void} */
  #read;
  /** @type {IntersectionObserver | undefined} */
  #watch;
  /** @type {Map<Element, ReturnType<typeof setTimeout>>} */
  #timers = new Map();
  #tabs = new BroadcastChannel("preau/read");

  /**
   * `read(ids)` is called when threads, as they are now, have become read.
   * @param {string} address
   * @param {(read: Record<string, number>) => void} read
   */
  constructor(address, read) {
    this.#address = address;
    this.#read = read;
    this.#tabs.onmessage = ({ data }) => read(data);
    if (globalThis.IntersectionObserver) {
      const threshold = [0, 0.2, 0.4, ENOUGH, 0.8, 1];
      this.#watch = new IntersectionObserver(
        (entries) => entries.forEach((entry) => this.#note(entry)),
        { threshold },
      );
    }
  }

  /**
   * These threads are shown now; only the unread ones are looked after.
   * @param {HTMLElement[]} threads
   */
  look(threads) {
    this.#watch?.disconnect();
    for (const thread of threads) if (isUnread(thread)) this.#watch?.observe(thread);
  }

  /**
   * All of these count as read.
   * @param {HTMLElement[]} threads
   */
  async all(threads) {
    const unread = threads.filter(isUnread);
    if (unread.length === 0) return;
    const read = Object.fromEntries(
      unread.map(({ dataset }) => [dataset.thread, Number(dataset.version)]),
    );
    try {
      await post(this.#address, read);
      this.#read(read);
      this.#tabs.postMessage(read);
    } catch {
      // It stays unread, and is looked at again.
    }
  }

  /** @param {IntersectionObserverEntry} entry */
  #note({ target, intersectionRatio, intersectionRect, rootBounds }) {
    const enough =
      intersectionRatio >= ENOUGH ||
      intersectionRect.height >= ENOUGH * (rootBounds?.height ?? Infinity);
    if (!enough) {
      clearTimeout(this.#timers.get(target));
      this.#timers.delete(target);
    } else if (!this.#timers.has(target)) {
      this.#timers.set(
        target,
        setTimeout(() => this.#looked(/** @type {HTMLElement} */ (target)), MOMENT),
      );
    }
  }

  /** @param {HTMLElement} thread */
  #looked(thread) {
    this.#timers.delete(thread);
    if (document.visibilityState === "visible" && thread.isConnected && !thread.hidden)
      this.all([thread]);
  }
}

/** @param {HTMLElement} thread */
export const isUnread = ({ dataset }) => dataset.unread !== undefined;
