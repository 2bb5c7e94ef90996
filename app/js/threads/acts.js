// What the panel asks of the server. Owns: the addresses, and the questions that are asked before
// something is done. Does not know: what is shown. Each act throws where the server did not do it.

import { fieldsOf, get, post, Refusal, submit } from "../shell/post.js";

/** @import { Act, Decision, Member, Outcome } from "./types.js" */

/** The address of the open dossier. */
const dossier = () => location.pathname.replace(/\/$/, "");

export const threadsAddress = () => `${dossier()}/fils`;
export const suggestionsAddress = () => `${dossier()}/propositions`;

/**
 * The id of the thread; nothing where the reader thought better of it. What looks as if it told of one
 * person is sent by who is asked and says so.
 * @param {Act} act
 * @param {string} sure
 * @returns {Promise<string | undefined>}
 */
export async function perform(act, sure = "") {
  const { id, warning } = await (await post(threadsAddress() + sure, act)).json();
  if (!warning) return id;
  return confirm(warning) ? perform(act, "?sure=1") : undefined;
}

/**
 * Who may hear what is said beside a section.
 * @param {string} section
 * @returns {Promise<Member[]>}
 */
export const membersOf = async (section) =>
  (await get(`${threadsAddress()}/membres?section=${section}`)).json();

/**
 * Decides one suggestion. Says whether that was possible: not where its words have changed since, or
 * somebody else has decided it, unless who decides knows.
 * @param {string} thread
 * @param {{ accept: boolean, knowingly: boolean, text: string }} decision
 */
export async function decide(thread, decision) {
  try {
    await post(`${suggestionsAddress()}/${thread}`, decision);
    return true;
  } catch (failure) {
    const isLate = failure instanceof Refusal && failure.status === 409;
    if (isLate && decision.accept && !decision.knowingly) return false;
    throw failure;
  }
}

/**
 * Decides all that is suggested in a section.
 * @param {Decision} decision
 * @returns {Promise<Outcome>}
 */
export const decideTogether = async (decision) =>
  (await post(`${suggestionsAddress()}/toutes`, decision)).json();

/**
 * Says of a section as a whole what the button says.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} button
 */
export const sayOfSection = (form, button) => submit(form.action, fieldsOf(form, button));
