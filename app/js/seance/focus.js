// Where the keyboard was in a part that is written anew. Owns: finding it again. Must not know: what a part says.

const STOPS = "button, summary, a[href]";

/** What tells the focused stop of a place from the others there; nothing where the focus is elsewhere. */
export function focusIn(place) {
  const { activeElement: stop } = document;
  if (!place.contains(stop) || !stop.matches(STOPS)) return undefined;
  const at = [...place.querySelectorAll(STOPS)].indexOf(stop);
  return { act: actOf(stop), words: stop.textContent.trim(), at };
}

/** Gives the focus to the stop that does the same; else to the one that says the same, or stands there. */
export function refocus(place, was) {
  if (!was) return;
  const stops = [...place.querySelectorAll(STOPS)].filter((stop) => !stop.disabled);
  const same = was.act && stops.find((stop) => actOf(stop) === was.act);
  const alike = same || stops.find((stop) => stop.textContent.trim() === was.words);
  (alike ?? stops[Math.min(was.at, stops.length - 1)])?.focus({ preventScroll: true });
}

const actOf = (stop) => stop.form?.elements.act?.value;
