// Keeps what a reader has before their eyes where it is while the page is laid out anew around it. The
// browser does so for what comes and goes above, and not when the column itself becomes another.
// Does not know: what makes it another.

/** Steps in which what is at the top is looked for, pixels. */
const STEP = 16;

/**
 * Makes a change; the first thing in view of `column`, below what covers its top, stays where it is.
 * @param {HTMLElement} column
 * @param {HTMLElement} cover
 * @param {() => void} change
 */
export function keepInView(column, cover, change) {
  const first = firstInView(column, cover);
  const before = first?.getBoundingClientRect().top ?? 0;
  change();
  if (first?.isConnected) {
    const moved = first.getBoundingClientRect().top - before;
    window.scrollBy({ top: moved, behavior: "instant" });
  }
}

/**
 * @param {HTMLElement} column
 * @param {HTMLElement} cover
 */
function firstInView(column, cover) {
  const { left, width } = column.getBoundingClientRect();
  const middle = left + width / 2;
  const top = Math.max(0, cover.getBoundingClientRect().bottom);
  for (let y = top + 1; y < window.innerHeight; y += STEP) {
    const found = document.elementFromPoint(middle, y);
    // A whole section says nothing of which of its lines is read.
    const isLine = found instanceof HTMLElement && found.offsetHeight < window.innerHeight / 3;
    if (isLine && column.contains(found) && !cover.contains(found)) return found;
  }
  return undefined;
}
