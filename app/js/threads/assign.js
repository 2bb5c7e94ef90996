// Giving a thread to somebody to see to, by a day if need be. Owns: the form. Does not know: who may
// be given one, which the server says.

import { find } from "../shell/dom.js";

/** @import { PanelActs, Act } from "./types.js" */

export class Assign {
  /** @type {HTMLFormElement} */
  #form;
  /** @type {HTMLSelectElement} */
  #to;
  /** @type {HTMLInputElement} */
  #due;
  /** @type {HTMLElement} */
  #none;
  /** @type {string | undefined} */
  #thread;
  /** @type {Pick<PanelActs, "send" | "cancel" | "members">} */
  #does;

  /**
   * `does`: send(act), which answers when it is done or has failed; cancel(); members(section).
   * @param {HTMLFormElement} form
   * @param {Pick<PanelActs, "send" | "cancel" | "members">} does
   */
  constructor(form, does) {
    this.#form = form;
    this.#does = does;
    this.#to = find(form, "select");
    this.#due = find(form, "[type=date]");
    this.#none = find(form, "[data-js=unassign]");
    find(form, "[data-js=cancel]").addEventListener("click", does.cancel);
    this.#none.addEventListener("click", () =>
      this.#send({ do: "unassign", thread: this.#thread }),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const due = this.#due.value;
      this.#send({ do: "assign", thread: this.#thread, to: this.#to.value, ...(due && { due }) });
    });
  }

  /**
   * For the thread of that element, with what it was given as.
   * @param {HTMLElement} article
   * @param {string} section
   */
  async open(article, section) {
    this.#thread = article.dataset.thread;
    const given =
      /** @type {HTMLElement | null} */ (article.querySelector("[data-js=given]"))?.dataset ?? {};
    this.#due.value = given.due ?? "";
    this.#none.hidden = given.account === undefined;
    this.#form.hidden = false;
    this.#to.focus();
    const first = this.#to.options[0];
    const people = await this.#does.members(section).catch(() => []);
    const options = people.map(
      ({ account, name, quality }) => new Option(quality ? `${name} (${quality})` : name, account),
    );
    this.#to.replaceChildren(first, ...options);
    this.#to.value = given.account ?? "";
  }

  /** Goes away. */
  rest() {
    this.#form.hidden = true;
  }

  /** @param {Act} act */
  async #send(act) {
    const buttons = [...this.#form.querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    await this.#does.send(act);
    for (const button of buttons) button.disabled = false;
  }
}
