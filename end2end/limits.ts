// Time limits. They are there for what hangs and for nothing else: a story waits for what the page
// says. How slow this machine is today was measured at the start (setup.ts) and stretches them all.
// Does not know: how it is measured.

export const SLOWNESS = 'PREAU_SLOWNESS';

/** At least 1; the workers inherit it from the process that has measured it. */
export function slowness(): number {
  return Math.max(1, Number(process.env[SLOWNESS] ?? 1));
}

/** So many milliseconds of a quiet machine are how many of this one. */
export function limit(milliseconds: number): number {
  return Math.ceil(milliseconds * slowness());
}

/** The pauses between two looks at a page, in milliseconds. */
export const LOOKS = [20, 50, 100, 100, 250];
