// What stays on the device: a dossier that was opened once can be opened, read and written without a
// network; nothing of it stays when its reader leaves or may no longer read it.
import type { Page } from '@playwright/test';
import { DOSSIERS, expect, openDossier, PEOPLE, test } from '../../fixtures.ts';
import { signUp, stranger } from '../../people.ts';
import type { Problems } from '../../problems.ts';
import type { Server } from '../../server.ts';
import { comeTo, enter, expectSaved, field, linesOf, rewrite, richText, stateLine } from '../support/dossier.ts';

const TITLE = ['summary', 'summary.title'] as const;
const TAGLINE = ['summary', 'summary.tagline'] as const;
const TEXT = ['sustainability', 'sustainability.continuation'] as const;

type Join = (email: string) => Promise<Page>;

/** Claire in a dossier that this device has a copy of. */
async function atHome(join: Join, problems: Problems, title: string): Promise<[Page, string]> {
  problems.allowCuts();
  const page = await join(PEOPLE.lead);
  const address = await openDossier(page, title);
  await expectSaved(page);
  await expect.poll(() => copied(page, address)).toBe(true);
  return [page, address];
}

function copied(page: Page, address: string): Promise<boolean> {
  return page.evaluate(async (path) => (await caches.match(path)) !== undefined, address);
}

/** What a store of the device holds, as far as it is text. */
function stored(page: Page, store: 'unkept' | 'states'): Promise<string[]> {
  return page.evaluate(async (name) => {
    const opening = indexedDB.open('preau');
    const database = await new Promise<IDBDatabase>((done, fail) => {
      opening.onsuccess = () => done(opening.result);
      opening.onerror = fail;
    });
    const reading = database.transaction(name).objectStore(name).getAll();
    await new Promise((done, fail) => {
      reading.onsuccess = done;
      reading.onerror = fail;
    });
    database.close();
    return reading.result.map((bytes: BufferSource) => new TextDecoder().decode(bytes));
  }, store);
}

/** Writes into a field and waits until the server has it and the device too. */
async function writeAndKeep(page: Page, place: readonly [string, string], words: string): Promise<void> {
  await (await comeTo(page, ...place)).fill(words);
  await expectSaved(page);
  await expect.poll(async () => (await stored(page, 'states')).join()).toContain(words);
}

async function expectOffline(page: Page, says: RegExp): Promise<void> {
  await expect(stateLine(page)).toHaveAttribute('data-state', 'offline');
  await expect(stateLine(page)).toHaveText(says);
}

/** Everything that this browser keeps of the site. */
function traces(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => [
    ...(await caches.keys()),
    ...(await indexedDB.databases()),
    ...(await navigator.serviceWorker.getRegistrations()),
  ]);
}

const AWAY = [
  {
    name: 'without a network',
    title: DOSSIERS.school,
    cut: (page: Page, _server: Server) => page.context().setOffline(true),
    mend: (page: Page, _server: Server) => page.context().setOffline(false),
  },
  {
    name: 'while the server is down',
    title: DOSSIERS.college,
    cut: (_page: Page, server: Server) => server.stop(),
    mend: (_page: Page, server: Server) => server.restart(),
  },
];

for (const { name, title, cut, mend } of AWAY) {
  test(`a tab is closed and opened again ${name}, and nothing is missing`, async ({
    join,
    server,
    problems,
  }) => {
    const [page, address] = await atHome(join, problems, title);
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

    const other = await join(PEOPLE.head);
    await enter(other, address);
    await expect(field(other, ...TITLE)).toHaveValue('Vu par le serveur');
    await expect(field(other, ...TAGLINE)).toHaveValue('Écrit sans réseau');
    expect(await linesOf(await richText(other, ...TEXT))).toEqual([
      'Écrit plus tard, toujours sans réseau.',
    ]);
    // As the next test finds it.
    await (await comeTo(again, ...TITLE)).fill(title);
    await expectSaved(again);
  });
}

test('two tabs write together without a network, and what one leaves the other sends', async ({
  join,
  problems,
}) => {
  const [one, address] = await atHome(join, problems, DOSSIERS.school);
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
  const other = await join(PEOPLE.editor);
  await enter(other, address);
  await expect(field(other, ...TAGLINE)).toHaveValue('Une cour pour tous');
});

test('a server that does not answer is not waited for', async ({ join, server, problems }) => {
  const [page, address] = await atHome(join, problems, DOSSIERS.school);
  await writeAndKeep(page, TAGLINE, 'Avant le silence');
  server['process']?.kill('SIGSTOP');
  try {
    await page.goto(address);
    await expect(field(page, ...TAGLINE)).toHaveValue('Avant le silence');
    await expect(page.locator('#boot')).toHaveAttribute('data-kept', '');
  } finally {
    server['process']?.kill('SIGCONT');
  }
  await expectSaved(page);
});

test('signing out leaves nothing on the device, and asks when something is not sent', async ({
  join,
  problems,
}) => {
  const [page] = await atHome(join, problems, DOSSIERS.lycee);
  const context = page.context();
  const signOut = page.getByRole('button', { name: 'Se déconnecter' });
  await context.setOffline(true);
  await expectOffline(page, /^Hors ligne$/);
  await (await comeTo(page, ...TAGLINE)).fill('Pas encore envoyé');
  await expect.poll(() => stored(page, 'unkept')).toHaveLength(1);
  const asked = page.waitForEvent('dialog');
  const clicked = signOut.click();
  const question = await asked;
  expect(question.message()).toContain('n’ont pas encore été envoyées');
  await question.dismiss();
  await clicked;
  expect(await stored(page, 'unkept')).toHaveLength(1);
  await expect(field(page, ...TAGLINE)).toHaveValue('Pas encore envoyé');

  await context.setOffline(false);
  await expectSaved(page);
  await signOut.click();
  await expect(page).toHaveURL(/\/$/);
  await expect(page.getByRole('button', { name: 'Se déconnecter' })).toHaveCount(0);
  await expect.poll(() => traces(page)).toEqual([]);
});

test('signing out of a page without script leaves nothing either', async ({ join, problems }) => {
  const [page] = await atHome(join, problems, DOSSIERS.lycee);
  await page.goto('/dossiers');
  expect(await traces(page)).not.toEqual([]);
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => traces(page)).toEqual([]);
});

test('one who is no longer a member gets no copy, with or without a network', async ({
  join,
  visit,
  problems,
}) => {
  problems.allowStatus(404);
  const [page, address] = await atHome(join, problems, DOSSIERS.school);
  // The same browser, as somebody who is no member: nobody can be taken out of a dossier by a form.
  const outsider = await visit();
  await signUp(outsider, stranger());
  await page.context().addCookies(await outsider.context().cookies());
  const answer = await page.goto(address);
  expect(answer?.status()).toBe(404);
  await expect(page.locator('#live')).toHaveCount(0);
  await expect.poll(() => copied(page, address)).toBe(false);

  await page.context().setOffline(true);
  await page.goto(address);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Pas de réseau');
  await expect(page.getByRole('heading', { level: 2 })).toHaveText('No network');
  await expect(page.locator('body')).not.toContainText('Claire');
});

test('once the sign-in page is shown there are no copies', async ({ join, problems }) => {
  const [page, address] = await atHome(join, problems, DOSSIERS.school);
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page).toHaveURL(/\/connexion\?next=/);
  await expect.poll(() => page.evaluate(() => caches.has('preau-pages'))).toBe(false);
});

test('a page older than the server says so, and a reload brings the new one and every edit', async ({
  join,
  problems,
}) => {
  const [page, address] = await atHome(join, problems, DOSSIERS.school);
  let old = true;
  await page.routeWebSocket(/\/live\b/, async (socket) => {
    if (old) await socket.close({ code: 4410 });
    else socket.connectToServer();
  });
  await page.goto(address);
  const trouble = page.getByRole('alert').filter({ hasText: 'Une nouvelle version' });
  await expect(trouble).toContainText('gardées sur cet appareil');
  await (await comeTo(page, ...TAGLINE)).fill('Écrit dans une vieille page');

  const other = await join(PEOPLE.head);
  await enter(other, address);
  await (await comeTo(other, ...TITLE)).fill(`${DOSSIERS.school}, du nouveau`);
  await expectSaved(other);

  old = false;
  const reloaded = page.waitForResponse((response) => response.url().endsWith(address));
  await trouble.getByRole('button', { name: 'Recharger' }).click();
  expect(await (await reloaded).text()).toContain(`${DOSSIERS.school}, du nouveau`);
  await expectSaved(page);
  await expect(page.locator('#boot')).not.toHaveAttribute('data-kept');
  await expect(field(other, ...TAGLINE)).toHaveValue('Écrit dans une vieille page');
  await (await comeTo(other, ...TITLE)).fill(DOSSIERS.school);
  await expectSaved(other);
});

test('what a page of an older build left on the device is still there', async ({ join }) => {
  const page = await join(PEOPLE.lead);
  await page.evaluate(async () => {
    const opening = indexedDB.open('preau', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('unkept').put(new Uint8Array([7]), 'a/b/c/1');
    await new Promise((done) => (opening.onsuccess = done));
    opening.result.close();
  });
  await openDossier(page, DOSSIERS.school);
  await expectSaved(page);
  expect(await stored(page, 'unkept')).toEqual([String.fromCharCode(7)]);
  expect(await stored(page, 'states')).toEqual([]);
});

test('where the browser keeps nothing, the page does not say that it does', async ({ join, problems }) => {
  problems.allowCuts();
  const page = await join(PEOPLE.lead);
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('not here', 'SecurityError');
    };
  });
  const address = await openDossier(page, DOSSIERS.school);
  await expectSaved(page);
  await page.context().setOffline(true);
  await expectOffline(page, /^Hors ligne$/);
  await (await comeTo(page, ...TAGLINE)).fill('Gardé par l’onglet seul');
  await expectOffline(page, /dans cet onglet, ne le fermez pas/);
  await page.context().setOffline(false);
  await expectSaved(page);
  const other = await join(PEOPLE.head);
  await enter(other, address);
  await expect(field(other, ...TAGLINE)).toHaveValue('Gardé par l’onglet seul');
});
