// Which threads the reader has not read. A thread counts as read when it was looked at for a moment,
// or when the reader says so of all of them. Owns: what is a moment, what the server and the reader's
// other tabs are told. Must not know: filters, counts.

/** How long a thread is on the screen before it counts as read, milliseconds. */
const MOMENT = 1_500;
/** Of a thread, or of the screen if it is longer than that. */
const ENOUGH = 0.6;

export class Unread {
  #address;
  #read;
  #watch;
  #timers = new Map();
  #tabs = new BroadcastChannel("preau/read");

  /** `read(ids)` is called when threads, as they are now, have become read. */
  constructor(address, read) {
    this.#address = address;
    this.#read = read;
    this.#tabs.onmessage = ({ data }) => read(data);
    if (globalThis.IntersectionObserver) {
      const threshold = [0, 0.2, 0.4, ENOUGH, 0.8, 1];
      this.#watch = new IntersectionObserver((entries) => entries.forEach((entry) => this.#seen(entry)), { threshold });
    }
  }

  /** These threads are shown now; only the unread ones are looked after. */
  look(threads) {
    this.#watch?.disconnect();
    for (const thread of threads) if (isUnread(thread)) this.#watch?.observe(thread);
  }

  /** All of these count as read. */
  async all(threads) {
    const unread = threads.filter(isUnread);
    if (unread.length === 0) return;
    const read = Object.fromEntries(unread.map(({ dataset }) => [dataset.thread, Number(dataset.version)]));
    try {
      const response = await fetch(this.#address, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(read),
      });
      if (!response.ok || response.redirected) return;
      this.#read(read);
      this.#tabs.postMessage(read);
    } catch {
      // It stays unread, and is looked at again.
    }
  }

  #seen({ target, intersectionRatio, intersectionRect, rootBounds }) {
    const enough = intersectionRatio >= ENOUGH || intersectionRect.height >= ENOUGH * (rootBounds?.height ?? Infinity);
    if (!enough) {
      clearTimeout(this.#timers.get(target));
      this.#timers.delete(target);
    } else if (!this.#timers.has(target)) {
      this.#timers.set(target, setTimeout(() => this.#looked(target), MOMENT));
    }
  }

  #looked(thread) {
    this.#timers.delete(thread);
    if (document.visibilityState === "visible" && thread.isConnected && !thread.hidden) this.all([thread]);
  }
}

export const isUnread = ({ dataset }) => dataset.unread !== undefined;
