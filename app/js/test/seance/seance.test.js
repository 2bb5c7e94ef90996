// A session on a phone and on a wall: time, ideas that wait for a line, what is new, dots.

import "../support/page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

globalThis.location = { pathname: "/seances/s" };
/** As much of a browser's storage as is used; `full` takes nothing more. */
class Kept {
  full = false;
  #all = new Map();
  getItem(key) {
    return this.#all.get(key) ?? null;
  }
  setItem(key, value) {
    if (this.full) throw new Error("full");
    this.#all.set(key, value);
  }
  removeItem(key) {
    this.#all.delete(key);
  }
  get length() {
    return this.#all.size;
  }
}
const { addDotButtons } = await import("../../seance/ballot.js");
const { begin, digits, isSameButTime, setClocks, tick } = await import("../../seance/clock.js");
const { Fragment } = await import("../../shell/fragment.js");
const { Outbox } = await import("../../seance/outbox.js");
const { splice } = await import("../../seance/splice.js");
const { show, wordsOf } = await import("../../seance/wall.js");

let sent;
let answers;

beforeEach(() => {
  globalThis.localStorage = new Kept();
  sent = [];
  answers = [];
  globalThis.fetch = async (_, { body }) => {
    const answer = answers.shift() ?? { done: true, words: "Idée envoyée" };
    if (answer instanceof Error) throw answer;
    sent.push(Object.fromEntries(body));
    return {
      ok: answer.status === undefined,
      status: answer.status ?? 200,
      statusText: "",
      headers: new Map([["retry-after", answer.wait]]),
      json: async () => answer,
    };
  };
});

function phone() {
  document.body.innerHTML = `<form action="/seances/s/idees" data-waits="Gardée">
    <textarea name="words"></textarea><span data-said></span></form>`;
  const form = document.querySelector("form");
  const write = async (words) => {
    form.elements.words.value = words;
    outbox.write();
    await settled();
  };
  const outbox = new Outbox(form);
  return { form, outbox, write, said: () => form.querySelector("[data-said]").textContent };
}

test("a clock is set without what is beside it being another, and one counts up", () => {
  const part = (left, gone) =>
    `<p data-left="${left}" data-running="true"><span data-clock-word=""></span><span data-digits>${digits(left)}</span></p>` +
    `<p data-left="0" data-gone="${gone}" data-running="true"><span data-digits="">0:00</span></p><button>Pause</button>`;
  assert.equal(isSameButTime(part(90_000, 0), part(-1_000, 8_000)), true);
  assert.equal(
    isSameButTime(part(90_000, 0), part(90_000, 0).replace("Pause", "Reprendre")),
    false,
  );
  document.body.innerHTML = `<div>${part(90_000, 0)}</div>`;
  const place = document.querySelector("div");
  const button = place.querySelector("button");
  const say = () => {
    place.querySelectorAll("[data-left]").forEach(begin);
    place.querySelectorAll("[data-left]").forEach(tick);
    return [...place.querySelectorAll("[data-digits]")].map((one) => one.textContent);
  };
  assert.deepEqual(say(), ["1:30", "0:00"]);
  setClocks(place, part(61_000, 75_500));
  assert.deepEqual(say(), ["1:01", "1:15"]);
  assert.equal(button.isConnected, true);
});

test("the keyboard stays on the button that does the same, or stands in its place", () => {
  const button = (act, words) =>
    `<form><input type="hidden" name="act" value="${act}"><button>${words}</button></form>`;
  document.body.innerHTML = `<div></div><button id="other"></button>`;
  const place = document.querySelector("div");
  const fragment = new Fragment(place);
  const write = (...buttons) => {
    fragment.replace(buttons.map(([act, words]) => button(act, words)).join(""));
    return document.activeElement;
  };
  write(["page:-1", "Remonter"], ["page:1", "Descendre"], ["comments:on", "Commentaires"]);
  place.querySelectorAll("button")[1].focus();
  const moved = write(
    ["zoom:1", "Plus grand"],
    ["page:-1", "Remonter"],
    ["page:1", "Descendre"],
    ["comments:on", "Commentaires"],
  );
  assert.equal(moved.form.elements.act.value, "page:1");
  place.querySelectorAll("button")[3].focus();
  assert.equal(
    write(["page:1", "Descendre"], ["comments:off", "Commentaires"]).form.elements.act.value,
    "comments:off",
  );
  assert.equal(
    write(["page:1", "Descendre"]).textContent,
    "Descendre",
    "the nearest where it is gone",
  );
  document.querySelector("#other").focus();
  assert.equal(write(["page:1", "Descendre"]).id, "other", "who is elsewhere is left there");
});

test("a part is told whole, then what stands in the place of what", () => {
  assert.deepEqual(splice({ screen: "É🏫 une cour", clock: "1" }), {
    screen: "É🏫 une cour",
    clock: "1",
  });
  assert.deepEqual(splice({ screen: [1, 2, "🏠"] }), { screen: "É🏠 une cour" });
  assert.deepEqual(splice({ screen: [12, 0, "s"] }), { screen: "É🏠 une cours" });
  assert.deepEqual(splice({ screen: [3, 10, ""], clock: "2" }), { screen: "É🏠", clock: "2" });
  assert.deepEqual(splice({ screen: "" }), { screen: "" });
});

const settled = () => new Promise((done) => setTimeout(done, 5));

test("time left is rounded up and time over is said, as the server writes them", () => {
  const shown = [90_000, 89_001, 1, 0, -999, -61_000].map(digits);
  assert.deepEqual(shown, ["1:30", "1:30", "0:01", "0:00", "+0:00", "+1:01"]);
});

test("an idea that was sent too fast is kept and sent again when it is welcome", async () => {
  answers = [{ status: 429, words: "Trop vite", wait: "0.05" }];
  const { write, said, form } = phone();
  await write("Un banc");
  assert.deepEqual([form.elements.words.value, localStorage.length], ["", 1]);
  while (said() === "Gardée") await settled();
  assert.deepEqual([sent.length, sent[0].id === sent[1].id, localStorage.length], [2, true, 0]);
});

test("an idea without a line waits, and is sent once with the id it had", async () => {
  answers = [new TypeError("no line")];
  const { outbox, write, said, form } = phone();
  await write(" Un banc ");
  assert.deepEqual([sent.length, said(), form.elements.words.value], [0, "Gardée", ""]);
  const [{ id }] = JSON.parse(localStorage.getItem("preau-seance-/seances/s"));
  // The page is opened again, and the line with it.
  await phone().outbox.flush();
  await outbox.flush();
  assert.deepEqual(sent, [{ id, words: "Un banc" }]);
  assert.equal(localStorage.length, 0);
});

test("what is refused comes back into its box, and what the server cannot take now waits", async () => {
  answers = [{ done: false, words: "Au plus 280 caractères." }, { status: 503 }];
  const { write, said, form } = phone();
  await write("Trop long");
  assert.deepEqual([said(), form.elements.words.value], ["Au plus 280 caractères.", "Trop long"]);
  await write("Plus court");
  assert.deepEqual([said(), form.elements.words.value, localStorage.length], ["Gardée", "", 1]);
});

test("a browser that keeps nothing keeps an idea as long as the page", async () => {
  localStorage.full = true;
  answers = [new TypeError("no line")];
  const { outbox, write } = phone();
  await write("Un potager");
  await outbox.flush();
  assert.deepEqual(
    sent.map(({ words }) => words),
    ["Un potager"],
  );
});

test("what is new on the wall is marked, and another text is not", () => {
  const wall = (shown, ...lines) => {
    const said = lines.map((line) => `<p>${line}</p>`).join("");
    place.innerHTML = `<div data-shown="${shown}" data-page="0"><div data-wall-inner="">${said}</div></div>`;
  };
  const place = document.createElement("div");
  const marked = () => [...place.querySelectorAll(".fresh")].map((one) => one.textContent);
  wall("section:budget", "Un", "Deux");
  let before = wordsOf(place);
  wall("section:budget", "Un", "Deux et demi", "Trois");
  show(place, before);
  assert.deepEqual(marked(), ["Deux et demi", "Trois"]);
  before = wordsOf(place);
  wall("section:summary", "Quatre");
  show(place, before);
  assert.deepEqual(marked(), []);
});

test("nobody gives more dots than they have", () => {
  const option = (n) =>
    `<li><label for="o${n}">${n}</label><input id="o${n}" type="number" value="0"></li>`;
  document.body.innerHTML = `<form><ul data-dots="2">${option(0)}${option(1)}</ul></form>`;
  const form = document.querySelector("form");
  addDotButtons(form);
  addDotButtons(form);
  const buttons = (n) => [...form.querySelectorAll("li")[n].querySelectorAll("button")];
  assert.equal(buttons(0).length, 2, "made alive once");
  buttons(0)[1].click();
  buttons(1)[1].click();
  assert.deepEqual([buttons(0)[1].disabled, buttons(1)[1].disabled], [true, true]);
  buttons(0)[0].click();
  assert.deepEqual([buttons(0)[0].disabled, buttons(1)[1].disabled], [true, false]);
});
