// What two people get when they change one line at the same moment, and what one edit sends.

import assert from "node:assert/strict";
import { test } from "node:test";
import Delta from "quill-delta";
import { TextSelection } from "prosemirror-state";
import { Binding } from "../../editor/binding.js";
import { posAt } from "../../editor/offsets.js";
import { deleteBackward, newLine, setHeading, setList } from "../../editor/lines.js";
import { setLink, toggleBold } from "../../editor/marks.js";
import { peersOf, settle } from "../support/peers.js";

const at = (peer, anchor, head = anchor) => {
  const { doc, tr } = peer.state;
  peer.dispatch(tr.setSelection(TextSelection.create(doc, posAt(doc, anchor), posAt(doc, head))));
  return peer;
};
const type = (words) => (state, dispatch) => dispatch(state.tr.insertText(words));
const ops = (peer) => peer.text.toDelta();

function both(first, second) {
  const [a, b] = peersOf([{ insert: "Hello brave new world\n" }], 2);
  first(a);
  second(b);
  settle([a, b]);
  return a;
}

test("words typed behind a split stay behind the word they were typed after", () => {
  const peer = both(
    (a) => at(a, 12).run(newLine),
    (b) => at(b, 15).run(type("XX")),
  );
  assert.deepEqual(ops(peer), [{ insert: "Hello brave \nnewXX world\n" }]);
});

test("two splits make three lines and double nothing", () => {
  const peer = both(
    (a) => at(a, 12).run(newLine),
    (b) => at(b, 16).run(newLine),
  );
  assert.deepEqual(ops(peer), [{ insert: "Hello brave \nnew \nworld\n" }]);
});

test("a heading keeps what a peer types into it meanwhile", () => {
  const peer = both(
    (a) => at(a, 3).run(setHeading(2)),
    (b) => at(b, 15).run(type("XX")),
  );
  assert.deepEqual(ops(peer), [
    { insert: "Hello brave newXX world" },
    { insert: "\n", attributes: { header: 2 } },
  ]);
});

test("one heading by two people is one heading", () => {
  const peer = both(
    (a) => at(a, 3).run(setHeading(2)),
    (b) => at(b, 3).run(setHeading(1)),
  );
  assert.equal(peer.state.doc.childCount, 1);
  assert.equal(peer.words, "Hello brave new world");
});

test("a letter among equal letters is sent where it was typed", () => {
  for (const offset of [0, 1, 2, 3]) {
    const [peer] = peersOf([{ insert: "aaa\n" }], 1);
    at(peer, offset).run(type("a"));
    assert.deepEqual(peer.sent, [new Delta().retain(offset).insert("a").ops]);
  }
});

test("a letter erased among equal letters is erased where it stood", () => {
  const [peer] = peersOf([{ insert: "aaaa\n" }], 1);
  peer.run((state, dispatch) =>
    dispatch(state.tr.delete(posAt(state.doc, 1), posAt(state.doc, 2))),
  );
  assert.deepEqual(peer.sent, [[{ retain: 1 }, { delete: 1 }]]);
});

test("an empty line among empty lines is sent where Enter was pressed", () => {
  const [peer] = peersOf([{ insert: "\n\n\n\n" }], 1);
  at(peer, 1).run(newLine);
  assert.deepEqual(peer.sent, [[{ retain: 1 }, { insert: "\n" }]]);
  at(peer, 3).run(deleteBackward);
  assert.deepEqual(peer.sent[1], [{ retain: 2 }, { delete: 1 }]);
});

test("one emoji for another never splits a surrogate pair", () => {
  const [peer] = peersOf([{ insert: "a😀b\n" }], 1);
  at(peer, 1, 3).run(type("😁"));
  assert.deepEqual(peer.sent, [[{ retain: 1 }, { insert: "😁" }, { delete: 2 }]]);
});

test("a change of format sends the format only", () => {
  const [peer] = peersOf([{ insert: "un\ndeux\ntrois\n" }], 1);
  at(peer, 0, 6).run(setList("bullet"));
  at(peer, 0, 2).run(toggleBold);
  assert.deepEqual(peer.sent, [
    [
      { retain: 2 },
      { retain: 1, attributes: { list: "bullet" } },
      { retain: 4 },
      { retain: 1, attributes: { list: "bullet" } },
    ],
    [{ retain: 2, attributes: { bold: true } }],
  ]);
});

test("nothing is sent for a selection, a load, a remote edit or a resync", () => {
  const odd = [
    { insert: "x", attributes: { colour: "red", bold: null } },
    { insert: "\n", attributes: { list: "bullet", indent: 7 } },
    { insert: { formula: "e" } },
    { insert: "sans fin" },
  ];
  const [a, b] = peersOf(odd, 2);
  at(a, 1);
  b.foreign([{ insert: "\n", attributes: { indent: 3 } }, { delete: 1 }]);
  a.pull(b);
  a.binding.reset([{ insert: "autre", attributes: { bold: true } }]);
  a.binding.reset([{ insert: "autre", attributes: { bold: true } }]);
  assert.deepEqual([...a.sent, ...b.sent], []);
  assert.equal(a.words, "autre");
});

test("a keystroke leaves alone the formats and the embeds that the editor does not know", () => {
  const [peer] = peersOf(
    [
      { insert: "rouge", attributes: { colour: "red" } },
      { insert: { formula: "e" } },
      { insert: "\n", attributes: { indent: 4, align: "right" } },
    ],
    1,
  );
  at(peer, 6).run(type("!"));
  assert.deepEqual(peer.sent, [[{ retain: 6 }, { insert: "!" }]]);
});

test("a format left behind is put right when it would start to show, and nothing else", () => {
  const [peer] = peersOf(
    [
      { insert: "un" },
      { insert: "\n", attributes: { list: "bullet" } },
      { insert: "deux", attributes: { colour: "red" } },
      { insert: "\n", attributes: { indent: 4, align: "right" } },
    ],
    1,
  );
  at(peer, 4).run(setList("bullet"));
  assert.deepEqual(peer.sent, [
    [{ retain: 7 }, { retain: 1, attributes: { list: "bullet", indent: null } }],
  ]);
});

test("a text that lost its last line end gets it back only with an edit of that line", () => {
  const [peer] = peersOf([{ insert: "un\ndeux" }], 1);
  at(peer, 0).run(type("a"));
  assert.deepEqual(peer.sent, [[{ insert: "a" }]]);
  at(peer, 8).run(type("b"));
  assert.deepEqual(peer.sent[1], [{ retain: 8 }, { insert: "b\n" }]);
});

test("an empty text can be written into", () => {
  const [peer] = peersOf([], 1);
  peer.run(type("a"));
  assert.deepEqual(peer.sent, [[{ insert: "a\n" }]]);
});

test("while composing, a peer's words wait and what is composed lands where it belongs", () => {
  const [a, b] = peersOf([{ insert: "ab\ncd\n" }], 2);
  at(a, 4);
  a.composing = true;
  at(b, 0).run(type("XX"));
  at(b, 6).run(type("YY")); // the place where the other one is about to compose
  a.pull(b);
  a.run(type("k"));
  at(a, 4, 5).run(type("か"));
  assert.equal(a.words, "ab⏎cかd", "nothing moves under the composition");
  assert.equal(a.binding.outward(5), 9);
  assert.equal(a.binding.inward(9), 5);
  a.endComposition();
  assert.equal(a.words, "XXab⏎cYYかd");
  settle([a, b]);
  assert.equal(b.words, "XXab⏎cYYかd");
});

test("a remote edit elsewhere is told apart from one in the line of the caret", () => {
  const binding = new Binding([{ insert: "un\ndeux\ntrois\n" }]);
  const { doc, tr } = binding.state;
  binding.local(tr.setSelection(TextSelection.create(doc, posAt(doc, 5))));
  binding.remote([{ insert: "a" }], true);
  assert.equal(binding.waitingTouchesCaret(), false);
  binding.remote([{ retain: 4 }, { insert: "a" }], true);
  assert.equal(binding.waitingTouchesCaret(), true);
});

test("a peer's edits leave caret and selection on the same words", () => {
  const [a, b] = peersOf([{ insert: "un deux trois\n" }], 2);
  at(a, 3, 7);
  at(b, 5).run(setHeading(1));
  at(b, 0).run(type("zéro "));
  at(b, 12).run(newLine);
  a.pull(b);
  const { from, to } = a.state.selection;
  assert.equal(a.state.doc.textBetween(from, to, "⏎"), "deux");
});

test("bold switched on for the next letter survives a peer's edit", () => {
  const [a, b] = peersOf([{ insert: "un\n" }], 2);
  at(a, 2).run(toggleBold);
  at(b, 0).run(type("x"));
  a.pull(b);
  a.run(type("!"));
  assert.deepEqual(ops(a), [
    { insert: "xun" },
    { insert: "!", attributes: { bold: true } },
    { insert: "\n" },
  ]);
});

test("a link set with nothing selected brings its own words", () => {
  const [peer] = peersOf([{ insert: "voir \n" }], 1);
  at(peer, 5).run(setLink("mailto:ecole@demo.example"));
  assert.deepEqual(peer.sent, [
    [
      { retain: 5 },
      { insert: "ecole@demo.example", attributes: { link: "mailto:ecole@demo.example" } },
    ],
  ]);
});
