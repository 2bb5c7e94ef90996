// What others suggest, drawn in the text letter by letter: what would come is underlined in the colour
// of who suggests it, what would go is struck through, and a flag says whose it is. Nothing of it is
// part of the text. Owns: the drawing, and the choice between marked, after and before, which is one
// for the whole page. Does not know: what the panel does, how the text is kept.

import { aloud, button, make, texts } from "./texts.js";
import { find } from "../../shell/dom.js";

/** @import { Node as Doc } from "prosemirror-model" */
/** @import { Decoration as Drawn } from "prosemirror-view" */
/** @import Delta from "quill-delta" */
/** @import { Attributes, FlatOp } from "../../editor/types.js" */
/** @import { EditorOfSuggestions, SuggestedPassage, Tools } from "./text_suggestions.js" */

const VIEWS = ["marked", "after", "before"];
/** @type {Set<Drawer>} */
const drawers = new Set();
let view = "marked";
let groups = 0;

export class Drawer {
  /** @type {Tools} */
  #tools;
  /** @type {EditorOfSuggestions} */
  #page;
  /** @type {HTMLFieldSetElement} */
  #choice;
  #any = false;

  /**
   * `tools`: Decoration, Delta, flatSize, posAt; `page`: root, see(thread), changed().
   * @param {Tools} tools
   * @param {EditorOfSuggestions} page
   */
  constructor(tools, page) {
    this.#tools = tools;
    this.#page = page;
    this.#choice = choice();
    find(page.root, "[role=textbox]").before(this.#choice);
    drawers.add(this);
    this.show();
  }

  get isAfter() {
    return this.#any && view === "after";
  }

  stop() {
    drawers.delete(this);
  }

  /** The text is to be seen as it was chosen. */
  show() {
    if (this.#any) this.#page.root.dataset.suggestions = view;
    else delete this.#page.root.dataset.suggestions;
    this.#choice.hidden = !this.#any;
    for (const radio of this.#choice.querySelectorAll("input"))
      radio.checked = radio.value === view;
    find(this.#choice, "p").textContent = view === "after" ? texts("afterNote") : "";
  }

  changed() {
    this.show();
    this.#page.changed();
  }

  /**
   * The decorations of `[{ id, from, to }]` over `text`, which `doc` shows.
   * @param {Doc} doc
   * @param {Delta} text
   * @param {SuggestedPassage[]} passages
   */
  draw(doc, text, passages) {
    const drawn = passages.flatMap((passage) => this.#suggestion(doc, text, passage));
    if (this.#any !== drawn.length > 0) {
      this.#any = drawn.length > 0;
      this.show();
      // Who may write here may be another matter now; not from within the drawing.
      queueMicrotask(() => this.#page.changed());
    }
    return drawn;
  }

  /**
   * @param {Doc} doc
   * @param {Delta} text
   * @param {SuggestedPassage} passage
   * @returns {Drawn[]}
   */
  #suggestion(doc, text, { id, from, to }) {
    const { Decoration, Delta, flatSize, posAt } = this.#tools;
    /** @type {HTMLElement | null | undefined} */
    const suggestion = document.getElementById(`fil-${id}`)?.querySelector("[data-ops]");
    const { before = "", ops, by, who } = suggestion?.dataset ?? {};
    if (ops === undefined) return [];
    const now = text
      .slice(from, to)
      .ops.map(({ insert }) => (typeof insert === "string" ? insert : "\0"))
      .join("");
    const since = new Delta().insert(before).diff(new Delta().insert(now));
    const changed = since.ops.length > 0;
    const says = texts("inline", { by });
    const last = flatSize(doc) - 1;
    /** @param {number} offset */
    const place = (offset) => posAt(doc, Math.max(0, Math.min(last, offset)));
    const about = { "data-thread": id, title: changed ? `${says}. ${texts("changed")}` : says };
    /** @type {(start: number, end: number, name: string, formats?: Attributes) => Drawn} */
    const inline = (start, end, name, formats) => {
      const classes = [
        "editor-suggestion",
        `editor-suggestion-${name}`,
        `who-${who}`,
        ...looks(formats),
      ];
      const nodeName = name === "goes" ? "del" : "span";
      return Decoration.inline(place(start), place(end), {
        ...about,
        nodeName,
        class: classes.join(" "),
      });
    };
    /** @type {(at: number, key: string, element: () => HTMLElement, spec: object) => Drawn} */
    const widget = (at, key, element, spec) =>
      Decoration.widget(place(at), element, {
        key: `${id} ${key}`,
        ignoreSelection: true,
        marks: [],
        ...spec,
      });
    const flag = () => {
      const see = button(`editor-suggestion-flag who-${who}`, "", () => this.#page.see(id));
      see.append(
        make(
          "span",
          "editor-suggestion-by",
          says,
          ...(changed ? [make("em", "", ` ${texts("changed")}`)] : []),
        ),
      );
      see.contentEditable = "false";
      return see;
    };
    /** @type {(words: string, formats?: Attributes) => () => HTMLElement} */
    const comes = (words, formats) => () => {
      const element = make(
        "ins",
        ["editor-suggestion", "editor-suggestion-comes", `who-${who}`, ...looks(formats)].join(" "),
      );
      element.contentEditable = "false";
      element.dataset.thread = id;
      element.title = about.title;
      element.append(aloud(` [${texts("added")} : `), ...lines(words), aloud("] "));
      return element;
    };
    const change = /** @type {FlatOp[]} */ (since.transform(new Delta(JSON.parse(ops)), true).ops);
    const first = change[0]?.retain && !change[0].attributes ? from + change[0].retain : from;
    // Its keys and clicks are its own, not the text's.
    const drawn = [
      widget(first, `flag ${who} ${by} ${changed}`, flag, { side: -2, stopEvent: () => true }),
    ];
    let at = from;
    /** @type {FlatOp[]} */
    let waiting = [];
    const put = () => {
      for (const { insert, attributes } of waiting) {
        const key = `${insert} ${JSON.stringify(attributes ?? {})}`;
        drawn.push(widget(at, key, comes(String(insert), attributes), { side: 1 }));
      }
      waiting = [];
    };
    // What comes in the place of something stands behind it.
    for (const op of change) {
      const { retain = 0 } = op;
      if (op.insert !== undefined) waiting.push(op);
      else if (op.delete) {
        drawn.push(inline(at, at + op.delete, "goes"));
        at += op.delete;
      } else {
        put();
        if (op.attributes) drawn.push(inline(at, at + retain, "changes", op.attributes));
        at += retain;
      }
    }
    put();
    return drawn;
  }
}

/**
 * How words would look.
 * @param {Attributes} [formats]
 */
const looks = (formats = {}) =>
  ["bold", "italic"]
    .filter((name) => name in formats)
    .map((name) => `${formats[name] ? "as" : "not"}-${name}`);

/**
 * Words with a mark at the end of each line that would end.
 * @param {string} words
 */
const lines = (words) =>
  words.split("\n").flatMap((line, i) => {
    if (i === 0) return [line];
    const mark = make("span", "editor-suggestion-break", "¶");
    mark.ariaHidden = "true";
    return [mark, `\n${line}`];
  });

function choice() {
  groups += 1;
  const radios = VIEWS.map((name) => {
    const radio = make("input");
    Object.assign(radio, { type: "radio", name: `suggestions-${groups}`, value: name });
    return make("label", "", radio, make("span", "", texts(name)));
  });
  const note = make("p");
  note.role = "status";
  const set = make(
    "fieldset",
    "editor-suggestions",
    make("legend", "", texts("views")),
    ...radios,
    note,
  );
  set.addEventListener("change", ({ target }) => {
    view = /** @type {HTMLInputElement} */ (target).value;
    for (const drawer of drawers) drawer.changed();
  });
  return set;
}
