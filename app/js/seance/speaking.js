// Where this phone is on the list of who speaks. Owns: what its line says. Does not know: who else is
// on the list.

import { findAll } from "../shell/dom.js";

/**
 * `page`: with the line of the phone's own turn and the list of all, by their ids.
 * @param {HTMLElement} page
 */
export function showTurn(page) {
  /** @type {HTMLElement | null} */
  const mine = page.querySelector("[data-mine-turn]");
  /** @type {HTMLElement | null} */
  const list = page.querySelector("[data-speaker]");
  if (!mine) return;
  const { mineTurn, turnNow = "", turnAt = "" } = mine.dataset;
  const speaks = list?.dataset.speaker === mineTurn;
  const at = (list ? findAll(list, "[data-turn]") : []).findIndex(
    (one) => one.dataset.turn === mineTurn,
  );
  const words = speaks ? turnNow : at >= 0 ? turnAt.replace("{n}", String(at + 1)) : "";
  if (mine.textContent !== words) mine.textContent = words;
  mine.classList.toggle("is-mine", speaks);
}
