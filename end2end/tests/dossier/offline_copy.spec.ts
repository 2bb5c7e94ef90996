// A dossier that was opened once can be opened, read and written without a network, from a copy that
// stays on the device; also by several tabs, and by a page older or newer than the copy.
import type { Page } from '@playwright/test';
import { DOSSIERS, openDossier } from '../../fixtures.ts';
import type { Server } from '../../server.ts';
import { copied, expectOffline, stored, test } from '../support/device.ts';
import {
  comeTo,
  enter,
  expectSaved,
  field,
  linesOf,
  rewrite,
  richText,
} from '../support/dossier.ts';
import { expect, PEOPLE } from '../support/together.ts';

const TITLE = ['summary', 'summary.title'] as const;
const TAGLINE = ['summary', 'summary.tagline'] as const;
const TEXT = ['sustainability', 'sustainability.continuation'] as const;

/** Writes into a field and waits until the server has it and the device too. */
async function writeAndKeep(
  page: Page,
  place: readonly [string, string],
  words: string,
): Promise<void> {
  await (await comeTo(page, ...place)).fill(words);
  await expectSaved(page);
  await expect.poll(async () => (await stored(page, 'states')).join()).toContain(words);
}

const AWAY = [
  {
    name: 'without a network',
    cut: (page: Page, _server: Server) => page.context().setOffline(true),
    mend: (page: Page, _server: Server) => page.context().setOffline(false),
  },
  {
    name: 'while the server is down',
    cut: (_page: Page, server: Server) => server.stop(),
    mend: (_page: Page, server: Server) => server.restart(),
  },
];

for (const { name, cut, mend } of AWAY) {
  test(`a tab is closed and opened again ${name}, and nothing is missing`, async ({
    atHome,
    sit,
    server,
  }) => {
    const [page, address] = await atHome();
    await writeAndKeep(page, TITLE, 'Vu par le serveur');

    await cut(page, server);
    await expectOffline(page, /^Hors ligne$/);
    await (await comeTo(page, ...TAGLINE)).fill('Écrit sans réseau');
    await expectOffline(page, /une modification gardée sur cet appareil/);
    await expect.poll(() => stored(page, 'unkept')).toHaveLength(1);
    await page.close();

    const again = await page.context().newPage();
    await again.goto(address);
    await expectOffline(again, /une modification gardée sur cet appareil/);
    await expect(field(again, ...TITLE)).toHaveValue('Vu par le serveur');
    await expect(field(again, ...TAGLINE)).toHaveValue('Écrit sans réseau');
    await rewrite(await richText(again, ...TEXT), ['Écrit plus tard, toujours sans réseau.']);

    await mend(again, server);
    await expectSaved(again);
    await expect.poll(() => stored(again, 'unkept')).toEqual([]);

    const other = await sit(PEOPLE.head);
    await expect(field(other, ...TITLE)).toHaveValue('Vu par le serveur');
    await expect(field(other, ...TAGLINE)).toHaveValue('Écrit sans réseau');
    expect(await linesOf(await richText(other, ...TEXT))).toEqual([
      'Écrit plus tard, toujours sans réseau.',
    ]);
  });
}

test('two tabs write together without a network, and what one leaves the other sends', async ({
  atHome,
  sit,
}) => {
  const [one, address] = await atHome();
  const context = one.context();
  const two = await context.newPage();
  await enter(two, address);
  await context.setOffline(true);
  await Promise.all([expectOffline(one, /^Hors ligne$/), expectOffline(two, /^Hors ligne$/)]);

  await (await comeTo(one, ...TAGLINE)).fill('Une cour');
  await expect(field(two, ...TAGLINE)).toHaveValue('Une cour');
  await expectOffline(two, /^Hors ligne$/);
  const hers = await comeTo(two, ...TAGLINE);
  await hers.press('End');
  await hers.pressSequentially(' pour tous');
  await expect(field(one, ...TAGLINE)).toHaveValue('Une cour pour tous');

  // One that comes later, without a network either, has it all.
  const three = await context.newPage();
  await three.goto(address);
  await expect(field(three, ...TAGLINE)).toHaveValue('Une cour pour tous');
  await three.close();

  // What the second wrote builds on what only the first was to send.
  await expect.poll(() => stored(one, 'unkept')).toHaveLength(1 + ' pour tous'.length);
  await one.close();
  await context.setOffline(false);
  await expectSaved(two);
  await expect.poll(() => stored(two, 'unkept')).toEqual([]);
  const other = await sit(PEOPLE.editor);
  await expect(field(other, ...TAGLINE)).toHaveValue('Une cour pour tous');
});

test('a server that does not answer is not waited for', async ({ atHome, server }) => {
  const [page, address] = await atHome();
  await writeAndKeep(page, TAGLINE, 'Avant le silence');
  await server.whileHeldStill(async () => {
    await page.goto(address);
    await expect(field(page, ...TAGLINE)).toHaveValue('Avant le silence');
    await expect(page.locator('#boot')).toHaveAttribute('data-kept', '');
  });
  await expectSaved(page);
});

test('a first visit is there without a network, though the worker was not answered at first', async ({
  join,
  problems,
}) => {
  problems.allowCuts();
  const page = await join(PEOPLE.lead);
  const context = page.context();
  let refused = 0;
  await context.route(/\/dossiers\/[0-9a-f-]{36}$/, async (route) => {
    if (route.request().serviceWorker() === null || refused > 0) return route.continue();
    refused += 1;
    await route.abort('connectionreset');
  });
  const address = await openDossier(page, DOSSIERS.school);
  await expectSaved(page);
  await expect.poll(() => copied(page, address)).toBe(true);
  expect(refused).toBe(1);
  await context.setOffline(true);
  await page.reload();
  await expectOffline(page, /^Hors ligne$/);
  await expect(page.locator('#boot')).toHaveAttribute('data-kept', '');
});

test('a page older than the server says so, and a reload brings the new one and every edit', async ({
  atHome,
  sit,
}) => {
  const [page, address] = await atHome();
  let old = true;
  await page.routeWebSocket(/\/live\b/, async (socket) => {
    if (old) await socket.close({ code: 4410 });
    else socket.connectToServer();
  });
  await page.goto(address);
  const trouble = page.getByRole('alert').filter({ hasText: 'Une nouvelle version' });
  await expect(trouble).toContainText('gardées sur cet appareil');
  await (await comeTo(page, ...TAGLINE)).fill('Écrit dans une vieille page');

  const other = await sit(PEOPLE.head);
  await (await comeTo(other, ...TITLE)).fill(`${DOSSIERS.school}, du nouveau`);
  await expectSaved(other);

  old = false;
  // The worker asks for the same address, for its copy.
  const reloaded = page.waitForResponse(
    (response) => response.url().endsWith(address) && response.request().isNavigationRequest(),
  );
  await trouble.getByRole('button', { name: 'Recharger' }).click();
  expect(await (await reloaded).text()).toContain(`${DOSSIERS.school}, du nouveau`);
  await expectSaved(page);
  await expect(page.locator('#boot')).not.toHaveAttribute('data-kept');
  await expect(field(other, ...TAGLINE)).toHaveValue('Écrit dans une vieille page');
});

test('what a page of an older build left on the device is still there', async ({ join }) => {
  const page = await join(PEOPLE.lead);
  await page.goto('/dossiers');
  await page.evaluate(async () => {
    const opening = indexedDB.open('preau', 1);
    opening.onupgradeneeded = () =>
      opening.result.createObjectStore('unkept').put(new Uint8Array([7]), 'a/b/c/1');
    await new Promise((done) => (opening.onsuccess = done));
    opening.result.close();
  });
  await openDossier(page, DOSSIERS.school);
  await expectSaved(page);
  expect(await stored(page, 'unkept')).toEqual([String.fromCharCode(7)]);
  expect(await stored(page, 'states')).toEqual([]);
});

test('where the browser keeps nothing, the page does not say that it does', async ({
  sit,
  join,
  problems,
}) => {
  problems.allowCuts();
  const page = await join(PEOPLE.lead);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  await openDossier(page, DOSSIERS.school);
  await expectSaved(page);
  await page.context().setOffline(true);
  await expectOffline(page, /^Hors ligne$/);
  await (await comeTo(page, ...TAGLINE)).fill('Gardé par l’onglet seul');
  await expectOffline(page, /dans cet onglet, ne le fermez pas/);
  await page.context().setOffline(false);
  await expectSaved(page);
  const other = await sit(PEOPLE.head);
  await expect(field(other, ...TAGLINE)).toHaveValue('Gardé par l’onglet seul');
});
