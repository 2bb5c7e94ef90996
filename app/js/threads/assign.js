// Giving a thread to somebody to see to, by a day if need be. Owns: the form. Must not know: who may
// be given one, which the server says.

export class Assign {
  #form;
  #to;
  #due;
  #none;
  #thread;
  #does;

  /** `does`: send(act), which answers when it is done or has failed; cancel(); members(section). */
  constructor(form, does) {
    this.#form = form;
    this.#does = does;
    this.#to = form.querySelector("select");
    this.#due = form.querySelector("[type=date]");
    this.#none = form.querySelector(".threads-unassign");
    form.querySelector(".threads-cancel").addEventListener("click", does.cancel);
    this.#none.addEventListener("click", () => this.#send({ do: "unassign", thread: this.#thread }));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const due = this.#due.value;
      this.#send({ do: "assign", thread: this.#thread, to: this.#to.value, ...(due && { due }) });
    });
  }

  /** For the thread of that element, with what it was given as. */
  async open(article, section) {
    this.#thread = article.dataset.thread;
    const given = article.querySelector(".thread-given")?.dataset ?? {};
    this.#due.value = given.due ?? "";
    this.#none.hidden = given.account === undefined;
    this.#form.hidden = false;
    this.#to.focus();
    const first = this.#to.options[0];
    const people = await this.#does.members(section).catch(() => []);
    const options = people.map(({ account, name, quality }) => new Option(quality ? `${name} (${quality})` : name, account));
    this.#to.replaceChildren(first, ...options);
    this.#to.value = given.account ?? "";
  }

  /** Goes away. */
  rest() {
    this.#form.hidden = true;
  }

  async #send(act) {
    const buttons = [...this.#form.querySelectorAll("button")];
    for (const button of buttons) button.disabled = true;
    await this.#does.send(act);
    for (const button of buttons) button.disabled = false;
  }
}
