// In the place of lodash.isequal, which quill-delta asks for: equality of plain data, which is what
// its operations are. A key that holds undefined differs from one that is not there, as with lodash.
function equal(a, b) {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

module.exports = equal;
