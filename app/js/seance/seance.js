// A séance in the browser: the wall, the remote, the phones. Parts come as HTML from the server
// whenever they are others; forms are sent without leaving the page. Without it all pages work, one
// load at a time. Owns: what comes in and goes out. Does not know: what a part says.

import { present } from "../pitch/presenter.js";
import { around, find, findAll } from "../shell/dom.js";
import { fieldsOf, Refusal } from "../shell/post.js";
import { addDotButtons } from "./ballot.js";
import { begin, tick } from "./clock.js";
import { hold } from "./follow.js";
import { Outbox, send } from "./outbox.js";
import { isTyping, Parts } from "./parts.js";
import { showTurn } from "./speaking.js";
import { splice } from "./splice.js";
import { follow } from "./stream.js";
import { show, stayAwake } from "./wall.js";

class Page {
  #root;
  #lost;
  #parts;
  /** @type {HTMLFormElement | null} */
  #compose;
  #outbox;

  /** @param {HTMLElement} root */
  constructor(root) {
    this.#root = root;
    this.#lost = find(root, "[data-lost]");
    this.#parts = new Parts(root);
    this.#compose = root.querySelector("[data-compose]");
    this.#outbox = this.#compose && new Outbox(this.#compose);
    this.#settle();
    follow(root.dataset.seance ?? "", {
      parts: (told) => {
        this.#parts.take(splice(told));
        this.#settle();
      },
      alive: () => {
        this.#lost.hidden = true;
        this.#outbox?.flush();
      },
      lost: () => (this.#lost.hidden = false),
    });
    setInterval(() => findAll(root, "[data-left]").forEach(tick), 250);
    root.addEventListener("submit", (event) => this.#submit(event));
    root.addEventListener("focusout", () => setTimeout(() => isTyping() || this.#release()));
    root.addEventListener("click", (event) => {
      const button = around(event, "[data-hold]");
      if (button && !hold(button)) this.#release();
    });
    if (root.matches("[data-presenter]")) present(root);
    if (root.matches("[data-wall]")) this.#watchWall();
  }

  #watchWall() {
    stayAwake();
    document.addEventListener("visibilitychange", stayAwake);
    addEventListener("resize", () => {
      const screen = this.#parts.find("screen");
      if (screen) show(screen);
    });
  }

  #release() {
    this.#parts.release();
    this.#settle();
  }

  /** What the parts say of the rest of the page. */
  #settle() {
    const root = this.#root;
    findAll(root, "[data-left]").forEach(begin);
    /** @type {HTMLElement | null} */
    const holder = root.querySelector("[data-holder]");
    const account = holder && find(root, "[data-account]").dataset.account;
    const isMine = holder !== null && holder.dataset.holder === account;
    root.classList.toggle("is-holder", isMine);
    if (isMine) {
      const words = find(holder, "[data-mine]");
      words.textContent = words.dataset.mine ?? "";
    }
    /** @type {HTMLElement | null} */
    const state = root.querySelector("[data-phone-state]");
    if (state && this.#compose) {
      this.#compose.hidden = !state.dataset.open && !this.#outbox?.isWriting;
    }
    /** @type {HTMLFormElement | null} */
    const ballot = root.querySelector("[data-ballot]");
    if (ballot) addDotButtons(ballot);
    // Nobody gives the floor any more.
    if (state?.dataset.ended) root.querySelector("[data-speaking]")?.remove();
    else showTurn(root);
  }

  /** @param {SubmitEvent} event */
  #submit(event) {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (form.matches("[data-ask]")) this.#askToSpeak(form, event.submitter);
    else if (form === this.#compose) this.#outbox?.write();
    else if (form.matches("[data-ballot], [data-act]")) this.#send(form);
    else return;
    event.preventDefault();
  }

  /** @param {HTMLFormElement} form */
  async #send(form) {
    const body = fieldsOf(form);
    // At which hour it began is that of the hall, and no server's.
    if (form.matches("[data-act]")) body.set("offset", String(-new Date().getTimezoneOffset()));
    /** @type {HTMLElement | null} */
    const said = form.querySelector("[data-said]");
    // What is filled in may be written anew now; a button keeps the keyboard.
    const typed = document.activeElement;
    if (isTyping() && typed instanceof HTMLElement) typed.blur();
    try {
      const answer = await send(form.action, body);
      if (said) said.textContent = answer.words;
      else if (answer.done) {
        this.#root.querySelector("[data-alert]")?.remove();
        // What was counted stays to be counted on.
        if (form.dataset.keeps === undefined) form.reset();
      } else this.#complain(answer.words);
    } catch (failure) {
      const { answer, status } = failure instanceof Refusal ? failure : new Refusal();
      if (answer && status === 429 && said) said.textContent = (await answer.json()).words;
      // What the server refuses outright, the page it writes says best.
      else if (status >= 400 && status < 500 && status !== 429) location.reload();
      else this.#lost.hidden = false;
    }
  }

  /**
   * Asks to speak, or takes that back, without leaving an idea that is being written.
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async #askToSpeak(form, button) {
    try {
      const answer = await fetch(form.action, { method: "POST", body: fieldsOf(form, button) });
      const read = new DOMParser().parseFromString(await answer.text(), "text/html");
      const mine = read.querySelector("[data-speaking]");
      if (!mine) location.reload();
      else find(this.#root, "[data-speaking]").replaceWith(mine);
      const wrong = read.querySelector("[role=alert]");
      if (wrong) this.#complain(wrong.textContent);
      this.#settle();
    } catch {
      this.#lost.hidden = false;
    }
  }

  /** @param {string} words */
  #complain(words) {
    /** @type {HTMLElement | null} */
    let alert = this.#root.querySelector("[data-alert]");
    if (!alert) {
      alert = document.createElement("p");
      alert.className = "notice danger remote-alert";
      alert.dataset.alert = "";
      alert.setAttribute("role", "alert");
      find(this.#root, "h1").after(alert);
    }
    alert.textContent = words;
  }
}

/** @type {HTMLElement | null} */
const root = document.querySelector("[data-seance]");
if (root) new Page(root);
