// Peers for the tests: each has its own Yjs text and the binding of an editor over it, as a tab has
// with yrs. Checks after every step that text and editor agree.

import assert from "node:assert/strict";
import Delta from "quill-delta";
import * as Y from "yjs";
import { Binding } from "../../editor/binding.js";
import { deltaToDoc } from "../../editor/flat.js";

export class Peer {
  composing = false;
  sent = [];

  constructor(id, update) {
    this.crdt = new Y.Doc();
    this.crdt.clientID = id;
    if (update) Y.applyUpdate(this.crdt, update);
    this.text = this.crdt.getText("text");
    this.binding = new Binding(this.text.toDelta());
    this.text.observe((event, transaction) => {
      if (transaction.origin !== this) this.binding.remote(event.delta, this.composing);
    });
  }

  get state() {
    return this.binding.state;
  }

  get words() {
    return this.state.doc.textBetween(0, this.state.doc.content.size, "⏎");
  }

  /** Carries out an editor command; whatever ops come of it go into the CRDT. */
  run(command) {
    command(this.state, (tr) => this.dispatch(tr));
    this.check();
  }

  dispatch(tr) {
    const change = this.binding.local(tr);
    if (!change) return;
    this.sent.push(change.sent.ops);
    this.crdt.transact(() => this.text.applyDelta(change.sent.ops), this);
  }

  /** An edit of the text by another program on this machine. */
  foreign(ops) {
    this.crdt.transact(() => this.text.applyDelta(ops), "foreign");
    this.check();
  }

  pull(other) {
    const missing = Y.encodeStateVector(this.crdt);
    Y.applyUpdate(this.crdt, Y.encodeStateAsUpdate(other.crdt, missing));
    this.check();
  }

  endComposition() {
    this.composing = false;
    this.binding.flush();
    this.check();
  }

  check() {
    const { shadow, pending, state } = this.binding;
    const told = pending ? shadow.compose(pending) : shadow;
    assert.deepEqual(
      merged(told.ops),
      merged(this.text.toDelta()),
      "the shadow is the CRDT's text",
    );
    assert.ok(
      deltaToDoc(shadow).eq(state.doc),
      `the editor shows its text:\n${state.doc}\n${deltaToDoc(shadow)}`,
    );
    state.doc.check();
  }
}

/** Peers that start from the same text. */
export function peersOf(ops, count) {
  const crdt = new Y.Doc();
  crdt.clientID = 1;
  crdt.getText("text").applyDelta(ops);
  const update = Y.encodeStateAsUpdate(crdt);
  return Array.from({ length: count }, (_, i) => new Peer(11 + i, update));
}

/** Everybody hears of everything. */
export function settle(peers) {
  for (const peer of peers) peer.endComposition();
  for (let round = 0; round < 2; round++) {
    for (const peer of peers) for (const other of peers) if (peer !== other) peer.pull(other);
  }
  for (const peer of peers) assert.ok(peer.state.doc.eq(peers[0].state.doc), "all show the same");
}

// Neighbours with equal attributes as one op, without empty attributes: Yjs does not merge them.
function merged(ops) {
  const delta = new Delta();
  for (const op of ops) delta.insert(op.insert, op.attributes);
  return delta.ops;
}
