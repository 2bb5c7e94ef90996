// The small form in the toolbar that asks where a link leads. Escape cancels, Enter applies, and
// an address that is refused is said aloud.
// Does not know: the CRDT, the other buttons.

import { linkFromTyped } from "./links.js";
import { removeLink, setLink } from "./marks.js";

/** @import { Command } from "prosemirror-state" */
/** @import { Actions, Texts } from "./types.js" */

let made = 0;

export class LinkForm {
  /**
   * `opener` is the button that opens it; `actions`: run(command), focusText().
   * @param {Texts} texts
   * @param {HTMLElement} opener
   * @param {Pick<Actions, "run" | "focusText">} actions
   */
  constructor(texts, opener, actions) {
    this.texts = texts;
    this.opener = opener;
    this.actions = actions;
    const id = `editor-link-${++made}`;

    // Not a <form>: the text may stand inside one.
    this.dom = document.createElement("div");
    this.dom.className = "editor-link";
    this.dom.id = id;
    this.dom.hidden = true;
    this.dom.setAttribute("role", "group");
    this.dom.setAttribute("aria-label", texts("link"));
    opener.setAttribute("aria-controls", id);

    const label = document.createElement("label");
    label.htmlFor = `${id}-address`;
    label.textContent = texts("linkPrompt");
    this.input = document.createElement("input");
    this.input.type = "url";
    this.input.id = label.htmlFor;
    this.input.autocomplete = "off";
    this.input.spellcheck = false;
    this.error = document.createElement("p");
    this.error.className = "editor-link-error";
    this.error.id = `${id}-error`;
    this.error.setAttribute("role", "alert");

    this.remove = this.#button("unlink", () => this.#finish(removeLink));
    this.dom.append(
      label,
      this.input,
      this.#button("apply", () => this.#apply()),
      this.remove,
      this.#button("cancel", () => this.close()),
      this.error,
    );
    this.dom.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        event.preventDefault();
        this.close();
      } else if (event.key === "Enter" && event.target === this.input && !event.isComposing) {
        event.preventDefault();
        this.#apply();
      }
    });
  }

  get isOpen() {
    return !this.dom.hidden;
  }

  /** @param {string} href */
  open(href) {
    this.dom.hidden = false;
    this.opener.setAttribute("aria-expanded", "true");
    this.#refuse("");
    this.input.value = href;
    this.remove.hidden = href === "";
    this.input.focus();
    this.input.select();
  }

  /** Hides the form and goes back to the text, whose selection is as it was. */
  close() {
    this.dom.hidden = true;
    this.opener.setAttribute("aria-expanded", "false");
    this.actions.focusText();
  }

  #apply() {
    const href = linkFromTyped(this.input.value);
    if (href) {
      this.#finish(setLink(href));
    } else {
      this.#refuse(this.texts("linkBad"));
      this.input.focus();
    }
  }

  /** @param {Command} command */
  #finish(command) {
    this.actions.run(command);
    this.close();
  }

  /** @param {string} message */
  #refuse(message) {
    this.error.textContent = message;
    if (message) {
      this.input.setAttribute("aria-invalid", "true");
      this.input.setAttribute("aria-describedby", this.error.id);
    } else {
      this.input.removeAttribute("aria-invalid");
      this.input.removeAttribute("aria-describedby");
    }
  }

  /**
   * @param {string} name
   * @param {() => void} click
   */
  #button(name, click) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = `editor-link-${name}`;
    button.textContent = this.texts(name);
    button.addEventListener("click", click);
    return button;
  }
}
