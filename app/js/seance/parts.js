// The parts of a séance's page, each written anew whenever it is another. Owns: which of them wait,
// because somebody fills them in or reads them at their own pace. Does not know: what a part says.

import { find } from "../shell/dom.js";
import { Fragment } from "../shell/fragment.js";
import { isSameButTime, setClocks } from "./clock.js";
import { isHeld } from "./follow.js";
import { highlight, show, wordsOf } from "./wall.js";

export const isTyping = () => document.activeElement?.matches("input, select, textarea") ?? false;

export class Parts {
  #page;
  /** @type {Map<string, string>} */
  #waiting = new Map();
  /** @type {Map<string, { fragment: Fragment, html?: string }>} */
  #known = new Map();

  /** @param {HTMLElement} page */
  constructor(page) {
    this.#page = page;
  }

  /**
   * @param {string} name
   * @returns {HTMLElement | null}
   */
  find(name) {
    return this.#page.querySelector(`[data-part="${name}"]`);
  }

  /** @param {Record<string, string>} parts */
  take(parts) {
    for (const [name, html] of Object.entries(parts)) {
      const place = this.find(name);
      if (!place || isSameVote(place, html)) continue;
      const isFilledIn = isTyping() && place.contains(document.activeElement);
      if (isHeld(place) || isFilledIn) this.#waiting.set(name, html);
      else this.#write(name, place, html);
    }
  }

  /** What waits is written, unless it has to wait still. */
  release() {
    const parts = Object.fromEntries(this.#waiting);
    this.#waiting.clear();
    this.take(parts);
  }

  /**
   * @param {string} name
   * @param {HTMLElement} place
   * @param {string} html
   */
  #write(name, place, html) {
    const part = this.#known.get(name) ?? { fragment: new Fragment(place) };
    const before = part.html;
    this.#known.set(name, { ...part, html });
    if (before !== undefined && isSameButTime(before, html)) {
      setClocks(place, html);
      return;
    }
    const words = name === "screen" ? wordsOf(place) : undefined;
    part.fragment.replace(html);
    if (words) show(place, words);
    /** @type {HTMLElement | null} */
    const followed = place.querySelector("[data-follows]");
    if (followed) highlight(followed);
  }
}

/**
 * A vote is what it was when it was opened; what somebody has chosen in it stays.
 * @param {HTMLElement} place
 * @param {string} html
 */
function isSameVote(place, html) {
  const vote = place.querySelector("[data-ballot]") && find(place, "[data-ballot]").dataset.ballot;
  return Boolean(vote) && html.includes(`data-ballot="${vote}"`);
}
