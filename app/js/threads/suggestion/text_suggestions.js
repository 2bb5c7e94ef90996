// What others suggest in a text, and the way to the part of the script that only dossiers with
// suggestions need: fetched when there is one. Owns: when it is fetched, the plugin that draws.
// Does not know: how a suggestion is drawn, or where else it is shown.

import { PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import Delta from "quill-delta";
import { draw, drawnPlugin } from "../../editor/decorations.js";
import { flatSize, posAt } from "../../editor/offsets.js";

/** @import { EditorState } from "prosemirror-state" */
/** @import { Drawer } from "./in_text.js" */
/** @import { Stretch } from "../../editor/types.js" */

/** @typedef {Stretch & { id: string }} SuggestedPassage */
/** @typedef {{ root: HTMLElement, see(thread: string): void, changed(): void }} EditorOfSuggestions */
/** @typedef {typeof tools} Tools */

const key = new PluginKey("suggested");
const tools = { Decoration, Delta, flatSize, posAt };

/** @type {Promise<typeof import("./bundle.js") | undefined> | undefined} */
let fetched;

/** The module `bundle.js`; nothing while it cannot be had. */
export const suggestionsModule = () =>
  (fetched ??= import(
    /** @type {HTMLElement} */ (document.querySelector("script[data-suggestions]")).dataset
      .suggestions ?? ""
  ).catch(() => {
    fetched = undefined;
  }));

export const suggestionsPlugin = () => drawnPlugin(key);

/**
 * What the panel's thread of that id suggests for a passage; nothing if it only speaks of it.
 * @param {string} id
 * @returns {HTMLElement | null | undefined}
 */
export const suggestionOf = (id) =>
  document.getElementById(`fil-${id}`)?.querySelector("[data-ops]");

/** The suggestions of one text. */
export class TextSuggestions {
  /** @type {SuggestedPassage[]} */
  #passages = [];
  /** @type {Drawer | undefined} */
  #drawer;

  /**
   * `page`: root (of the editor), see(thread), changed() when all is to be drawn anew.
   * @param {EditorOfSuggestions} page
   */
  constructor(page) {
    this.page = page;
  }

  /** Whether the text is shown as it would be, which nobody writes in. */
  get isAfter() {
    return this.#drawer?.isAfter ?? false;
  }

  /**
   * `[{ id, from, to }]` in offsets of the text.
   * @param {SuggestedPassage[]} passages
   */
  set(passages) {
    this.#passages = passages;
    if (passages.length && !this.#drawer) {
      suggestionsModule().then((module) => {
        if (!module || this.#drawer || !this.page.root.isConnected) return;
        this.#drawer = new module.Drawer(tools, this.page);
        this.page.changed();
      });
    }
  }

  /**
   * The state with them drawn over `text`, a Delta of what it shows.
   * @param {EditorState} state
   * @param {Delta} text
   */
  draw(state, text) {
    if (!this.#drawer) return state;
    return draw(state, key, this.#drawer.draw(state.doc, text, this.#passages));
  }

  stop() {
    this.#drawer?.stop();
  }
}
