// When remote changes may be shown: not while an IME or a dead key is composing in the line they
// touch, because redrawing that line would end the composition and lose what is being written.
// Does not know: what waits. It only says when.

/** @import { EditorView } from "prosemirror-view" */

const SETTLING = 50; // after its end, the browser still delivers the last letters
const LONGEST_WAIT = 3_000;
const RETRY = 250;

export class Composition {
  /**
   * `show()` is called when what waits may be shown; `disturbs()` tells if that hits the caret.
   * @param {EditorView} view
   * @param {() => void} show
   * @param {() => boolean} disturbs
   */
  constructor(view, show, disturbs) {
    this.view = view;
    this.show = show;
    this.disturbs = disturbs;
    /** @type {number} */
    this.settling = 0;
    /** @type {number} */
    this.deadline = 0;
    view.dom.addEventListener("compositionend", () => this.#settle());
  }

  get isOpen() {
    return this.view.composing || this.settling !== 0;
  }

  /** Something waits: show it when the composition ends, or soon if that does no harm. */
  wait() {
    if (!this.deadline) this.deadline = setTimeout(() => this.#tooLong(), LONGEST_WAIT);
  }

  stop() {
    clearTimeout(this.settling);
    clearTimeout(this.deadline);
    this.settling = this.deadline = 0;
  }

  #settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => {
      this.settling = 0;
      // On a phone the next word's composition can begin at once.
      if (this.view.composing) return;
      this.stop();
      this.show();
    }, SETTLING);
  }

  #tooLong() {
    if (this.view.composing && this.disturbs()) {
      this.deadline = setTimeout(() => this.#tooLong(), RETRY);
      return;
    }
    this.deadline = 0;
    this.show();
  }
}
