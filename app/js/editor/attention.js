// Where the person at this editor is: tells that the focus came, what is selected, that it left.
// The toolbar belongs to the text, so going there is not leaving.
// Does not know: what the offsets are of, the document.

export class Attention {
  #inside = false;
  #told = false;
  #quiet = false;
  #over = false;

  /**
   * `tell`: focus(), selection(), away().
   * @param {HTMLElement} root
   * @param {{ focus(): void, selection(): void, away(): void }} tell
   */
  constructor(root, tell) {
    this.tell = tell;
    root.addEventListener("focusin", () => {
      if (this.#inside) return;
      this.#inside = true;
      // Later, because the focus can come from within a call of wasm.
      this.#soon(() => {
        if (!this.#inside) return;
        tell.focus();
        this.moved();
      });
    });
    root.addEventListener("focusout", ({ relatedTarget }) => {
      if (root.contains(/** @type {Node | null} */ (relatedTarget))) return;
      this.#inside = false;
      this.#soon(() => {
        if (this.#inside || !this.#told) return;
        this.#told = false;
        tell.away();
      });
    });
  }

  /** The selection is another one. */
  moved() {
    if (!this.#inside) return;
    if (this.#quiet) return this.#soon(() => this.moved());
    this.#told = true;
    this.tell.selection();
  }

  /**
   * Does something that may move the selection within a call of wasm: it is told afterwards.
   * @param {() => void} act
   */
  quietly(act) {
    this.#quiet = true;
    try {
      act();
    } finally {
      this.#quiet = false;
    }
  }

  /** Tells nothing any more. */
  stop() {
    this.#over = true;
  }

  /** @param {() => void} act */
  #soon(act) {
    queueMicrotask(() => {
      if (!this.#over) act();
    });
  }
}
