// A fragment of a page that the server writes anew. Owns: that its reader loses nothing when it does.
// A child that is the same stays as it is, what was unfolded stays so, and the keyboard stays where it
// was. Does not know: what a fragment says, when it is asked for.
//
// Children are told apart by their ids; one without an id is always replaced. A <details> is known by
// `data-keep` or its id.

import { find, findAll } from "./dom.js";

const STOPS = "button, summary, a[href], input, select, textarea, [tabindex]";

export class Fragment {
  #place;
  /** The children as the server wrote them: what scripts add is no change. */
  #written;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    this.#written = writtenIn(place);
  }

  /**
   * Puts what the server wrote now in the place of what is there. Says whether anything is another.
   * @param {string | DocumentFragment} html
   */
  replace(html) {
    const fresh = typeof html === "string" ? parse(html) : html;
    const written = writtenIn(fresh);
    if (written.html === this.#written.html) return false;
    const known = new Map([...this.#place.children].map((child) => [child.id, child]));
    const isSame = (/** @type {string} */ id) =>
      this.#written.byId.get(id) === written.byId.get(id);
    const next = [...fresh.childNodes].map((node) => {
      const there = node instanceof Element && node.id && isSame(node.id) && known.get(node.id);
      return there || node;
    });
    this.#written = written;
    const unfolded = foldsIn(this.#place);
    const focus = focusIn(this.#place);
    this.#put(next);
    for (const [key, one] of foldsIn(this.#place)) one.open = unfolded.get(key)?.open ?? one.open;
    if (focus && !this.#place.contains(document.activeElement)) refocus(this.#place, focus);
    return true;
  }

  /**
   * Only what is not where it shall be is moved: a move takes the focus, and ends what is animated.
   * @param {Node[]} next
   */
  #put(next) {
    const stay = new Set(next);
    for (const node of [...this.#place.childNodes]) if (!stay.has(node)) node.remove();
    let at = this.#place.firstChild;
    for (const node of next) {
      if (node === at) at = node.nextSibling;
      else this.#place.insertBefore(node, at);
    }
  }
}

/**
 * @param {string} html
 * @returns {DocumentFragment}
 */
export function parse(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content;
}

/**
 * The fragment of that name in what the server wrote.
 * @param {DocumentFragment} answer
 * @param {string} name
 */
export function fragmentIn(answer, name) {
  const found = document.createDocumentFragment();
  found.append(...find(answer, `[data-fragment=${name}]`).childNodes);
  return found;
}

/**
 * What is for those without script reads otherwise in a page that has it than in a template, so the
 * two would never be the same.
 * @param {ParentNode} root
 * @returns {{ byId: Map<string, string>, html: string }}
 */
function writtenIn(root) {
  for (const one of root.querySelectorAll("noscript")) one.remove();
  const written = [...root.children].map(
    (child) => /** @type {const} */ ([child.id, child.outerHTML]),
  );
  // A fragment may be words alone.
  const words = [...root.childNodes].filter((node) => node.nodeType === 3);
  const text = words.map((node) => node.textContent?.trim() ?? "").join("");
  return { byId: new Map(written), html: text + written.map(([, html]) => html).join("") };
}

/**
 * @param {HTMLElement} place
 * @returns {Map<string, HTMLDetailsElement>}
 */
function foldsIn(place) {
  /** @type {HTMLDetailsElement[]} */
  const folds = findAll(place, "details[data-keep], details[id]");
  return new Map(folds.map((one) => [one.dataset.keep ?? one.id, one]));
}

/**
 * Where the keyboard is.
 * @typedef {object} Focus
 * @property {string[]} ids Of the element itself, then of those around it, up to the place.
 * @property {string | undefined} act What its form does.
 * @property {string} words
 * @property {number} at Which of the stops of the place it is.
 */

/**
 * @param {HTMLElement} place
 * @returns {Focus | undefined}
 */
function focusIn(place) {
  const stop = document.activeElement;
  if (!(stop instanceof HTMLElement) || !place.contains(stop)) return undefined;
  const ids = [];
  for (
    let one = /** @type {Element | null} */ (stop);
    one && one !== place;
    one = one.parentElement
  ) {
    ids.push(one.id);
  }
  return { ids, act: actOf(stop), words: wordsOf(stop), at: stopsOf(place).indexOf(stop) };
}

/**
 * Gives the focus to the same element written anew; else, in the innermost element around it that is
 * still there, to the stop that does the same, or says the same; else to that element, or to the stop
 * that stands in its place.
 * @param {HTMLElement} place
 * @param {Focus} focus
 */
function refocus(place, { ids: [id, ...around], act, words, at }) {
  const named = (/** @type {string} */ one) => (one && document.getElementById(one)) || null;
  const scope = around.map(named).find((one) => one) ?? place;
  const stops = stopsOf(scope);
  const target =
    named(id) ??
    (act && stops.find((stop) => actOf(stop) === act)) ??
    (words && stops.find((stop) => wordsOf(stop) === words)) ??
    null;
  const nearest = scope === place ? stops[Math.min(at, stops.length - 1)] : scope;
  (target || nearest)?.focus({ preventScroll: true });
}

/** @param {HTMLElement} root */
const stopsOf = (root) => findAll(root, STOPS).filter((stop) => !stop.hasAttribute("disabled"));

/** @param {HTMLElement} stop */
function actOf(stop) {
  const act = stop instanceof HTMLButtonElement && stop.form?.elements.namedItem("act");
  return act instanceof HTMLInputElement ? act.value : undefined;
}

/** @param {HTMLElement} stop */
const wordsOf = (stop) => (stop.matches("button, summary, a") ? stop.textContent.trim() : "");
