// The one box in which one writes beside the text: a new thread, an answer, one's own remark again.
// Owns: that the words stay until the server has them. Does not know: the list of threads.

import { Mentions } from "./mentions.js";
import { find, findAll } from "../shell/dom.js";

/** @import { Act, Anchor, PanelActs, RemarkText } from "./types.js" */

export class Composer {
  /** @type {HTMLFormElement} */
  #form;
  /** @type {HTMLTextAreaElement} */
  #words;
  /** @type {HTMLInputElement} */
  #reserved;
  /** @type {HTMLButtonElement} */
  #send;
  /** @type {Mentions} */
  #mentions;
  /**
   * The section and the path that a new thread is about.
   * @type {[section: string, path: string] | undefined}
   */
  #about;
  /**
   * What is to be done with the words; nothing while the box is away.
   * @type {((remark: RemarkText) => Act) | undefined}
   */
  #act;

  /** @type {HTMLElement} */
  #instead;

  /**
   * `does`: send(act), which answers when it is done or has failed; cancel(); members(section);
   * instead(section, path), where another value is suggested.
   * @param {HTMLFormElement} form
   * @param {PanelActs} does
   */
  constructor(form, does) {
    this.#form = form;
    this.#words = find(form, "textarea");
    this.#reserved = find(form, "[type=checkbox]");
    this.#send = find(form, "[data-js=send]");
    this.#mentions = new Mentions(form, does.members);
    find(form, "[data-js=cancel]").addEventListener("click", does.cancel);
    this.#instead = find(form, "[data-js=instead]");
    this.#instead.addEventListener("click", () => this.#about && does.instead(...this.#about));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit(does.send);
    });
  }

  /**
   * Starts a thread about a place, called by its section's title and its own label.
   * @param {Anchor} place
   * @param {string} href
   * @param {{ title: string, label?: string }} name
   */
  open(place, href, { title, label }) {
    /** @type {HTMLAnchorElement} */
    const link = find(this.#form, "[data-whole]");
    link.href = href;
    link.textContent = `${title} · ${label || link.dataset.whole}`;
    const quote = find(this.#form, "[data-js=quote]");
    quote.textContent = place.quote ?? "";
    quote.hidden = !place.quote;
    this.#about = [place.section, place.path ?? ""];
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

  /**
   * @param {string} thread
   * @param {string} section
   */
  reply(thread, section) {
    this.#mentions.start(section);
    this.#start("reply", "", (said) => ({ do: "reply", thread, ...said }));
  }

  /**
   * @param {string} thread
   * @param {string} section
   * @param {HTMLElement} remark
   */
  rewrite(thread, section, remark) {
    const words = find(remark, "[data-js=words]");
    const named = findAll(words, "[data-account]").map((person) => ({
      account: person.dataset.account ?? "",
      name: person.textContent.slice(1),
    }));
    this.#mentions.start(section, named);
    const id = remark.dataset.remark;
    this.#start("rewrite", words.textContent, (said) => ({
      do: "rewrite",
      thread,
      remark: id,
      ...said,
    }));
  }

  /** Goes away. */
  rest() {
    this.#act = undefined;
    this.#form.hidden = true;
  }

  /**
   * @param {string} about
   * @param {string} text
   * @param {(remark: RemarkText) => Act} act
   */
  #start(about, text, act) {
    this.#act = act;
    this.#words.value = text;
    this.#reserved.checked = false;
    for (const part of findAll(this.#form, "[data-about]")) {
      part.hidden = part.dataset.about !== about;
    }
    const [section, path] = this.#about ?? [];
    const other = `[data-js=suggest][data-section="${section}"][data-path="${path}"]`;
    this.#instead.hidden = about !== "new" || !document.querySelector(other);
    this.#form.hidden = false;
    this.#words.focus();
  }

  /** @param {PanelActs["send"]} send */
  async #submit(send) {
    const text = this.#words.value.trim();
    if (!text || !this.#act || this.#send.disabled) return;
    this.#send.disabled = true;
    const mentions = this.#mentions.in(text);
    await send(this.#act(mentions.length > 0 ? { text, mentions } : { text }));
    this.#send.disabled = false;
  }
}
