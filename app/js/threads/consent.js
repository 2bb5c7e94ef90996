// Who can live with which section, and the places of the text that look as if they told of one person.
// The server writes both. Owns: which of them are shown, and where. Must not know: what they say.

const HIDDEN = "preau/masque ";

export class Positions {
  #element;
  #written;
  #about;
  /** Whether they were open before one of them was spoken about. */
  #wasOpen = false;

  constructor(element) {
    this.#element = element;
    this.#written = writtenIn(element);
    document.addEventListener("click", ({ target }) => {
      const note = target.closest?.(".text-note button")?.parentElement;
      if (note) hide(note);
    });
    this.#place();
  }

  get sections() {
    return [...this.#element.querySelectorAll(".position")];
  }

  /** The place that is spoken about: of a whole section, what is said of it is shown alone. */
  set about(place) {
    const before = this.#about;
    this.#about = place && !place.path ? place.section : undefined;
    if (this.#about && !before) this.#wasOpen = this.#element.open;
    if (this.#about || before) this.#element.open = this.#wasOpen || Boolean(this.#about);
    this.#choose();
  }

  /** What the server says now; out of a list that it is no part of. */
  take(fresh) {
    fresh.remove();
    const written = writtenIn(fresh);
    if (written === this.#written) return;
    this.#written = written;
    fresh.open = this.#element.open;
    const focused = this.#element.contains(document.activeElement) && document.activeElement.id;
    this.#element.replaceWith(fresh);
    this.#element = fresh;
    this.#choose();
    this.#place();
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  #choose() {
    for (const one of this.sections) one.hidden = Boolean(this.#about) && one.dataset.section !== this.#about;
  }

  /** The notes below the titles of their sections, unless the reader has had enough of them. */
  #place() {
    const wanted = new Map([...this.#element.querySelectorAll(".text-note")].map((note) => [note.dataset.key, note]));
    for (const there of document.querySelectorAll(".section > .text-note")) {
      if (!wanted.delete(there.dataset.key)) there.remove();
    }
    for (const [key, note] of wanted) {
      if (isHidden(key)) continue;
      document.querySelector(`#${note.dataset.section} > .section-head`)?.after(note.cloneNode(true));
    }
  }
}

/** What the server wrote. What is for those without script reads otherwise in a page that has it than
 *  in a template, so the two would never be the same. */
function writtenIn(element) {
  element.querySelector("noscript")?.remove();
  return element.innerHTML;
}

function isHidden(key) {
  try {
    return localStorage.getItem(HIDDEN + key) !== null;
  } catch {
    return false;
  }
}

function hide(note) {
  try {
    localStorage.setItem(HIDDEN + note.dataset.key, "");
  } catch {
    // It comes back with the next page.
  }
  note.parentElement?.focus({ preventScroll: true });
  note.remove();
}
