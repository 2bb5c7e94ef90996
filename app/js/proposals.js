// All that only a dossier in which something is proposed needs; fetched by `proposed.js`, and handed
// what the page's script has of the editor, so that none of that is loaded twice.

export { Beside } from "./proposals_beside.js";
export { Drawer } from "./proposals_drawn.js";
export { propose } from "./proposals_form.js";
