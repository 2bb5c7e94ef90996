// Suggestions that are being written, as the device keeps them until they are sent: one entry of
// `localStorage` each. Must not know: what is in one.

const DRAFT = "proposition";

/**
 * What a draft of that text of the open dossier is kept under.
 * @param {string | undefined} text
 */
export const draftKey = (text) => `${DRAFT} ${location.pathname} ${text}`;

/** Forgets all of them. */
export function forgetDrafts() {
  try {
    for (const key of Object.keys(localStorage)) {
      if (key.startsWith(`${DRAFT} `)) localStorage.removeItem(key);
    }
  } catch {
    // It kept none.
  }
}
