// Places of the dossier, as the panel speaks of them: the line of an anchor (`threads/mark.rs` says
// how it is written), the link to a place, what the page calls it.
// Must not know: what is said.

const LETTERS = { t: "\t", n: "\n", r: "\r" };

const bytesOf = (digits) => digits.match(/../g).map((pair) => Number.parseInt(pair, 16));

/** An anchor's line, as the server wants to be told. */
export function placeOf(line) {
  const [section, path, start, end, quote] = line.split("\t");
  return {
    section,
    ...(path && { path }),
    ...(start && { span: [bytesOf(start), bytesOf(end)] }),
    ...(quote && { quote: quote.replace(/\\(.)/g, (_, letter) => LETTERS[letter] ?? letter) }),
  };
}

/** The id of a place's control in the page. */
const idOf = (section, path) => `${section}-${path.replace(/[/.]/g, "-")}`;

export const hrefOf = (section, path) => `#${path ? idOf(section, path) : section}`;

/** What an element says itself, without what is said by those in it. */
function wordsOf(id) {
  const nodes = [...(document.getElementById(id)?.childNodes ?? [])];
  return nodes.filter((node) => node.nodeType === Node.TEXT_NODE).map((node) => node.data).join("").trim();
}

/** The section's title and the field's label; no label for the section as a whole. */
export const nameOf = (section, path) => ({
  title: wordsOf(`${section}-title`),
  label: path && wordsOf(`${idOf(section, path)}-label`),
});

/** The section that a thread of the list is about. */
export const sectionOf = ({ dataset }) => dataset.mark.split("\t")[3];

/** The field of the page that a thread of the list is about, if it is there. */
export function fieldOf({ dataset }) {
  const [, , , section, path] = dataset.mark.split("\t");
  return document.getElementById(`${idOf(section, path)}-label`)?.closest(".field");
}

/** Whether a thread of the list is about exactly that place. */
export function isAt({ dataset }, { section, path }) {
  const [, , , itsSection, itsPath] = dataset.mark.split("\t");
  return itsSection === section && itsPath === (path ?? "");
}
