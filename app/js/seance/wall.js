// The wall: what is new on it is marked for a moment, and it turns to the page that the remote says, or to
// where the last change is. Owns: both. Does not know: what is on it.

import { find, findAll } from "../shell/dom.js";

const BLOCKS = ":is(p, li, td, h1, h2, h3, h4, dd)";
/** Of a screen's height, so that the last line of one page is the first of the next. */
const PAGE = 0.85;
/** @typedef {{ shown: string | undefined, words: Set<string | null> }} Words What a screen says. */

/** More changes at once are another text, and no change to be marked. */
const MOST = 6;

/**
 * What a screen says before it says something else.
 * @param {HTMLElement} place
 * @returns {Words}
 */
export function wordsOf(place) {
  const blocks = findAll(place, `[data-wall-inner] ${BLOCKS}`);
  /** @type {HTMLElement | null} */
  const screen = place.querySelector("[data-shown]");
  return { shown: screen?.dataset.shown, words: new Set(blocks.map((one) => one.textContent)) };
}

/**
 * Turns to what is to be seen, and marks what was not there `before`.
 * @param {HTMLElement} place
 * @param {Words} [before]
 */
export function show(place, before) {
  /** @type {HTMLElement | null} */
  const screen = place.querySelector("[data-shown]");
  if (!screen) return;
  const inner = find(screen, "[data-wall-inner]");
  const page = screen.clientHeight * PAGE;
  const most = Math.max(0, inner.scrollHeight - screen.clientHeight);
  let top = Number(screen.dataset.page) * page;
  const highlighted = highlight(screen);
  const fresh =
    before?.words.size && before.shown === screen.dataset.shown
      ? newBlocks(inner, before.words)
      : [];
  for (const one of fresh.slice(0, MOST))
    (one.closest("[data-idea]") ?? one).classList.add("fresh");
  // What the facilitator points at is seen, whatever changes elsewhere.
  if (highlighted || (fresh.length > 0 && fresh.length < MOST)) {
    const first = highlighted ?? fresh[0];
    const at = first.getBoundingClientRect().top - inner.getBoundingClientRect().top;
    if (at < top || at + first.offsetHeight > top + screen.clientHeight) top = at - page / 3;
  }
  inner.style.transform = `translateY(${-Math.min(Math.max(0, top), most)}px)`;
}

/**
 * Marks the passage that `place` says is highlighted, and answers it.
 * @param {HTMLElement} place
 * @returns {HTMLElement | undefined}
 */
export function highlight(place) {
  const { highlight: words, highlightIn, highlightNth } = place.dataset;
  if (!words) return undefined;
  /** @type {HTMLElement} */
  const inside = place.querySelector(`[data-field="${highlightIn}"]`) ?? place;
  const innermost = findAll(inside, BLOCKS).filter((one) => !one.querySelector(BLOCKS));
  const alike = innermost.filter((one) => one.textContent.trim() === words);
  const found = alike[Number(highlightNth)] ?? alike[0];
  found?.classList.add("highlighted");
  return found;
}

/**
 * The innermost blocks whose words are new. What comes in to a vote moves by itself.
 * @param {HTMLElement} inner
 * @param {Set<string | null>} known
 */
function newBlocks(inner, known) {
  const blocks = findAll(inner, BLOCKS).filter((one) => !one.closest("[data-bars]"));
  return blocks.filter((one) => !known.has(one.textContent) && !one.querySelector("p, li, td"));
}

export async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Without power the device decides.
  }
}
