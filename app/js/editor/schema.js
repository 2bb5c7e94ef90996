// What a text may contain, and how it reads from and shows as HTML. The schema is the allow-list
// of a paste: what has no node or mark here does not get in.
// Does not know: the flat text, the CRDT, the toolbar.
//
// Headings show as h4 to h6 because the page has three levels above a text.

import { Schema } from "prosemirror-model";
import { isSafeLink } from "./links.js";

/** @type {Record<number, string>} */
const HEADING_TAGS = { 1: "h4", 2: "h5", 3: "h6" };
const LEVELS = { h1: 1, h2: 2, h3: 3, h4: 1, h5: 2, h6: 3 };
const BLOCKS = "p,div,ul,ol,table,blockquote,h1,h2,h3,h4,h5,h6";

/** @param {HTMLElement} dom */
const leaf = (dom) => (dom.querySelector(BLOCKS) ? false : null);

export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: {
      group: "block",
      content: "inline*",
      parseDOM: [
        // A list item holds one paragraph, so a heading inside one is read as its words.
        ...Object.keys(LEVELS).map((tag) => ({ tag: `li ${tag}`, priority: 60 })),
        { tag: "p" },
        { tag: "pre", preserveWhitespace: "full" },
        { tag: "td, th", getAttrs: leaf },
      ],
      toDOM: () => ["p", 0],
    },
    heading: {
      group: "block",
      content: "inline*",
      defining: true,
      attrs: { level: { default: 1 } },
      parseDOM: Object.entries(LEVELS).map(([tag, level]) => ({ tag, attrs: { level } })),
      toDOM: (node) => [HEADING_TAGS[node.attrs.level], 0],
    },
    blockquote: {
      group: "block",
      content: "inline*",
      defining: true,
      // Elsewhere a quotation holds paragraphs; here each of them is a quotation.
      parseDOM: [
        { tag: "blockquote p, blockquote div", priority: 55, getAttrs: leaf },
        { tag: "blockquote", getAttrs: leaf },
      ],
      toDOM: () => ["blockquote", 0],
    },
    bullet_list: {
      group: "block list",
      content: "list_item+",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", 0],
    },
    ordered_list: {
      group: "block list",
      content: "list_item+",
      parseDOM: [{ tag: "ol" }],
      toDOM: () => ["ol", 0],
    },
    list_item: {
      content: "paragraph list*",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    text: { group: "inline" },
    // Exists only between a paste and its normalisation, which makes a new block of it.
    line_break: {
      inline: true,
      group: "inline",
      selectable: false,
      linebreakReplacement: true,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
    },
    // Something that another program put into the text: kept, counted as one character, not shown.
    embed: {
      inline: true,
      group: "inline",
      atom: true,
      selectable: false,
      draggable: false,
      attrs: { value: {} },
      toDOM: () => ["span", { class: "editor-embed", hidden: "hidden" }],
    },
  },
  marks: {
    link: {
      attrs: { href: {} },
      inclusive: false,
      parseDOM: [
        {
          tag: "a[href]",
          getAttrs: (dom) => {
            const href = (dom.getAttribute("href") ?? "").trim();
            return isSafeLink(href) ? { href } : false;
          },
        },
      ],
      toDOM: (mark) => ["a", { href: mark.attrs.href, rel: "noopener noreferrer nofollow" }, 0],
    },
    bold: {
      parseDOM: [
        { tag: "strong" },
        { tag: "b" },
        { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]00)$/.test(value) && null },
      ],
      toDOM: () => ["strong", 0],
    },
    italic: {
      parseDOM: [{ tag: "em" }, { tag: "i" }, { style: "font-style=italic" }],
      toDOM: () => ["em", 0],
    },
  },
});
