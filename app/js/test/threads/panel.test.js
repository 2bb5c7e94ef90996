// The panel of what is said beside the text: a list that is told anew, a box that keeps its words.

import { window } from "../support/page.js";
import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

globalThis.BroadcastChannel = class {
  postMessage() {}
};
globalThis.Option = window.Option;
globalThis.FormData = window.FormData;
globalThis.location = { pathname: "/dossiers/d" };
const { Panel } = await import("../../threads/panel.js");
const { Fragment } = await import("../../shell/fragment.js");
const { placeOf } = await import("../../threads/place.js");

const HEAD = `
  <div data-js="column"><div data-js="bar"></div></div>
  <button data-js="panel-button" aria-expanded="false" data-label="Voir ({n})"
    data-label-unread="Voir ({n}, {unread})" data-unread-one="1 non lu" data-unread-many="{n} non lus"
    ><span data-js="open-count"></span><span data-js="unread-count"></span></button>
  <a data-js="section-link" href="#budget"></a>
  <section class="section" id="budget" tabindex="-1"><div data-js="head">
  <h2 id="budget-title"><span>12</span> Budget</h2></div></section>
  <div id="budget-budget-comment-label">Précisions<span>obligatoire</span></div>
  <button data-js="comment" data-section="budget" data-path="budget.comment"></button>
  <button data-js="comment" data-section="budget" data-path=""></button>
  <aside id="fils" tabindex="-1">
    <div data-js="filters" hidden><select name="state"><option value="open">
      <option value="reservations"><option value="ended"><option value="orphans"></select>
      <select name="from"><option value=""></select>
      <label><input type="checkbox" name="mine"></label><label><input type="checkbox" name="unread"></label>
      <button data-js="read-all"></button></div>
    <button data-js="close" hidden></button>
    <p data-js="said" data-text="{name} : {section}"></p>
    <form data-js="composer" hidden>
      <header data-about="new"><p><a data-whole="Toute la rubrique"></a></p>
        <blockquote data-js="quote"></blockquote></header>
      <p data-about="reply"></p><p data-about="rewrite"></p><textarea></textarea>
      <ul data-js="mention-list" id="list" hidden></ul><p data-js="mention-said" data-text="{n} noms"></p>
      <label data-about="new"><input type="checkbox"></label>
      <button data-js="send"></button><button type="button" data-js="cancel"></button>
      <button type="button" data-js="instead" hidden></button>
    </form>
    <form data-js="suggest-form" hidden></form>
    <form data-js="assign" hidden><select><option value=""></select><input type="date">
      <button type="button" data-js="unassign"></button>
      <button type="button" data-js="cancel"></button></form>
    <div data-fragment="consent">CONSENT</div>
    <p data-js="none" data-any="Rien" data-here="Aucun"></p>
    <div data-fragment="threads">`;

/** A thread as the server writes it. */
const thread = (
  id,
  {
    version = 1,
    state = "open",
    kind = "comment",
    path = "budget.comment",
    text = "Combien ?",
    mine = false,
    at = 1,
    quality = "elected",
    unread = false,
    given = "",
  } = {},
) =>
  `<article id="fil-${id}" tabindex="-1" data-thread="${id}" data-version="${version}" data-state="${state}"` +
  ` data-kind="${kind}"${mine ? ' data-mine=""' : ""}${unread ? ' data-unread=""' : ""} data-mark="${[id, kind, state, "budget", path, "", "", ""].join("\t")}">` +
  `${unread ? '<p data-js="unread">Non lu</p>' : ""}<p data-js="orphan" hidden=""></p>${given}<ol><li data-remark="${id}" data-at="${at}" data-quality="${quality}"${mine ? ' data-mine=""' : ""}>` +
  `<strong>Mairie</strong><span data-js="quality">${quality}</span><p data-js="words">${text}</p><button id="rewrite-${id}" data-act="rewrite"></button></li></ol>` +
  `<button id="reply-${id}" data-act="reply"></button><button id="resolve-${id}" data-act="resolve"></button><button id="assign-${id}" data-act="assign"></button></article>`;

/** What is said of whole sections, as the server writes it. */
const positionsOf = (says = "", note = "") =>
  `<details id="positions"><section data-js="consent-section" id="position-budget" tabindex="-1" data-section="budget"` +
  ` data-mark="${["budget", "comment", "ended", "budget", "", "", "", ""].join("\t")}"><p class="says">${says}</p>` +
  `<form data-js="consent" action="/dossiers/d/positions"><input name="section" value="budget"><input name="seen" value="d">` +
  `<button id="consent-budget" name="act" value="consent"></button>` +
  `<button type="button" data-js="reserve"></button></form></section>` +
  `<section data-js="consent-section" id="position-summary" data-section="summary" data-mark=""></section>` +
  `<div hidden="">${note}</div></details>`;

let told, failures, server, posts, read, place, positions, forms, warning, sure;

const PEOPLE = [
  { account: "a1", name: "Anne Marie Ñandú", quality: "Élue" },
  { account: "a2", name: "Anne", quality: "Parent" },
  { account: "z", name: "Zoé O’Brien", quality: "" },
];

beforeEach(() => {
  [told, failures, posts, read, forms] = [[], 0, [], [], []];
  [positions, warning, sure] = [positionsOf, undefined, []];
  place = "budget\tbudget.comment\t\t\t";
  globalThis.fetch = async (address, options) => {
    if (server === undefined) throw new TypeError("no network");
    if (address === "/dossiers/d/fils/membres?section=budget")
      return { ok: true, json: async () => PEOPLE };
    if (address === "/dossiers/d/fils/lus") {
      read.push(JSON.parse(options.body));
      return { ok: true };
    }
    if (address.endsWith("/positions")) {
      forms.push(`${options.body} ${options.redirect}`);
      return { type: "opaqueredirect" };
    }
    if (warning && !address.endsWith("?sure=1"))
      return { ok: true, json: async () => ({ warning }) };
    assert.equal(address.replace("?sure=1", ""), "/dossiers/d/fils");
    if (options.method !== "POST") return { ok: true, text: async () => answered() };
    posts.push(JSON.parse(options.body));
    return { ok: true, json: async () => ({ id: "a" }) };
  };
});

/** What the server says of the panel now. */
const answered = () =>
  `<div data-fragment="consent">${positions()}</div><div data-fragment="threads">${server}</div>`;

/** A page with these threads, and its panel. */
function open(...threads) {
  server = threads.join("");
  document.body.innerHTML = `${HEAD.replace("CONSENT", positions())}${threads.join("")}</div></aside>`;
  return new Panel(
    (lines) => told.push(lines),
    () => place,
    () => (failures += 1),
  );
}

const find = (selector) => document.querySelector(selector);
const shown = () =>
  [...document.querySelectorAll("article")]
    .filter((one) => !one.hidden)
    .map((one) => one.dataset.thread);
const settled = () => new Promise((done) => setTimeout(done, 5));

function choose(selector, value) {
  const control = find(selector);
  if (control.type === "checkbox") control.checked = value;
  else control.value = value;
  control.dispatchEvent(new window.Event("change", { bubbles: true }));
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
  panel.refresh("b", 2);
  await settled();
  assert.deepEqual(shown(), ["n", "a", "b"]);
  assert.equal(find("#fil-a"), a);
  assert.notEqual(find("#fil-b"), b);
  assert.equal(document.activeElement, find("#reply-b"));
  // A button that is gone leaves the focus to its thread.
  server = thread("b", { version: 3 }).replace(/<button id="reply-b".*?<\/button>/, "");
  panel.refresh("b", 3);
  await settled();
  assert.equal(document.activeElement, find("#fil-b"));
  assert.deepEqual(
    told.map((lines) => lines.match(/^\w/gm).join("")),
    ["babc", "bnab", "bb"],
  );
});

test("what is known already is not asked for, and what was missed is", async () => {
  const panel = open(thread("a", { version: 3 }));
  let asked = 0;
  const { fetch } = globalThis;
  globalThis.fetch = (...request) => {
    asked += 1;
    return fetch(...request);
  };
  panel.refresh("a", 3);
  await settled();
  assert.equal(asked, 0);
  for (const version of [4, 5, 6]) panel.refresh("a", version);
  panel.refresh();
  await settled();
  assert.equal(asked, 1);
});

test("counts, filters and lost texts follow the threads", () => {
  const panel = open(
    thread("a", { mine: true }),
    thread("b", { kind: "reservation", path: "" }),
    thread("c", { state: "ended" }),
  );
  assert.equal(find("[data-js=open-count]").textContent, "2");
  assert.equal(find("[data-js=panel-button]").getAttribute("aria-label"), "Voir (2)");
  assert.deepEqual(
    [...document.querySelectorAll("[data-js=comment]")].map((one) => one.dataset.count),
    ["1", "1"],
  );
  for (const [filter, ids] of [
    ["open", "ab"],
    ["reservations", "b"],
    ["ended", "c"],
    ["orphans", ""],
  ]) {
    choose("[name=state]", filter);
    assert.equal(shown().join(""), ids, filter);
  }
  assert.deepEqual(
    [find("[data-js=none]").hidden, find("[data-js=none]").textContent],
    [false, "Aucun"],
  );
  panel.orphans("a c");
  assert.deepEqual(shown(), ["a", "c"]);
  assert.equal(find("#fil-a [data-js=orphan]").hidden, false);
  panel.orphans("");
  assert.deepEqual(shown(), []);
  choose("[name=state]", "open");
  assert.equal(find("[data-js=none]").hidden, true);
});

test("what is not sent stays in its box, whatever is said meanwhile", async () => {
  const panel = open(thread("a"));
  find("[data-js=comment]").click();
  assert.equal(find("[data-whole]").textContent, "Budget · Précisions");
  assert.equal(find("[data-whole]").getAttribute("href"), "#budget-budget-comment");
  assert.equal(document.activeElement, find("textarea"));
  const kept = server;
  server = undefined;
  await submit("Et après ?");
  assert.equal(failures, 1);
  server = kept + thread("b", { at: 2 });
  panel.refresh();
  await settled();
  assert.equal(find("[data-js=said]").textContent, "Mairie : Budget");
  assert.equal(find("textarea").value, "Et après ?");
  assert.equal(document.activeElement, find("textarea"));
  find("form [type=checkbox]").checked = true;
  await submit(find("textarea").value);
  const about = { section: "budget", path: "budget.comment" };
  assert.deepEqual(posts, [{ do: "open", kind: "reservation", place: about, text: "Et après ?" }]);
  assert.equal(find("form").hidden, true);
  assert.equal(document.activeElement, find("#fil-a"));
});

test("whoever goes on while their words are sent is left where they are", async () => {
  open(thread("a"), thread("b"));
  find("#reply-a").click();
  find("textarea").value = "Oui.";
  find("form").dispatchEvent(new window.Event("submit", { cancelable: true }));
  find("#reply-b").click();
  find("textarea").value = "Et ceci";
  await settled();
  assert.deepEqual(posts, [{ do: "reply", thread: "a", text: "Oui." }]);
  assert.deepEqual([find("form").hidden, find("textarea").value], [false, "Et ceci"]);
  assert.equal(document.activeElement, find("textarea"));
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

test("filters narrow each other, and a thread stays while it is read", async () => {
  open(
    thread("a", { mine: true, quality: "parent", unread: true }),
    thread("b", { mine: true }),
    thread("c", { quality: "parent", unread: true }),
    thread("d", { state: "ended", quality: "parent", mine: true, unread: true }),
  );
  assert.equal(find("[data-js=panel-button]").getAttribute("aria-label"), "Voir (3, 3 non lus)");
  assert.equal(find("[data-js=section-link]").dataset.unread, "3 non lus");
  assert.equal(find("label:has([name=unread])").dataset.count, "3");
  assert.deepEqual(
    [...find("[name=from]").options].map(({ value }) => value),
    ["", "elected", "parent"],
  );
  choose("[name=from]", "parent");
  assert.equal(shown().join(""), "ac");
  choose("[name=mine]", true);
  assert.equal(shown().join(""), "a");
  choose("[name=from]", "");
  assert.equal(shown().join(""), "ab");
  choose("[name=mine]", false);
  choose("[name=unread]", true);
  assert.equal(shown().join(""), "acd");
  find("[data-js=read-all]").click();
  await settled();
  assert.deepEqual(read, [{ a: 1, c: 1, d: 1 }]);
  assert.equal(document.querySelectorAll("[data-unread], [data-js=unread]").length, 0);
  assert.equal(find("[data-js=read-all]").hidden, true);
  assert.equal(find("[data-js=section-link]").dataset.unread, undefined);
  assert.equal(shown().join(""), "acd");
  choose("[name=unread]", true);
  assert.equal(shown().join(""), "");
});

/** Types in the box, as it stands. */
async function type(text) {
  const words = find("textarea");
  words.value = text;
  words.setSelectionRange(text.length, text.length);
  words.dispatchEvent(new window.Event("input"));
}

const offered = () =>
  find("[data-js=mention-list]").hidden
    ? []
    : [...find("[data-js=mention-list]").children].map(({ dataset }) => dataset.account);

const key = (name) =>
  find("textarea").dispatchEvent(
    new window.KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }),
  );

test("people are offered behind an @, and those who are chosen are named", async () => {
  open(thread("a"));
  find("#reply-a").click();
  // Whoever types faster than the network is offered them when they come.
  await type("@an");
  assert.deepEqual(offered(), []);
  await settled();
  assert.deepEqual(offered(), ["a1", "a2"]);
  for (const [text, accounts] of [
    ["@", "a1 a2 z"],
    ["Oui @an", "a1 a2"],
    ["Oui @nand", "a1"],
    ["@anne marie", "a1"],
    ["@BRIEN", ""],
    ["@o’b", "z"],
    ["@zoe", "z"],
    ["zoe@zoe", ""],
    ["@zoe non", ""],
    ["@ zoe", ""],
  ]) {
    await type(text);
    assert.equal(offered().join(" "), accounts, text);
  }
  await type("@an");
  assert.equal(
    find("textarea").getAttribute("aria-activedescendant"),
    find("[data-js=mention-list]").children[0].id,
  );
  key("ArrowDown");
  key("ArrowDown");
  key("ArrowUp");
  assert.equal(find("[aria-selected=true]").dataset.account, "a2");
  key("Escape");
  assert.deepEqual(offered(), []);
  assert.equal(find("#fils").classList.contains("open"), true);
  await type("@an");
  key("Enter");
  assert.equal(find("textarea").value, "@Anne Marie Ñandú ");
  await type("@Anne Marie Ñandú et @anne");
  find("[data-js=mention-list]").children[1].click();
  assert.equal(find("textarea").value, "@Anne Marie Ñandú et @Anne ");
  await submit("@Anne Marie Ñandú et @Anne, @Anne ; pas @Annette ni a@Anne");
  assert.deepEqual(posts.at(-1).mentions, ["a1", "a2", "a2"]);
  // Who was chosen and taken out again is not named.
  find("#reply-a").click();
  await settled();
  await type("@zo");
  key("Tab");
  await submit("Personne");
  assert.deepEqual(posts.at(-1), { do: "reply", thread: "a", text: "Personne" });
});

test("who is named stays named when one changes one's words", async () => {
  open(thread("a", { text: 'Oui <span data-account="z">@Zoé Neuve</span>' }));
  find("#rewrite-a").click();
  assert.equal(find("textarea").value, "Oui @Zoé Neuve");
  await submit("Non @Zoé Neuve");
  assert.deepEqual(posts, [
    { do: "rewrite", thread: "a", remark: "a", text: "Non @Zoé Neuve", mentions: ["z"] },
  ]);
});

test("a thread is given to somebody for a day, and taken back", async () => {
  open(
    thread("a"),
    thread("b", { given: '<p data-js="given" data-account="z" data-due="2026-12-01"></p>' }),
  );
  const form = find("[data-js=assign]");
  find("#assign-a").click();
  await settled();
  const [to, due] = [form.querySelector("select"), form.querySelector("[type=date]")];
  assert.deepEqual([to.value, due.value, find("[data-js=unassign]").hidden], ["", "", true]);
  assert.deepEqual(
    [...to.options].map(({ textContent }) => textContent),
    ["", "Anne Marie Ñandú (Élue)", "Anne (Parent)", "Zoé O’Brien"],
  );
  to.value = "a2";
  form.dispatchEvent(new window.Event("submit", { cancelable: true }));
  await settled();
  assert.equal(form.hidden, true);
  find("#assign-b").click();
  await settled();
  assert.deepEqual([to.value, due.value], ["z", "2026-12-01"]);
  find("[data-js=unassign]").click();
  await settled();
  assert.deepEqual(posts, [
    { do: "assign", thread: "a", to: "a2" },
    { do: "unassign", thread: "b" },
  ]);
});

test("one can live with a section, says so by a button, and stays where one was", async () => {
  open(thread("a"));
  find("details").open = true;
  const button = find("#consent-budget");
  button.focus();
  positions = () => positionsOf("Mairie").replace(/<button id="consent.*?<\/button>/, "");
  find("[data-js=consent]").dispatchEvent(
    new window.SubmitEvent("submit", { cancelable: true, bubbles: true, submitter: button }),
  );
  await settled();
  assert.deepEqual(forms, ["section=budget&seen=d&act=consent manual"]);
  assert.equal(find(".says").textContent, "Mairie");
  assert.equal(document.activeElement, find("#position-budget"));
  assert.equal(find("details").open, true);
  // The page is told of the sections too, so that it says when one of them changes.
  assert.equal(
    told[0].split("\n")[0],
    ["budget", "comment", "ended", "budget", "", "", "", ""].join("\t"),
  );
});

test("what is said of sections stays as it is while it is the same: no button goes from under a finger", async () => {
  open(thread("a"));
  const there = find("[data-js=reserve]");
  // As a page with script reads what is for those without, where a template reads elements.
  find("#positions").insertAdjacentHTML("beforeend", "<noscript></noscript>");
  find("#positions noscript").textContent = "<form hidden></form>";
  const fragment = new Fragment(find("[data-fragment=consent]"));
  const again = positionsOf().replace(
    "</details>",
    "<noscript><form hidden></form></noscript></details>",
  );
  assert.equal(fragment.replace(again), false);
  assert.equal(there.isConnected, true);
});

test("of a whole section that is spoken about, what is said of it is shown alone; a reservation is begun there", () => {
  open(thread("a"));
  find("[data-js=reserve]").click();
  assert.deepEqual(
    [find("details").open, find("#position-summary").hidden, find("#position-budget").hidden],
    [true, true, false],
  );
  assert.equal(find("[data-js=composer] [type=checkbox]").checked, true);
  find("[data-js=cancel]").click();
  assert.deepEqual([find("details").open, find("#position-summary").hidden], [false, false]);
  find("[data-path='budget.comment']").click();
  assert.equal(find("details").open, false);
  // Who had them open finds them so again.
  find("details").open = true;
  find("[data-js=reserve]").click();
  find("[data-js=cancel]").click();
  assert.deepEqual([find("details").open, find("#position-summary").hidden], [true, false]);
});

test("what looks as if it told of one person is sent by who says so, and its words stay", async () => {
  open(thread("a"));
  warning = "Léa en CM2 ?";
  globalThis.confirm = (asked) => sure.push(asked) > 1;
  find("#reply-a").click();
  await submit("Léa en CM2");
  assert.deepEqual(
    [posts, failures, find("textarea").value, find("form").hidden],
    [[], 0, "Léa en CM2", false],
  );
  await submit("Léa en CM2");
  assert.deepEqual(posts, [{ do: "reply", thread: "a", text: "Léa en CM2" }]);
  assert.deepEqual(sure, [warning, warning]);
});

test("a note stands below the title of its section until it is wanted no more", async () => {
  const note =
    '<div data-js="note" data-section="budget" data-key="budget Léa"><p>Léa</p><button></button></div>';
  positions = () => positionsOf("", note);
  globalThis.localStorage = new Map([]);
  Object.assign(localStorage, {
    getItem: (key) => localStorage.get(key) ?? null,
    setItem: (key, value) => localStorage.set(key, value),
  });
  const panel = open(thread("a"));
  const notes = () =>
    [...document.querySelectorAll("#budget > [data-js=note] p")].map((one) => one.textContent);
  assert.deepEqual(notes(), ["Léa"]);
  positions = () => positionsOf("Mairie", note);
  panel.refresh();
  await settled();
  assert.deepEqual(notes(), ["Léa"]);
  find("#budget > [data-js=note] button").click();
  assert.deepEqual(notes(), []);
  assert.equal(document.activeElement, find("#budget"));
  positions = () => positionsOf("", note);
  panel.refresh();
  await settled();
  assert.deepEqual(notes(), []);
});

test("the panel gives the focus back to where it was opened from", () => {
  open(thread("a"));
  find("[data-js=panel-button]").focus();
  find("[data-js=panel-button]").click();
  assert.equal(document.activeElement, find("#fils"));
  assert.equal(find("[data-js=panel-button]").getAttribute("aria-expanded"), "true");
  find("#fils").dispatchEvent(
    new window.KeyboardEvent("keydown", { key: "Escape", bubbles: true }),
  );
  assert.equal(document.activeElement, find("[data-js=panel-button]"));
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
