// The life of a dossier around its content: created, renamed, put away, brought back, and never shown
// to those who are not part of it.
import { pathOf } from '../../demo.ts';
import { DOSSIERS, expect, test } from '../../fixtures.ts';
import { becomeStranger, createDossier } from '../../people.ts';

test('a dossier is created, renamed, put away and brought back', async ({ page }) => {
  await becomeStranger(page);
  const address = await createDossier(page, 'Titre de travail');
  const card = page.locator('main li').filter({ has: page.locator(`a[href="${address}"]`) });

  await page.goto('/dossiers');
  await card.getByText('Renommer').click();
  await card.locator('[name=title]').fill('Le préau des langues');
  await card.getByRole('button', { name: /Enregistrer le titre/ }).click();
  await expect(card.getByRole('link', { name: 'Le préau des langues', exact: true })).toBeVisible();

  await card.getByRole('button', { name: /Archiver/ }).click();
  await page.goto('/dossiers');
  await expect(card).toHaveCount(0);

  await page.goto('/dossiers?archived=1');
  await card.getByRole('button', { name: /Remettre en cours/ }).click();
  await page.goto('/dossiers');
  await expect(card.getByRole('link', { name: 'Le préau des langues', exact: true })).toBeVisible();
});

test('a dossier does not exist for those who are not part of it', async ({ page, problems }) => {
  problems.allowStatus(404);
  const address = pathOf(DOSSIERS.school);
  await becomeStranger(page);

  const refused = await page.goto(address);
  const unknown = await page.request.get('/dossiers/00000000-0000-7000-8000-000000000000');
  expect(refused?.status()).toBe(404);
  expect(unknown.status()).toBe(404);
  // The same words for both: the answer must not tell which dossiers exist.
  const heading = (await page.locator('h1').textContent()) ?? '';
  expect(heading).not.toBe('');
  expect(await unknown.text()).toContain(heading);
});
