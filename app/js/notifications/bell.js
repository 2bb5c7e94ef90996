// The bell over an open dossier: how many notices its reader has not read, as it changes, said aloud
// when there are more; and the thread that a notice led to, which is read by being there.
// Must not know: what a notice is about, the socket, which leaves what it hears at `data-told` of the
// page: `{"unread":3}`, or nothing when the count is to be asked for.

const COUNT = "/avis/nombre";
const READ = "/avis/lus";
/** Some words a minute are news; more are noise. */
const SAID_EVERY = 20_000;

const page = document.documentElement;
const bell = document.querySelector("[data-bell]");
const aloud = document.querySelector("[data-bell-said]");

let known = Number(bell?.dataset.bell ?? 0);
let waiting = 0;
let lastSaid = -Infinity;

const words = (count) => {
  const { none, one, many } = bell.dataset;
  return (count === 0 ? none : count === 1 ? one : many).replace("{n}", count);
};

function show(count) {
  if (!Number.isInteger(count) || count < 0) return;
  const more = count > known;
  known = count;
  bell.dataset.bell = String(count);
  bell.querySelector("[data-bell-count]").textContent = count > 0 ? String(count) : "";
  bell.querySelector("[data-bell-words]").textContent = words(count);
  if (more) sayLater();
}

function sayLater() {
  if (waiting) return;
  const pause = Math.max(0, lastSaid + SAID_EVERY - performance.now());
  waiting = setTimeout(() => {
    waiting = 0;
    lastSaid = performance.now();
    aloud.textContent = `${aloud.dataset.bellSaid} ${words(known)}`;
  }, pause);
}

async function ask() {
  try {
    const answer = await fetch(COUNT);
    if (answer.ok && !answer.redirected) show(Number(await answer.text()));
  } catch {
    // No network: it is asked again with the next connection.
  }
}

function hear() {
  const said = page.dataset.told;
  if (said) show(JSON.parse(said).unread);
  else ask();
}

/** Who comes to a thread by its link stands before it, and has read what was said of it. */
function arrive() {
  const thread = location.hash.startsWith("#fil-") && location.hash.slice("#fil-".length);
  const there = thread && document.getElementById(`fil-${thread}`);
  if (!there) return;
  there.scrollIntoView({ block: "center" });
  there.focus({ preventScroll: true });
  const body = new URLSearchParams({ avis: thread });
  // The answer leads to the page of notices, which nobody asked for here.
  fetch(READ, { method: "POST", body, redirect: "manual", keepalive: true }).catch(() => {});
}

export function watchBell() {
  if (!bell) return;
  new MutationObserver(hear).observe(page, { attributeFilter: ["data-told"] });
  if (page.dataset.told) hear();
  arrive();
  addEventListener("hashchange", arrive);
}
