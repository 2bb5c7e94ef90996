// What a person waits for in the dossier page: bytes on the wire, the time until it can be written
// in on a slow machine, and from a key to its paint in a long text. Run by `make bench-page`; writes
// its part of BENCHMARKS.md. It measures and never fails on a figure.
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { test } from '../fixtures.ts';

const FILE = resolve(import.meta.dirname, '../../BENCHMARKS.md');
const HEADING = '## In the page';
const ROUNDS = 5;
const WORDS = 10_000;
const KEYS = 60;

const median = (values: number[]) =>
  values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

test('the dossier page, measured', async ({ server, join }) => {
  test.setTimeout(600_000);
  const page = await join('claire@demo.example');
  const path = await largest(page);

  const opened: number[] = [];
  let script = 0;
  let document = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const cold = await join('claire@demo.example');
    const devtools = await cold.context().newCDPSession(cold);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    const kinds = new Map<string, string>();
    script = 0;
    devtools.on('Network.responseReceived', (event) => kinds.set(event.requestId, event.response.url));
    devtools.on('Network.loadingFinished', (event) => {
      const url = kinds.get(event.requestId) ?? '';
      if (/\.(js|wasm)$/.test(url)) script += event.encodedDataLength;
      if (url.endsWith(path)) document = event.encodedDataLength;
    });
    const start = performance.now();
    await cold.goto(server.url + path);
    await cold.locator('.save-state[data-state=saved]').waitFor();
    opened.push(performance.now() - start);
    await cold.context().close();
  }

  const text = page.locator('#diagnosis-diagnosis-findings .editor-text');
  await page.goto(server.url + path);
  await page.locator('.save-state[data-state=saved]').waitFor();
  await page.locator('#diagnosis-diagnosis-findings').scrollIntoViewIfNeeded();
  await text.click();
  await page.keyboard.press('Control+End');
  const long = Array.from({ length: WORDS / 50 }, (_, i) => `Paragraphe ${i} ${'mot '.repeat(48)}`);
  for (let at = 0; at < long.length; at += 50) {
    await page.keyboard.insertText(long.slice(at, at + 50).join(' '));
    await page.keyboard.press('Enter');
  }
  await page.locator('.save-state[data-state=saved]').waitFor();
  const painted = await keyToPaint(page);

  report([
    ['wasm + JS sent, brotli', `${(script / 1000).toFixed(0)} KB`, '< 450 KB'],
    ['HTML of the largest example, with all its content', `${(document / 1000).toFixed(0)} KB`, ''],
    [
      `writable on a cold cache, CPU slowed 4 times (median of ${ROUNDS})`,
      `${(median(opened) / 1000).toFixed(2)} s`,
      '< 2.5 s',
    ],
    [
      `key to paint in a text of ${WORDS} words, no slowing (median of ${KEYS})`,
      `${median(painted).toFixed(1)} ms`,
      '< 16 ms',
    ],
  ]);
});

/** The path of the example with the most to show. */
async function largest(page: Page): Promise<string> {
  const links = page.locator('main a[href^="/dossiers/"]:not([href*="nouveau"])');
  const paths = await links.evaluateAll((all) => [
    ...new Set(all.map((link) => (link as HTMLAnchorElement).getAttribute('href') ?? '')),
  ]);
  const sizes = await Promise.all(
    paths.map(async (path) => (await (await page.request.get(path)).body()).length),
  );
  return paths[sizes.indexOf(Math.max(...sizes))] ?? "";
}

/** Milliseconds from a key's event to the frame after the one that paints it. */
async function keyToPaint(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { times });
    document.addEventListener(
      'keydown',
      () => {
        const start = performance.now();
        // A message posted in a frame's callback runs once that frame is painted.
        requestAnimationFrame(() => {
          const channel = new MessageChannel();
          channel.port1.onmessage = () => times.push(performance.now() - start);
          channel.port2.postMessage(0);
        });
      },
      true,
    );
  });
  for (let key = 0; key < KEYS; key++) {
    await page.keyboard.press('a');
    await page.waitForFunction((n) => (globalThis as never as { times: number[] }).times.length > n, key);
  }
  return page.evaluate(() => (globalThis as never as { times: number[] }).times);
}

function report(rows: string[][]) {
  const table = [
    '| what | measured | target |',
    '|---|---|---|',
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ];
  const part = `${HEADING}\n\nMeasured in Chromium on the machine above by \`make bench-page\`.\n\n${table.join('\n')}\n`;
  console.log(part);
  let before = '# Benchmarks\n\n';
  let after = '';
  try {
    const file = readFileSync(FILE, 'utf8');
    const at = file.indexOf(HEADING);
    before = at < 0 ? `${file.trimEnd()}\n\n` : file.slice(0, at);
    const next = at < 0 ? -1 : file.indexOf('\n## ', at + 1);
    after = next < 0 ? '' : file.slice(next);
  } catch {
    // The first report makes the file.
  }
  writeFileSync(FILE, before + part + after);
}
