// Random sessions of three editors on one text, some composing, with a program that writes what
// editors never would. FUZZ_SEED repeats a run, FUZZ_SESSIONS makes it longer.

import assert from "node:assert/strict";
import { test } from "node:test";
import { Fragment, Slice } from "prosemirror-model";
import { TextSelection } from "prosemirror-state";
import {
  chainCommands,
  deleteSelection,
  joinBackward,
  joinForward,
  setBlockType,
  splitBlock,
} from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import {
  deleteBackward,
  deleteForward,
  indent,
  newLine,
  setHeading,
  setList,
  setQuote,
} from "../../editor/lines.js";
import { removeLink, setLink, toggleBold, toggleItalic } from "../../editor/marks.js";
import { schema } from "../../editor/schema.js";
import { peersOf, settle } from "../support/peers.js";

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31));
const sessions = Number(process.env.FUZZ_SESSIONS ?? 600);
const STEPS = 40;

const START = [
  { insert: "Une classe dehors\nAAA aaa 🎒🎒" },
  { insert: "\n", attributes: { list: "bullet" } },
  { insert: "sous-point" },
  { insert: "\n", attributes: { list: "bullet", indent: 1 } },
  { insert: "Fin" },
  { insert: "\n", attributes: { header: 2 } },
  { insert: "\n\n" },
];

// mulberry32
function chance(start) {
  let a = start;
  return (n) => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

const { bullet_list, ordered_list, list_item, paragraph, heading, blockquote, line_break } =
  schema.nodes;

// Browsers never put a caret inside a surrogate pair, nor erase half of one.
const isWhole = (text, i) =>
  !/[\ud800-\udbff]/.test(text[i - 1] ?? "") || !/[\udc00-\udfff]/.test(text[i] ?? "");

function whole(doc, pos) {
  const $pos = doc.resolve(pos);
  const text = $pos.parent.textBetween(0, $pos.parent.content.size, null, "\0");
  return $pos.parent.isTextblock && !isWhole(text, $pos.parentOffset) ? pos - 1 : pos;
}

function eraseOne(state, dispatch) {
  const { $from, from } = state.selection;
  if ($from.parentOffset > 0) dispatch(state.tr.delete(whole(state.doc, from - 1), from));
}

function commandsWith(below) {
  const type = (words) => (state, dispatch) => dispatch(state.tr.insertText(words));
  const paste = (state, dispatch) => {
    const p = (...content) => paragraph.create(null, content);
    const list = bullet_list.create(null, [list_item.create(null, p(schema.text("x")))]);
    const broken = p(schema.text("a"), line_break.create(), schema.text("b\nc"));
    const slices = [
      new Slice(Fragment.from([broken, list]), 1, 0),
      new Slice(Fragment.from([list, list]), 0, 0),
      new Slice(Fragment.from([p(schema.text("un")), p(schema.text("deux"))]), 1, 1),
    ];
    dispatch(state.tr.replaceSelection(slices[below(slices.length)]));
  };
  return [
    type("a"),
    type("a"),
    type("A "),
    type("été "),
    type("🎒"),
    newLine,
    newLine,
    deleteBackward,
    deleteForward,
    eraseOne,
    toggleBold,
    toggleItalic,
    setLink(`https://exemple.example/${below(2)}`),
    removeLink,
    setHeading(1 + below(3)),
    setQuote,
    setList("bullet"),
    setList("ordered"),
    indent(1),
    indent(-1),
    paste,
    // What ProseMirror's own commands make need not fit the flat text: it is normalised.
    chainCommands(splitListItem(list_item), splitBlock),
    chainCommands(deleteSelection, joinBackward),
    joinForward,
    setBlockType(heading, { level: 1 + below(3) }),
    setBlockType(blockquote),
    setBlockType(paragraph),
    wrapInList(bullet_list),
    wrapInList(ordered_list),
    sinkListItem(list_item),
    liftListItem(list_item),
  ];
}

function foreignOps(text, below) {
  const { length } = text;
  const snap = (offset) => (isWhole(text, offset) ? offset : offset - 1);
  const at = snap(below(length + 1));
  const formats = [
    { indent: 1 + below(5) },
    { header: below(6) },
    { list: "bullet", indent: below(10) },
    { list: "ordered" },
    { colour: "red" },
    { bold: true },
    { link: "javascript:alert(1)" },
    { blockquote: "yes" },
    { list: null },
  ];
  const some = formats[below(formats.length)];
  const rest = snap(Math.min(length, at + 1 + below(4))) - at;
  const choices = [
    [{ retain: at }, { insert: { image: "x.png" } }],
    [{ retain: at }, { insert: "f\nf", attributes: some }],
    rest && [{ retain: at }, { retain: rest, attributes: some }],
    rest && [{ retain: at }, { delete: rest }],
    length && [{ retain: snap(length - 1) }, { delete: length - snap(length - 1) }],
  ].filter(Boolean);
  return choices[below(choices.length)].filter((op) => op.retain !== 0);
}

const wordsOf = (text) =>
  text
    .toDelta()
    .map(({ insert }) => (typeof insert === "string" ? insert : "\0"))
    .join("");

function select(peer, below) {
  const { doc } = peer.state;
  const anchor = whole(doc, below(doc.content.size + 1));
  const head = below(3) ? anchor : whole(doc, below(doc.content.size + 1));
  const selection = TextSelection.between(doc.resolve(anchor), doc.resolve(head));
  peer.dispatch(peer.state.tr.setSelection(selection));
}

function session(number) {
  const below = chance(seed + number * 7919);
  const peers = peersOf(START, 3);
  for (let step = 0; step < STEPS; step++) {
    const peer = peers[below(3)];
    const kind = below(20);
    if (kind < 5) peer.pull(peers[below(3)]);
    else if (kind === 5) peer.composing = true;
    else if (kind === 6) peer.endComposition();
    else if (kind === 7) peer.foreign(foreignOps(wordsOf(peer.text), below));
    else {
      if (below(3)) select(peer, below);
      const commands = commandsWith(below);
      peer.run(commands[below(commands.length)]);
    }
  }
  settle(peers);
  return peers.reduce((sum, peer) => sum + peer.sent.length, 0);
}

test(`${sessions} sessions of three editors agree with their text and with each other`, () => {
  console.log(`# FUZZ_SEED=${seed} FUZZ_SESSIONS=${sessions}`);
  const start = performance.now();
  let edits = 0;
  for (let number = 0; number < sessions; number++) {
    try {
      edits += session(number);
    } catch (error) {
      error.message = `FUZZ_SEED=${seed}, session ${number}: ${error.message}`;
      throw error;
    }
  }
  console.log(`# ${edits} edits in ${Math.round(performance.now() - start)} ms`);
  assert.ok(edits > sessions * 10, "the sessions wrote something");
});
