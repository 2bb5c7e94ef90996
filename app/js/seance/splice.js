// What came of each part of the page. Owns: the parts as the server told them, of which it tells only what is
// another. Must not know: what a part says, where it stands.

const known = new Map();

/** The HTML of each part that is told: whole, or `[at, gone, words]` of what is known of it. */
export function read(told) {
  const parts = {};
  for (const [name, news] of Object.entries(told)) {
    const [at, gone, words] = Array.isArray(news) ? news : [0, Infinity, news];
    const before = known.get(name) ?? "";
    parts[name] = before.slice(0, at) + words + before.slice(at + gone);
    known.set(name, parts[name]);
  }
  return parts;
}
