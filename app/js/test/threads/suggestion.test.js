// What others suggest: drawn in the text and never part of it, beside the fields, decided together.

import { open, window } from "../support/page.js";
import assert from "node:assert/strict";
import { test } from "node:test";

const TEXTS = {
  inline: "Proposition de {by}",
  changed: "A changé.",
  views: "Propositions",
  marked: "Marquées",
  after: "Après",
  before: "Avant",
  afterNote: "Tel qu’il serait",
  see: "Voir",
  added: "ajout",
  word: "Un mot",
  together: "Ensemble ({n})",
  togetherOf: "{n} dans {section}",
  acceptAll: "Tout accepter",
  refuseAll: "Tout refuser",
  acceptSure: "Accepter les {n} de {section} ?",
  refuseSure: "Refuser les {n} ?",
  allDone: "Décidées : {n}.",
  allLeft: "Laissées : {n}.",
  cancel: "Annuler",
};
const { Beside } = await import("../../threads/suggestion/bundle.js");
const settled = () => new Promise((done) => setTimeout(done, 5));

/** A page with the panel's threads: `{ id: { before, ops } }`. */
function page(threads) {
  document.body.innerHTML = `<script data-suggestions="${new URL("../../threads/suggestion/bundle.js", import.meta.url)}"></script>
    <div data-js="together"></div>`;
  document.querySelector("[data-js=together]").dataset.texts = JSON.stringify(TEXTS);
  for (const [id, { before, ops }] of Object.entries(threads)) {
    const thread = document.body.appendChild(document.createElement("article"));
    thread.id = `fil-${id}`;
    thread.append(document.createElement("p"));
    Object.assign(thread.firstChild.dataset, {
      before,
      ops: JSON.stringify(ops),
      by: "Nadia, mairie",
      who: "3",
    });
  }
}

const told = (...passages) =>
  JSON.stringify(passages.map(([id, from, to]) => ({ id, kind: "comment", from, to })));
const words = (host, name) =>
  [...host.querySelectorAll(`.editor-suggestion-${name}`)].map((one) => one.textContent);

const TREES = {
  before: "Trente arbres seront plantés.",
  ops: [{ retain: 21 }, { insert: "off" }, { delete: 7 }, { insert: "erts" }, { retain: 1 }],
};

test("a suggestion is drawn where it would be, and is no part of the text", async () => {
  page({ t: TREES });
  const seen = [];
  const { editor, view, host, calls } = open([{ insert: "Oui. Trente arbres seront plantés.\n" }], {
    onPassage: (id) => seen.push(id),
  });
  editor.passages(told(["t", 5, 34]));
  await settled();
  assert.deepEqual(words(host, "goes"), ["plantés"]);
  assert.deepEqual(
    words(host, "comes").map((one) => one.replace(/ \[ajout : |\] /g, "")),
    ["offerts"],
  );
  assert.equal(view.state.doc.textContent, "Oui. Trente arbres seront plantés.");
  assert.equal(host.querySelectorAll(".editor-passage").length, 0);
  const flag = host.querySelector(".editor-suggestion-flag.who-3");
  assert.equal(flag.textContent, "Proposition de Nadia, mairie");
  flag.click();
  assert.deepEqual([seen, calls.changes], [["t"], []]);
  // What is copied is the text.
  const { dom } = view.serializeForClipboard(view.state.doc.slice(0, view.state.doc.content.size));
  assert.equal(dom.textContent, "Oui. Trente arbres seront plantés.");
  // A thread that only speaks of a passage is marked as before.
  editor.passages(told(["t", 5, 34], ["other", 0, 3]));
  assert.equal(host.querySelector(".editor-passage").textContent, "Oui");
});

test("a peer's edit moves it, and what has changed since is said and still drawn", async () => {
  page({ t: TREES });
  const { editor, host } = open([{ insert: "Trente arbres seront plantés.\n" }]);
  editor.passages(told(["t", 0, 29]));
  await settled();
  editor.remote(JSON.stringify([{ retain: 7 }, { insert: "beaux " }]));
  assert.deepEqual(words(host, "goes"), ["plantés"]);
  editor.passages(told(["t", 0, 35]));
  assert.deepEqual(words(host, "goes"), ["plantés"]);
  assert.match(host.querySelector(".editor-suggestion-flag").textContent, /A changé/);
  // Its words are gone but for some: what it would do to the others is drawn, and nothing else.
  editor.remote(JSON.stringify([{ retain: 26 }, { delete: 9 }]));
  editor.passages(told(["t", 0, 26]));
  assert.deepEqual(words(host, "goes"), []);
});

test("after is read and not written, before is the text, and one choice is for all texts", async () => {
  page({ t: TREES, u: { before: "un", ops: [{ retain: 2 }, { insert: "\ndeux" }] } });
  const first = open([{ insert: "Trente arbres seront plantés.\n" }]);
  const second = open([{ insert: "un\n" }]);
  const plain = open([{ insert: "rien\n" }]);
  first.editor.passages(told(["t", 0, 29]));
  second.editor.passages(told(["u", 0, 2]));
  plain.editor.passages("[]");
  await settled();
  const choose = (name) => {
    const radio = first.host.querySelector(`[value=${name}]`);
    radio.checked = true;
    radio.dispatchEvent(new window.Event("change", { bubbles: true }));
  };
  const editable = () =>
    [first, second, plain].map(({ text }) => text.getAttribute("contenteditable"));
  assert.deepEqual(editable(), ["true", "true", "true"]);
  choose("after");
  assert.deepEqual(editable(), ["false", "false", "true"]);
  assert.equal(second.host.querySelector(".editor").dataset.suggestions, "after");
  assert.match(second.host.querySelector(".editor-suggestion-comes").textContent, /¶\ndeux/);
  assert.equal(plain.host.querySelector(".editor-suggestions:not([hidden])"), null);
  // Decided: nothing is left to choose between.
  first.editor.passages("[]");
  await settled();
  assert.deepEqual(editable(), ["true", "false", "true"]);
  assert.ok(first.host.querySelector(".editor-suggestions").hidden);
  choose("marked");
  assert.deepEqual(editable(), ["true", "true", "true"]);
});

test("over a draft nothing of others is drawn, and it is there again after it", async () => {
  page({ t: { before: "un", ops: [{ retain: 2 }, { insert: "e" }] } });
  const { editor, host } = open([{ insert: "un\n" }]);
  editor.passages(told(["t", 0, 2]));
  await settled();
  editor.reset(JSON.stringify([{ insert: "un brouillon\n" }]));
  editor.base(JSON.stringify([{ insert: "un\n" }]));
  assert.deepEqual(words(host, "comes"), []);
  editor.base(undefined);
  editor.reset(JSON.stringify([{ insert: "un\n" }]));
  assert.equal(words(host, "comes").length, 1);
});

test("a value is suggested beside its field, and several are decided together", async () => {
  page({});
  const thread = (id, decides = true) =>
    `<article id="fil-${id}" data-thread="${id}" data-state="open" data-suggestion="" ${decides ? 'data-decides=""' : ""}
      data-mark="${id}\tcomment\topen\tsummary\tsummary.title\t\t\t">
      <p data-js="suggestion" data-by="Nadia, mairie" data-who="2"><del>avant</del> → <ins>après</ins></p></article>`;
  document.body.insertAdjacentHTML(
    "beforeend",
    `<h2 id="summary-title">Projet</h2>
    <div data-js="field"><div id="summary-summary-title-label"></div></div><section>${thread("a")}${thread("b")}${thread("c", false)}</section>`,
  );
  const asked = [];
  const does = {
    see: (id) => asked.push(id),
    decide: async (decision) => {
      asked.push(decision);
      return { decided: 1, left: ["b"] };
    },
  };
  const root = document.querySelector("[data-js=together]");
  const beside = new Beside(root, does);
  const threads = () => [...document.querySelectorAll("article")];
  beside.update(threads());
  assert.equal(document.querySelectorAll(".field-suggestion").length, 3);
  assert.match(
    document.querySelector(".field-suggestion.who-2").textContent,
    /Nadia, mairie\s*avant → après/,
  );
  assert.match(root.textContent, /Ensemble \(2\)2 dans Projet/);
  const press = (label) =>
    [...root.querySelectorAll("button")].find((one) => one.textContent === label).click();
  press("Tout accepter");
  assert.match(root.textContent, /Accepter les 2 de Projet \?/);
  root.querySelector("textarea").value = "Merci";
  press("Tout accepter");
  await settled();
  assert.deepEqual(asked, [{ section: "summary", accept: true, text: "Merci" }]);
  assert.match(root.querySelector("[role=status]").textContent, /Décidées : 1\. Laissées : 1\./);
  document.getElementById("fil-a").dataset.state = "ended";
  beside.update(threads());
  assert.equal(document.querySelectorAll(".field-suggestion").length, 2);
  assert.doesNotMatch(root.textContent, /Tout accepter/, "one alone is decided alone");
  press("Voir");
  assert.equal(asked[1], "b");
});
