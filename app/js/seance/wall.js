// The wall: what is new on it is marked for a moment, and it turns to the page that the remote says, or to
// where the last change is. Owns: both. Must not know: what is on it.

import { find, findAll } from "../shell/dom.js";

const BLOCKS = ":is(p, li, td, h1, h2, h3, h4, dd)";
/** Of a screen's height, so that the last line of one page is the first of the next. */
const PAGE = 0.85;
/** @typedef {{ shown: string | undefined, said: Set<string | null> }} Words What a screen says. */

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
  return { shown: screen?.dataset.shown, said: new Set(blocks.map((one) => one.textContent)) };
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
  const lit = light(screen);
  const fresh =
    before?.said.size && before.shown === screen.dataset.shown ? unsaid(inner, before.said) : [];
  for (const one of fresh.slice(0, MOST))
    (one.closest("[data-idea]") ?? one).classList.add("fresh");
  // What the facilitator points at is seen, whatever changes elsewhere.
  if (lit || (fresh.length > 0 && fresh.length < MOST)) {
    const first = lit ?? fresh[0];
    const at = first.getBoundingClientRect().top - inner.getBoundingClientRect().top;
    if (at < top || at + first.offsetHeight > top + screen.clientHeight) top = at - page / 3;
  }
  inner.style.transform = `translateY(${-Math.min(Math.max(0, top), most)}px)`;
}

/**
 * Marks the passage that `place` says is lit, and answers it.
 * @param {HTMLElement} place
 * @returns {HTMLElement | undefined}
 */
export function light(place) {
  const { lit, litIn, litNth } = place.dataset;
  if (!lit) return undefined;
  /** @type {HTMLElement} */
  const inside = place.querySelector(`[data-field="${litIn}"]`) ?? place;
  const innermost = findAll(inside, BLOCKS).filter((one) => !one.querySelector(BLOCKS));
  const alike = innermost.filter((one) => one.textContent.trim() === lit);
  const found = alike[Number(litNth)] ?? alike[0];
  found?.classList.add("lit");
  return found;
}

/**
 * The innermost blocks whose words are new. What comes in to a vote moves by itself.
 * @param {HTMLElement} inner
 * @param {Set<string | null>} said
 */
function unsaid(inner, said) {
  const blocks = findAll(inner, BLOCKS).filter((one) => !one.closest("[data-bars]"));
  return blocks.filter((one) => !said.has(one.textContent) && !one.querySelector("p, li, td"));
}

export async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Without power the device decides.
  }
}
