// The toolbar's icons: strokes on a 20 x 20 grid, in the colour of the text, hidden from assistive
// technology because the button carries the name.
// Does not know: what a button does.

/** @type {Record<string, string>} */
const PATHS = {
  bold: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  italic: "M9 4h6M5 16h6M12 4 8 16",
  h1: "M3 5v10M10 5v10M3 10h7M13.5 9.5 16 8v7",
  h2: "M3 5v10M10 5v10M3 10h7M13 10c0-3 4.5-3 4.5 0 0 1.8-4.5 3-4.5 5h4.5",
  bullet: "M8 5h9M8 10h9M8 15h9M3.5 5h1M3.5 10h1M3.5 15h1",
  ordered: "M8 5h9M8 10h9M8 15h9M3 4.2 4.3 3.5V7M3 13.2c0-1.4 2-1.4 2 0 0 .9-2 1.5-2 2.8h2",
  outdent: "M3 4h14M9 8h8M9 12h8M3 16h14M6 7.5 3.5 10 6 12.5",
  indent: "M3 4h14M9 8h8M9 12h8M3 16h14M3.5 7.5 6 10l-2.5 2.5",
  quote: "M4 13c2.5 0 4-1.5 4-4V6H4v4h4M11.5 13c2.5 0 4-1.5 4-4V6h-4v4h4",
  link: "M8.5 11.5a3 3 0 0 0 4.2 0l3-3a3 3 0 0 0-4.2-4.2l-1 1M11.5 8.5a3 3 0 0 0-4.2 0l-3 3a3 3 0 0 0 4.2 4.2l1-1",
  suggest:
    "M4 16l.8-3.6L12.6 4.6a1.6 1.6 0 0 1 2.3 0l.5.5a1.6 1.6 0 0 1 0 2.3L7.6 15.2zM12 16h5M14.5 13.5v5",
  undo: "M7 4 3.5 7.5 7 11M4 7.5h7.5a4.2 4.2 0 0 1 0 8.5H8",
  redo: "m13 4 3.5 3.5L13 11M16 7.5H8.5a4.2 4.2 0 0 0 0 8.5H12",
};

const SVG = "http://www.w3.org/2000/svg";

/** @param {string} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  /** @type {(element: Element, attributes: Record<string, string | number>) => void} */
  const set = (element, attributes) =>
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, String(value)));
  set(svg, {
    viewBox: "0 0 20 20",
    width: 20,
    height: 20,
    fill: "none",
    stroke: "currentColor",
    "stroke-width": 1.6,
    "stroke-linecap": "round",
    "stroke-linejoin": "round",
    "aria-hidden": "true",
    focusable: "false",
  });
  set(path, { d: PATHS[name] });
  svg.append(path);
  return svg;
}
