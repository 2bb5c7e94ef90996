// What is said beside the text: the panel that the server wrote, alive. Owns: what the panel is about
// at the moment, the keys and buttons that lead here.
// Does not know: the documents. Where a thread stands in them is told by `orphans`, and asked by the
// two functions that a panel is made with.
//
// Contract with the caller. `refresh`, `orphans`, `show` and `compose` move the focus, if at all, after
// they have returned, so that nothing is called from within a call of wasm.

import { Assign } from "./assign.js";
import { Composer } from "./composer.js";
import { List } from "./list.js";
import { hrefOf, nameOf, placeOf, sectionOf } from "./place.js";
import { suggestionsModule } from "./suggestion/text_suggestions.js";
import { around, find } from "../shell/dom.js";
import { keepInView } from "../shell/in_view.js";
import * as acts from "./acts.js";

/** @import { Beside } from "./suggestion/bundle.js" */
/** @import { Act, Decision, Outcome } from "./types.js" */

/** How long the list waits, milliseconds, when a text has changed. */
const PAUSE = 3_000;

export class Panel {
  /** @type {(section: string, path: string) => string} */
  #place;
  /** @type {() => void} */
  #failed;
  /** @type {HTMLElement} */
  #root = find(document, "#fils");
  /** @type {HTMLElement} */
  #way = find(document, "[data-js=panel-button]");
  /** @type {HTMLElement} */
  #close = find(this.#root, "[data-js=close]");
  /** @type {List} */
  #list;
  /** @type {Composer} */
  #composer;
  /** @type {Assign} */
  #assign;
  /** @type {HTMLFormElement} */
  #form = find(this.#root, "[data-js=suggest-form]");
  /** @type {Beside | undefined} */
  #beside;
  /**
   * What had the focus before the panel was opened.
   * @type {Element | null | undefined}
   */
  #from;
  /** @type {string | undefined} */
  #lost;
  /** How often the reader went on to something else. */
  #moved = 0;
  /** Whether the reader wrote something since the list was asked for, and whether it will be. */
  #wrote = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /**
   * @param {(lines: string) => void} marks
   * @param {(section: string, path: string) => string} place
   * @param {() => void} failed
   */
  constructor(marks, place, failed) {
    this.#place = place;
    this.#failed = failed;
    this.#list = new List(this.#root, this.#way, marks, (threads) =>
      this.#showSuggestions(threads),
    );
    const does = {
      send: (/** @type {Act} */ act) => this.#send(act),
      cancel: () => this.#open(),
      members: acts.membersOf,
      instead: (/** @type {string} */ section, /** @type {string} */ path) =>
        this.#openForm(section, path),
    };
    this.#composer = new Composer(find(this.#root, "[data-js=composer]"), does);
    this.#assign = new Assign(find(this.#root, "[data-js=assign]"), does);
    this.#way.addEventListener("click", () => (this.#isOpen ? this.#away() : this.#open()));
    this.#close.addEventListener("click", () => this.#away());
    this.#root.addEventListener("keydown", ({ key }) => key === "Escape" && this.#away());
    this.#root.addEventListener("click", (event) => {
      const button = around(event, "[data-act]");
      if (button) this.#press(button);
      const section = around(event, "[data-js=consent-section]");
      if (!section || !around(event, "[data-js=reserve]")) return;
      this.#compose(section.dataset.section ?? "", "");
      this.#composer.reserve();
    });
    document.addEventListener("click", (event) => {
      const button = around(event, "[data-js=comment], [data-js=suggest]");
      if (!button) return;
      const { section = "", path = "" } = button.dataset;
      if (button.dataset.js === "suggest") this.#openForm(section, path);
      else this.#compose(section, path);
    });
    // Who comes by a link to what is settled is shown it.
    const linked = document.getElementById((location.hash ?? "").slice(1));
    if (linked?.hidden && linked.dataset.thread) this.show(linked.dataset.thread);
    this.#root.addEventListener("submit", (event) => {
      const form = around(event, "[data-js=consent]");
      if (!(form instanceof HTMLFormElement)) return;
      event.preventDefault();
      this.#sayOfSection(form, event.submitter);
    });
    document.addEventListener("input", () => (this.#wrote = true));
    window.addEventListener("keydown", (event) => this.#pressKey(event));
  }

  /**
   * A thread is another one than the list shows; without an id, any may be.
   * @param {string | undefined} [thread]
   * @param {number} [version]
   */
  refresh(thread, version) {
    if (thread === undefined || !this.#list.has(thread, version ?? 0)) this.#list.read();
  }

  /**
   * These threads, ids divided by spaces, have lost their text, and no others. Told after each change of
   * a text that has a mark, so what is said of whole texts may be different too.
   * @param {string} ids
   */
  orphans(ids) {
    if (this.#isOpen || this.#wrote) this.#soon ??= setTimeout(() => this.#again(), PAUSE);
    if (ids === this.#lost) return;
    this.#lost = ids;
    this.#list.orphans = new Set(ids.split(" "));
  }

  /** @param {string} thread */
  show(thread) {
    queueMicrotask(() => this.#show(thread));
  }

  /**
   * @param {string} section
   * @param {string} path
   */
  compose(section, path) {
    queueMicrotask(() => this.#compose(section, path));
  }

  #again() {
    this.#soon = undefined;
    this.#wrote = false;
    this.#list.read();
  }

  get #isOpen() {
    return this.#root.classList.contains("open");
  }

  /** @param {boolean} open */
  #turn(open) {
    if (open && !this.#isOpen) {
      this.#from = document.activeElement;
      this.#list.read();
    }
    if (open !== this.#isOpen) {
      const column = find(document, "[data-js=column]");
      const bar = find(column, "[data-js=bar]");
      keepInView(column, bar, () => this.#root.classList.toggle("open", open));
    }
    this.#close.hidden = !open;
    this.#way.setAttribute("aria-expanded", String(open));
  }

  /** Nothing is about to be written. */
  #rest() {
    this.#moved += 1;
    this.#composer.rest();
    this.#assign.rest();
    this.#form.hidden = true;
    this.#list.about = undefined;
  }

  #open() {
    this.#turn(true);
    this.#rest();
    this.#root.focus();
  }

  #away() {
    const inside = this.#root.contains(document.activeElement);
    this.#turn(false);
    this.#rest();
    if (inside && this.#from instanceof HTMLElement && this.#from.isConnected)
      this.#from.focus({ preventScroll: true });
  }

  /** @param {string} thread */
  #show(thread) {
    this.#turn(true);
    this.#rest();
    this.#list.reveal(thread)?.focus();
  }

  /**
   * @param {string} section
   * @param {string} path
   */
  #compose(section, path) {
    const place = placeOf(this.#place(section, path));
    this.#turn(true);
    this.#rest();
    this.#list.about = { section, path };
    this.#composer.open(place, hrefOf(section, path), nameOf(section, path));
  }

  /**
   * Another value for a field, or for what a row says.
   * @param {string} section
   * @param {string} path
   */
  async #openForm(section, path) {
    const moved = this.#asks();
    this.#list.about = { section, path };
    const module = await suggestionsModule();
    if (moved !== this.#moved) return;
    const does = {
      cancel: () => this.#open(),
      failed: this.#failed,
      sent: async (/** @type {string} */ thread) => {
        const asked = this.#moved;
        await this.#list.read();
        if (asked === this.#moved) this.#show(thread);
      },
    };
    const asked = await module?.openForm(
      this.#form,
      acts.suggestionsAddress(),
      { section, path },
      does,
    );
    if (moved !== this.#moved) this.#form.hidden = true;
    else if (!asked) this.#failed();
  }

  /** Opens the panel for something that is asked for first; the number of the asking. */
  #asks() {
    this.#turn(true);
    this.#rest();
    return this.#moved;
  }

  /**
   * What is suggested is shown beside the fields as well, and may be decided together.
   * @param {HTMLElement[]} threads
   */
  async #showSuggestions(threads) {
    const any = threads.some(({ dataset }) => "suggestion" in dataset && dataset.state === "open");
    if (any && !this.#beside) {
      const module = await suggestionsModule();
      if (!module) return;
      this.#beside ??= new module.Beside(find(this.#root, "[data-js=together]"), {
        see: (/** @type {string} */ thread) => this.#show(thread),
        decide: (/** @type {Decision} */ decision) => this.#decideTogether(decision),
      });
    }
    this.#beside?.update(threads);
  }

  /**
   * @param {Decision} decision
   * @returns {Promise<Outcome | undefined>}
   */
  async #decideTogether(decision) {
    try {
      const outcome = await acts.decideTogether(decision);
      await this.#list.read();
      return outcome;
    } catch {
      this.#failed();
    }
  }

  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement | null} button
   */
  async #sayOfSection(form, button) {
    await acts.sayOfSection(form, button).catch(this.#failed);
    await this.#list.read();
    const { section } = /** @type {HTMLElement} */ (form.closest("[data-js=consent-section]"))
      .dataset;
    document.getElementById(`position-${section}`)?.focus({ preventScroll: true });
  }

  /** @param {HTMLElement} button */
  async #press(button) {
    const article = /** @type {HTMLElement} */ (button.closest("[data-thread]"));
    const { thread = "" } = article.dataset;
    const section = sectionOf(article);
    /** @type {HTMLElement | null} */
    const remark = button.closest("[data-remark]");
    const { act = "" } = button.dataset;
    /** @type {Record<string, () => void>} */
    const opens = {
      reply: () => this.#composer.reply(thread, section),
      rewrite: () => remark && this.#composer.rewrite(thread, section, remark),
      assign: () => this.#assign.open(article, section),
    };
    if (act in opens) {
      this.#turn(true);
      this.#rest();
      opens[act]();
      return;
    }
    if (act === "accept" || act === "refuse")
      return this.#decide(article, act === "accept", button);
    const done = await this.#perform({
      do: act,
      thread,
      ...(remark && { remark: remark.dataset.remark }),
    });
    // The button goes with the change: the focus goes to the panel it was in.
    if (done !== undefined) this.#root.focus({ preventScroll: true });
  }

  /**
   * What has changed since it was suggested is accepted only by who knows.
   * @param {HTMLElement} article
   * @param {boolean} accept
   * @param {HTMLElement} button
   * @param {boolean} knowingly
   * @returns {Promise<void>}
   */
  async #decide(article, accept, button, knowingly = false) {
    const { thread = "" } = article.dataset;
    /** @type {HTMLTextAreaElement} */
    const word = find(article, "[data-js=word]");
    try {
      if (!(await acts.decide(thread, { accept, knowingly, text: word.value }))) {
        await this.#list.read();
        const there = document.getElementById(`fil-${thread}`);
        if (there?.dataset.state !== "open" || !confirm(button.dataset.changed)) return;
        return await this.#decide(there, accept, button, true);
      }
    } catch {
      this.#failed();
    }
    await this.#list.read();
    this.#root.focus({ preventScroll: true });
  }

  /**
   * What is said or given is shown, once it is.
   * @param {Act} act
   */
  async #send(act) {
    const moved = this.#moved;
    const thread = await this.#perform(act);
    // Whoever has gone on to something else meanwhile is left there.
    if (thread !== undefined && moved === this.#moved) this.#show(thread);
  }

  /**
   * The id of the thread, once the list shows what became of it; nothing if it did not.
   * @param {Act} act
   */
  async #perform(act) {
    try {
      const id = await acts.perform(act);
      if (id !== undefined) await this.#list.read();
      return id;
    } catch {
      this.#failed();
    }
  }

  /** @param {KeyboardEvent} event */
  #pressKey(event) {
    // The layout decides which letter Alt makes: the key itself is meant. A rich text has answered
    // it already.
    const asks = event.code === "KeyM" || event.code === "Semicolon";
    if (!asks || !event.altKey || !(event.ctrlKey || event.metaKey) || event.defaultPrevented)
      return;
    const field = document.activeElement?.closest("[data-js=field]:has([data-js=comment])");
    if (!field) return;
    event.preventDefault();
    const { section = "", path = "" } = find(field, "[data-js=comment]").dataset;
    this.#compose(section, path);
  }
}
