// What may come in by paste and drop, as props of the view: through the schema only, never files,
// never more than a person can have meant.
// Does not know: the CRDT, the toolbar.

import { plainHtml } from "./paste_html.js";

/** @import { Slice } from "prosemirror-model" */
/** @import { EditorProps } from "prosemirror-view" */

export const LONGEST_PASTE = 200_000;

/**
 * `onTooLong(length)` is called for a paste that is refused.
 * @param {(length: number) => void} onTooLong
 * @returns {EditorProps}
 */
export function pasteProps(onTooLong) {
  /**
   * @param {DataTransfer | null} data
   * @param {Slice} slice
   */
  function refuses(data, slice) {
    const length = lengthOf(slice);
    if (length > LONGEST_PASTE) {
      onTooLong(length);
      return true;
    }
    // Files (a screenshot, a photo) have no place in a text; without this the browser would insert
    // or even open them.
    return slice?.size === 0 && (data?.files?.length ?? 0) > 0;
  }

  return {
    transformPastedHTML: plainHtml,
    handlePaste: (_view, event, slice) => refuses(event.clipboardData, slice),
    handleDrop: (_view, event, slice, moved) => !moved && refuses(event.dataTransfer, slice),
    handleDOMEvents: {
      // A huge text need not be read as blocks to be refused.
      paste(_view, event) {
        const length = event.clipboardData?.getData("text/plain").length ?? 0;
        if (length <= LONGEST_PASTE) return false;
        event.preventDefault();
        onTooLong(length);
        return true;
      },
    },
  };
}

/** @param {Slice} slice */
const lengthOf = (slice) =>
  slice ? slice.content.textBetween(0, slice.content.size, "\n").length : 0;
