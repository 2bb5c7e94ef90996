// Accounts, and the life of a dossier around its content: created, renamed, put away, brought back,
// and never shown to those who are not part of it.
import { DOSSIERS, expect, openDossier, PASSWORD, PEOPLE, signIn, test } from '../../fixtures.ts';
import { createDossier, signUp, stranger } from '../../people.ts';

test('one signs up, out and in again', async ({ page }) => {
  const person = stranger();
  await signUp(page, person);
  await expect(page.getByText(person.name)).toBeVisible();

  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.goto('/dossiers');
  await expect(page).toHaveURL(/\/connexion\?next=/);

  await signIn(page, person.email, person.password);
  await expect(page).toHaveURL(/\/dossiers$/);
});

test('signing in leads back to the page that was asked for', async ({ page, join }) => {
  const address = await openDossier(await join(PEOPLE.lead), DOSSIERS.school);
  await page.goto(address);
  await expect(page).toHaveURL(/\/connexion\?next=/);
  await signIn(page, PEOPLE.editor, PASSWORD);
  await expect(page).toHaveURL(new RegExp(`${address}$`));
});

test('a wrong password is said, and the address is kept', async ({ page, problems }) => {
  problems.allowStatus(422);
  await page.goto('/connexion');
  await signIn(page, PEOPLE.lead, 'ce n’est pas le bon');
  await expect(page.locator('main')).toContainText('ne correspond pas');
  await expect(page.locator('[name=email]')).toHaveValue(PEOPLE.lead);
  await expect(page.locator('[name=password]')).toHaveValue('');
});

test('an address that is taken is said beside the field, and the rest is kept', async ({ page, problems }) => {
  problems.allowStatus(422);
  const person = { ...stranger(), email: PEOPLE.lead };
  await page.goto('/inscription');
  await page.locator('[name=name]').fill(person.name);
  await page.locator('[name=email]').fill(person.email);
  await page.locator('[name=password]').fill(person.password);
  await page.locator('[name=quality]').selectOption('teacher');
  await page.locator('main form button').click();
  await expect(page.locator('[name=email]')).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('[name=name]')).toHaveValue(person.name);
});

test('a dossier is created, renamed, put away and brought back', async ({ page }) => {
  await signUp(page, stranger());
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

  await page.goto('/dossiers?archives=1');
  await card.getByRole('button', { name: /Remettre en cours/ }).click();
  await page.goto('/dossiers');
  await expect(card.getByRole('link', { name: 'Le préau des langues', exact: true })).toBeVisible();
});

test('a dossier does not exist for those who are not part of it', async ({ page, join, problems }) => {
  problems.allowStatus(404);
  const address = await openDossier(await join(PEOPLE.head), DOSSIERS.school);
  await signUp(page, stranger());

  const refused = await page.goto(address);
  const unknown = await page.request.get('/dossiers/00000000-0000-7000-8000-000000000000');
  expect(refused?.status()).toBe(404);
  expect(unknown.status()).toBe(404);
  // The same words for both: the answer must not tell which dossiers exist.
  const heading = (await page.locator('h1').textContent()) ?? '';
  expect(heading).not.toBe('');
  expect(await unknown.text()).toContain(heading);
});
