// The bell over an open dossier: how many notifications its reader has not read, as it changes, said aloud
// when there are more; and the thread that a notification led to, which is read by being there.
// Does not know: what a notification is about, the socket, which leaves what it hears at `data-told` of the
// page: `{"unread":3}`, or nothing when the count is to be asked for.

import { find } from "../shell/dom.js";
import { get, submit } from "../shell/post.js";

const COUNT = "/avis/nombre";
const READ = "/avis/lus";
/** Some words a minute are news; more are noise. */
const SAID_EVERY = 20_000;

class Bell {
  #bell;
  #aloud = find(document, "[data-bell-said]");
  #known;
  #waiting = false;
  #lastSaid = -Infinity;

  /** @param {HTMLElement} bell */
  constructor(bell) {
    this.#bell = bell;
    this.#known = Number(bell.dataset.bell);
  }

  /** What the socket left at the page; nothing when the count is to be asked for. */
  hear() {
    const { told } = document.documentElement.dataset;
    if (told) this.#show(JSON.parse(told).unread);
    else this.#ask();
  }

  async #ask() {
    try {
      this.#show(Number(await (await get(COUNT)).text()));
    } catch {
      // No network: it is asked again with the next connection.
    }
  }

  /** @param {number} count */
  #show(count) {
    if (!Number.isInteger(count) || count < 0) return;
    const more = count > this.#known;
    this.#known = count;
    this.#bell.dataset.bell = String(count);
    find(this.#bell, "[data-bell-count]").textContent = count > 0 ? String(count) : "";
    find(this.#bell, "[data-bell-words]").textContent = this.#words(count);
    if (more) this.#sayLater();
  }

  /** @param {number} count */
  #words(count) {
    const { none = "", one = "", many = "" } = this.#bell.dataset;
    return (count === 0 ? none : count === 1 ? one : many).replace("{n}", String(count));
  }

  #sayLater() {
    if (this.#waiting) return;
    this.#waiting = true;
    const pause = Math.max(0, this.#lastSaid + SAID_EVERY - performance.now());
    setTimeout(() => {
      this.#waiting = false;
      this.#lastSaid = performance.now();
      this.#aloud.textContent = `${this.#aloud.dataset.bellSaid} ${this.#words(this.#known)}`;
    }, pause);
  }
}

/** Who comes to a thread by its link stands before it, and has read what was said of it. */
function arrive() {
  const thread = location.hash.startsWith("#fil-") && location.hash.slice("#fil-".length);
  const there = thread && document.getElementById(`fil-${thread}`);
  if (!there) return;
  there.scrollIntoView({ block: "center" });
  there.focus({ preventScroll: true });
  submit(READ, new URLSearchParams({ about: thread })).catch(() => {});
}

export function watchBell() {
  /** @type {HTMLElement | null} */
  const element = document.querySelector("[data-bell]");
  if (!element) return;
  const page = document.documentElement;
  const bell = new Bell(element);
  new MutationObserver(() => bell.hear()).observe(page, { attributeFilter: ["data-told"] });
  if (page.dataset.told) bell.hear();
  arrive();
  addEventListener("hashchange", arrive);
}
