// The rich-text editor as wasm sees it: `mount(host, options)`. Owns the view of one text and wires
// the parts together. Does not know: yrs, the network, the words it shows (they come in `texts`).
//
// Contract with the caller. `remote` and `reset` tell of every change of the CRDT's text that did
// not come from `onChange`, in order and before the next `onChange`, whose ops are against the text
// so told. No callback is called from within remote, reset, carets, setReadonly or destroy; focus
// callbacks come in a microtask. An undo told by `remote` from within onUndo moves the caret there.
//
// Classes for the style sheet (prosemirror-view needs `white-space: break-spaces` on the text):
//   .editor                      around all; holds the focus or the pointer: show the toolbar
//   .editor-readonly             on .editor while nothing may be written
//   .editor-toolbar (-in-link)   .editor-toolbar-group  .editor-button (-bold, -h1, …)
//   .editor-link                 the link form: label, input, .editor-link-apply/-unlink/-cancel,
//                                .editor-link-error
//   .editor-text.ProseMirror     the text      .editor-embed   what is kept but not shown
//   .editor-caret.who-1…12       a peer's caret, with .editor-caret-name inside
//   .editor-selection.who-1…12   what a peer selected
//   .editor-passage.comment, .reservation   a passage that is spoken about
//   .editor-comes, -goes, -changes   what the suggestion being written adds, removes, formats
//   .editor-suggestion-comes, -goes, -changes, -flag.who-1…12   what others suggest, and whose it is
//   .editor-suggesting           on .editor while a suggestion is written   .editor-suggest  its bar
//   .editor-status               for screen readers only: must be visually hidden

import { EditorView } from "prosemirror-view";
import Delta from "quill-delta";
import { Attention } from "./attention.js";
import { Binding } from "./binding.js";
import { endOf, flatSelection } from "./change.js";
import { Carets, caretsPlugin } from "./carets.js";
import { Composition } from "./composition.js";
import { keys } from "./keys.js";
import { pasteProps } from "./paste.js";
import { drawPassages, passagesPlugin } from "./passages.js";
import {
  TextSuggestions,
  suggestionOf,
  suggestionsPlugin,
} from "../threads/suggestion/text_suggestions.js";
import { differencePlugin, drawDifference } from "../threads/suggestion/draft_decorations.js";
import { lineRules } from "./line_rules.js";
import { Suggesting } from "../threads/suggestion/draft_bar.js";
import { Toolbar } from "./toolbar.js";

/** @import { Transaction, Command } from "prosemirror-state" */
/** @import { FlatOp, Options, Passage, Person } from "./types.js" */

/**
 * What the view does not promise: the browser's changes that it has not read yet.
 * @typedef {EditorView & { domObserver: { flush(): void, pendingRecords(): unknown[] } }} Observed
 */

let mounted = 0;

/**
 * Puts an editor into `host`, in the place of the text that the server rendered there.
 * @param {HTMLElement} host
 * @param {Options} options
 */
export function mount(host, options) {
  return new Editor(host, options);
}

class Editor {
  /**
   * @param {HTMLElement} host
   * @param {Options} options
   */
  constructor(host, options) {
    this.options = options;
    this.readonly = Boolean(options.readonly);
    this.people = new Carets();
    this.id = `editor-text-${++mounted}`;
    // A text that the page forgot shows as its key, so that no button is ever without a name.
    /** @param {string} key */
    const texts = (key) => options.texts?.[key] ?? key;
    this.levelText = options.texts?.level ?? "";

    const undo = () => this.#step(() => options.onUndo?.());
    const redo = () => this.#step(() => options.onRedo?.());
    const actions = {
      undo,
      redo,
      state: () => this.view.state,
      run: (/** @type {Command} */ command) => this.#run(command),
      openLink: () => this.toolbar.openLink(),
      focusToolbar: () => this.toolbar.focus(),
      focusText: () => this.view.focus(),
      suggest: () => {
        if (this.suggesting.isOn) return this.suggesting.leave();
        this.asked = true;
        this.suggesting.begin();
      },
      isSuggesting: () => this.suggesting.isOn,
      announceLevel: (/** @type {number} */ level) => this.#announceLevel(level),
    };
    const rules = lineRules();
    /** @type {Passage[]} */
    this.spoken = [];
    /** @type {Delta | null} */
    this.baseText = null;
    this.spokenAnew = false;
    this.stepping = false;
    this.wasDraft = false;
    this.binding = new Binding(JSON.parse(options.delta), [
      ...keys(actions, rules.takeBack),
      passagesPlugin(),
      differencePlugin(),
      suggestionsPlugin(),
      caretsPlugin(),
    ]);

    this.root = document.createElement("div");
    this.root.className = "editor";
    this.suggesting = new Suggesting(texts, options, {
      start: (kept) => options.onSuggest?.(kept ?? new Uint8Array()),
      bytes: () => options.onDraft?.() ?? new Uint8Array(),
      stop: () => options.onSuggestEnd?.(),
    });
    this.toolbar = new Toolbar(texts, this.id, actions, Boolean(options.suggestFor));
    this.suggested = new TextSuggestions({
      root: this.root,
      see: (thread) => options.onPassage?.(thread),
      changed: () => {
        if (this.view.isDestroyed) return;
        this.spokenAnew = true;
        this.#show();
      },
    });
    this.status = document.createElement("div");
    this.status.className = "editor-status";
    this.status.setAttribute("role", "status");
    this.root.append(this.toolbar.dom, this.suggesting.dom);
    const paste = pasteProps((length) => options.onTooLong?.(length));
    this.view = new EditorView(this.root, {
      state: this.binding.state,
      editable: () => this.#isWritable,
      attributes: () => this.#attributes(),
      dispatchTransaction: (tr) => this.#dispatch(tr),
      handleTextInput: rules.typed,
      ...paste,
      handleDOMEvents: {
        ...paste.handleDOMEvents,
        click: (_view, { target }) => {
          const passage = target instanceof Element && target.closest("[data-thread]");
          if (passage instanceof HTMLElement) options.onPassage?.(passage.dataset.thread);
          return false;
        },
        keydown: (_view, event) => {
          // The layout decides which letter Alt makes: the key itself is meant.
          const asks = event.code === "Semicolon" || event.code === "KeyM";
          if (!asks || !event.altKey || !(event.ctrlKey || event.metaKey)) return false;
          event.preventDefault();
          options.onComment?.();
          return true;
        },
        beforeinput: (_view, event) => {
          if (!["historyUndo", "historyRedo"].includes(event.inputType)) return false;
          event.preventDefault();
          (event.inputType === "historyUndo" ? undo : redo)();
          return true;
        },
      },
    });
    this.root.append(this.status);
    this.composition = new Composition(
      this.view,
      () => this.#flush(),
      () => this.binding.waitingTouchesCaret(),
    );
    this.attention = new Attention(this.root, {
      focus: () => options.onFocus?.(),
      selection: () => this.#tellSelection(),
      away: () => options.onSelect?.(-1, -1),
    });
    host.replaceChildren(this.root);
    this.#show();
    if (options.suggestFor) this.suggesting.resume();
  }

  /**
   * A change of the CRDT's text that was not made here: Quill ops against the text before it.
   * @param {string} opsJson
   */
  remote(opsJson) {
    const ops = JSON.parse(opsJson);
    if (this.composition.isOpen) {
      this.binding.remote(ops, true);
      this.composition.wait();
    } else {
      this.#readSelection();
      const change = this.binding.remote(ops);
      if (change && this.stepping) this.binding.caretTo(endOf(change));
      this.#shown(change);
    }
  }

  /**
   * The whole text anew.
   * @param {string} deltaJson
   */
  reset(deltaJson) {
    this.composition.stop();
    this.#readSelection();
    this.binding.reset(JSON.parse(deltaJson));
    this.spokenAnew = true;
    this.#draw();
  }

  /**
   * Everybody else's selection, in offsets of the CRDT's text.
   * @param {string} json
   */
  carets(json) {
    this.#readSelection();
    /** @param {number} offset */
    const inward = (offset) => this.binding.inward(offset);
    /** @type {Person[]} */
    const people = JSON.parse(json);
    this.people.set(
      people.map((person) => ({
        ...person,
        anchor: inward(person.anchor),
        head: inward(person.head),
      })),
    );
    this.#draw();
  }

  /**
   * Every passage that is spoken about, in offsets of the CRDT's text; of a draft's text, none.
   * @param {string} json
   */
  passages(json) {
    if (this.view.isDestroyed) return;
    this.#readSelection();
    /** @param {number} offset */
    const inward = (offset) => this.binding.inward(offset);
    /** @type {Passage[]} */
    const passages = JSON.parse(json);
    this.spoken = passages.map((passage) => ({
      ...passage,
      from: inward(passage.from),
      to: inward(passage.to),
    }));
    this.spokenAnew = true;
    this.#draw();
  }

  /**
   * From here on the text is a draft over the shared text `deltaJson`, which is told anew whenever it
   * changes; without one, the text is the shared one again.
   * @param {string} [deltaJson]
   */
  base(deltaJson) {
    this.baseText = deltaJson ? new Delta(JSON.parse(deltaJson)) : null;
    this.spokenAnew = true;
    this.#show();
    // Who asked to suggest writes next: a touch has left the focus nowhere.
    if (this.asked && this.baseText) {
      this.asked = false;
      this.view.focus();
      this.view.dispatch(this.view.state.tr.scrollIntoView());
    }
  }

  /** @param {boolean} readonly */
  setReadonly(readonly) {
    this.readonly = readonly;
    this.#show();
  }

  focus() {
    this.view.focus();
  }

  destroy() {
    this.attention.stop();
    this.composition.stop();
    this.suggested.stop();
    this.view.destroy();
    this.root.remove();
  }

  get #isWritable() {
    return !this.suggested.isAfter && (!this.readonly || Boolean(this.baseText));
  }

  /** @param {Transaction} tr */
  #dispatch(tr) {
    if (!this.#isWritable && tr.docChanged) return;
    const change = this.binding.local(tr);
    if (change) this.people.follow(change.own, true);
    this.#draw();
    if (change?.sent.ops.length) this.options.onChange?.(JSON.stringify(change.sent.ops));
    if (change && this.baseText) this.suggesting.changed();
    if (change || tr.selectionSet) this.attention.moved();
  }

  // A remote change told from within onUndo or onRedo is one's own: the caret goes where it was.
  /** @param {() => void} ask */
  #step(ask) {
    this.stepping = true;
    try {
      ask();
    } finally {
      this.stepping = false;
    }
    this.attention.moved();
  }

  // The browser moves the caret at once and says so some milliseconds later. A redraw in between
  // would put it back, and the arrow key would be lost.
  #readSelection() {
    const { domObserver } = /** @type {Observed} */ (this.view);
    if (this.composition.isOpen || !this.view.hasFocus()) return;
    // Words not read yet (a phone's keyboard) come by themselves, as the next local edit.
    if (domObserver.pendingRecords().length) return;
    this.attention.quietly(() => domObserver.flush());
  }

  #flush() {
    this.#shown(this.binding.flush());
  }

  /** @param {Delta | null} change */
  #shown(change) {
    if (change) this.people.follow(change, false);
    this.#draw();
  }

  #draw() {
    // New decorations in the line of an open composition would end it: they move, and are drawn
    // anew when it is over.
    if (!this.composition?.isOpen) {
      const { binding } = this;
      binding.state = this.people.draw(binding.state);
      if (this.baseText || this.wasDraft) {
        binding.state = drawDifference(binding.state, this.baseText, binding.shadow);
        this.wasDraft = Boolean(this.baseText);
      }
      if (this.spokenAnew) this.#drawSpoken();
    }
    this.view.updateState(this.binding.state);
    this.toolbar.update(this.binding.state);
  }

  // Once each time they are told; in between, they move with the text.
  #drawSpoken() {
    const { binding } = this;
    this.spokenAnew = false;
    const spoken = this.baseText ? [] : this.spoken;
    const suggested = spoken.filter(({ id }) => suggestionOf(id));
    this.suggested.set(suggested);
    binding.state = drawPassages(
      binding.state,
      spoken.filter((one) => !suggested.includes(one)),
    );
    binding.state = this.suggested.draw(binding.state, binding.shadow);
  }

  #show() {
    this.root.classList.toggle("editor-readonly", !this.#isWritable);
    this.root.classList.toggle("editor-suggesting", Boolean(this.baseText));
    this.toolbar.show(this.#isWritable);
    this.#draw();
  }

  /** @param {Command} command */
  #run(command) {
    if (this.#isWritable) command(this.view.state, this.view.dispatch.bind(this.view), this.view);
  }

  #attributes() {
    /** @type {Record<string, string>} */
    const attributes = {
      id: this.id,
      class: "editor-text",
      role: "textbox",
      "aria-multiline": "true",
      "aria-label": this.options.label,
      "aria-readonly": String(!this.#isWritable),
    };
    if (this.options.describedBy) attributes["aria-describedby"] = this.options.describedBy;
    // What may not be written may still be reached and read by keyboard.
    if (!this.#isWritable) attributes.tabindex = "0";
    return attributes;
  }

  /** @param {number} level */
  #announceLevel(level) {
    this.status.textContent = level ? this.levelText.replace("{n}", String(level)) : "";
  }

  #tellSelection() {
    const { anchor, head } = flatSelection(this.view.state);
    this.options.onSelect?.(this.binding.outward(anchor), this.binding.outward(head));
  }
}
