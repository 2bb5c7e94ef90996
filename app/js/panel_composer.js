// The one box in which one writes beside the text: a new thread, an answer, one's own remark again.
// Owns: that the words stay until the server has them. Must not know: the list of threads.

export class Composer {
  #form;
  #words;
  #reserved;
  #send;
  /** What is to be done with the words; nothing while the box is away. */
  #act;

  /** `does`: send(act), which answers when it is done or has failed; cancel(). */
  constructor(form, does) {
    this.#form = form;
    this.#words = form.querySelector("textarea");
    this.#reserved = form.querySelector("[type=checkbox]");
    this.#send = form.querySelector(".button-main");
    form.querySelector(".threads-cancel").addEventListener("click", does.cancel);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(does.send);
    });
  }

  /** Starts a thread about a place, called by its section's title and its own label. */
  open(place, href, { title, label }) {
    const link = this.#form.querySelector(".thread-place a");
    link.href = href;
    link.textContent = `${title} · ${label || link.dataset.whole}`;
    const quote = this.#form.querySelector(".thread-quote");
    quote.textContent = place.quote ?? "";
    quote.hidden = !place.quote;
    this.#start("new", "", (text) => {
      const kind = this.#reserved.checked ? "reservation" : "comment";
      return { do: "open", kind, place, text };
    });
  }

  reply(thread) {
    this.#start("reply", "", (text) => ({ do: "reply", thread, text }));
  }

  rewrite(thread, remark) {
    const { textContent } = remark.querySelector(".remark-text");
    const id = remark.dataset.remark;
    this.#start("rewrite", textContent, (text) => ({ do: "rewrite", thread, remark: id, text }));
  }

  /** Goes away. */
  rest() {
    this.#act = undefined;
    this.#form.hidden = true;
  }

  #start(about, text, act) {
    this.#act = act;
    this.#words.value = text;
    this.#reserved.checked = false;
    for (const part of this.#form.querySelectorAll("[data-about]")) {
      part.hidden = part.dataset.about !== about;
    }
    this.#form.hidden = false;
    this.#words.focus();
  }

  async #submit(send) {
    const text = this.#words.value.trim();
    if (!text || !this.#act || this.#send.disabled) return;
    this.#send.disabled = true;
    await send(this.#act(text));
    this.#send.disabled = false;
  }
}
