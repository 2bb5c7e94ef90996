// Which addresses a link may lead to, and what a person may type instead of a full one.
// Does not know: ProseMirror, the page. The same rule as `dossier::delta::is_safe_link`: whatever
// one side refuses, the other must not show.

const LONGEST = 2_000;

/**
 * Whether `href` may be stored and shown: the web or a mailbox, nothing else.
 * @param {unknown} href
 */
export function isSafeLink(href) {
  return (
    typeof href === "string" &&
    /^(https?:\/\/|mailto:)/i.test(href) &&
    // Browsers drop some of these before they read the scheme.
    !/[\p{White_Space}\p{Cc}]/u.test(href) &&
    new TextEncoder().encode(href).length <= LONGEST
  );
}

/**
 * The address that a person meant ("ecole.example", "a@b.example"), or null.
 * @param {string} typed
 */
export function linkFromTyped(typed) {
  const text = typed.trim();
  if (isSafeLink(text)) return isAddress(text) ? text : null;
  if (text === "" || /^[a-z][a-z0-9+-]*:(?!\d)/i.test(text)) return null;
  const href = /^[^/@]+@[^/@]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
  return isSafeLink(href) && isAddress(href) && text.includes(".") ? href : null;
}

/**
 * The words that stand for a link inserted where nothing was selected.
 * @param {string} href
 */
export function wordsOf(href) {
  return href.replace(/^mailto:/i, "");
}

/** @param {string} href */
function isAddress(href) {
  try {
    const url = new URL(href);
    return url.protocol === "mailto:" ? url.pathname.includes("@") : url.hostname !== "";
  } catch {
    return false;
  }
}
