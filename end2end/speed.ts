// How fast this machine is now: the same work in Node and in Chromium, both at once as in a test,
// against the time that it takes on two quiet cores. Does not know: what is done with the answer.
import { chromium as browsers } from '@playwright/test';
import { createHash } from 'node:crypto';
import { chromium, FLAGS } from './chromium.mjs';

/** Milliseconds on two quiet cores. */
const QUIET = { node: 300, chromium: 300 };
const HASHES = 60_000;
const ROUNDS = 40;
const PARAGRAPHS = 400;

export interface Speed {
  /** How many times as long as on two quiet cores. */
  node: number;
  chromium: number;
}

export async function measureSpeed(): Promise<Speed> {
  const browser = await browsers.launch({ executablePath: chromium(), args: FLAGS });
  const page = await browser.newPage();
  // The first run of anything loads what it needs.
  await layOut(page.evaluate.bind(page), 1);
  hash(HASHES / 10);
  const inChromium = layOut(page.evaluate.bind(page), ROUNDS);
  // The page has to be told before this thread is busy.
  await new Promise(setImmediate);
  const node = hash(HASHES);
  const measured = { node: node / QUIET.node, chromium: (await inChromium) / QUIET.chromium };
  await browser.close();
  return measured;
}

function hash(times: number): number {
  const before = performance.now();
  let words = 'Préau';
  for (let time = 0; time < times; time += 1)
    words = createHash('sha256').update(words).digest('hex');
  return performance.now() - before;
}

type Evaluate = <R>(work: (sizes: number[]) => R, sizes: number[]) => Promise<R>;

/** Writes a long page again and again and asks each time how high it is. */
function layOut(evaluate: Evaluate, rounds: number): Promise<number> {
  return evaluate(
    ([rounds = 0, paragraphs = 0]) => {
      const before = performance.now();
      for (let round = 0; round < rounds; round += 1) {
        const words = Array.from(
          { length: paragraphs },
          (_, at) => `<p>Ligne ${at * round} <b>ici</b></p>`,
        );
        document.body.innerHTML = words.join('');
        document.body.style.width = `${300 + (document.body.offsetHeight % 100)}px`;
      }
      return performance.now() - before;
    },
    [rounds, PARAGRAPHS],
  );
}
