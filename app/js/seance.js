// A session of concertation in the browser: the wall, the remote, the phones. Parts come as HTML from
// the server whenever they are others; forms are sent without leaving the page. Without it all pages
// work, one load at a time. Owns: what comes in and goes out. Must not know: what a part says.

import { dots } from "./seance_ballot.js";
import { begin, isSameButTime, setClocks, tick } from "./seance_clock.js";
import { sayTurn } from "./seance_floor.js";
import { focusIn, refocus } from "./seance_focus.js";
import { hold, isHeld } from "./seance_follow.js";
import { Later, Outbox, post, Refused } from "./seance_outbox.js";
import { read } from "./seance_parts.js";
import { present } from "./seance_pitch.js";
import { light, show, stayAwake, wordsOf } from "./seance_wall.js";

/** A line that sleeps with its device does not say that it is dead: silence for so long is. */
const SILENCE = 45_000;

const page = document.querySelector("[data-seance]");
const compose = page?.querySelector("[data-compose]");
const outbox = compose && new Outbox(compose);
/** Parts that came while somebody was filling them in. */
const waiting = new Map();
/** What stands in the place of each part. */
const shown = new Map();

const isTyping = () => document.activeElement?.matches("input, select, textarea") ?? false;
const part = (name) => page.querySelector(`[data-part="${name}"]`);

function follow(address) {
  const lost = page.querySelector("[data-lost]");
  let source;
  let silence;
  const heard = () => {
    clearTimeout(silence);
    silence = setTimeout(dial, SILENCE);
  };
  function dial() {
    source?.close();
    source = new EventSource(address);
    source.onopen = () => {
      lost.hidden = true;
      outbox?.flush();
      heard();
    };
    source.onerror = () => {
      lost.hidden = false;
      // The browser tries again by itself, unless it was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(dial, 2000 + Math.random() * 3000);
    };
    source.addEventListener("parts", (event) => {
      heard();
      take(read(JSON.parse(event.data)));
    });
    source.addEventListener("alive", heard);
    heard();
  }
  dial();
  addEventListener("online", dial);
  document.addEventListener("visibilitychange", () => document.hidden || dial());
  addEventListener("pagehide", () => source.close());
}

function take(parts) {
  for (const [name, html] of Object.entries(parts)) {
    const place = part(name);
    // A vote is what it was when it was opened; what somebody has chosen in it stays.
    const vote = place?.querySelector("[data-ballot]")?.dataset.ballot;
    if (!place || (vote && html.includes(`data-ballot="${vote}"`))) continue;
    // A phone that reads at its own pace keeps what it reads.
    if (isHeld(place)) {
      waiting.set(name, html);
      continue;
    }
    // What somebody is filling in waits until they leave it.
    if (isTyping() && place.contains(document.activeElement)) {
      waiting.set(name, html);
      continue;
    }
    const known = shown.get(name);
    shown.set(name, html);
    if (known !== undefined && isSameButTime(known, html)) {
      setClocks(place, html);
      continue;
    }
    const open = [...place.querySelectorAll("details[open][data-keep]")].map((one) => one.dataset.keep);
    const before = name === "screen" ? wordsOf(place) : undefined;
    const focused = focusIn(place);
    place.innerHTML = html;
    for (const one of place.querySelectorAll("details[data-keep]")) one.open = open.includes(one.dataset.keep);
    refocus(place, focused);
    if (before) show(place, before);
    const followed = place.querySelector(".phone-wall-text");
    if (followed) light(followed);
  }
  settle();
}

/** What the parts say of the rest of the page. */
function settle() {
  page.querySelectorAll("[data-left]").forEach(begin);
  const holder = page.querySelector("[data-holder]");
  const mine = holder && holder.dataset.holder === page.querySelector("[data-account]").dataset.account;
  page.classList.toggle("is-holder", Boolean(mine));
  if (mine) {
    const words = holder.querySelector("[data-mine]");
    words.textContent = words.dataset.mine;
  }
  const state = page.querySelector(".phone-state");
  if (state && compose) compose.hidden = !state.dataset.open && !compose.elements.words.value;
  const ballot = page.querySelector("[data-ballot]");
  if (ballot) dots(ballot);
  // Nobody gives the floor any more.
  if (state?.dataset.ended) page.querySelector(".floor-ask")?.remove();
  else sayTurn(page);
}

async function send(form) {
  const body = new URLSearchParams(new FormData(form));
  // At which hour it began is that of the room, and no server's.
  if (form.matches("[data-act]")) body.set("offset", String(-new Date().getTimezoneOffset()));
  const said = form.querySelector("[data-said]");
  // What is filled in may be written anew now; a button keeps the keyboard.
  if (isTyping()) document.activeElement.blur();
  try {
    const answer = await post(form.action, body);
    if (said) said.textContent = answer.words;
    else if (answer.done) {
      page.querySelector(".remote-alert")?.remove();
      // What was counted stays to be counted on.
      if (form.dataset.keeps === undefined) form.reset();
    } else complain(answer.words);
  } catch (failure) {
    // What the server refuses outright, the page it writes says best.
    if (failure instanceof Refused) location.reload();
    else if (failure instanceof Later && said) said.textContent = failure.message;
    else page.querySelector("[data-lost]").hidden = false;
  }
}

/** Asks for the floor, or takes that back, without leaving an idea that is being written. */
async function askForFloor(form, button) {
  try {
    const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form, button)) });
    const read = new DOMParser().parseFromString(await answer.text(), "text/html");
    const mine = read.querySelector(".floor-ask");
    if (!mine) location.reload();
    else page.querySelector(".floor-ask").replaceWith(mine);
    const wrong = read.querySelector("[role=alert]");
    if (wrong) complain(wrong.textContent);
    settle();
  } catch {
    page.querySelector("[data-lost]").hidden = false;
  }
}

function complain(words) {
  let alert = page.querySelector(".remote-alert");
  if (!alert) {
    alert = Object.assign(document.createElement("p"), { className: "notice danger remote-alert" });
    alert.setAttribute("role", "alert");
    page.querySelector("h1").after(alert);
  }
  alert.textContent = words;
}

if (page) {
  settle();
  follow(page.dataset.seance);
  setInterval(() => page.querySelectorAll("[data-left]").forEach(tick), 250);
  page.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-ask]")) {
      event.preventDefault();
      askForFloor(form, event.submitter);
      return;
    }
    if (!form.matches("[data-compose], [data-ballot], [data-act]")) return;
    event.preventDefault();
    if (form === compose) outbox.write();
    else send(form);
  });
  const takeWhatWaits = () => {
    const parts = Object.fromEntries(waiting);
    waiting.clear();
    take(parts);
  };
  page.addEventListener("focusout", () => setTimeout(() => isTyping() || takeWhatWaits()));
  page.addEventListener("click", (event) => {
    const button = event.target.closest("[data-hold]");
    if (button && !hold(button)) takeWhatWaits();
  });
}

if (page?.matches("[data-presenter]")) present(page);

if (page?.matches(".wall")) {
  stayAwake();
  document.addEventListener("visibilitychange", stayAwake);
  addEventListener("resize", () => show(part("screen")));
}
