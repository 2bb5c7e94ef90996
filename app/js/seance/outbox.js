// What is typed on a phone and sent when there is a line: each idea with the id it was given when it was
// written, so that it is there once, however often it is sent. Owns: [`Outbox`], and how the server is
// asked. Must not know: votes, walls.

/** The server will not have it, and would not a second time. */
export class Refused extends Error {}

/** Too much was sent at once: the same is welcome later. */
export class Later extends Error {
  constructor(words, seconds) {
    super(words);
    this.seconds = seconds;
  }
}

/** Sends a form as a script does: `{ done, words }`. */
export async function post(address, body) {
  const answer = await fetch(address, { method: "POST", body, headers: { accept: "application/json" } });
  if (answer.status === 429) {
    const { words } = await answer.json();
    throw new Later(words, Number(answer.headers.get("retry-after")) || 5);
  }
  if (answer.status >= 400 && answer.status < 500) throw new Refused(answer.statusText);
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
}

export class Outbox {
  #form;
  #said;
  #key = `preau-seance-${location.pathname}`;
  #sending = false;
  /** What a browser that keeps nothing keeps as long as the page. */
  #unkept = [];

  /** `form`: with the field `words`, a place for what is said, and the words for what waits. */
  constructor(form) {
    this.#form = form;
    this.#said = form.querySelector("[data-said]");
  }

  /** What stands in the form is to be sent. */
  write() {
    const field = this.#form.elements.words;
    const words = field.value.trim();
    if (!words) return;
    this.#kept = [...this.#kept, { id: freshId(), words }];
    field.value = "";
    this.flush();
  }

  async flush() {
    if (this.#sending) return;
    this.#sending = true;
    try {
      for (let [first] = this.#kept; first; [first] = this.#kept) {
        const answer = await post(this.#form.action, new URLSearchParams(first));
        this.#kept = this.#kept.filter(({ id }) => id !== first.id);
        this.#said.textContent = answer.words;
        const field = this.#form.elements.words;
        if (!answer.done && !field.value) field.value = first.words;
      }
    } catch (failure) {
      this.#said.textContent = this.#form.dataset.waits;
      if (failure instanceof Later) setTimeout(() => this.flush(), failure.seconds * 1000);
    } finally {
      this.#sending = false;
    }
  }

  get #kept() {
    try {
      return JSON.parse(localStorage.getItem(this.#key)) ?? this.#unkept;
    } catch {
      return this.#unkept;
    }
  }

  set #kept(ideas) {
    try {
      if (ideas.length > 0) localStorage.setItem(this.#key, JSON.stringify(ideas));
      else localStorage.removeItem(this.#key);
      this.#unkept = [];
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
