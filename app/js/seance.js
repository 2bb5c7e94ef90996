// A session of concertation in the browser: the wall, the remote, the phones. Parts come as HTML from
// the server whenever they are others; forms are sent without leaving the page; what is typed on a
// phone outlives a bad line. Without it all pages work, one load at a time. Must not know: what a
// part says.

const page = document.querySelector("[data-seance]");

if (page) follow(page.dataset.seance);

// ---- What comes in

function follow(address) {
  const lost = page.querySelector("[data-lost]");
  let source;
  let silence;
  const listen = () => {
    clearTimeout(silence);
    // A line that sleeps with its device does not say that it is dead.
    silence = setTimeout(dial, 45_000);
  };
  function dial() {
    source?.close();
    source = new EventSource(address);
    source.onopen = () => {
      lost.hidden = true;
      flush();
      listen();
    };
    source.onerror = () => {
      lost.hidden = false;
      // The browser tries again by itself, unless it was refused.
      if (source.readyState === EventSource.CLOSED) setTimeout(dial, 2000 + Math.random() * 3000);
    };
    source.addEventListener("parts", (event) => {
      listen();
      take(JSON.parse(event.data));
    });
    source.addEventListener("alive", listen);
    listen();
  }
  dial();
  addEventListener("online", dial);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) dial();
  });
  addEventListener("pagehide", () => source.close());
}

function take(parts) {
  for (const [name, html] of Object.entries(parts)) {
    const place = page.querySelector(`[data-part="${name}"]`);
    if (!place) continue;
    // A vote is what it was when it was opened; what somebody has chosen in it stays.
    const vote = place.querySelector("[data-ballot]")?.dataset.ballot;
    if (vote && html.includes(`data-ballot="${vote}"`)) continue;
    const open = [...place.querySelectorAll("details[open][data-keep]")].map((one) => one.dataset.keep);
    // What somebody is filling in waits until they leave it.
    if (place.contains(document.activeElement) && document.activeElement.matches("input, select, textarea")) {
      waiting.set(name, html);
      continue;
    }
    const before = name === "screen" ? wordsOf(place) : null;
    place.innerHTML = html;
    for (const one of place.querySelectorAll("details[data-keep]")) one.open = open.includes(one.dataset.keep);
    if (before) onWall(place, before);
  }
  settle();
}

const waiting = new Map();
page?.addEventListener("focusout", () =>
  setTimeout(() => {
    if (document.activeElement?.matches("input, select, textarea")) return;
    const parts = Object.fromEntries(waiting);
    waiting.clear();
    take(parts);
  }),
);

function settle() {
  page.querySelectorAll("[data-left]").forEach(begin);
  const holder = page.querySelector("[data-holder]");
  if (holder) {
    const mine = holder.dataset.holder === page.querySelector("[data-account]").dataset.account;
    page.classList.toggle("is-holder", mine);
    if (mine) holder.querySelector("[data-mine]").textContent = holder.querySelector("[data-mine]").dataset.mine;
  }
  const state = page.querySelector(".phone-state");
  const compose = page.querySelector("[data-compose]");
  if (state && compose) compose.hidden = !state.dataset.open && !compose.elements.words.value;
  const ballot = page.querySelector("[data-ballot]");
  if (ballot) dots(ballot);
}

// ---- Time

function begin(clock) {
  if (clock.dataset.since) return;
  clock.dataset.since = performance.now();
}

function tick() {
  for (const clock of page.querySelectorAll("[data-left]")) {
    const gone = clock.dataset.running ? performance.now() - Number(clock.dataset.since) : 0;
    const left = Number(clock.dataset.left) - gone;
    const over = left < 0;
    const seconds = over ? Math.floor(-left / 1000) : Math.ceil(left / 1000);
    const digits = `${over ? "+" : ""}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
    const shown = clock.querySelector("[data-digits]");
    if (shown.textContent !== digits) shown.textContent = digits;
    clock.classList.toggle("over", over);
    const word = clock.querySelector(".visually-hidden");
    const said = over ? clock.dataset.over : clock.dataset.time;
    if (word.textContent !== said) word.textContent = said;
  }
}

// ---- The wall

function wordsOf(place) {
  const blocks = place.querySelectorAll(".wall-inner :is(p, li, td, h1, h2, h3, h4, dd)");
  return { shown: place.querySelector("[data-shown]")?.dataset.shown, said: new Set([...blocks].map((one) => one.textContent)) };
}

// Marks what is new for a moment, and turns to the page that the remote says, or to where the last
// change is when it is not on the wall.
function onWall(place, before) {
  const screen = place.querySelector("[data-shown]");
  if (!screen) return;
  const inner = screen.querySelector(".wall-inner");
  const page = Number(screen.dataset.page);
  const step = screen.clientHeight * 0.85;
  const most = Math.max(0, inner.scrollHeight - screen.clientHeight);
  let top = Math.min(page * step, most);
  if (before.shown === screen.dataset.shown && before.said.size) {
    const blocks = [...inner.querySelectorAll(":is(p, li, td, h1, h2, h3, h4, dd)")];
    const fresh = blocks.filter((one) => !before.said.has(one.textContent) && !one.querySelector("p, li, td"));
    for (const one of fresh.slice(0, 6)) (one.closest(".idea") ?? one).classList.add("fresh");
    const first = fresh[0];
    if (first && fresh.length < 6) {
      const at = first.getBoundingClientRect().top - inner.getBoundingClientRect().top;
      if (at < top || at + first.offsetHeight > top + screen.clientHeight) top = Math.min(Math.max(0, at - step / 3), most);
    }
  }
  inner.style.transform = `translateY(${-top}px)`;
}

async function stayAwake() {
  try {
    await navigator.wakeLock?.request("screen");
  } catch {
    // Without power the device decides.
  }
}

// ---- What goes out

const OUTBOX = `preau-seance-${location.pathname}`;

function kept() {
  try {
    return JSON.parse(localStorage.getItem(OUTBOX)) ?? [];
  } catch {
    return [];
  }
}

function keep(ideas) {
  try {
    if (ideas.length) localStorage.setItem(OUTBOX, JSON.stringify(ideas));
    else localStorage.removeItem(OUTBOX);
  } catch {
    // A browser that keeps nothing sends at once or not at all.
  }
}

async function post(address, body) {
  const answer = await fetch(address, { method: "POST", body, headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

let sending = false;

// Sends the ideas that wait, each with the id it was given when it was written: once, however often.
async function flush() {
  const form = page.querySelector("[data-compose]");
  if (!form || sending) return;
  sending = true;
  const said = form.querySelector("[data-said]");
  try {
    for (let ideas = kept(); ideas.length; ideas = kept()) {
      const answer = await post(form.action, new URLSearchParams(ideas[0]));
      keep(kept().filter((one) => one.id !== ideas[0].id));
      said.textContent = answer.words;
      if (!answer.done && !form.elements.words.value) form.elements.words.value = ideas[0].words;
    }
  } catch {
    said.textContent = form.dataset.waits;
  } finally {
    sending = false;
  }
}

page?.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.matches("[data-compose]")) {
    event.preventDefault();
    const words = form.elements.words.value.trim();
    if (!words) return;
    keep([...kept(), { id: crypto.randomUUID?.() ?? name(), words }]);
    form.elements.words.value = "";
    flush();
  } else if (form.matches("[data-ballot], [data-act]")) {
    event.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    const said = form.querySelector("[data-said]");
    document.activeElement.blur();
    try {
      const answer = await post(form.action, body);
      if (said) said.textContent = answer.words;
      else if (!answer.done) complain(answer.words);
      else form.reset();
    } catch {
      page.querySelector("[data-lost]").hidden = false;
    }
  }
});

// What crypto.randomUUID gives only over https, in a hall without internet.
function name() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
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

// Dots are given with large buttons where script runs; the number fields stay beneath.
function dots(form) {
  const list = form.querySelector("[data-dots]");
  if (!list || list.dataset.alive) return;
  list.dataset.alive = "true";
  const most = Number(list.dataset.dots);
  const inputs = [...list.querySelectorAll("input")];
  const given = () => inputs.reduce((sum, one) => sum + Number(one.value), 0);
  const count = (from) => {
    for (const input of inputs) {
      const buttons = input.parentElement.querySelectorAll("button");
      buttons[0].disabled = Number(input.value) === 0;
      buttons[1].disabled = given() >= most;
    }
    from?.focus();
  };
  for (const input of inputs) {
    for (const [sign, by] of [["−", -1], ["+", 1]]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "button ballot-dot", textContent: sign });
      button.setAttribute("aria-label", `${sign} ${input.labels[0].textContent}`);
      button.addEventListener("click", () => {
        input.value = Math.max(0, Number(input.value) + by);
        count();
      });
      if (by < 0) input.before(button);
      else input.after(button);
    }
    input.addEventListener("input", () => count());
  }
  count();
}

if (page) {
  settle();
  setInterval(tick, 250);
  if (page.matches(".wall")) {
    stayAwake();
    document.addEventListener("visibilitychange", stayAwake);
    addEventListener("resize", () => {
      const place = page.querySelector('[data-part="screen"]');
      onWall(place, { said: new Set() });
    });
  }
}
