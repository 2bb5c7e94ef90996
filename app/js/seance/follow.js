// A phone that follows the wall, or holds what it shows still to read it at its own pace. Owns: which of
// both. Does not know: what the wall shows.

const HELD = "held";

/**
 * Whether a part is to stay as it is.
 * @param {HTMLElement} place
 */
export const isHeld = (place) => place.querySelector(`[data-hold="${HELD}"]`) !== null;

/**
 * Holds what is shown, or lets it go; answers whether it is held now.
 * @param {HTMLElement} button
 */
export function hold(button) {
  const held = button.dataset.hold !== HELD;
  button.dataset.hold = held ? HELD : "";
  button.textContent = (held ? button.dataset.return : button.dataset.leave) ?? "";
  button.closest("[data-part]")?.classList.toggle("is-held", held);
  return held;
}
