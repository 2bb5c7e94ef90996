// Writing a suggestion in place: the bar that says that nothing is touched, with a word to add, and
// the two ways out. Keeps the draft on the device until it is sent, so that a closed tab loses none.
// Does not know: the document, how a suggestion is made of a draft.

import { draftKey, isShared } from "../../offline/drafts.js";
import { post, Refusal } from "../../shell/post.js";
import { suggestionsAddress } from "../acts.js";

/** @import { Options, Texts } from "../../editor/types.js" */

const PAUSE = 400;

/**
 * Why a suggestion is not sent, by the status of the answer.
 * @type {Record<number, string>}
 */
const REASONS = {
  403: "suggestForbidden",
  404: "suggestForbidden",
  409: "suggestLater",
  422: "suggestLong",
};

export class Suggesting {
  /**
   * `texts`: the words; `options`: section, suggestFor (its text); `asks`: start(bytes or null),
   * bytes(), stop().
   * @param {Texts} texts
   * @param {Pick<Options, "section" | "suggestFor">} options
   * @param {{ start(kept: Uint8Array | null): void, bytes(): Uint8Array, stop(): void }} asks
   */
  constructor(texts, { section, suggestFor }, asks) {
    this.section = section;
    this.suggestFor = suggestFor;
    this.asks = asks;
    this.texts = texts;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.soon = undefined;
    this.dom = document.createElement("form");
    this.dom.className = "editor-suggest";
    this.dom.hidden = true;
    this.dom.setAttribute("aria-label", texts("suggest"));
    const says = document.createElement("p");
    says.textContent = texts("suggestMode");
    const label = document.createElement("label");
    label.append(texts("suggestWord"));
    this.word = document.createElement("input");
    this.word.className = "input";
    this.word.maxLength = 1000;
    label.append(this.word);
    this.send = button("submit", texts("suggestSend"), "button-main");
    const leave = button("button", texts("cancel"), "button-quiet");
    leave.addEventListener("click", () => this.leave());
    this.status = document.createElement("p");
    this.status.className = "editor-suggest-status";
    this.status.setAttribute("aria-live", "polite");
    const row = document.createElement("div");
    row.className = "editor-suggest-acts";
    row.append(this.send, leave);
    this.dom.append(says, label, row, this.status);
    this.dom.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
    this.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.leave();
    });
  }

  get draftKey() {
    return draftKey(this.suggestFor);
  }

  get isOn() {
    return !this.dom.hidden;
  }

  /**
   * Begins, with what was written before if the device has it.
   * @param {Uint8Array | null} kept
   */
  begin(kept = null) {
    this.status.textContent = "";
    this.dom.hidden = false;
    this.asks.start(kept);
  }

  /** Goes on with what an earlier tab left, if it left something. */
  resume() {
    const kept = stored(() => localStorage.getItem(this.draftKey));
    if (kept) this.begin(bytesOf(kept));
  }

  /** The draft is another one. */
  changed() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.#keep(), PAUSE);
    window.addEventListener("pagehide", this.#leaving);
  }

  /** Ends without sending; asks first if something would be lost. */
  leave() {
    if (this.asks.bytes().length && !confirm(this.texts("suggestLose"))) return;
    this.#end();
  }

  #leaving = () => this.#keep();

  #keep() {
    const bytes = this.isOn ? this.asks.bytes() : new Uint8Array();
    if (bytes.length && !isShared())
      stored(() => localStorage.setItem(this.draftKey, base64(bytes)));
    else stored(() => localStorage.removeItem(this.draftKey));
  }

  #end() {
    clearTimeout(this.soon);
    this.dom.hidden = true;
    this.word.value = "";
    this.#keep();
    this.asks.stop();
  }

  async #submit() {
    const bytes = this.asks.bytes();
    if (!bytes.length) return this.#say("suggestNothing");
    this.send.disabled = true;
    this.#say("suggestSending");
    const { section, word } = this;
    const body = { of: "passage", section, update: base64(bytes), text: word.value };
    try {
      await post(suggestionsAddress(), body);
      this.#end();
    } catch (failure) {
      const status = failure instanceof Refusal ? failure.status : 0;
      this.#say(REASONS[status] ?? "suggestOffline");
    } finally {
      this.send.disabled = false;
    }
  }

  /** @param {string} name */
  #say(name) {
    this.status.textContent = this.texts(name);
  }
}

/**
 * @param {"button" | "submit"} type
 * @param {string} words
 * @param {string} classes
 */
function button(type, words, classes) {
  const made = document.createElement("button");
  made.type = type;
  made.className = classes;
  made.textContent = words;
  return made;
}

// A browser may keep nothing: then the draft lives as long as its tab.
/**
 * @template T
 * @param {() => T} act
 */
function stored(act) {
  try {
    return act();
  } catch {
    return null;
  }
}

/** @param {Uint8Array} bytes */
const base64 = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** @param {string} text */
function bytesOf(text) {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}
