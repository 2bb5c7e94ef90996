// What is typed on a phone and sent when there is a line: each idea with the id it was given when it was
// written, so that it is there once, however often it is sent. Owns: what waits.
// Does not know: votes, walls.

import { isShared } from "../offline/drafts.js";
import { find } from "../shell/dom.js";
import { post, Refusal } from "../shell/post.js";

/** @typedef {{ id: string, words: string }} Idea */

/** How long what was sent too fast waits where the server does not say, seconds. */
const WAIT = 5;

/**
 * Sends a form as a script does, which is answered in words.
 * @param {string} address
 * @param {URLSearchParams} body
 * @returns {Promise<{ done: boolean, words: string }>}
 */
export const send = async (address, body) =>
  (await post(address, body, { accept: "application/json" })).json();

export class Outbox {
  #form;
  #said;
  /** @type {HTMLTextAreaElement} */
  #field;
  #key = `preau-seance-${location.pathname}`;
  #sending = false;
  /** What a browser that keeps nothing keeps as long as the page. */
  #unkept = /** @type {Idea[]} */ ([]);

  /**
   * `form`: with the field `words`, a place for what is said, and the words for what waits.
   * @param {HTMLFormElement} form
   */
  constructor(form) {
    this.#form = form;
    this.#said = find(form, "[data-said]");
    this.#field = find(form, "[name=words]");
  }

  /** Whether something is typed that is not to be sent yet. */
  get isWriting() {
    return this.#field.value !== "";
  }

  /** What stands in the form is to be sent. */
  write() {
    const words = this.#field.value.trim();
    if (!words) return;
    this.#kept = [...this.#kept, { id: freshId(), words }];
    this.#field.value = "";
    this.flush();
  }

  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let [first] = this.#kept; first; [first] = this.#kept) {
        const answer = await send(this.#form.action, new URLSearchParams({ ...first }));
        this.#kept = this.#kept.filter(({ id }) => id !== first.id);
        this.#said.textContent = answer.words;
        if (!answer.done && !this.isWriting) this.#field.value = first.words;
      }
    } catch (failure) {
      this.#said.textContent = this.#form.dataset.waits ?? "";
      if (!(failure instanceof Refusal) || failure.status !== 429) return;
      const seconds = Number(failure.answer?.headers.get("retry-after")) || WAIT;
      setTimeout(() => this.flush(), seconds * 1000);
    } finally {
      this.#sending = false;
    }
  }

  /** @returns {Idea[]} */
  get #kept() {
    try {
      return JSON.parse(localStorage.getItem(this.#key) ?? "null") ?? this.#unkept;
    } catch {
      return this.#unkept;
    }
  }

  set #kept(ideas) {
    try {
      this.#unkept = isShared() ? ideas : [];
      if (ideas.length > 0 && !isShared()) localStorage.setItem(this.#key, JSON.stringify(ideas));
      else localStorage.removeItem(this.#key);
    } catch {
      this.#unkept = ideas;
    }
  }
}

/** What crypto.randomUUID gives, also without https, in a hall without internet. */
function freshId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
