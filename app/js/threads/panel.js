// What is said beside the text: the panel that the server wrote, alive. Owns: what the panel is about
// at the moment, the acts asked of the server, the keys and buttons that lead here.
// Must not know: the documents. Where a thread stands in them is told by `orphans`, and asked by the
// two functions that a panel is made with.
//
// Contract with the caller. `heard`, `orphans`, `show` and `compose` move the focus, if at all, after
// they have returned, so that nothing is called from within a call of wasm.

import { Assign } from "./assign.js";
import { Composer } from "./composer.js";
import { List } from "./list.js";
import { hrefOf, nameOf, placeOf, sectionOf } from "./place.js";
import { proposals } from "./suggestion/text_suggestions.js";

/** How long the list waits, milliseconds, when a text has changed. */
const PAUSE = 3_000;

export class Panel {
  #place;
  #failed;
  #root = document.getElementById("fils");
  #way = document.querySelector(".threads-button");
  #close = this.#root.querySelector(".threads-close");
  #list;
  #composer;
  #assign;
  #form = this.#root.querySelector(".threads-propose");
  #beside;
  /** What had the focus before the panel was opened. */
  #from;
  #lost;
  /** How often the reader went on to something else. */
  #moved = 0;
  /** Whether the reader wrote something since the list was asked for, and whether it will be. */
  #wrote = false;
  #soon;

  constructor(marks, place, failed) {
    this.#place = place;
    this.#failed = failed;
    this.#list = new List(this.#root, this.#way, marks, (threads) => this.#proposed(threads));
    const does = {
      send: (act) => this.#send(act),
      cancel: () => this.#open(),
      members: (section) => this.#membersOf(section),
      instead: (section, path) => this.#propose(section, path),
    };
    this.#composer = new Composer(this.#root.querySelector(".threads-composer"), does);
    this.#assign = new Assign(this.#root.querySelector(".threads-assign"), does);
    this.#way.addEventListener("click", () => (this.#isOpen ? this.#away() : this.#open()));
    this.#close.addEventListener("click", () => this.#away());
    this.#root.addEventListener("keydown", ({ key }) => key === "Escape" && this.#away());
    this.#root.addEventListener("click", ({ target }) => {
      const button = target.closest("[data-act]");
      if (button) this.#pressed(button);
      const reserves = target.closest(".position-reserve");
      if (!reserves) return;
      this.#compose(reserves.closest(".position").dataset.section, "");
      this.#composer.reserve();
    });
    document.addEventListener("click", ({ target }) => {
      const button = target.closest?.(".comment-add, .suggest-add");
      if (!button) return;
      const { section, path } = button.dataset;
      if (button.matches(".suggest-add")) this.#propose(section, path);
      else this.#compose(section, path);
    });
    // Who comes by a link to what is settled is shown it.
    const linked = document.getElementById((location.hash ?? "").slice(1));
    if (linked?.hidden && linked.dataset.thread) this.show(linked.dataset.thread);
    this.#root.addEventListener("submit", (event) => {
      if (!event.target.matches(".position-acts")) return;
      event.preventDefault();
      this.#position(event.target, event.submitter);
    });
    document.addEventListener("input", () => (this.#wrote = true));
    window.addEventListener("keydown", (event) => this.#keyed(event));
  }

  /** A thread is another one than the list shows; without an id, any may be. */
  heard(thread, version) {
    if (thread === undefined || !this.#list.has(thread, version)) this.#list.read();
  }

  /** These threads, ids divided by spaces, have lost their text, and no others. Told after each change of
   *  a text that has a mark, so what is said of whole texts may be different too. */
  orphans(ids) {
    if (this.#isOpen || this.#wrote) this.#soon ??= setTimeout(() => this.#again(), PAUSE);
    if (ids === this.#lost) return;
    this.#lost = ids;
    this.#list.orphans = new Set(ids.split(" "));
  }

  show(thread) {
    queueMicrotask(() => this.#show(thread));
  }

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

  #turn(open) {
    if (open && !this.#isOpen) {
      this.#from = document.activeElement;
      this.#list.read();
    }
    this.#root.classList.toggle("open", open);
    this.#close.hidden = !open;
    this.#way.setAttribute("aria-expanded", open);
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
    if (inside && this.#from?.isConnected) this.#from.focus({ preventScroll: true });
  }

  #show(thread) {
    this.#turn(true);
    this.#rest();
    this.#list.reveal(thread)?.focus();
  }

  #compose(section, path) {
    const place = placeOf(this.#place(section, path));
    this.#turn(true);
    this.#rest();
    this.#list.about = { section, path };
    this.#composer.open(place, hrefOf(section, path), nameOf(section, path));
  }

  /** Another value for a field, or for what a row says. */
  async #propose(section, path) {
    const moved = this.#asks();
    this.#list.about = { section, path };
    const module = await proposals();
    if (moved !== this.#moved) return;
    const does = {
      cancel: () => this.#open(),
      failed: this.#failed,
      sent: async (thread) => {
        const asked = this.#moved;
        await this.#list.read();
        if (asked === this.#moved) this.#show(thread);
      },
    };
    const asked = await module?.propose(this.#form, this.#proposals, { section, path }, does);
    if (moved !== this.#moved) this.#form.hidden = true;
    else if (!asked) this.#failed();
  }

  /** Opens the panel for something that is asked for first; the number of the asking. */
  #asks() {
    this.#turn(true);
    this.#rest();
    return this.#moved;
  }

  get #proposals() {
    return this.#list.address.replace(/fils$/, "propositions");
  }

  /** What is proposed is shown beside the fields as well, and may be decided together. */
  async #proposed(threads) {
    const any = threads.some(({ dataset }) => "proposal" in dataset && dataset.state === "open");
    if (any && !this.#beside) {
      const module = await proposals();
      if (!module) return;
      this.#beside ??= new module.Beside(this.#root.querySelector(".threads-together"), {
        see: (thread) => this.#show(thread),
        decide: (body) => this.#decideAll(body),
      });
    }
    this.#beside?.update(threads);
  }

  async #decideAll(body) {
    const response = await post(`${this.#proposals}/toutes`, body).catch(() => null);
    if (!response?.ok || response.redirected) return void this.#failed();
    const outcome = await response.json();
    await this.#list.read();
    return outcome;
  }

  /** Says of a section as a whole what the button says. */
  async #position(form, { name, value }) {
    const body = new URLSearchParams(new FormData(form));
    body.set(name, value);
    // Where it leads to is for those without script.
    const answer = await fetch(form.action, { method: "POST", body, redirect: "manual" }).catch(() => null);
    if (answer?.type !== "opaqueredirect") this.#failed();
    await this.#list.read();
    document.getElementById(`position-${body.get("rubrique")}`)?.focus({ preventScroll: true });
  }

  async #pressed(button) {
    const article = button.closest("[data-thread]");
    const { thread } = article.dataset;
    const section = sectionOf(article);
    const remark = button.closest("[data-remark]");
    const { act } = button.dataset;
    const opens = {
      reply: () => this.#composer.reply(thread, section),
      rewrite: () => this.#composer.rewrite(thread, section, remark),
      assign: () => this.#assign.open(article, section),
    };
    if (act in opens) {
      this.#turn(true);
      this.#rest();
      opens[act]();
      return;
    }
    if (act === "accept" || act === "refuse") return this.#decide(thread, act === "accept", button);
    const done = await this.#ask({ do: act, thread, ...(remark && { remark: remark.dataset.remark }) });
    // The button goes with the change: the focus goes to the panel it was in.
    if (done !== undefined) this.#root.focus({ preventScroll: true });
  }

  /** What has changed since it was proposed is accepted only by who knows. */
  async #decide(thread, accept, button, knowingly = false) {
    const text = button.closest(".thread-acts").querySelector(".thread-word textarea").value;
    const at = `${this.#proposals}/${thread}`;
    const response = await post(at, { accept, knowingly, text }).catch(() => null);
    if (response?.status === 409 && accept && !knowingly) {
      // Either its words have changed, or somebody else has decided it: then the list says so.
      await this.#list.read();
      if (document.getElementById(`fil-${thread}`)?.dataset.state !== "open") return;
      if (confirm(button.dataset.changed)) await this.#decide(thread, accept, button, true);
      return;
    }
    if (!response?.ok || response.redirected) this.#failed();
    await this.#list.read();
    this.#root.focus({ preventScroll: true });
  }

  /** Who may hear what is said beside a section: `[{ account, name, quality }]`. */
  async #membersOf(section) {
    const response = await fetch(`${this.#list.address}/membres?rubrique=${section}`);
    if (!response.ok || response.redirected) throw new Error(response.statusText);
    return response.json();
  }

  /** What is said or given is shown, once it is. */
  async #send(act) {
    const moved = this.#moved;
    const thread = await this.#ask(act);
    // Whoever has gone on to something else meanwhile is left there.
    if (thread !== undefined && moved === this.#moved) this.#show(thread);
  }

  /** The id of the thread, once the list shows what became of it; nothing if it did not. What looks as
   *  if it told of one person is sent by who is asked and says so. */
  async #ask(act, sure = "") {
    try {
      const response = await post(this.#list.address + sure, act);
      if (!response.ok || response.redirected) throw new Error(response.statusText);
      const { id, warning } = await response.json();
      if (warning) return confirm(warning) ? this.#ask(act, "?sur=1") : undefined;
      await this.#list.read();
      return id;
    } catch {
      this.#failed();
    }
  }

  #keyed(event) {
    // The layout decides which letter Alt makes: the key itself is meant. A rich text has answered
    // it already.
    const asks = event.code === "KeyM" || event.code === "Semicolon";
    if (!asks || !event.altKey || !(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
    const field = document.activeElement?.closest(".field:has(> .field-top > .comment-add)");
    if (!field) return;
    event.preventDefault();
    const { section, path } = field.querySelector(".comment-add").dataset;
    this.#compose(section, path);
  }
}

const post = (address, json) =>
  fetch(address, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(json),
  });
