// All that only a dossier in which something is suggested needs; fetched by `text_suggestions.js`, and handed
// what the page's script has of the editor, so that none of that is loaded twice.

export { Beside } from "./beside_fields.js";
export { Drawer } from "./in_text.js";
export { openForm } from "./form.js";
