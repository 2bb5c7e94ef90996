// Which key does what. No single letter is a shortcut, and Tab is never a trap: it indents list
// items where it can, and after Escape it always leaves.
// Does not know: how a command works, the CRDT, what the toolbar looks like.

import { keymap } from "prosemirror-keymap";
import { Plugin } from "prosemirror-state";
import { deleteBackward, deleteForward, indent, levelOf, newLine } from "./lines.js";
import { toggleBold, toggleItalic } from "./marks.js";

/** @import { Command } from "prosemirror-state" */
/** @import { Actions } from "./types.js" */

/**
 * `actions`: undo(), redo(), openLink(), focusToolbar(), announceLevel(n); `takeBack` is the
 * command that undoes a line rule.
 * @param {Pick<Actions, "undo" | "redo" | "openLink" | "focusToolbar" | "announceLevel">} actions
 * @param {Command} takeBack
 */
export function keys(actions, takeBack) {
  let leaving = false;
  const stay = () => {
    leaving = false;
  };

  const watchEscape = new Plugin({
    props: {
      handleKeyDown(_view, event) {
        if (event.key === "Escape") leaving = true;
        else if (!["Tab", "Shift"].includes(event.key)) leaving = false;
        return false;
      },
      handleDOMEvents: {
        focus: stay,
        mousedown: stay,
      },
    },
  });

  /** @type {(by: number) => Command} */
  const shift = (by) => (state, dispatch, view) => {
    if (leaving || !indent(by)(state, dispatch)) return false;
    actions.announceLevel(levelOf(view?.state ?? state));
    return true;
  };
  /** @type {(action: () => void) => Command} */
  const act = (action) => () => {
    action();
    return true;
  };
  /** @type {Command} */
  const backward = (...asked) => takeBack(...asked) || deleteBackward(...asked);

  return [
    watchEscape,
    keymap({
      "Mod-b": toggleBold,
      "Mod-i": toggleItalic,
      "Mod-k": act(actions.openLink),
      "Mod-z": act(actions.undo),
      "Mod-y": act(actions.redo),
      "Mod-Shift-z": act(actions.redo),
      "Alt-F10": act(actions.focusToolbar),
      Enter: newLine,
      "Shift-Enter": newLine,
      Tab: shift(1),
      "Shift-Tab": shift(-1),
      Backspace: backward,
      "Mod-Backspace": backward,
      "Shift-Backspace": backward,
      "Alt-Backspace": backward,
      Delete: deleteForward,
      "Mod-Delete": deleteForward,
      "Alt-Delete": deleteForward,
    }),
  ];
}
