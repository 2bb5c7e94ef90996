// Suggesting another value for a field or for what a row says. Owns: the form, which the server writes
// for each place. Does not know: which values a field may have.

import { find, findAll } from "../../shell/dom.js";
import { get, post, Refusal } from "../../shell/post.js";

/** @import { FormActs, Place } from "../types.js" */

/**
 * Why a suggestion is not sent, by the status of the answer.
 * @type {Record<number, string>}
 */
const REASONS = { 403: "forbidden", 404: "forbidden", 409: "later", 422: "same" };

/**
 * Opens the form for a place. `does`: cancel(), sent(thread), failed(); the address is that of the
 * dossier's suggestions. Answers false where nothing can be suggested.
 * @param {HTMLFormElement} form
 * @param {string} address
 * @param {Required<Place>} place
 * @param {FormActs} does
 * @returns {Promise<boolean>}
 */
export async function openForm(form, address, { section, path }, does) {
  const asked = new URLSearchParams({ section, path });
  const answer = await get(`${address}/formulaire?${asked}`).catch(() => null);
  if (!answer) return false;
  form.innerHTML = await answer.text();
  form.hidden = false;
  find(form, "[data-js=cancel]").addEventListener("click", does.cancel);
  /** @type {HTMLSelectElement | null} */
  const which = form.querySelector("[name=which]");
  which?.addEventListener("change", async () => {
    const other = await openForm(form, address, { section, path: which.value }, does);
    if (!other) does.failed();
    else find(form, "[name=which]").focus();
  });
  form.onsubmit = (event) => {
    event.preventDefault();
    send(form, address, does);
  };
  (which ?? /** @type {HTMLElement} */ (find(form, "[name=value]"))).focus();
  return true;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} address
 * @param {FormActs} does
 */
async function send(form, address, does) {
  const { section, path } = find(form, "[data-js=control]").dataset;
  /** @type {HTMLTextAreaElement} */
  const word = find(form, "[name=text]");
  const problem = find(form, "[data-js=problem]");
  /** @type {HTMLButtonElement} */
  const main = find(form, "[data-js=send]");
  problem.hidden = true;
  main.disabled = true;
  const body = { of: "value", section, path, values: valuesOf(form), text: word.value };
  try {
    does.sent((await (await post(address, body)).json()).id);
  } catch (failure) {
    const status = failure instanceof Refusal ? failure.status : 0;
    problem.textContent = problem.dataset[REASONS[status] ?? "offline"] ?? "";
    problem.hidden = false;
  } finally {
    main.disabled = false;
  }
}

/**
 * As they were typed; several where the field takes several.
 * @param {HTMLFormElement} form
 */
function valuesOf(form) {
  /** @type {(HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement)[]} */
  const controls = findAll(form, "[name=value]");
  if (controls[0].type === "checkbox")
    return controls.filter((one) => "checked" in one && one.checked).map(({ value }) => value);
  return "lines" in controls[0].dataset ? controls[0].value.split("\n") : [controls[0].value];
}
