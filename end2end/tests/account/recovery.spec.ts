// A forgotten password: from the sign-in page to the e-mail, from the e-mail to the first keystroke in
// the dossier; a shared computer keeps nothing of it.
import type { Page } from '@playwright/test';
import { pathOf } from '../../demo.ts';
import { DOSSIERS, expect, PASSWORD, PEOPLE, signIn, test } from '../../fixtures.ts';
import type { Server } from '../../server.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import { comeTo, expectSaved } from '../support/dossier.ts';

const NEW = 'un banc sous le tilleul';

/** The link of the e-mail to choose a new password. */
async function link(server: Server, to: string): Promise<string> {
  const found = () =>
    server
      .emails(to)
      .map((letter) => /https?:\/\/\S+\/motdepasse\/nouveau#\S+/.exec(letter)?.[0])
      .find((one) => one !== undefined) ?? '';
  await expect.poll(found).not.toBe('');
  return found();
}

async function choose(page: Page): Promise<void> {
  await page.locator('[name=password]').fill(NEW);
  await page.getByRole('button', { name: 'Choisir ce mot de passe' }).click();
}

test('from a forgotten password to the first keystroke in the dossier', async ({
  page,
  server,
  problems,
}) => {
  await page.goto(pathOf(DOSSIERS.school));
  await page.getByRole('link', { name: 'Mot de passe oublié' }).click();
  await expectAccessible(page, 'asking for the link');
  await page.locator('[name=email]').fill(PEOPLE.editor);
  await page.getByRole('button', { name: 'Recevoir le lien' }).click();
  await expect(page.getByRole('status')).toContainText('un courriel vient de partir');

  await page.goto(await link(server, PEOPLE.editor));
  await expect(page.locator('[name=password]')).toBeVisible();
  // The token is not in the address, where the history would keep it.
  expect(new URL(page.url()).hash).toBe('');
  await expectAccessible(page, 'the new password');
  await expectNothingBeside(page, 'the new password');
  await choose(page);
  await expect(page.getByRole('status')).toContainText('Votre mot de passe est changé');

  problems.allowStatus(422);
  await signIn(page, PEOPLE.editor, PASSWORD);
  await expect(page.locator('main')).toContainText('ne correspond pas');
  await page.getByLabel('Ordinateur partagé').check();
  await signIn(page, PEOPLE.editor, NEW);
  await page.waitForURL(/\/dossiers$/);
  await page.goto(pathOf(DOSSIERS.school));
  await expectSaved(page);
  const title = await comeTo(page, 'summary', 'summary.title');
  await title.press('End');
  await title.pressSequentially(' retrouvé');
  await expectSaved(page);
  await page.reload();
  await expectSaved(page);
  await expect(title).toHaveValue(/ retrouvé$/);
  const kept = await page.evaluate(async () => ({
    drafts: Object.keys(localStorage).filter((key) => /^(proposition|saisie) /.test(key)),
    pages: await caches.has('preau-pages'),
  }));
  expect(kept).toEqual({ drafts: [], pages: false });
});
