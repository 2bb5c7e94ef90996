// How scripts find what they work on. Owns: that an element which a page always has is either there
// or named by the error. Does not know: any page.

/**
 * The first element of `root` that matches; its kind is what the caller takes it for.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T}
 */
export function find(root, selector) {
  const found = /** @type {T | null} */ (root.querySelector(selector));
  if (!found) throw new Error(`The page has no ${selector}`);
  return found;
}

/**
 * All elements of `root` that match.
 * @template {Element} [T=HTMLElement]
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {T[]}
 */
export const findAll = (root, selector) => [
  .../** @type {NodeListOf<T>} */ (root.querySelectorAll(selector)),
];

/**
 * The nearest element that matches, from what an event happened to outwards.
 * @template {Element} [T=HTMLElement]
 * @param {Event} event
 * @param {string} selector
 * @returns {T | null}
 */
export const around = ({ target }, selector) =>
  target instanceof Element ? /** @type {T | null} */ (target.closest(selector)) : null;
