// Préau for a browser that runs no script, or cannot run the dossier's: everything but writing together
// works, and no field takes words that nobody would keep.
import type { Page } from '@playwright/test';
import { DOSSIERS, expect, PEOPLE, test } from '../../fixtures.ts';
import { createDossier, signUp, stranger } from '../../people.ts';
import { comeTo, expectSaved, field } from '../support/dossier.ts';

/** How many controls of the sections could be typed into or chosen from. */
const open = (page: Page): Promise<number> =>
  page.locator('.section').locator('input, textarea, select').and(page.locator(':enabled')).count();

test('one can create an account, start a dossier and read it', async ({ visit }) => {
  const page = await visit({ javaScriptEnabled: false });
  await signUp(page, stranger());
  const address = await createDossier(page, 'Un dossier sans script');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Un dossier sans script/);
  await expect(page.locator('#budget')).toBeVisible();
  expect(await open(page)).toBe(0);
  await expect(page.locator('.save-state')).toBeHidden();

  await page.goto('/dossiers');
  await expect(page.locator(`a[href="${address}"]`).first()).toBeVisible();
});

test('one can read what others wrote', async ({ join }) => {
  const page = await join(PEOPLE.viewer, { javaScriptEnabled: false });
  await page.goto('/dossiers');
  const titles = await page.getByRole('link').allTextContents();
  const readable = Object.values(DOSSIERS).find((title) =>
    titles.some((link) => link.includes(title)),
  );
  expect(readable, 'the dossier that the viewer may read').toBeDefined();
  await page.getByRole('link', { name: readable }).first().click();
  await expect(page.locator('#live')).toContainText(/\p{L}{4,}/u);
});

test('where the program cannot come, the page says so and is read only', async ({
  visit,
  problems,
}) => {
  problems.allow(/ERR_FAILED|Failed to fetch/);
  const page = await visit();
  await signUp(page, stranger());
  await page.context().route(/\.wasm$/, (route) => route.abort());
  await createDossier(page, 'Un dossier sans programme');
  await expect(page.locator('#live-failed')).toContainText('elle se lit seulement');
  await expect(page.locator('#live-failed')).toBeVisible();
  await expect(page.locator('.save-state')).toBeHidden();
  expect(await open(page)).toBe(0);
});

test('what is typed while the program is on its way is kept', async ({ visit }) => {
  const page = await visit();
  await signUp(page, stranger());
  let send = (): void => {};
  const sent = new Promise<void>((done) => (send = done));
  await page.context().route(/\.wasm$/, async (route) => {
    await sent;
    await route.continue();
  });
  await createDossier(page, 'Un dossier qui s’éveille');
  await (await comeTo(page, 'summary', 'summary.tagline')).fill('Écrit trop tôt');
  const index = ['identification', 'identification.establishment.ips.value'] as const;
  await (await comeTo(page, ...index)).fill('120');
  await page.locator('h1').click();
  send();
  await expectSaved(page);
  await page.reload();
  await expectSaved(page);
  await expect(field(page, 'summary', 'summary.tagline')).toHaveValue('Écrit trop tôt');
  await expect(field(page, ...index)).toHaveValue('120');
});
