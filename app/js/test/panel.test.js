// The panel of what is said beside the text: a list that is told anew, a box that keeps its words.

import { window } from "./support/page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

globalThis.location = { pathname: "/dossiers/d" };
const { Panel } = await import("../panel.js");
const { placeOf } = await import("../panel_place.js");

const HEAD = `
  <button class="threads-button" aria-expanded="false" data-label="Voir ({n})"></button>
  <h2 id="budget-title"><span>12</span> Budget</h2>
  <div id="budget-budget-comment-label">Précisions<span>obligatoire</span></div>
  <button class="comment-add" data-section="budget" data-path="budget.comment"></button>
  <button class="comment-add" data-section="budget" data-path=""></button>
  <aside id="fils" tabindex="-1">
    <select class="threads-filter" hidden><option value="open"><option value="mine">
      <option value="reservations"><option value="ended"><option value="orphans"></select>
    <button class="threads-close" hidden></button>
    <p class="threads-said" data-text="{name} : {section}"></p>
    <form hidden>
      <header data-about="new"><p class="thread-place"><a data-whole="Toute la rubrique"></a></p>
        <blockquote class="thread-quote"></blockquote></header>
      <p data-about="reply"></p><p data-about="rewrite"></p><textarea></textarea>
      <label data-about="new"><input type="checkbox"></label>
      <button class="button-main"></button><button type="button" class="threads-cancel"></button>
    </form>
    <p class="threads-none" data-any="Rien" data-here="Aucun"></p>
    <div class="threads-list">`;

/** A thread as the server writes it. */
const thread = (id, { version = 1, state = "open", kind = "comment", path = "budget.comment", text = "Combien ?", mine = false, at = 1 } = {}) =>
  `<article id="fil-${id}" tabindex="-1" data-thread="${id}" data-version="${version}" data-state="${state}"` +
  ` data-kind="${kind}"${mine ? ' data-mine=""' : ""} data-mark="${[id, kind, state, "budget", path, "", "", ""].join("\t")}">` +
  `<p class="thread-orphan" hidden=""></p><ol><li class="remark" data-remark="${id}" data-at="${at}"${mine ? ' data-mine=""' : ""}>` +
  `<strong>Mairie</strong><p class="remark-text">${text}</p><button id="rewrite-${id}" data-act="rewrite"></button></li></ol>` +
  `<button id="reply-${id}" data-act="reply"></button><button id="resolve-${id}" data-act="resolve"></button></article>`;

let told, failures, server, posts, place;

beforeEach(() => {
  [told, failures, posts] = [[], 0, []];
  place = "budget\tbudget.comment\t\t\t";
  globalThis.fetch = async (address, options) => {
    assert.equal(address, "/dossiers/d/fils");
    if (server === undefined) throw new TypeError("no network");
    if (options.method !== "POST") return { ok: true, text: async () => server };
    posts.push(JSON.parse(options.body));
    return { ok: true, json: async () => ({ id: "a" }) };
  };
});

/** A page with these threads, and its panel. */
function open(...threads) {
  server = threads.join("");
  document.body.innerHTML = `${HEAD}${server}</div></aside>`;
  return new Panel((lines) => told.push(lines), () => place, () => (failures += 1));
}

const find = (selector) => document.querySelector(selector);
const shown = () => [...document.querySelectorAll("article")].filter((one) => !one.hidden).map((one) => one.dataset.thread);
const settled = () => new Promise((done) => setTimeout(done, 5));

function choose(filter) {
  find("select").value = filter;
  find("select").dispatchEvent(new window.Event("change"));
}

async function submit(text) {
  find("textarea").value = text;
  find("form").dispatchEvent(new window.Event("submit", { cancelable: true }));
  await settled();
}

test("a list that is told anew leaves what is the same, and the focus where it was", async () => {
  const panel = open(thread("a"), thread("b"), thread("c"));
  const [a, b] = [find("#fil-a"), find("#fil-b")];
  find("#reply-b").focus();
  server = thread("n") + thread("a") + thread("b", { version: 2, text: "Et quand ?" });
  panel.heard("b", 2);
  await settled();
  assert.deepEqual(shown(), ["n", "a", "b"]);
  assert.equal(find("#fil-a"), a);
  assert.notEqual(find("#fil-b"), b);
  assert.equal(document.activeElement, find("#reply-b"));
  // A button that is gone leaves the focus to its thread.
  server = thread("b", { version: 3 }).replace(/<button id="reply-b".*?<\/button>/, "");
  panel.heard("b", 3);
  await settled();
  assert.equal(document.activeElement, find("#fil-b"));
  assert.deepEqual(told.map((lines) => lines.match(/^\w/gm).join("")), ["abc", "nab", "b"]);
});

test("what is known already is not asked for, and what was missed is", async () => {
  const panel = open(thread("a", { version: 3 }));
  let asked = 0;
  const { fetch } = globalThis;
  globalThis.fetch = (...request) => ((asked += 1), fetch(...request));
  panel.heard("a", 3);
  await settled();
  assert.equal(asked, 0);
  for (const version of [4, 5, 6]) panel.heard("a", version);
  panel.heard();
  await settled();
  assert.equal(asked, 1);
});

test("counts, filters and lost texts follow the threads", () => {
  const panel = open(thread("a", { mine: true }), thread("b", { kind: "reservation", path: "" }), thread("c", { state: "ended" }));
  assert.equal(find(".threads-button").textContent, "2");
  assert.equal(find(".threads-button").getAttribute("aria-label"), "Voir (2)");
  assert.deepEqual([...document.querySelectorAll(".comment-add")].map((one) => one.dataset.count), ["1", "1"]);
  for (const [filter, ids] of [["open", "ab"], ["mine", "a"], ["reservations", "b"], ["ended", "c"], ["orphans", ""]]) {
    choose(filter);
    assert.equal(shown().join(""), ids, filter);
  }
  assert.deepEqual([find(".threads-none").hidden, find(".threads-none").textContent], [false, "Aucun"]);
  panel.orphans("a c");
  assert.deepEqual(shown(), ["a", "c"]);
  assert.equal(find("#fil-a .thread-orphan").hidden, false);
  panel.orphans("");
  assert.deepEqual(shown(), []);
  choose("open");
  assert.equal(find(".threads-none").hidden, true);
});

test("what is not sent stays in its box, whatever is said meanwhile", async () => {
  const panel = open(thread("a"));
  find(".comment-add").click();
  assert.equal(find(".thread-place a").textContent, "Budget · Précisions");
  assert.equal(find(".thread-place a").getAttribute("href"), "#budget-budget-comment");
  assert.equal(document.activeElement, find("textarea"));
  const kept = server;
  server = undefined;
  await submit("Et après ?");
  assert.equal(failures, 1);
  server = kept + thread("b", { at: 2 });
  panel.heard();
  await settled();
  assert.equal(find(".threads-said").textContent, "Mairie : Budget");
  assert.equal(find("textarea").value, "Et après ?");
  assert.equal(document.activeElement, find("textarea"));
  find("[type=checkbox]").checked = true;
  await submit(find("textarea").value);
  const about = { section: "budget", path: "budget.comment" };
  assert.deepEqual(posts, [{ do: "open", kind: "reservation", place: about, text: "Et après ?" }]);
  assert.equal(find("form").hidden, true);
  assert.equal(document.activeElement, find("#fil-a"));
});

test("one answers, changes one's own words and ends a thread", async () => {
  open(thread("a", { text: "  Un\ndeux" }));
  find("#reply-a").click();
  assert.equal(find("[data-about=reply]").hidden, false);
  assert.equal(find("[data-about=new]").hidden, true);
  await submit(" Oui. ");
  find("#rewrite-a").click();
  assert.equal(find("textarea").value, "  Un\ndeux");
  await submit("Trois");
  find("#resolve-a").click();
  await settled();
  assert.deepEqual(posts, [
    { do: "reply", thread: "a", text: "Oui." },
    { do: "rewrite", thread: "a", remark: "a", text: "Trois" },
    { do: "resolve", thread: "a" },
  ]);
});

test("the panel gives the focus back to where it was opened from", () => {
  open(thread("a"));
  find(".threads-button").focus();
  find(".threads-button").click();
  assert.equal(document.activeElement, find("#fils"));
  assert.equal(find(".threads-button").getAttribute("aria-expanded"), "true");
  find("#fils").dispatchEvent(new window.KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  assert.equal(document.activeElement, find(".threads-button"));
  assert.equal(find("#fils").classList.contains("open"), false);
});

test("an anchor's line is read as it is written", () => {
  assert.deepEqual(placeOf("followUp\tbudget.comment\t00017f80ff\t0a\ta\\tb\\\\t\\n\\r é"), {
    section: "followUp",
    path: "budget.comment",
    span: [[0, 1, 127, 128, 255], [10]],
    quote: "a\tb\\t\n\r é",
  });
  assert.deepEqual(placeOf("budget\t\t\t\t"), { section: "budget" });
});
