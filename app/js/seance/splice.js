// What came of each part of the page. Owns: the parts as the server told them, of which it tells only what is
// another. Does not know: what a part says, where it stands.

/**
 * What is told of each part: its HTML, or what stands in the place of what is known of it.
 * @typedef {Record<string, string | [at: number, gone: number, words: string]>} Told
 */

/** @type {Map<string, string>} */
const known = new Map();

/**
 * The HTML of each part that is told: whole, or `[at, gone, words]` of what is known of it.
 * @param {Told} told
 */
export function splice(told) {
  /** @type {Record<string, string>} */
  const parts = {};
  for (const [name, news] of Object.entries(told)) {
    const [at, gone, words] = Array.isArray(news) ? news : [0, Infinity, news];
    const before = known.get(name) ?? "";
    parts[name] = before.slice(0, at) + words + before.slice(at + gone);
    known.set(name, parts[name]);
  }
  return parts;
}
