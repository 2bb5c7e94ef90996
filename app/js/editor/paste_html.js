// Makes plain HTML of what other programs put on the clipboard: Word's lists and spacing, and
// formats that are said in styles only. The page's security policy keeps the browser from reading
// style attributes, also those of a paste, so they are read here, under another name.
// Does not know: the schema, the editor. Works on an inert copy of the pasted page.

import { makeWordPlain } from "./paste_word.js";

const HEADINGS = "h1, h2, h3, h4, h5, h6";

/**
 * The HTML of a paste, made plain.
 * @param {string} html
 */
export function plainHtml(html) {
  // What an editor of this kind copied is plain already.
  if (/\sdata-pm-slice=/.test(html)) return html;
  const renamed = html.replace(/<[^>]*>/g, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
  const page = new DOMParser().parseFromString(renamed, "text/html");
  for (const element of page.querySelectorAll("style, script, meta, link, title, xml")) {
    element.remove();
  }
  if (/mso-|class="?Mso/i.test(html)) makeWordPlain(page);
  for (const element of page.body.querySelectorAll("[data-style]")) {
    const style = element.getAttribute("data-style") ?? "";
    element.removeAttribute("data-style");
    const weight = valueIn(style, "font-weight");
    // A heading is bold by being one.
    if (!element.closest(HEADINGS)) {
      mark(element, "b", "b, strong", /^(bold(er)?|[6-9]00)$/.test(weight), weight !== "");
    }
    const slant = valueIn(style, "font-style");
    mark(element, "i", "i, em", slant === "italic", slant !== "");
  }
  return page.body.innerHTML;
}

/**
 * @param {string} style
 * @param {string} property
 */
function valueIn(style, property) {
  const found = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;!]+)`, "i").exec(style);
  return found ? found[1].trim().toLowerCase() : "";
}

// Google Docs wraps a whole copy in <b style="font-weight:normal">: such an element means nothing.
/**
 * @param {Element} element
 * @param {string} tag
 * @param {string} means
 * @param {boolean} on
 * @param {boolean} said
 */
function mark(element, tag, means, on, said) {
  if (element.matches(means)) {
    if (said && !on) element.replaceWith(...element.childNodes);
  } else if (on) {
    const wrapper = element.ownerDocument.createElement(tag);
    wrapper.append(...element.childNodes);
    element.append(wrapper);
  }
}
