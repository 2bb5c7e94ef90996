// What others propose in a text, and the way to the part of the script that only dossiers with
// proposals need: fetched when there is one. Owns: when it is fetched, the plugin that draws.
// Must not know: how a proposal is drawn, or where else it is shown.

import { PluginKey } from "prosemirror-state";
import { Decoration } from "prosemirror-view";
import Delta from "quill-delta";
import { draw, drawnPlugin } from "../../editor/decorations.js";
import { flatSize, posAt } from "../../editor/offsets.js";

const key = new PluginKey("proposed");
const tools = { Decoration, Delta, flatSize, posAt };

let fetched;

/** The module `bundle.js`; nothing while it cannot be had. */
export const proposals = () =>
  (fetched ??= import(document.querySelector("script[data-proposals]").dataset.proposals).catch(() => {
    fetched = undefined;
  }));

export const proposedPlugin = () => drawnPlugin(key);

/** What the panel's thread of that id proposes for a passage; nothing if it only speaks of it. */
export const proposalOf = (id) => document.getElementById(`fil-${id}`)?.querySelector("[data-ops]");

/** The proposals of one text. */
export class Proposed {
  #passages = [];
  #drawer;

  /** `page`: root (of the editor), see(thread), changed() when all is to be drawn anew. */
  constructor(page) {
    this.page = page;
  }

  /** Whether the text is shown as it would be, which nobody writes in. */
  get isAfter() {
    return this.#drawer?.isAfter ?? false;
  }

  /** `[{ id, from, to }]` in offsets of the text. */
  set(passages) {
    this.#passages = passages;
    if (passages.length && !this.#drawer) {
      proposals().then((module) => {
        if (!module || this.#drawer || !this.page.root.isConnected) return;
        this.#drawer = new module.Drawer(tools, this.page);
        this.page.changed();
      });
    }
  }

  /** The state with them drawn over `text`, a Delta of what it shows. */
  draw(state, text) {
    if (!this.#drawer) return state;
    return draw(state, key, this.#drawer.draw(state.doc, text, this.#passages));
  }

  stop() {
    this.#drawer?.stop();
  }
}
