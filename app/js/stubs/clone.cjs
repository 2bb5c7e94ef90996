// In the place of lodash.clonedeep, which quill-delta asks for: its operations are plain data, and
// the browser itself copies those. Five kilobytes less for every page that is edited.
module.exports = (value) => structuredClone(value);
