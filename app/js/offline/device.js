// What this device keeps of dossiers, so that a tab that is closed, crashes or has no network loses
// nothing, and what the tabs of one browser tell each other. Does not know: what is in a record.
//
// Two stores; every key begins with `dossier/account/`:
//   unkept   `…/tab/number`  an update that the server has not acknowledged
//   states   `…/section`     a section as it was last seen here
//
// A browser may refuse to keep anything: then the page is told so and goes on without.

import { forgetDrafts, isShared, unfitKey } from "./drafts.js";

const DATABASE = "preau";
const VERSION = 2;
const UNKEPT = "unkept";
const STATES = "states";
/** The worker's copies of pages: the same name as in `sw.js`. */
const PAGES = "preau-pages";

/** Longer than any disk: a browser that answers later than this, milliseconds, never will. */
const PATIENCE = 5_000;
/** Firefox asks the person, who need not be asked each time. */
const ASK_AGAIN = 30 * 24 * 3_600_000;

/** @type {Promise<IDBDatabase> | undefined} */
let opening;
/**
 * Numbers of the updates of this tab that are not acknowledged.
 * @type {Set<number>}
 */
const waiting = new Set();
/**
 * Called when something that waits is not kept.
 * @type {() => void}
 */
let refused = () => {};

/** Somebody signs out in this browser, or others use the computer: nothing (more) is kept. */
let over = isShared();
const farewell = new BroadcastChannel("preau");
farewell.onmessage = () => {
  over = true;
  refused();
};

function open() {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    let late = false;
    /** @param {unknown} why */
    const fail = (why) => {
      late = true;
      reject(why);
    };
    request.onupgradeneeded = () => {
      const database = request.result;
      for (const name of [UNKEPT, STATES]) {
        if (!database.objectStoreNames.contains(name)) database.createObjectStore(name);
      }
    };
    request.onsuccess = () => {
      const database = request.result;
      // Some browsers close it under our feet; a page of a newer build asks for it.
      database.onclose = forgetConnection;
      database.onversionchange = forgetConnection;
      if (late) database.close();
      else resolve(database);
    };
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error("held by a page of an older build"));
    setTimeout(fail, PATIENCE, new Error("no answer"));
  });
  return opening;
}

function forgetConnection() {
  opening?.then(
    (database) => database.close(),
    () => {},
  );
  opening = undefined;
}

/**
 * One transaction: what `work` asks for, all or nothing. Opens the database anew once.
 * @template T
 * @param {string} name
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>[]} work
 * @returns {Promise<T[]>}
 */
async function run(name, mode, work) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      const transaction = (await open()).transaction(name, mode);
      return await new Promise((resolve, reject) => {
        const requests = work(transaction.objectStore(name));
        transaction.oncomplete = () => resolve(requests.map((request) => request.result));
        transaction.onabort = () => reject(transaction.error);
        setTimeout(() => reject(new Error("no answer")), PATIENCE);
        // Done even if the page goes away before it hears of it.
        transaction.commit?.();
      });
    } catch (error) {
      forgetConnection();
      if (attempt === 2) throw error;
    }
  }
}

/** @type {(name: string, work: (store: IDBObjectStore) => IDBRequest[]) => Promise<unknown>} */
const write = (name, work) => run(name, "readwrite", work);

/** @param {string} prefix */
const from = (prefix) => IDBKeyRange.bound(prefix, `${prefix}\uffff`);

/**
 * What is under `prefix`: keys, and the records in the same order.
 * @type {(name: string, prefix: string) => Promise<[keys: string[], records: Uint8Array[]]>}
 */
const read = (name, prefix) =>
  run(name, "readonly", (store) => [
    /** @type {IDBRequest} */ (store.getAllKeys(from(prefix))),
    store.getAll(from(prefix)),
  ]).then(([keys, records]) => [keys, records]);

/** The device's store for one dossier and one account, as one tab sees it. */
export class Device {
  /** @type {string} */
  #prefix;
  /** @type {string} */
  #own;
  /** @type {BroadcastChannel} */
  #channel;
  /**
   * Keys of updates that other tabs left, by the numbers they have in this one.
   * @type {Map<number, string>}
   */
  #adopted = new Map();
  /** @type {Set<Promise<unknown>>} */
  #underWay = new Set();

  /**
   * `hear` is called with what other tabs of the same dossier and account tell, `lose` when an
   * update is not kept. A page has one device.
   * @param {string} dossier
   * @param {string} account
   * @param {(message: Uint8Array) => void} hear
   * @param {() => void} lose
   */
  constructor(dossier, account, hear, lose) {
    this.#prefix = `${dossier}/${account}/`;
    const tab = crypto.getRandomValues(new Uint8Array(9));
    this.#own = `${this.#prefix}${btoa(String.fromCharCode(...tab)).replaceAll("/", "_")}/`;
    refused = lose;
    this.#channel = new BroadcastChannel(`preau/${this.#prefix}`);
    this.#channel.onmessage = ({ data }) => hear(data);
  }

  /**
   * Keeps an update until it is acknowledged.
   * @param {number} number
   * @param {Uint8Array} record
   */
  store(number, record) {
    waiting.add(number);
    // The bytes are the wasm's, which will write over them.
    const bytes = record.slice();
    this.#do(() => write(UNKEPT, (store) => [store.put(bytes, this.#key(number))]), refused);
    persist();
  }

  /** @param {number} number */
  forget(number) {
    waiting.delete(number);
    const key = this.#adopted.get(number) ?? this.#key(number);
    // If it stays, it is sent once more some day, which changes nothing.
    this.#do(() => write(UNKEPT, (store) => [store.delete(key)]));
  }

  /**
   * Gives `take` the updates that other tabs left and this one has not got yet; it answers with the
   * number of the first. Says whether there were any.
   * @param {(records: Uint8Array[]) => number} take
   * @returns {Promise<boolean>}
   */
  async adopt(take) {
    const [keys, records] = await read(UNKEPT, this.#prefix).catch(() => [[], []]);
    const known = new Set(this.#adopted.values());
    const left = [...keys.keys()].filter(
      (at) => !keys[at].startsWith(this.#own) && !known.has(keys[at]),
    );
    if (left.length === 0) return false;
    const first = take(left.map((at) => records[at]));
    left.forEach((at, index) => {
      waiting.add(first + index);
      this.#adopted.set(first + index, keys[at]);
    });
    return true;
  }

  /** The sections as they were last seen here. */
  async states() {
    const [, records] = await read(STATES, this.#prefix).catch(() => [[], []]);
    return records;
  }

  /**
   * @param {number} section
   * @param {Uint8Array} record
   */
  keepState(section, record) {
    const bytes = record.slice();
    this.#do(() => write(STATES, (store) => [store.put(bytes, `${this.#prefix}${section}`)]));
  }

  forgetStates() {
    this.#do(() => write(STATES, (store) => [store.delete(from(this.#prefix))]));
  }

  /** The session has ended: what could be read under it is not to be read here any more. What the
   *  server has not acknowledged stays, for the same account to send. */
  forgetCopies() {
    this.#do(() => write(STATES, (store) => [store.clear()]));
    this.#do(async () => globalThis.caches?.delete(PAGES));
  }

  /** The dossier may no longer be read. */
  forgetPage() {
    this.forgetStates();
    this.#do(async () => (await globalThis.caches?.open(PAGES))?.delete(location.pathname));
  }

  /**
   * The words that were left in that field and are no value of it.
   * @param {string} field
   */
  unfit(field) {
    try {
      return localStorage.getItem(unfitKey(this.#prefix + field)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  /**
   * Keeps such words; without any, the field holds none any more.
   * @param {string} field
   * @param {string | undefined} words
   */
  keepUnfit(field, words) {
    if (over) return;
    const key = unfitKey(this.#prefix + field);
    try {
      if (words === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, words);
    } catch {
      // They are in the field alone, and the page does not say that they are saved.
    }
  }

  /** @param {Uint8Array} message */
  tell(message) {
    this.#channel.postMessage(message.slice());
  }

  /** Once everything that was asked for is done, or has failed. */
  async settled() {
    await Promise.all(this.#underWay);
  }

  /**
   * Keys sort in the order in which a tab made its updates.
   * @param {number} number
   */
  #key(number) {
    return `${this.#own}${String(number).padStart(16, "0")}`;
  }

  /**
   * @param {() => Promise<unknown>} work
   * @param {() => void} failed
   */
  #do(work, failed = () => {}) {
    if (over) return failed();
    const done = work().catch(() => failed());
    this.#underWay.add(done);
    done.finally(() => this.#underWay.delete(done));
  }
}

/** How many edits on this device the server may not have, in any dossier, of any account. */
export async function unsent() {
  const [stored] = await run(UNKEPT, "readonly", (store) => [store.count()]).catch(() => [0]);
  return Math.max(stored, waiting.size);
}

/** Forgets everything, in every tab. */
export async function forgetAll() {
  over = true;
  farewell.postMessage("over");
  forgetDrafts();
  const stores = [UNKEPT, STATES].map((name) => write(name, (store) => [store.clear()]));
  await Promise.allSettled([...stores, globalThis.caches?.delete(PAGES)]);
}

/** Asks the browser not to tidy away what waits here. */
async function persist() {
  try {
    if (Date.now() - Number(localStorage.getItem("persist")) < ASK_AGAIN) return;
    localStorage.setItem("persist", String(Date.now()));
    await navigator.storage?.persist?.();
  } catch {
    // It keeps what it keeps.
  }
}
