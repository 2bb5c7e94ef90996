// How scripts ask the server for something. Owns: headers, and what counts as a refusal.
// Does not know: what is asked.

/** The server did not do what was asked. */
export class Refusal extends Error {
  /** @param {Response} [answer] Nothing where no answer came. */
  constructor(answer) {
    super(answer?.statusText ?? "no answer");
    this.answer = answer;
    /** 0 where no answer came, or that of a page for somebody who is not signed in. */
    this.status = answer && !answer.redirected ? answer.status : 0;
  }
}

/**
 * What is at an address now.
 * @param {string} address
 */
export const get = (address) => request(address, { cache: "no-store" });

/**
 * Sends a form as `URLSearchParams`, and everything else as JSON.
 * @param {string} address
 * @param {URLSearchParams | object} body
 * @param {Record<string, string>} [headers]
 */
export const post = (address, body, headers) =>
  body instanceof URLSearchParams
    ? request(address, { method: "POST", headers, body })
    : request(address, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: JSON.stringify(body),
      });

/**
 * Sends a form as it is sent without script, where the answer leads to a page that nobody asked for
 * here. It is sent even if the page goes away meanwhile.
 * @param {string} address
 * @param {URLSearchParams} body
 */
export async function submit(address, body) {
  const options = { method: "POST", body, keepalive: true };
  const answer = await fetch(address, { ...options, redirect: "manual" }).catch(() => undefined);
  if (answer?.type !== "opaqueredirect") throw new Refusal(answer);
}

/**
 * What a form would send, with the name and value of the button that sends it.
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} [button]
 */
export function fieldsOf(form, button) {
  const fields = [...new FormData(form)];
  if (button instanceof HTMLButtonElement && button.name) fields.push([button.name, button.value]);
  return new URLSearchParams(fields.map(([name, value]) => [name, String(value)]));
}

/**
 * @param {string} address
 * @param {RequestInit} options
 */
async function request(address, options) {
  const answer = await fetch(address, options).catch(() => undefined);
  // Who is not signed in any more is led to the page where one signs in.
  if (!answer?.ok || answer.redirected) throw new Refusal(answer);
  return answer;
}
