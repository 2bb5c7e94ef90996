// What is kept of somebody: read and taken along on a phone, and erased, which the others see at once.
import { readFile } from 'node:fs/promises';
import { expect, test } from '../../fixtures.ts';
import { becomeStranger, startDossier } from '../../people.ts';
import { enter } from '../support/dossier.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import { say, thread, way } from '../support/threads.ts';

const PHONE = { viewport: { width: 320, height: 740 } };

test('a guest says something, takes their data along, and is a former member at once', async ({
  visit,
}) => {
  const head = await visit({});
  await becomeStranger(head);
  const dossier = await startDossier(head, 'Une cour à effacer');
  await head.goto(`${dossier}/invitations`);
  await head.locator('[name=label]').fill('Parents');
  await head.locator('[name=role][value=contributor]').check();
  await head.locator('main form button').click();
  const link = (await head.locator('#link').textContent()) ?? '';

  const guest = await visit(PHONE);
  await guest.goto(link);
  await expect(guest.locator('main')).toContainText('Réservé aux adultes');
  await guest.locator('[name=name]').fill('Ondine Fictive');
  await guest.locator('[name=quality]').selectOption('parent');
  await guest.getByRole('button', { name: 'Entrer dans le dossier' }).click();
  await expect(guest).toHaveURL(new RegExp(`${dossier}$`));
  await enter(guest, dossier);
  await say(guest, 'summary', 'Et les vélos ?');

  await enter(head, dossier);
  await way(head).click();
  const said = thread(head, 'vélos');
  await expect(said).toContainText('Ondine Fictive');

  await guest.goto('/confidentialite');
  await expectAccessible(guest, 'the page');
  await expectNothingBeside(guest, 'the page');
  await guest.locator('main').getByRole('link', { name: 'Mes données' }).click();
  await expectAccessible(guest, 'the page');
  await expectNothingBeside(guest, 'the page');
  const [file] = await Promise.all([
    guest.waitForEvent('download'),
    guest.getByRole('link', { name: 'Télécharger (JSON)' }).click(),
  ]);
  const json = JSON.parse(await readFile(await file.path(), 'utf8')) as {
    name: string;
    comments: { text: string }[];
  };
  expect([json.name, json.comments.map(({ text }) => text)]).toEqual([
    'Ondine Fictive',
    ['Et les vélos ?'],
  ]);

  await guest.locator('details.fold > summary').click();
  await guest.getByRole('checkbox', { name: 'Je veux être effacé ou effacée' }).check();
  await guest.locator('form.confirm button').click();
  await expect(guest.getByRole('heading', { name: 'C’est effacé' })).toBeVisible();
  await expectAccessible(guest, 'the page');
  await expectNothingBeside(guest, 'the page');
  await expect(said).toContainText('Ancien membre');
  await expect(said).not.toContainText('Ondine');
  await guest.goto('/dossiers');
  await expect(guest).toHaveURL(/\/connexion/);

  // The head is alone there again, and learns what erasing their account would do.
  await head.goto('/compte/donnees');
  await expect(head.locator('main')).toContainText('seront archivés');
  await expectAccessible(head, 'the page');
  await expectNothingBeside(head, 'the page');
  await head.goto(`${dossier}/personnes`);
  await expect(head.locator('main')).not.toContainText('Ondine');
});
