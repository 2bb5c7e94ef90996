// Accounts: one signs up, in and out; what is refused is said, and nothing that was typed is lost.
import { pathOf } from '../../demo.ts';
import { DOSSIERS, expect, PASSWORD, PEOPLE, signIn, test } from '../../fixtures.ts';
import { signUp, stranger } from '../../people.ts';

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

test('signing in leads back to the page that was asked for', async ({ page }) => {
  const address = pathOf(DOSSIERS.school);
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

test('an address that is taken is said beside the field, and the rest is kept', async ({
  page,
  problems,
}) => {
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
