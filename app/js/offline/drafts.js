// What nobody but its writer has yet, as the device keeps it: suggestions until they are sent, and what
// was typed into a field and is no value of it until it is put right. One entry of `localStorage` each.
// On a computer that others use there is none. Does not know: what is in one.

const DRAFT = "proposition";
const UNFIT = "saisie";

/** Whether others use this computer, as was said at signing in: then nothing is kept on it. */
export const isShared = () => document.documentElement.hasAttribute("data-shared");

/**
 * What a draft of that text of the open dossier is kept under: also by whose it is.
 * @param {string | undefined} text
 */
export const draftKey = (text) =>
  `${DRAFT} ${document.getElementById("boot")?.dataset.account} ${location.pathname} ${text}`;

/**
 * What the words in that field, a name no other dossier or account uses, are kept under.
 * @param {string} field
 */
export const unfitKey = (field) => `${UNFIT} ${field}`;

/** Forgets all of them. */
export function forgetDrafts() {
  try {
    for (const key of Object.keys(localStorage)) {
      if ([DRAFT, UNFIT].includes(key.split(" ", 1)[0])) localStorage.removeItem(key);
    }
  } catch {
    // It kept none.
  }
}
