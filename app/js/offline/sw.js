// The service worker: opens dossiers that were opened here before when the network does not answer.
// Owns: the caches. Does not know: what a page shows, what travels on the live connection.
//
// The build program puts two lines before this file: `BUILD`, this build's name, and `PUBLISHED`,
// the addresses of its files. Their names hold a hash, so they are answered from the cache; pages
// come from the network whenever it answers. Forms, sockets and all else never pass through here.

/** Files of a build, and the page that says that there is no network. */
const FILES = `preau-files-${BUILD}`;
const OFFLINE = "/hors-ligne";
/** Pages of dossiers: the same name as in `device.js`. */
const PAGES = "preau-pages";
/** The sections as they were last seen here: the same name as in `device.js`. */
const STATES = "states";
const MOST_PAGES = 30;

const DOSSIER = /^\/dossiers\/[0-9a-f-]{36}$/;
/** Only somebody who is not signed in is shown these. */
const SIGNED_OUT = ["/connexion", "/inscription"];
/** How long the network may take when there is a copy, and pages may wait for a new worker,
 *  milliseconds. */
const PATIENCE = 4_000;

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", (event) => {
  // Nothing of another build's files is in the way of this one, so it need not wait.
  worker.skipWaiting();
  event.waitUntil(fetchFiles());
});

worker.addEventListener("activate", (event) => {
  // Pages are asked for while the worker starts.
  event.waitUntil(worker.registration.navigationPreload?.enable());
  event.waitUntil(keepOpenDossiers().then(forgetOldFiles));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith("/pkg/")) {
    event.respondWith(caches.match(request).then((kept) => kept ?? fetch(request)));
  } else if (request.mode === "navigate") {
    event.respondWith(DOSSIER.test(url.pathname) ? dossier(event, url.pathname) : page(event, url));
  }
});

/** A page that was loaded before its worker, and of which there is no copy, asks for one. */
worker.addEventListener("message", (event) => event.waitUntil(copyFor(event.source)));

async function fetchFiles() {
  const files = await caches.open(FILES);
  await files.addAll(PUBLISHED);
  // As nobody in particular sees it.
  await files.add(new Request(OFFLINE, { credentials: "omit" }));
}

/** @param {FetchEvent} event */
const ask = async (event) => (await event.preloadResponse) ?? fetch(event.request);

/**
 * From the network; the copy only where nothing answers.
 * @param {FetchEvent} event
 * @param {string} path
 * @returns {Promise<Response>}
 */
async function dossier(event, path) {
  const answer = ask(event);
  const copied = answer.then((response) => copy(path, response)).catch(() => {});
  event.waitUntil(copied);
  const kept = await (await caches.open(PAGES)).match(path);
  if (kept === undefined) return answer.catch(offline);
  const late = new Promise((_, reject) => setTimeout(reject, PATIENCE));
  return Promise.race([answer, late]).catch(() => kept);
}

/**
 * @param {FetchEvent} event
 * @param {URL} url
 * @returns {Promise<Response>}
 */
async function page(event, url) {
  try {
    const response = await ask(event);
    if (response.ok && SIGNED_OUT.includes(url.pathname)) event.waitUntil(forgetCopies());
    return response;
  } catch {
    return offline();
  }
}

/** Nobody is signed in any more: no page and no section stays to be read. What the server has not
 *  acknowledged stays, for the same account to send. */
async function forgetCopies() {
  await caches.delete(PAGES);
  const databases = (await indexedDB.databases?.()) ?? [];
  if (!databases.some(({ name }) => name === "preau")) return;
  const request = indexedDB.open("preau");
  await new Promise((resolve) => {
    request.onsuccess = () => {
      const database = request.result;
      try {
        database.transaction(STATES, "readwrite").objectStore(STATES).clear();
      } catch {
        // A page of this build has not made it yet.
      }
      database.close();
      resolve(undefined);
    };
    request.onerror = resolve;
    request.onblocked = resolve;
  });
}

/** @returns {Promise<Response>} */
const offline = async () => (await caches.match(OFFLINE)) ?? Response.error();

/**
 * Keeps a page, or forgets the one that was kept when the server says that it is not for this
 * reader, or no longer. A server that fails says nothing about that.
 * @param {string} path
 * @param {Response} response
 */
async function copy(path, response) {
  const mine = response.clone();
  const pages = await caches.open(PAGES);
  if (response.status >= 500) return;
  if (response.status !== 200) {
    await pages.delete(path);
    return;
  }
  const words = await mine.text();
  // On a computer that others use nothing is kept.
  if (/^<!DOCTYPE html><html[^>]* data-shared/.test(words)) {
    await pages.delete(path);
    return;
  }
  const headers = new Headers(mine.headers);
  for (const name of ["content-encoding", "content-length", "vary"]) headers.delete(name);
  // The page must know that it is a copy: then, and only then, it is older than the device's states.
  const html = words.replace('<script type="application/json" id="boot"', "$& data-kept");
  await pages.put(path, new Response(html, { headers }));
  const oldest = (await pages.keys()).slice(0, -MOST_PAGES);
  await Promise.all(oldest.map((request) => pages.delete(request)));
}

/** The page that brought this worker was loaded before it, or by another build. */
async function keepOpenDossiers() {
  const tabs = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const paths = new Set(tabs.map((tab) => new URL(tab.url).pathname));
  await Promise.allSettled(
    [...paths]
      .filter((path) => DOSSIER.test(path))
      .map(async (path) => {
        const signal = AbortSignal.timeout(PATIENCE);
        await copy(path, await fetch(path, { redirect: "manual", signal }));
      }),
  );
}

/** @type {Set<string>} Pages that are being fetched because they asked for it. */
const fetching = new Set();

/**
 * However slow the server is. A copy of a page that was left meanwhile may not be its reader's.
 * @param {ExtendableMessageEvent["source"]} page
 */
async function copyFor(page) {
  if (!(page instanceof Client)) return;
  const { id, url } = page;
  const path = new URL(url).pathname;
  if (!DOSSIER.test(path) || fetching.has(path)) return;
  fetching.add(path);
  try {
    const response = await fetch(path, { redirect: "manual" });
    if (await worker.clients.get(id)) await copy(path, response);
  } catch {
    // The page asks again.
  } finally {
    fetching.delete(path);
  }
}

/** Files of other builds go, but for the last one's, whose pages may still be open, and those whose
 *  script a kept page names. */
async function forgetOldFiles() {
  const builds = (await caches.keys()).filter((name) => name.startsWith("preau-files-"));
  const old = builds.filter((name) => name !== FILES).slice(0, -1);
  const pages = await caches.open(PAGES);
  const kept = await Promise.all(
    (await pages.keys()).map(async (request) => (await pages.match(request))?.text() ?? ""),
  );
  for (const name of old) {
    const files = await (await caches.open(name)).keys();
    const scripts = files
      .map(({ url }) => new URL(url).pathname)
      .filter((path) => path.endsWith(".js"));
    if (!kept.some((html) => scripts.some((script) => html.includes(script))))
      await caches.delete(name);
  }
}
