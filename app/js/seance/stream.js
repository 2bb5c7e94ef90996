// The line on which a séance's page hears of what is another, dialled again until the page goes away.
// Owns: when it counts as dead. Does not know: what is heard.

/** A line that sleeps with its device does not say that it is dead: silence for so long is. */
const SILENCE = 45_000;

/**
 * `parts` is given what is another; `alive` is called when the line is there, `lost` when it is not.
 * @param {string} address
 * @param {{ parts(told: Told): void, alive(): void, lost(): void }} hears
 * @typedef {import("./splice.js").Told} Told
 */
export function follow(address, hears) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let silence;
  const hear = () => {
    clearTimeout(silence);
    silence = setTimeout(dial, SILENCE);
  };
  function dial() {
    source?.close();
    const line = new EventSource(address);
    source = line;
    line.onopen = () => {
      hears.alive();
      hear();
    };
    line.onerror = () => {
      hears.lost();
      // The browser tries again by itself, unless it was refused.
      if (line.readyState === EventSource.CLOSED) setTimeout(dial, 2000 + Math.random() * 3000);
    };
    line.addEventListener("parts", (event) => {
      hear();
      hears.parts(JSON.parse(event.data));
    });
    line.addEventListener("alive", hear);
    hear();
  }
  dial();
  addEventListener("online", dial);
  document.addEventListener("visibilitychange", () => document.hidden || dial());
  addEventListener("pagehide", () => source?.close());
}
