// Places of the dossier, as the panel speaks of them: the line of an anchor (`threads/mark.rs` says
// how it is written), the link to a place, what the page calls it.
// Does not know: what is said.

/** @import { Anchor, Place } from "./types.js" */

/** @type {Record<string, string>} */
const LETTERS = { t: "\t", n: "\n", r: "\r" };

/** @param {string} digits */
const bytesOf = (digits) => (digits.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));

/**
 * An anchor's line, as the server wants to be told.
 * @param {string} line
 * @returns {Anchor}
 */
export function placeOf(line) {
  const [section, path, start, end, quote] = line.split("\t");
  return {
    section,
    ...(path && { path }),
    ...(start && { span: [bytesOf(start), bytesOf(end)] }),
    ...(quote && { quote: quote.replace(/\\(.)/g, (_, letter) => LETTERS[letter] ?? letter) }),
  };
}

/**
 * The id of a place's control in the page.
 * @type {(section: string, path: string) => string}
 */
const idOf = (section, path) => `${section}-${path.replace(/[/.]/g, "-")}`;

/** @type {(section: string, path: string) => string} */
export const hrefOf = (section, path) => `#${path ? idOf(section, path) : section}`;

/**
 * What an element says itself, without what is said by those in it.
 * @param {string} id
 */
function wordsOf(id) {
  const nodes = [...(document.getElementById(id)?.childNodes ?? [])];
  return nodes
    .map((node) => (node instanceof Text ? node.data : ""))
    .join("")
    .trim();
}

/**
 * The section's title and the field's label; no label for the section as a whole.
 * @type {(section: string, path: string) => { title: string, label: string }}
 */
export const nameOf = (section, path) => ({
  title: wordsOf(`${section}-title`),
  label: path && wordsOf(`${idOf(section, path)}-label`),
});

/**
 * The section that a thread of the list is about.
 * @param {HTMLElement} thread
 */
export const sectionOf = ({ dataset }) => (dataset.mark ?? "").split("\t")[3];

/**
 * The field of the page that a thread of the list is about, if it is there.
 * @param {HTMLElement} thread
 * @returns {HTMLElement | null}
 */
export function fieldOf({ dataset }) {
  const [, , , section, path] = (dataset.mark ?? "").split("\t");
  return (
    document.getElementById(`${idOf(section, path)}-label`)?.closest("[data-js=field]") ?? null
  );
}

/**
 * Whether a thread of the list is about exactly that place.
 * @param {HTMLElement} thread
 * @param {Place | DOMStringMap} place
 */
export function isAt({ dataset }, { section, path }) {
  const [, , , itsSection, itsPath] = (dataset.mark ?? "").split("\t");
  return itsSection === section && itsPath === (path ?? "");
}
