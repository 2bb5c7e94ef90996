// The keys of who presents: those of a keyboard and those that a clicker sends. Owns: which key turns a
// slide. Does not know: slides.

import { around } from "../shell/dom.js";

const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

/**
 * What a key asks for; nothing where it means something else there.
 * @param {KeyboardEvent} event
 */
export function directionOf(event) {
  const { key, ctrlKey, altKey, metaKey } = event;
  if (ctrlKey || altKey || metaKey) return undefined;
  // A space presses the button that has the focus, arrows move in what scrolls.
  if (around(event, "input, select, textarea, [contenteditable], [role=region]")) return undefined;
  if (key === " " && around(event, "button, a, summary")) return undefined;
  if (FORWARD.has(key)) return "forward";
  return BACK.has(key) ? "back" : undefined;
}

/** @param {Element} page */
export function present(page) {
  document.addEventListener("keydown", (event) => {
    const wanted = directionOf(event);
    if (!wanted) return;
    event.preventDefault();
    /** @type {HTMLElement | null} */ (
      page.querySelector(`[data-key=${wanted}]:not(:disabled)`)
    )?.click();
  });
}
