// The flat text of the CRDT (a Quill delta) and the document of the editor, one from the other.
// Any sequence of lines is a valid document, so two people's edits can never make an invalid one.
// Does not know: editor state, selections, the page. Reads as `dossier::text` does.

import Delta from "quill-delta";
import { Fragment } from "prosemirror-model";
import { isSafeLink } from "./links.js";
import { schema } from "./schema.js";

/** @import { Mark, Node } from "prosemirror-model" */
/** @import { Attributes, Format, ListKind, See } from "./types.js" */

/** @type {Record<ListKind, string>} */
const NODE_OF = { bullet: "bullet_list", ordered: "ordered_list" };
/** @type {Record<string, ListKind>} */
const LIST_OF = { bullet_list: "bullet", ordered_list: "ordered" };

/** @typedef {{ type: string, attrs?: Attributes, list?: ListKind, level?: number }} Kind */
/** @typedef {Kind & { words: Node[], level: number }} Ended A line that is read, before it is a block. */

export const INLINE_KEYS = ["bold", "italic", "link"];
export const BLOCK_KEYS = ["header", "list", "indent", "blockquote"];
export const MAX_INDENT = 8;

/** @param {Node} node */
export const isList = (node) => node.type.name in LIST_OF;

/**
 * The lines of some top-level blocks, in order: `see(textblock, format)`.
 * @param {readonly Node[] | Fragment | Node} blocks
 * @param {See} see
 * @param {ListKind | null} list
 * @param {number} level
 */
export function eachLine(blocks, see, list = null, level = -1) {
  blocks.forEach((/** @type {Node} */ node) => {
    if (node.isTextblock) see(node, formatOf(node, list, level));
    else if (isList(node)) eachLine(node, see, LIST_OF[node.type.name], level + 1);
    else eachLine(node, see, list, level);
  });
}

/**
 * @param {Node} textblock
 * @param {ListKind | null} list
 * @param {number} level
 * @returns {Format}
 */
function formatOf(textblock, list, level) {
  if (list) return level > 0 ? { list, indent: level } : { list };
  if (textblock.type === schema.nodes.heading) return { header: textblock.attrs.level };
  if (textblock.type === schema.nodes.blockquote) return { blockquote: true };
  return {};
}

/**
 * Some top-level blocks (an array or a Fragment) as a delta; each line ends in "\n".
 * @param {readonly Node[] | Fragment} blocks
 */
export function blocksToDelta(blocks) {
  const delta = new Delta();
  eachLine(blocks, (textblock, format) => {
    textblock.forEach((child) => {
      if (child.isText) {
        // A line feed inside a text node is a line of its own, never a character of a line.
        (child.text ?? "").split("\n").forEach((words, i) => {
          if (i > 0) delta.insert("\n", format);
          // Half a surrogate pair cannot be sent; it becomes what the CRDT would make of it.
          delta.insert(words.replace(/\p{Cs}/gu, "\ufffd"), attributesOf(child.marks));
        });
      } else if (child.type === schema.nodes.line_break) {
        delta.insert("\n", format);
      } else {
        delta.insert(child.attrs.value, attributesOf(child.marks));
      }
    });
    delta.insert("\n", format);
  });
  return delta;
}

/** @param {Node} doc */
export const docToDelta = (doc) => blocksToDelta(doc.content);

/** @param {readonly Mark[]} marks */
function attributesOf(marks) {
  /** @type {Attributes} */
  const attributes = {};
  for (const mark of marks) {
    attributes[mark.type.name] = mark.type.name === "link" ? mark.attrs.href : true;
  }
  return attributes;
}

/** @param {Attributes} [attributes] */
function marksOf(attributes = {}) {
  const marks = [];
  if (isSafeLink(attributes.link)) marks.push(schema.mark("link", { href: attributes.link }));
  if (attributes.bold === true) marks.push(schema.mark("bold"));
  if (attributes.italic === true) marks.push(schema.mark("italic"));
  return marks;
}

/**
 * A delta of inserts as top-level blocks. A last line without "\n" counts as if it had it.
 * @param {Delta} delta
 */
export function deltaToBlocks(delta) {
  /** @type {Ended[]} */
  const lines = [];
  /** @type {Node[]} */
  let words = [];
  for (const { insert, attributes } of delta.ops) {
    if (typeof insert === "object") {
      words.push(schema.node("embed", { value: insert }, undefined, marksOf(attributes)));
    } else if (typeof insert === "string") {
      insert.split("\n").forEach((piece, i) => {
        if (i > 0) {
          lines.push({ words, level: 0, ...kindOf(attributes) });
          words = [];
        }
        if (piece) words.push(schema.text(piece, marksOf(attributes)));
      });
    }
  }
  if (words.length) lines.push({ words, level: 0, ...kindOf() });
  clampLevels(lines);
  return grow(lines);
}

/** @param {Delta} delta */
export function deltaToDoc(delta) {
  const blocks = deltaToBlocks(delta);
  return schema.node("doc", null, blocks.length ? blocks : [schema.node("paragraph")]);
}

// Which block a "\n" with these attributes ends; a list wins over a heading, a heading over a quote.
/**
 * @param {Attributes} [attributes]
 * @returns {Kind}
 */
function kindOf({ list, indent, header, blockquote } = {}) {
  if (list === "bullet" || list === "ordered") {
    const known = typeof indent === "number" && indent >= 1 && indent <= MAX_INDENT;
    return { type: "paragraph", list, level: known ? Math.floor(indent) : 0 };
  }
  if ([1, 2, 3].includes(/** @type {number} */ (header)))
    return { type: "heading", attrs: { level: header } };
  return { type: blockquote === true ? "blockquote" : "paragraph" };
}

// Concurrent edits can leave an item two levels deeper than its neighbour; shown, it is one.
/** @param {Ended[]} lines */
function clampLevels(lines) {
  let deepest = 0;
  for (const line of lines) {
    if (line.list) line.level = Math.min(line.level, deepest);
    deepest = line.list ? line.level + 1 : 0;
  }
}

/**
 * @param {Ended[]} lines
 * @returns {Node[]}
 */
function grow(lines) {
  /** @param {Ended} line */
  const block = (line) => schema.node(line.type, line.attrs, Fragment.fromArray(line.words));
  let at = 0;
  /** @type {(depth: number) => Node} */
  const listAt = (depth) => {
    const list = /** @type {ListKind} */ (lines[at].list);
    /** @type {Node[][]} */
    const items = [];
    while (at < lines.length && lines[at].list && lines[at].level >= depth) {
      if (lines[at].level > depth) items[items.length - 1].push(listAt(depth + 1));
      else if (lines[at].list !== list) break;
      else items.push([block(lines[at++])]);
    }
    return schema.node(
      NODE_OF[list],
      null,
      items.map((item) => schema.node("list_item", null, item)),
    );
  };
  const blocks = [];
  while (at < lines.length) blocks.push(lines[at].list ? listAt(0) : block(lines[at++]));
  return blocks;
}
