// The pages around invitations, where script runs: takes the token out of a link and sends it by the
// form, copies, prints. Without it one types the short code, selects the link, and prints by the menu.
// Does not know: what an invitation gives.

import { find, findAll } from "../shell/dom.js";

const join = document.getElementById("join");

/** @param {HTMLFormElement} form */
function present(form) {
  const token = location.hash.slice(1);
  if (!token) return;
  // Out of the address first: neither the history nor whoever looks at the screen keeps it.
  history.replaceState(null, "", location.pathname);
  /** @type {HTMLInputElement} */
  const code = find(form, "[name=code]");
  code.value = token;
  form.submit();
}

if (join instanceof HTMLFormElement) {
  present(join);
  // Another link that is pasted over this page's address loads nothing anew.
  addEventListener("hashchange", () => present(join));
}

for (const button of findAll(document, "[data-copy]")) {
  const source = find(document, `#${button.dataset.copy}`);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = button.dataset.copied ?? "";
    } catch {
      // The browser did not allow it: what is to be copied is then selected.
      getSelection()?.selectAllChildren(source);
    }
  });
}

for (const button of findAll(document, "[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
