// The words that the server gives these scripts, and a short way to elements that say them.

import { find } from "../../shell/dom.js";

/**
 * @param {string} name
 * @param {Record<string, string | number | undefined>} [values]
 */
export function texts(name, values = {}) {
  const all = JSON.parse(find(document, "[data-js=together]").dataset.texts ?? "{}");
  return all[name].replace(
    /\{(\w+)\}/g,
    (/** @type {string} */ _, /** @type {string} */ key) => values[key] ?? "",
  );
}

/**
 * An element of that name and class, with children.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} name
 * @param {string} [className]
 * @param {(Node | string)[]} children
 */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * Words for who hears the page.
 * @param {string} words
 */
export const aloud = (words) => make("span", "visually-hidden", words);

/**
 * @param {string} className
 * @param {string} words
 * @param {() => void} act
 */
export function button(className, words, act) {
  const made = make("button", className, words);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}
