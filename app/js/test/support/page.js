// A page for the tests that need one. Import it before anything that needs a DOM.

import { JSDOM } from "jsdom";
import { TextSelection } from "prosemirror-state";
import { mount } from "../../editor/editor.js";
import { posAt } from "../../editor/offsets.js";

const { window } = new JSDOM("<!doctype html><body></body>", { pretendToBeVisual: true });
const GLOBALS = [
  "window",
  "document",
  "navigator",
  "DOMParser",
  "Node",
  "Text",
  "Element",
  "HTMLElement",
  "HTMLFormElement",
  "HTMLInputElement",
  "HTMLButtonElement",
  "MutationObserver",
  "getComputedStyle",
];
for (const name of GLOBALS) {
  Object.defineProperty(globalThis, name, { value: window[name] ?? window, configurable: true });
}
globalThis.requestAnimationFrame = window.requestAnimationFrame;
// jsdom draws nothing, so nothing has a place.
window.Range.prototype.getClientRects = () => [];
window.Range.prototype.getBoundingClientRect = () => new window.DOMRect();
window.document.elementFromPoint = () => null;

export { window };

const texts = new Proxy(
  { level: "Niveau {n}" },
  { get: (known, key) => known[key] ?? `<${String(key)}>` },
);

/** An editor on the page, with what it called in `calls`. */
export function open(ops, options = {}) {
  const host = document.body.appendChild(document.createElement("div"));
  host.innerHTML = "<p>from the server</p>";
  const calls = { changes: [], selections: [], undo: 0, redo: 0, focus: 0, tooLong: [] };
  const editor = mount(host, {
    delta: JSON.stringify(ops),
    label: "Constats",
    describedBy: "aide",
    readonly: false,
    texts,
    onChange: (json) => calls.changes.push(JSON.parse(json)),
    onSelect: (anchor, head) => calls.selections.push([anchor, head]),
    onUndo: () => calls.undo++,
    onRedo: () => calls.redo++,
    onFocus: () => calls.focus++,
    onTooLong: (length) => calls.tooLong.push(length),
    ...options,
  });
  return { editor, host, calls, view: editor.view, text: host.querySelector("[role=textbox]") };
}

/** Presses a key like "Ctrl-Shift-z" on an element; true when something took it. */
export function press(element, name) {
  const [key, ...modifiers] = name.split(/-(?!$)/).reverse();
  const codes = { Tab: 9, Enter: 13, Escape: 27, Backspace: 8, Delete: 46, F10: 121 };
  const event = new window.KeyboardEvent("keydown", {
    key,
    keyCode: codes[key] ?? key.toUpperCase().charCodeAt(0),
    ctrlKey: modifiers.includes("Ctrl"),
    shiftKey: modifiers.includes("Shift"),
    altKey: modifiers.includes("Alt"),
    bubbles: true,
    cancelable: true,
  });
  element.dispatchEvent(event);
  return event.defaultPrevented;
}

export const LIST = [
  { insert: "un" },
  { insert: "\n", attributes: { list: "bullet" } },
  { insert: "deux" },
  { insert: "\n", attributes: { list: "bullet" } },
  { insert: "fin\n" },
];

export function select(view, anchor, head = anchor) {
  const { doc, tr } = view.state;
  view.dispatch(tr.setSelection(TextSelection.create(doc, posAt(doc, anchor), posAt(doc, head))));
}

export const type = (view, words) => {
  const { from, to } = view.state.selection;
  if (view.someProp("handleTextInput", (handle) => handle(view, from, to, words))) return;
  view.dispatch(view.state.tr.insertText(words));
};

export const named = (host, name) => host.querySelector(`[aria-label="<${name}>"]`);
