// Makes ordinary HTML of Word's: its lists are paragraphs with a drawn marker and a `mso-list` style,
// and its spacing is empty paragraphs.
// Does not know: the schema, the editor. Styles are read from `data-style`.

/** @typedef {{ level: number, ordered: boolean }} Item What Word says of an item of a list. */

/**
 * Changes a pasted page of Word's in place.
 * @param {Document} page
 */
export function makeWordPlain(page) {
  for (const paragraph of [...page.body.querySelectorAll("p")]) {
    if (paragraph.textContent.replace(/[\s\u00a0]/g, "") === "") paragraph.remove();
  }
  for (const paragraph of [...page.body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")]) {
    const item = itemOf(paragraph);
    // A numbered heading stays a heading, without the number that Word drew.
    if (item && paragraph.tagName === "P") intoList(page, paragraph, item);
  }
}

/**
 * @param {Element} paragraph
 * @returns {Item | null}
 */
function itemOf(paragraph) {
  const level = /mso-list:[^;]*\blevel(\d)/i.exec(paragraph.getAttribute("data-style") ?? "");
  if (!level) return null;
  const marker = [...paragraph.querySelectorAll("[data-style]")].find((element) =>
    /mso-list:\s*ignore/i.test(element.getAttribute("data-style") ?? ""),
  );
  const drawn = marker?.textContent.trim() ?? "";
  marker?.remove();
  return { level: Number(level[1]), ordered: /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(drawn) };
}

// Moves a paragraph into the list before it, or into a new one, at the depth that Word gave it.
/**
 * @param {Document} page
 * @param {Element} paragraph
 * @param {Item} item
 */
function intoList(page, paragraph, { level, ordered }) {
  const tag = ordered ? "OL" : "UL";
  /** @type {(element: Element | null) => element is Element} */
  const isMade = (element) => element?.hasAttribute("data-word-list") ?? false;
  const before = paragraph.previousElementSibling;
  /** @type {Element} */
  let list;
  if (isMade(before) && (level !== 1 || before.tagName === tag)) list = before;
  else {
    list = page.createElement(tag);
    list.setAttribute("data-word-list", "");
    paragraph.before(list);
  }
  for (let depth = 1; depth < level && list.lastElementChild; depth++) {
    const item = list.lastElementChild;
    const last = item.lastElementChild;
    if (isMade(last) && (depth + 1 < level || last.tagName === tag)) list = last;
    else {
      list = page.createElement(tag);
      list.setAttribute("data-word-list", "");
      item.append(list);
    }
  }
  const item = page.createElement("li");
  const words = page.createElement("p");
  words.append(...paragraph.childNodes);
  item.append(words);
  list.append(item);
  paragraph.remove();
}
