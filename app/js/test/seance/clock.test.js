// The clock's word and its breath when the time of a step is over.

import "../support/page.js";
import assert from "node:assert/strict";
import test from "node:test";
import { tick } from "../../seance/clock.js";

/** A clock as the server writes it. */
function clockOf(left, classes = "") {
  document.body.innerHTML = `<p class="${classes}" data-left="${left}" data-over="Temps dépassé"
    data-time="Temps restant"><span data-clock-word></span><span data-digits></span></p>`;
  const clock = document.querySelector("p");
  const [word, digits] = clock.children;
  return { clock, says: () => [digits.textContent, word.textContent, [...clock.classList].sort()] };
}

test("a clock breathes once as its time is over, and one that was over before does not", () => {
  const running = clockOf(1_000);
  tick(running.clock);
  assert.deepEqual(running.says(), ["0:01", "Temps restant", []]);
  running.clock.dataset.left = "-1000";
  tick(running.clock);
  assert.deepEqual(running.says(), ["+0:01", "Temps dépassé", ["over", "rings"]]);
  const late = clockOf(-61_000, "over");
  tick(late.clock);
  assert.deepEqual(late.says(), ["+1:01", "Temps dépassé", ["over"]]);
});
