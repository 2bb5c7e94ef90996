// The toolbar of one text, after the WAI-ARIA toolbar pattern: one tab stop, arrows, Home and End
// between the buttons, Escape back to the text. Shows what the selection is; runs commands.
// Does not know: the CRDT, how a command works.

import { icon } from "./icons.js";
import { LinkForm } from "./link_form.js";
import { indent, levelOf, selectedLines, setHeading, setList, setQuote } from "./lines.js";
import { isMarked, linkAt, toggleBold, toggleItalic } from "./marks.js";
import { schema } from "./schema.js";

/** @import { Command, EditorState } from "prosemirror-state" */
/** @import { Actions, Format, Texts } from "./types.js" */

/**
 * A button: what it runs, or else the name of the action it asks for.
 * @typedef {object} Item
 * @property {string} name
 * @property {Command} [run]
 * @property {(state: EditorState) => boolean} [pressed] Makes it a toggle button.
 * @property {(state: EditorState) => boolean} [possible] Whether it does something.
 * @property {(actions: Actions) => boolean} [isOn]
 * @property {string} [keys]
 * @property {boolean} [moves] Whether it changes the level of an item.
 */

/** @type {(is: (format: Format) => boolean) => (state: EditorState) => boolean} */
const everyLine = (is) => (state) => selectedLines(state).every(({ format }) => is(format));

/** @type {Item[][]} */
const GROUPS = [
  [
    {
      name: "bold",
      run: toggleBold,
      pressed: (s) => isMarked(s, schema.marks.bold),
      keys: "Control+B",
    },
    {
      name: "italic",
      run: toggleItalic,
      pressed: (s) => isMarked(s, schema.marks.italic),
      keys: "Control+I",
    },
  ],
  [
    { name: "h1", run: setHeading(1), pressed: everyLine((format) => format.header === 1) },
    { name: "h2", run: setHeading(2), pressed: everyLine((format) => format.header === 2) },
    { name: "quote", run: setQuote, pressed: everyLine((format) => format.blockquote === true) },
  ],
  [
    {
      name: "bullet",
      run: setList("bullet"),
      pressed: everyLine((format) => format.list === "bullet"),
    },
    {
      name: "ordered",
      run: setList("ordered"),
      pressed: everyLine((format) => format.list === "ordered"),
    },
    { name: "outdent", run: indent(-1), possible: indent(-1), moves: true },
    { name: "indent", run: indent(1), possible: indent(1), moves: true },
  ],
  [{ name: "link", keys: "Control+K" }],
  [
    { name: "undo", keys: "Control+Z" },
    { name: "redo", keys: "Control+Y" },
  ],
];

/** @type {Item} */
const SUGGEST = { name: "suggest", isOn: (actions) => actions.isSuggesting() };

export class Toolbar {
  /**
   * `controls` is the id of the text; `actions`: state(), run(command), undo(), redo(),
   * focusText(), announceLevel(n), and where one `maySuggest`: suggest(), isSuggesting().
   * @param {Texts} texts
   * @param {string} controls
   * @param {Actions} actions
   */
  constructor(texts, controls, actions, maySuggest = false) {
    this.actions = actions;
    /** @type {{ button: HTMLButtonElement, item: Item }[]} */
    this.buttons = [];
    this.dom = document.createElement("div");
    this.dom.className = "editor-toolbar";
    this.dom.setAttribute("role", "toolbar");
    this.dom.setAttribute("aria-label", texts("toolbar"));
    this.dom.setAttribute("aria-controls", controls);
    for (const group of maySuggest ? [...GROUPS, [SUGGEST]] : GROUPS) {
      const box = document.createElement("div");
      box.className = "editor-toolbar-group";
      box.append(...group.map((item) => this.#button(item, texts)));
      this.dom.append(box);
    }
    const [link] = this.buttons.flatMap(({ item, button }) => (item.name === "link" ? button : []));
    this.linkForm = new LinkForm(texts, link, actions);
    link.setAttribute("aria-expanded", "false");
    this.dom.append(this.linkForm.dom);
    this.current = 0;
    /** @type {boolean | undefined} */
    this.writes = undefined;
    this.#rove(0);
    this.dom.addEventListener("keydown", (event) => this.#key(event));
    // A press of the mouse must not take the focus, and with it the selection, from the text.
    this.dom.addEventListener("mousedown", (event) => {
      if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
    });
  }

  /**
   * With all that writes, or with what is left to who only reads: suggesting, or nothing.
   * @param {boolean} writes
   */
  show(writes) {
    const suggest = this.buttons.findIndex(({ item }) => item === SUGGEST);
    this.dom.hidden = !writes && suggest < 0;
    if (this.writes === writes) return;
    this.writes = writes;
    this.buttons.forEach(({ button, item }) => (button.hidden = !writes && item !== SUGGEST));
    this.dom.classList.toggle("editor-toolbar-of-reader", !writes);
    this.#rove(writes ? 0 : Math.max(0, suggest));
  }

  /**
   * Shows what is at the selection.
   * @param {EditorState} state
   */
  update(state) {
    for (const { button, item } of this.buttons) {
      if (item.pressed) button.setAttribute("aria-pressed", String(item.pressed(state)));
      if (item.possible) button.setAttribute("aria-disabled", String(!item.possible(state)));
      if (item.isOn) button.setAttribute("aria-pressed", String(item.isOn(this.actions)));
    }
    this.dom.classList.toggle("editor-toolbar-in-link", linkAt(state) !== null);
  }

  focus() {
    this.buttons[this.current].button.focus();
  }

  openLink() {
    this.linkForm.open(linkAt(this.actions.state())?.href ?? "");
  }

  /**
   * @param {Item} item
   * @param {Texts} texts
   */
  #button(item, texts) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `editor-button editor-button-${item.name}`;
    button.setAttribute("aria-label", texts(item.name));
    button.title = texts(item.name);
    if (item.keys) button.setAttribute("aria-keyshortcuts", item.keys);
    button.append(icon(item.name));
    // The only one that who reads sees: a picture alone would be a riddle.
    if (item === SUGGEST)
      button.append(
        Object.assign(document.createElement("span"), { textContent: texts(item.name) }),
      );
    const index = this.buttons.push({ button, item }) - 1;
    button.addEventListener("click", () => {
      this.#rove(index);
      this.#press(item);
    });
    return button;
  }

  /** @param {Item} item */
  #press(item) {
    if (item.run) {
      if (item.possible && !item.possible(this.actions.state())) return;
      this.actions.run(item.run);
      if (item.moves) this.actions.announceLevel(levelOf(this.actions.state()));
    } else if (item.name === "link") {
      if (this.linkForm.isOpen) this.linkForm.close();
      else this.openLink();
    } else {
      this.actions[/** @type {"undo" | "redo" | "suggest"} */ (item.name)]();
    }
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (event.key === "Escape" && !event.defaultPrevented) {
      event.preventDefault();
      this.actions.focusText();
      return;
    }
    const at = this.buttons.findIndex(({ button }) => button === event.target);
    if (at < 0 || !this.writes || event.altKey || event.ctrlKey || event.metaKey) return;
    const last = this.buttons.length - 1;
    const to = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#rove(to);
    this.focus();
  }

  /** @param {number} index */
  #rove(index) {
    this.current = index;
    this.buttons.forEach(({ button }, i) => (button.tabIndex = i === index ? 0 : -1));
  }
}
