// The server may die or be replaced at any moment. What the page called saved is in the log; the rest
// is on the device and comes after; the page finds the server again by itself.
import type { Locator, Page } from '@playwright/test';
import {
  expectSameText,
  expectSaved,
  linesOf,
  richText,
  stateLine,
  toEnd,
  toStart,
} from '../support/dossier.ts';
import { expect, PEOPLE, test } from '../support/together.ts';

const TEXT = ['evaluation', 'evaluation.method'] as const;

/** The words that a page opened now shows before anything of another tab can have reached it. */
async function inTheLog(page: Page): Promise<string> {
  await page.goto(page.url());
  return (await linesOf(await richText(page, ...TEXT))).join('\n');
}

async function say(page: Page, text: Locator, words: string): Promise<void> {
  await toEnd(text);
  await page.keyboard.type(words);
}

test('the server is killed in the middle of a word, again and again', async ({
  sit,
  twoInText,
  server,
  problems,
}) => {
  problems.allowCuts();
  problems.allow(/status of 50\d/);
  const { claire, yanis, hers } = await twoInText(TEXT, ['Journal.']);

  let whole = 'Journal.';
  for (const round of ['un', 'deux', 'trois']) {
    await say(claire, hers, ` Tour ${round}, gardé.`);
    await expectSaved(claire);
    whole += ` Tour ${round}, gardé.`;
    // Killed between two keys, with nobody waiting for anything.
    const typing = claire.keyboard.type(` Tour ${round}, en route.`, { delay: 8 });
    await server.kill();
    await typing;
    await server.restart();
    // A page that never knew the lost connection reads what the log has.
    const log = await inTheLog(yanis);
    expect(log.startsWith(whole), `${log} / ${whole}`).toBe(true);
    whole += ` Tour ${round}, en route.`;
    await expectSaved(claire);
    expect(await linesOf(hers)).toEqual([whole]);
  }
  const again = await richText(yanis, ...TEXT);
  await expect.poll(() => linesOf(again)).toEqual([whole]);
  const third = await sit(PEOPLE.head);
  await expectSameText([hers, again, await richText(third, ...TEXT)]);
});

test('the server is replaced while two people write, and both go on', async ({
  twoInText,
  server,
  problems,
}) => {
  problems.allowCuts();
  problems.allow(/status of 50\d/);
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Avant.']);

  await server.stop();
  await expect(stateLine(claire)).toHaveText('Hors ligne');
  await Promise.all([
    say(claire, hers, ' Elle, pendant.'),
    (async () => {
      await toStart(his);
      await yanis.keyboard.type('Lui, pendant. ');
    })(),
  ]);
  await expect(stateLine(claire)).toHaveText(
    /^Hors ligne\s: \d+ modifications gardées sur cet appareil$/,
  );
  await server.restart();
  await Promise.all([expectSaved(claire), expectSaved(yanis)]);
  await expect.poll(() => linesOf(hers)).toEqual(['Lui, pendant. Avant. Elle, pendant.']);
  await expectSameText([hers, his]);
  await expect(claire.getByRole('alert')).toBeEmpty();

  // And the line between them is alive, in both directions.
  await say(claire, hers, ' Après.');
  await expect.poll(() => linesOf(his)).toEqual(['Lui, pendant. Avant. Elle, pendant. Après.']);
  await expect(claire.getByRole('list', { name: 'Présents' })).toContainText('Yanis Belkacem');
});
