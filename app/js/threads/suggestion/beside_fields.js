// What is suggested, outside of the texts: a value beside its field, and all that is open in a section
// decided together. Owns: these two. Does not know: how one is decided alone.

import { nameOf, sectionOf, fieldOf } from "../place.js";
import { button, make, texts } from "./texts.js";
import { find } from "../../shell/dom.js";

/** @import { Decision, Outcome } from "../types.js" */

/** @typedef {{ see(thread: string): void, decide(decision: Decision): Promise<Outcome | undefined> }} BesideActs */

export class Beside {
  /** @type {HTMLElement} */
  #root;
  /** @type {BesideActs} */
  #does;
  /** @type {Map<string, HTMLElement>} */
  #notes = new Map();
  /**
   * The sections that have been offered, so that nothing is drawn anew under a reader's hands.
   * @type {string | undefined}
   */
  #offered;

  /**
   * `root`: where to decide together; `does`: see(thread), decide(body), which answers `{ decided, left }`.
   * @param {HTMLElement} root
   * @param {BesideActs} does
   */
  constructor(root, does) {
    this.#root = root;
    this.#does = does;
  }

  /**
   * These are the threads now.
   * @param {HTMLElement[]} threads
   */
  update(threads) {
    const open = threads.filter(
      ({ dataset }) => "suggestion" in dataset && dataset.state === "open",
    );
    this.#fields(open);
    this.#together(open.filter(({ dataset }) => "decides" in dataset));
  }

  /** @param {HTMLElement[]} open */
  #fields(open) {
    const wanted = new Map(
      open
        .filter((one) => !one.querySelector("[data-ops]"))
        .map((one) => [one.dataset.thread ?? "", one]),
    );
    for (const [id, note] of this.#notes) {
      if (wanted.has(id) && note.isConnected) continue;
      note.remove();
      this.#notes.delete(id);
    }
    for (const [id, thread] of wanted) {
      const field = !this.#notes.has(id) && fieldOf(thread);
      if (!field) continue;
      const suggestion = find(thread, "[data-js=suggestion]");
      const { by, who } = suggestion.dataset;
      const change = make("p", "field-suggestion-change", ...suggestion.cloneNode(true).childNodes);
      change.lang = suggestion.lang;
      const note = make(
        "div",
        `field-suggestion who-${who}`,
        make("p", "field-suggestion-by", texts("inline", { by })),
        change,
      );
      note.append(button("button-quiet", texts("see"), () => this.#does.see(id)));
      field.append(note);
      this.#notes.set(id, note);
    }
  }

  /** @param {HTMLElement[]} open */
  #together(open) {
    /** @type {Map<string, number>} */
    const sections = new Map();
    for (const thread of open)
      sections.set(sectionOf(thread), (sections.get(sectionOf(thread)) ?? 0) + 1);
    const several = [...sections].filter(([, n]) => n > 1);
    const offered = several.join();
    if (offered === this.#offered) return;
    this.#offered = offered;
    const n = several.reduce((sum, [, n]) => sum + n, 0);
    const all = make("details", "", make("summary", "", texts("together", { n })));
    all.append(...several.map(([section, n]) => this.#section(section, n)));
    const status =
      /** @type {HTMLElement | null} */ (this.#root.querySelector("[role=status]")) ??
      make("p", "threads-together-said");
    status.role = "status";
    this.#root.replaceChildren(...(several.length > 0 ? [all] : []), status);
    this.#root.hidden = false;
  }

  /**
   * @param {string} section
   * @param {number} n
   */
  #section(section, n) {
    const about = { n, section: nameOf(section, "").title };
    const acts = make("div", "thread-acts");
    /** @param {boolean} accept */
    const ask = (accept) => {
      const word = make("textarea");
      Object.assign(word, { rows: 2, maxLength: Number(this.#root.dataset.longest) });
      const sure = button("button-main", texts(accept ? "acceptAll" : "refuseAll"), () =>
        this.#decide(section, accept, word.value, sure),
      );
      const cancel = button("button-quiet", texts("cancel"), () => {
        this.#offered = undefined;
        rest();
        find(acts, "button").focus();
      });
      const label = make("label", "threads-field", texts("word"), word);
      acts.replaceChildren(
        make("p", "", texts(accept ? "acceptSure" : "refuseSure", about)),
        label,
        sure,
        cancel,
      );
      sure.focus();
    };
    const rest = () => {
      const accept = button("button-quiet", texts("acceptAll"), () => ask(true));
      acts.replaceChildren(
        accept,
        button("button-quiet", texts("refuseAll"), () => ask(false)),
      );
    };
    rest();
    return make("section", "", make("p", "", texts("togetherOf", about)), acts);
  }

  /**
   * @param {string} section
   * @param {boolean} accept
   * @param {string} text
   * @param {HTMLButtonElement} sure
   */
  async #decide(section, accept, text, sure) {
    sure.disabled = true;
    const outcome = await this.#does.decide({ section, accept, text });
    sure.disabled = false;
    if (!outcome) return;
    const { decided, left } = outcome;
    const status = find(this.#root, "[role=status]");
    status.textContent = texts("allDone", { n: decided });
    if (left.length > 0) status.textContent += ` ${texts("allLeft", { n: left.length })}`;
    for (const id of left)
      status.append(
        " ",
        button("button-quiet", texts("see"), () => this.#does.see(id)),
      );
    this.#root.tabIndex = -1;
    this.#root.focus();
  }
}
