// Naming a person in the box: after `@`, a list of those who may hear the section, by keys, mouse or
// finger. Owns: the list, and who was chosen from it. Does not know: what is done with the words.
//
// The box stays a text box: `aria-activedescendant` says which person the arrow keys have come to, and
// a line for screen readers how many there are.

import { around, find } from "../shell/dom.js";

/** @import { Member, PanelActs } from "./types.js" */

const SHOWN_AT_MOST = 8;

/** `@` at the start of a word, and the words of a name up to the caret. */
const ASKS =
  /(?:^|[^\p{L}\p{N}])@((?:\p{L}[\p{L}\p{N}'’.-]*(?: \p{L}[\p{L}\p{N}'’.-]*){0,5} ?)?)$/u;

const IN_WORD = /[\p{L}\p{N}]/u;

/** @type {(text: string, name: string, at: number) => boolean} */
const isNamed = (text, name, at) =>
  text.startsWith(name, at) && !IN_WORD.test(text.charAt(at + name.length));

/** @param {string} words */
const plain = (words) => words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

export class Mentions {
  /** @type {HTMLTextAreaElement} */
  #words;
  /** @type {HTMLElement} */
  #list;
  /** @type {HTMLElement} */
  #said;
  /** @type {PanelActs["members"]} */
  #members;
  /**
   * Who can be named here: `[{ account, name, quality }]`.
   * @type {Member[]}
   */
  #people = [];
  /**
   * Those chosen, by the name that stands in the text: the accounts, in the order of the choices.
   * @type {Map<string, string[]>}
   */
  #chosen = new Map();
  #active = -1;

  /**
   * `members(section)` answers with the people of a section.
   * @param {HTMLFormElement} form
   * @param {PanelActs["members"]} members
   */
  constructor(form, members) {
    this.#words = find(form, "textarea");
    this.#list = find(form, "[data-js=mention-list]");
    this.#said = find(form, "[data-js=mention-said]");
    this.#members = members;
    this.#words.addEventListener("input", () => this.#look());
    this.#words.addEventListener("keydown", (event) => this.#keyed(event));
    this.#words.addEventListener("blur", () => this.#close());
    // Before the box loses the focus, which would close the list under the finger.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", (event) => {
      const option = around(event, "[role=option]");
      if (option) this.#take(option);
    });
  }

  /**
   * Begins a remark in a section; `people` are those whom it names already.
   * @param {string} section
   * @param {{ account: string, name: string }[]} people
   */
  start(section, people = []) {
    this.#close();
    this.#chosen = new Map();
    for (const { account, name } of people) this.#keep(account, name);
    this.#people = [];
    const chosen = this.#chosen;
    /** @param {Member[]} people */
    const known = (people) => {
      // Another remark may have been begun since.
      if (chosen !== this.#chosen) return;
      this.#people = people;
      if (document.activeElement === this.#words) this.#look();
    };
    this.#members(section).then(known, () => {});
  }

  /**
   * The accounts of those who are named in a text, in the order in which they are.
   * @param {string} text
   */
  in(text) {
    /** @type {string[]} */
    const accounts = [];
    const used = new Map();
    const names = [...this.#chosen.keys()].sort((a, b) => b.length - a.length);
    for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
      const name = names.find((name) => isNamed(text, name, at + 1));
      if (name === undefined || IN_WORD.test(text.charAt(at - 1))) continue;
      const of = this.#chosen.get(name) ?? [];
      const nth = used.get(name) ?? 0;
      used.set(name, nth + 1);
      accounts.push(of[Math.min(nth, of.length - 1)]);
    }
    return accounts;
  }

  /**
   * @param {string} account
   * @param {string} name
   */
  #keep(account, name) {
    const of = this.#chosen.get(name) ?? [];
    if (!of.includes(account)) this.#chosen.set(name, [...of, account]);
  }

  get #isOpen() {
    return !this.#list.hidden;
  }

  /** The words after the `@` that the caret is behind. */
  #query() {
    const { selectionStart, selectionEnd, value } = this.#words;
    if (selectionStart !== selectionEnd) return undefined;
    return ASKS.exec(value.slice(0, selectionStart))?.[1];
  }

  #look() {
    const asked = this.#query();
    if (asked === undefined) return this.#close();
    /** @param {string} name */
    const begins = (name) =>
      plain(name)
        .split(/[\s-]+/)
        .map((_, at, all) => all.slice(at).join(" "));
    const wanted = plain(asked).replaceAll("-", " ");
    const found = this.#people.filter(({ name }) =>
      begins(name).some((words) => words.startsWith(wanted)),
    );
    // Somebody who is named already, and the space behind: the name is whole.
    if (found.length === 0 || (asked.endsWith(" ") && this.#chosen.has(asked.trimEnd())))
      return this.#close();
    this.#list.replaceChildren(...found.slice(0, SHOWN_AT_MOST).map(option));
    this.#list.hidden = false;
    this.#words.setAttribute("aria-controls", this.#list.id);
    this.#go(0);
    this.#said.textContent = (this.#said.dataset.text ?? "").replace(
      "{n}",
      String(this.#list.children.length),
    );
  }

  #close() {
    if (!this.#isOpen) return;
    this.#list.hidden = true;
    this.#words.removeAttribute("aria-activedescendant");
    this.#words.removeAttribute("aria-controls");
    this.#said.textContent = "";
  }

  /** @param {number} at */
  #go(at) {
    const options = [...this.#list.children];
    this.#active = (at + options.length) % options.length;
    options.forEach((option, index) =>
      option.setAttribute("aria-selected", String(index === this.#active)),
    );
    const active = options[this.#active];
    active.scrollIntoView?.({ block: "nearest" });
    this.#words.setAttribute("aria-activedescendant", active.id);
  }

  /** @param {KeyboardEvent} event */
  #keyed(event) {
    if (!this.#isOpen || event.isComposing) return;
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#go(this.#active + steps[event.key]);
    else if (event.key === "Enter" || event.key === "Tab")
      this.#take(/** @type {HTMLElement} */ (this.#list.children[this.#active]));
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    // Escape closes the list, and not the panel as well.
    event.stopPropagation();
  }

  /** @param {HTMLElement} option */
  #take({ dataset: { account = "", name = "" } }) {
    const asked = this.#query() ?? "";
    const end = this.#words.selectionStart;
    this.#keep(account, name);
    this.#words.setRangeText(`${name} `, end - asked.length, end, "end");
    this.#words.focus();
    this.#close();
  }
}

/**
 * @param {Member} member
 * @param {number} at
 */
function option({ account, name, quality }, at) {
  const element = document.createElement("li");
  element.id = `mention-${at}`;
  element.setAttribute("role", "option");
  Object.assign(element.dataset, { account, name });
  const what = document.createElement("span");
  what.textContent = quality;
  element.append(`${name} `, what);
  return element;
}
