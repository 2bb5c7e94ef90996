// The one box in which one writes beside the text: a new thread, an answer, one's own remark again.
// Owns: that the words stay until the server has them. Must not know: the list of threads.

import { Mentions } from "./mentions.js";

export class Composer {
  #form;
  #words;
  #reserved;
  #send;
  #mentions;
  /** The section and the path that a new thread is about. */
  #about;
  /** What is to be done with the words; nothing while the box is away. */
  #act;

  #instead;

  /**
   * `does`: send(act), which answers when it is done or has failed; cancel(); members(section);
   * instead(section, path), where another value is proposed.
   */
  constructor(form, does) {
    this.#form = form;
    this.#words = form.querySelector("textarea");
    this.#reserved = form.querySelector("[type=checkbox]");
    this.#send = form.querySelector(".button-main");
    this.#mentions = new Mentions(form, does.members);
    form.querySelector(".threads-cancel").addEventListener("click", does.cancel);
    this.#instead = form.querySelector(".threads-instead");
    this.#instead.addEventListener("click", () => does.instead(...this.#about));
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
    this.#about = [place.section, place.path];
    this.#mentions.start(place.section);
    this.#start("new", "", (said) => {
      const kind = this.#reserved.checked ? "reservation" : "comment";
      return { do: "open", kind, place, ...said };
    });
  }

  /** What is about to be written is a reservation. */
  reserve() {
    this.#reserved.checked = true;
  }

  reply(thread, section) {
    this.#mentions.start(section);
    this.#start("reply", "", (said) => ({ do: "reply", thread, ...said }));
  }

  rewrite(thread, section, remark) {
    const words = remark.querySelector(".remark-text");
    const named = [...words.querySelectorAll(".mention")].map((person) => ({
      account: person.dataset.account,
      name: person.textContent.slice(1),
    }));
    this.#mentions.start(section, named);
    const id = remark.dataset.remark;
    this.#start("rewrite", words.textContent, (said) => ({ do: "rewrite", thread, remark: id, ...said }));
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
    const [section, path] = this.#about ?? [];
    const other = `.suggest-add[data-section="${section}"][data-path="${path}"]`;
    this.#instead.hidden = about !== "new" || !document.querySelector(other);
    this.#form.hidden = false;
    this.#words.focus();
  }

  async #submit(send) {
    const text = this.#words.value.trim();
    if (!text || !this.#act || this.#send.disabled) return;
    this.#send.disabled = true;
    const mentions = this.#mentions.in(text);
    await send(this.#act(mentions.length > 0 ? { text, mentions } : { text }));
    this.#send.disabled = false;
  }
}
