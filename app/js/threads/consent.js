// Who can live with which section, and the places of the text that look as if they told of one person.
// The server writes both. Owns: which of them are shown, and where. Does not know: what they say.

import { around, find, findAll } from "../shell/dom.js";
import { Fragment } from "../shell/fragment.js";

/** @import { Place } from "./types.js" */

const HIDDEN = "preau/masque ";

export class Sections {
  #place;
  #fragment;
  /** @type {string | undefined} */
  #about;
  /** Whether they were open before one of them was spoken about. */
  #wasOpen = false;

  /** @param {HTMLElement} place */
  constructor(place) {
    this.#place = place;
    this.#fragment = new Fragment(place);
    document.addEventListener("click", (event) => {
      const note = around(event, "[data-js=note] button")?.parentElement;
      if (note) hide(note);
    });
    this.#placeNotes();
  }

  get all() {
    return findAll(this.#place, "[data-js=consent-section]");
  }

  /**
   * The place that is spoken about: of a whole section, what is said of it is shown alone.
   * @param {Place | undefined} place
   */
  set about(place) {
    const before = this.#about;
    this.#about = place && !place.path ? place.section : undefined;
    /** @type {HTMLDetailsElement} */
    const fold = find(this.#place, "details");
    if (this.#about && !before) this.#wasOpen = fold.open;
    if (this.#about || before) fold.open = this.#wasOpen || Boolean(this.#about);
    this.#choose();
  }

  /**
   * What the server says now.
   * @param {DocumentFragment} fresh
   */
  replace(fresh) {
    if (!this.#fragment.replace(fresh)) return;
    this.#choose();
    this.#placeNotes();
  }

  #choose() {
    for (const one of this.all)
      one.hidden = Boolean(this.#about) && one.dataset.section !== this.#about;
  }

  /** The notes below the titles of their sections, unless the reader has had enough of them. */
  #placeNotes() {
    const written = findAll(this.#place, "[data-js=note]");
    const wanted = new Map(written.map((note) => [note.dataset.key ?? "", note]));
    for (const there of findAll(document, "[data-js=note]")) {
      if (this.#place.contains(there)) continue;
      if (!wanted.delete(there.dataset.key ?? "")) there.remove();
    }
    for (const [key, note] of wanted) {
      if (isHidden(key)) continue;
      document
        .querySelector(`#${note.dataset.section} > [data-js=head]`)
        ?.after(note.cloneNode(true));
    }
  }
}

/** @param {string} key */
function isHidden(key) {
  try {
    return localStorage.getItem(HIDDEN + key) !== null;
  } catch {
    return false;
  }
}

/** @param {HTMLElement} note */
function hide(note) {
  try {
    localStorage.setItem(HIDDEN + note.dataset.key, "");
  } catch {
    // It comes back with the next page.
  }
  note.parentElement?.focus({ preventScroll: true });
  note.remove();
}
