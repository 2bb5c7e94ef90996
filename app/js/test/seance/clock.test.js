// The clock's word and its breath when the time of a step is over.
import assert from "node:assert/strict";
import test from "node:test";
import { tick } from "../../seance/clock.js";

/** What a clock of the page is to the script. */
function clock(left, classes = []) {
  const parts = { "[data-digits]": { textContent: "" }, ".clock-word": { textContent: "" } };
  const has = new Set(classes);
  return {
    dataset: { left: String(left), over: "Temps dépassé", time: "Temps restant" },
    querySelector: (selector) => parts[selector],
    classList: {
      add: (name) => has.add(name),
      contains: (name) => has.has(name),
      toggle: (name, on) => (on ? has.add(name) : has.delete(name)),
    },
    says: () => [parts["[data-digits]"].textContent, parts[".clock-word"].textContent, [...has].sort()],
  };
}

test("a clock breathes once as its time is over, and one that was over before does not", () => {
  const running = clock(1_000);
  tick(running);
  assert.deepEqual(running.says(), ["0:01", "Temps restant", []]);
  running.dataset.left = "-1000";
  tick(running);
  assert.deepEqual(running.says(), ["+0:01", "Temps dépassé", ["over", "rings"]]);
  const late = clock(-61_000, ["over"]);
  tick(late);
  assert.deepEqual(late.says(), ["+1:01", "Temps dépassé", ["over"]]);
});
