// Nothing of a dossier stays on a device when its reader leaves or may no longer read it.
import { becomeStranger } from '../../people.ts';
import { copied, expectOffline, stored, test, traces } from '../support/device.ts';
import { comeTo, expectSaved, field } from '../support/dossier.ts';
import { expect } from '../support/together.ts';

const TAGLINE = ['summary', 'summary.tagline'] as const;

test('signing out leaves nothing on the device, and asks when something is not sent', async ({
  atHome,
}) => {
  const [page] = await atHome();
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

test('signing out of a page without script leaves nothing either', async ({ atHome }) => {
  const [page] = await atHome();
  await page.goto('/dossiers');
  expect(await traces(page)).not.toEqual([]);
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await expect(page).toHaveURL(/\/$/);
  await expect.poll(() => traces(page)).toEqual([]);
});

test('one who is no longer a member gets no copy, with or without a network', async ({
  atHome,
  visit,
  problems,
}) => {
  problems.allowStatus(404);
  const [page, address] = await atHome();
  // The same browser, as somebody who is no member: nobody can be taken out of a dossier by a form.
  const outsider = await visit();
  await becomeStranger(outsider);
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

test('once the sign-in page is shown there are no copies', async ({ atHome }) => {
  const [page, address] = await atHome();
  await page.context().clearCookies();
  await page.goto(address);
  await expect(page).toHaveURL(/\/connexion\?next=/);
  await expect.poll(() => page.evaluate(() => caches.has('preau-pages'))).toBe(false);
});
