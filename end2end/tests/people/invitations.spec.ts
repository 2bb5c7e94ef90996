// A link or a code brings somebody in, on a telephone, as what the head decided; and it can be taken
// back.
import type { Page } from '@playwright/test';
import { pathOf } from '../../demo.ts';
import { DOSSIERS, expect, openDossier, PEOPLE, test } from '../../fixtures.ts';
import { expectSaved } from '../support/dossier.ts';
import { expectAccessible, expectAccessibleEverywhere } from '../support/accessible.ts';

const PHONE = { viewport: { width: 390, height: 844 } };

/** Makes an invitation by the form and reads what is shown once. */
async function invite(
  page: Page,
  dossier: string,
  role: string,
): Promise<{ link: string; code: string }> {
  await page.goto(`${dossier}/invitations`);
  return fillIn(page, role);
}

async function fillIn(page: Page, role: string): Promise<{ link: string; code: string }> {
  await page.locator('[name=label]').fill('Mairie');
  await page.locator(`[name=role][value=${role}]`).check();
  await page.locator('main form button').click();
  await expect(page.getByRole('img', { name: /Code QR/ })).toBeVisible();
  const link = (await page.locator('#link').textContent()) ?? '';
  const code = (await page.locator('#code').textContent()) ?? '';
  return { link, code };
}

async function introduce(page: Page, name: string): Promise<void> {
  await page.locator('[name=name]').fill(name);
  await page.locator('[name=quality]').selectOption('local_authority');
  await page.getByRole('button', { name: 'Entrer dans le dossier' }).click();
}

test('a link brings a guest into the dossier as what the head decided, on a telephone', async ({
  join,
  visit,
}) => {
  const head = await join(PEOPLE.head);
  const dossier = await openDossier(head, DOSSIERS.school);
  await head.getByRole('link', { name: 'Personnes et invitations' }).click();
  await head.getByRole('link', { name: 'Inviter' }).click();
  const { link } = await fillIn(head, 'partner');

  const guest = await visit(PHONE);
  await guest.goto(link);
  await expect(guest.getByRole('heading', { level: 1 })).toContainText(DOSSIERS.school);
  // The token is not in the address, where the history would keep it.
  expect(new URL(guest.url()).hash).toBe('');
  await expect(guest.locator('main')).toContainText('Collectivité ou partenaire');
  await expectAccessible(guest, 'the offer');
  await introduce(guest, 'Nadia Fictive');
  await expect(guest).toHaveURL(new RegExp(`${dossier}$`));
  await expectSaved(guest);
  await expect(guest.locator('.dossier-meta')).toContainText('Collectivité ou partenaire');

  await head.goto(`${dossier}/personnes`);
  await expect(
    head.locator('[aria-labelledby=members] .entry').filter({ hasText: 'Nadia Fictive' }),
  ).toContainText('Invité');
});

test('without script the code does what the link does', async ({ join, visit }) => {
  const head = await join(PEOPLE.head);
  const dossier = pathOf(DOSSIERS.school);
  const { code } = await invite(head, dossier, 'contributor');

  const guest = await visit({ ...PHONE, javaScriptEnabled: false });
  await guest.goto('/rejoindre');
  await guest.locator('[name=code]').fill(code.toLowerCase());
  await guest.locator('main form button').click();
  await introduce(guest, 'Odile Fictive');
  await expect(guest).toHaveURL(new RegExp(`${dossier}$`));
  await expect(guest.locator('#live')).toContainText(/\p{L}{4,}/u);
});

test('a reader comes in without a name', async ({ join, visit }) => {
  const head = await join(PEOPLE.head);
  const dossier = pathOf(DOSSIERS.school);
  const { link } = await invite(head, dossier, 'viewer');

  const guest = await visit(PHONE);
  await guest.goto(link);
  await guest.getByRole('button', { name: 'Lire le dossier' }).click();
  await expect(guest).toHaveURL(new RegExp(`${dossier}$`));
});

test('a link that was taken back lets nobody in, and nobody who came by it stays', async ({
  join,
  visit,
  problems,
}) => {
  problems.allowStatus(422);
  problems.allowStatus(404);
  const head = await join(PEOPLE.head);
  const dossier = pathOf(DOSSIERS.college);
  const { link, code } = await invite(head, dossier, 'partner');
  const guest = await visit(PHONE);
  await guest.goto(link);
  await introduce(guest, 'Samia Fictive');
  await expectSaved(guest);

  await head.goto(`${dossier}/personnes`);
  const invitation = head.locator('[aria-labelledby=invitations] .entry').first();
  await invitation.getByText('Révoquer', { exact: false }).first().click();
  await invitation.locator('[name=end]').check();
  await invitation.getByRole('button', { name: /Révoquer l’invitation/ }).click();
  await expect(
    head.locator('[aria-labelledby=members] .entry').filter({ hasText: 'Samia Fictive' }),
  ).toHaveCount(0);
  expect((await guest.request.get(dossier)).status()).toBe(404);

  const late = await visit(PHONE);
  for (const held of [link, code]) {
    if (held === link) {
      await late.goto(link);
    } else {
      await late.locator('[name=code]').fill(code);
      await late.locator('main form button').click();
    }
    await expect(late.getByRole('alert')).toContainText('Ce lien ou ce code ne vaut plus');
  }
});

test('an invitation that is ready has no fault, nor has the page of people', async ({ join }) => {
  const head = await join(PEOPLE.head);
  const dossier = pathOf(DOSSIERS.lycee);
  await invite(head, dossier, 'editor');
  await expectAccessibleEverywhere(head, 'an invitation that is ready');
  await head.goto(`${dossier}/personnes`);
  await head
    .locator('main details')
    .evaluateAll((all) => all.forEach((one) => one.setAttribute('open', '')));
  await expectAccessibleEverywhere(head, 'people');
});

for (const way of ['link', 'email', 'sheet']) {
  test(`the form of an invitation has no fault (${way})`, async ({ join }) => {
    const head = await join(PEOPLE.head);
    await head.goto(`${pathOf(DOSSIERS.lycee)}/invitations?way=${way}`);
    await expectAccessibleEverywhere(head, way);
  });
}

test('posters have no fault', async ({ join }) => {
  const head = await join(PEOPLE.head);
  await head.goto(`${pathOf(DOSSIERS.lycee)}/invitations?way=sheet`);
  await head.locator('[name=role][value=partner]').check();
  await head.locator('[name=role][value=contributor]').check();
  await head.locator('main form button').click();
  await expect(head.locator('article')).toHaveCount(2);
  await expectAccessibleEverywhere(head, 'posters');
});

test('the way in by a code has no fault, nor has a code that is not one', async ({
  visit,
  problems,
}) => {
  problems.allowStatus(422);
  const nobody = await visit();
  await nobody.goto('/rejoindre');
  await expectAccessibleEverywhere(nobody, '/rejoindre');
  await nobody.locator('[name=code]').fill('00000-00000');
  await nobody.locator('main form button').click();
  await expect(nobody.getByRole('alert')).toBeVisible();
  await expectAccessibleEverywhere(nobody, 'a code that is not one');
});
