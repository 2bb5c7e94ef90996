// Préau for a browser that runs no script: everything but writing together works.
import { DOSSIERS, expect, PEOPLE, test } from '../../fixtures.ts';
import { createDossier, signUp, stranger } from '../../people.ts';

test('one can create an account, start a dossier and read it', async ({ visit }) => {
  const page = await visit({ javaScriptEnabled: false });
  await signUp(page, stranger());
  const address = await createDossier(page, 'Un dossier sans script');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/Un dossier sans script/);
  await expect(page.locator('#budget')).toBeVisible();

  await page.goto('/dossiers');
  await expect(page.locator(`a[href="${address}"]`).first()).toBeVisible();
});

test('one can read what others wrote', async ({ join }) => {
  const page = await join(PEOPLE.viewer, { javaScriptEnabled: false });
  await page.goto('/dossiers');
  const titles = await page.getByRole('link').allTextContents();
  const readable = Object.values(DOSSIERS).find((title) => titles.some((link) => link.includes(title)));
  expect(readable, 'the dossier that the viewer may read').toBeDefined();
  await page.getByRole('link', { name: readable }).first().click();
  await expect(page.locator('#live')).toContainText(/\p{L}{4,}/u);
});
