// The keys of who presents: those of a keyboard and those that a clicker sends. Owns: which key turns a
// slide. Must not know: slides.

const FORWARD = new Set(["ArrowRight", "ArrowDown", "PageDown", " "]);
const BACK = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);

/** What a key asks for; nothing where it means something else there. */
export function asked({ key, target, ctrlKey, altKey, metaKey }) {
  if (ctrlKey || altKey || metaKey) return undefined;
  // A space presses the button that has the focus, arrows move in what scrolls.
  if (target.closest?.("input, select, textarea, [contenteditable], [role=region]")) return undefined;
  if (key === " " && target.closest?.("button, a, summary")) return undefined;
  if (FORWARD.has(key)) return "forward";
  return BACK.has(key) ? "back" : undefined;
}

export function present(page) {
  document.addEventListener("keydown", (event) => {
    const wanted = asked(event);
    if (!wanted) return;
    event.preventDefault();
    page.querySelector(`[data-key=${wanted}]:not(:disabled)`)?.click();
  });
}
