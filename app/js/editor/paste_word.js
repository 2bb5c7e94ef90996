// Makes ordinary HTML of Word's: its lists are paragraphs with a drawn marker and a `mso-list` style,
// and its spacing is empty paragraphs.
// Must not know: the schema, the editor. Styles are read from `data-style`.

/** Changes a pasted page of Word's in place. */
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

function itemOf(paragraph) {
  const level = /mso-list:[^;]*\blevel(\d)/i.exec(paragraph.dataset.style ?? "");
  if (!level) return null;
  const marker = [...paragraph.querySelectorAll("[data-style]")].find((element) =>
    /mso-list:\s*ignore/i.test(element.dataset.style),
  );
  const drawn = marker?.textContent.trim() ?? "";
  marker?.remove();
  return { level: Number(level[1]), ordered: /^\(?(\d+|[a-z]|[ivxlc]+)[.)]/i.test(drawn) };
}

// Moves a paragraph into the list before it, or into a new one, at the depth that Word gave it.
function intoList(page, paragraph, { level, ordered }) {
  const tag = ordered ? "OL" : "UL";
  const isMade = (element) => element?.hasAttribute("data-word-list");
  let list = paragraph.previousElementSibling;
  if (!isMade(list) || (level === 1 && list.tagName !== tag)) {
    list = page.createElement(tag);
    list.setAttribute("data-word-list", "");
    paragraph.before(list);
  }
  for (let depth = 1; depth < level && list.lastElementChild; depth++) {
    const item = list.lastElementChild;
    let nested = item.lastElementChild;
    const fits = isMade(nested) && (depth + 1 < level || nested.tagName === tag);
    if (!fits) {
      nested = page.createElement(tag);
      nested.setAttribute("data-word-list", "");
      item.append(nested);
    }
    list = nested;
  }
  const item = page.createElement("li");
  const words = page.createElement("p");
  words.append(...paragraph.childNodes);
  item.append(words);
  list.append(item);
  paragraph.remove();
}
