// The time of the step in course, counted on from what the server said. Owns: how it is shown.
// Does not know: steps.

import { find, findAll } from "../shell/dom.js";
import { parse } from "../shell/fragment.js";

/**
 * From here on a clock is counted by this device: its own clock may be wrong, its seconds are not.
 * @param {HTMLElement} clock
 */
export function begin(clock) {
  clock.dataset.since ||= String(performance.now());
}

/** @param {HTMLElement} clock */
export function tick(clock) {
  const gone = clock.dataset.running ? performance.now() - Number(clock.dataset.since) : 0;
  if (clock.dataset.gone !== undefined) {
    // One that counts up has no end to be over.
    say(
      find(clock, "[data-digits]"),
      digits(-(Number(clock.dataset.gone) + gone)).replace("+", ""),
    );
    return;
  }
  const left = Number(clock.dataset.left) - gone;
  const over = left < 0;
  say(find(clock, "[data-digits]"), digits(left));
  say(find(clock, "[data-clock-word]"), over ? clock.dataset.over : clock.dataset.time);
  // Once, as it happens here: a clock that comes as one that is over stands still.
  if (over && !clock.classList.contains("over")) clock.classList.add("rings");
  clock.classList.toggle("over", over);
}

/** What tells the time in a part. */
const TIMES = /(data-(?:left|gone)=)"-?\d+"|(data-digits(?:="")?>)[^<]*/g;

/**
 * Whether two of a part differ in their times alone: then its buttons stay under the finger.
 * @type {(one: string, other: string) => boolean}
 */
export const isSameButTime = (one, other) => withoutTimes(one) === withoutTimes(other);

/** @param {string} html */
const withoutTimes = (html) => html.replace(TIMES, "$1$2");

/**
 * Sets the clocks of a place by those of another writing of it.
 * @param {HTMLElement} place
 * @param {string} html
 */
export function setClocks(place, html) {
  const clocks = findAll(parse(html), "[data-left]");
  for (const [at, clock] of findAll(place, "[data-left]").entries()) {
    Object.assign(clock.dataset, clocks[at].dataset, { since: "" });
  }
}

/**
 * Minutes and seconds, rounded up; what is over its time has a plus. As the server writes them.
 * @param {number} left
 */
export function digits(left) {
  const seconds = left < 0 ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
  return `${left < 0 ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Only what is new, which a screen reader may say.
 * @param {Element} element
 * @param {string | undefined} words
 */
function say(element, words) {
  if (element.textContent !== words) element.textContent = words ?? "";
}
