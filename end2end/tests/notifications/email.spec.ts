// A partner on a telephone is told by an e-mail that somebody named them, answers from it without
// signing in, and ends such e-mails; who wrote sees the answer live.
import type { Page } from '@playwright/test';
import type { Server } from '../../server.ts';
import { ADMIN } from '../../server.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import { box, panel, startAbout, thread } from '../support/threads.ts';

const seat = { dossier: DOSSIERS.college };
const PHONE = { viewport: { width: 320, height: 640 }, hasTouch: true, isMobile: true };
const MAIRIE = 'Service éducation de la mairie';

/** Names the town hall beside a section. */
async function mention(page: Page, section: string, words: string): Promise<void> {
  await startAbout(page, section);
  await box(page).pressSequentially('@mair');
  await panel(page).getByRole('option', { name: MAIRIE }).click();
  await box(page).pressSequentially(words);
  await panel(page).getByRole('button', { name: 'Envoyer' }).click();
  await expect(thread(page, words)).toBeVisible();
}

/** The e-mail to the town hall that says so. */
async function email(server: Server, words: string): Promise<string> {
  const found = () => server.emails(PEOPLE.partner).find((one) => one.includes(words)) ?? '';
  await expect.poll(found).not.toBe('');
  return found();
}

const link = (said: string, path: string) =>
  new RegExp(`https?://\\S+${path}\\S+`).exec(said)?.[0] ?? '';

test('a mention arrives by an e-mail, is answered from it, and such e-mails are ended', async ({
  sit,
  visit,
  server,
}) => {
  const claire = await sit(CLAIRE, seat);
  await mention(claire, 'audience', 'combien de classes viendraient ?');
  const said = await email(server, 'combien de classes');
  expect(said).toContain(`Bonjour ${MAIRIE},`);
  expect(said).toContain('Claire');

  const phone = await visit(PHONE);
  await phone.goto(link(said, '/repondre#'));
  await expect(phone.locator('.remark-text')).toContainText('combien de classes viendraient ?');
  // The token is not in the address, where the history would keep it.
  expect(new URL(phone.url()).hash).toBe('');
  await expect(phone.locator('.facts')).toContainText(MAIRIE);
  await expectAccessible(phone, 'the answer');
  await expectNothingBeside(phone, 'the answer');
  await phone.getByLabel('Votre réponse').fill('Trois, dès septembre.');
  await phone.getByRole('button', { name: 'Envoyer la réponse' }).tap();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText(
    'Votre réponse est dans le dossier',
  );
  await expectAccessible(phone, 'the thanks');
  await expectNothingBeside(phone, 'the thanks');
  await expect(thread(claire, 'combien de classes')).toContainText('Trois, dès septembre.');
  await expect(thread(claire, 'combien de classes')).toContainText(MAIRIE);
  // Nobody is signed in by it.
  await phone.goto('/dossiers');
  await expect(phone).toHaveURL(/\/connexion/);

  await phone.goto(link(said, '/courriels/arret/'));
  await expectAccessible(phone, 'ending e-mails');
  await expectNothingBeside(phone, 'ending e-mails');
  await phone.getByRole('button', { name: 'Ne plus envoyer : On me mentionne' }).tap();
  await expect(phone.getByRole('heading', { level: 1 })).toHaveText('C’est fait');
  await expectAccessible(phone, 'ended');
  await expectNothingBeside(phone, 'ended');
  const mairie = await sit(PEOPLE.partner, seat);
  await mairie.goto('/avis');
  await mairie.getByRole('link', { name: 'Choisir ce que je reçois par courriel' }).click();
  const choices = mairie.getByRole('region', { name: DOSSIERS.college });
  await expect(choices.locator('[name=mention][value=never]')).toBeChecked();
  await expect(choices.locator('[name=assignment][value=at_once]')).toBeChecked();
  await expectAccessible(mairie, 'the choices');
  await expectNothingBeside(mairie, 'the choices');
  await choices.locator('[name=mention][value=at_once]').check();
  await choices.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(choices.getByText('C’est enregistré.')).toBeVisible();
});

test('without script the code of an e-mail does what its link does', async ({
  sit,
  visit,
  server,
}) => {
  const claire = await sit(CLAIRE, seat);
  await mention(claire, 'calendar', 'quel jour vous va ?');
  const said = await email(server, 'quel jour vous va');
  const code = /ce code\s: (\S+)/.exec(said)?.[1] ?? '';
  const plain = await visit({ ...PHONE, javaScriptEnabled: false });
  await plain.goto('/repondre');
  await plain.locator('[name=code]').fill(code.toLowerCase().replace('-', ' '));
  await plain.getByRole('button', { name: 'Continuer' }).tap();
  await plain.getByLabel('Votre réponse').fill('Le mardi.');
  await plain.getByRole('button', { name: 'Envoyer la réponse' }).tap();
  await expect(thread(claire, 'quel jour vous va')).toContainText('Le mardi.');
});

test('who looks after the server reads what left', async ({ sit, join, server, problems }) => {
  const claire = await sit(CLAIRE, seat);
  await mention(claire, 'evaluation', 'qui compte les visites ?');
  await email(server, 'qui compte les visites');
  const admin = await join(ADMIN, PHONE);
  await admin.goto('/dossiers');
  await admin.getByRole('link', { name: 'Courriels envoyés' }).click();
  const first = admin.locator('.notification-line').first();
  await expect(first).toContainText(PEOPLE.partner);
  await expect(first).toContainText('Envoyé');
  await expectAccessible(admin, 'the e-mails');
  await expectNothingBeside(admin, 'the e-mails');
  await first.getByRole('link', { name: /^Lire le courriel/ }).click();
  await expect(admin.locator('main')).toContainText('qui compte les visites ?');
  await expectAccessible(admin, 'an e-mail');
  await expectNothingBeside(admin, 'an e-mail');
  problems.allowStatus(404);
  await claire.goto('/administration/courriels');
  await expect(claire.getByRole('heading', { level: 1 })).toHaveText('Cette page n’est pas là');
});
