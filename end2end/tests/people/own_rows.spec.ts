// A partner's rows: the head says which are theirs, they write in these and add some, on a telephone,
// and it can be taken back while they are connected.
import type { Locator, Page } from '@playwright/test';
import { expect, test } from '../../fixtures.ts';
import { becomeStranger, startDossier } from '../../people.ts';
import { comeTo, enter, expectSaved, field } from '../support/dossier.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';

const PHONE = { viewport: { width: 360, height: 740 } };

/** Adds a row by its button and returns its id; its first field has the focus. */
async function addRow(page: Page, section: string, list: string, button: string): Promise<string> {
  await comeTo(page, section, list);
  const before = await rowIds(page, section, list);
  await page.getByRole('button', { name: button }).press('Enter');
  await expect.poll(async () => (await rowIds(page, section, list)).length).toBe(before.length + 1);
  const id = (await rowIds(page, section, list)).find((row) => !before.includes(row)) ?? '';
  await expect(row(page, section, list, id).locator('input, select').first()).toBeFocused();
  return id;
}

async function rowIds(page: Page, section: string, list: string): Promise<string[]> {
  const prefix = `${section}-${list.replace('.', '-')}-`;
  const ids = await field(page, section, list)
    .locator('.row')
    .evaluateAll((rows) => rows.map((one) => one.id));
  return ids.map((id) => id.slice(prefix.length));
}

function row(page: Page, section: string, list: string, id: string): Locator {
  return field(page, section, `${list}/${id}`);
}

/** The page is told that what its reader may do has changed, and is read again. */
async function openPart(head: Page, dossier: string): Promise<void> {
  await head.goto(`${dossier}/personnes`);
  await head.getByRole('link', { name: /^Rubriques et lignes/ }).click();
  await expect(head.getByRole('heading', { level: 1 })).toHaveText(
    'Ce que Nadia Fictive peut écrire',
  );
}

test('a partner writes in their rows and adds some, and nowhere else', async ({ visit }) => {
  const head = await visit();
  await becomeStranger(head);
  const dossier = await startDossier(head, 'Un préau pour jouer');
  await enter(head, dossier);
  const town = await addRow(head, 'partners', 'partners', 'Ajouter un partenaire');
  await head.keyboard.type('Commune fictive de Grand-Essai');
  const club = await addRow(head, 'partners', 'partners', 'Ajouter un partenaire');
  await head.keyboard.type('Club fictif des Essais');
  const line = await addRow(head, 'budget', 'budget.funding', 'Ajouter une ressource');
  await field(head, 'budget', `budget.funding/${line}/source`).selectOption('commune');
  await field(head, 'budget', `budget.funding/${line}/label`).fill('Part de la commune');
  await expectSaved(head);

  // The invitation carries the sections, which are asked for a partner and not for a reader.
  await head.goto(`${dossier}/invitations`);
  await head.locator('[name=role][value=viewer]').check();
  await expect(head.getByRole('group', { name: 'Rubriques à écrire' })).toBeHidden();
  await head.locator('[name=role][value=partner]').check();
  await expect(head.getByRole('group', { name: 'Rubriques à écrire' })).toBeVisible();
  await expectAccessible(head, 'the invitation');
  await head.locator('[name=label]').fill('Mairie');
  await head.locator('main form button').click();
  const link = (await head.locator('#link').textContent()) ?? '';

  const guest = await visit(PHONE);
  await guest.goto(link);
  await guest.locator('[name=name]').fill('Nadia Fictive');
  await guest.locator('[name=quality]').selectOption('local_authority');
  await guest.getByRole('button', { name: 'Entrer dans le dossier' }).click();
  await expectSaved(guest);
  await expect(guest.locator('#partners')).toContainText(
    'Vous pouvez ajouter des lignes et modifier les vôtres.',
  );
  await expect(field(guest, 'partners', `partners/${town}/role`)).toHaveCount(0);

  // The head gives one partner and one line.
  await openPart(head, dossier);
  await expectAccessible(head, 'the part');
  await head.getByLabel('Commune fictive de Grand-Essai').check();
  await head.getByLabel('Commune · Part de la commune').check();
  await head.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(head).toHaveURL(/\/personnes$/);
  // Her page reads itself anew.
  await expect(row(guest, 'partners', 'partners', town)).toContainText('Votre ligne');
  await expectSaved(guest);
  await expect(row(guest, 'partners', 'partners', club)).toContainText(
    'Ligne de l’équipe du projet',
  );
  await expect(field(guest, 'partners', `partners/${club}/role`)).toHaveCount(0);
  await expectNothingBeside(guest, 'the page');
  await expectAccessible(guest, 'the partner’s dossier');

  await enter(head, dossier);
  await expect(row(head, 'partners', 'partners', town)).toContainText('Ligne de Nadia Fictive');
  const role = await comeTo(guest, 'partners', `partners/${town}/role`);
  await role.fill('Prête la salle des fêtes.');
  await expect(field(head, 'partners', `partners/${town}/role`)).toHaveValue(
    'Prête la salle des fêtes.',
  );

  // What she adds is hers, now and when she comes back.
  const added = await addRow(guest, 'budget', 'budget.funding', 'Ajouter une ressource');
  await expect(row(guest, 'budget', 'budget.funding', added)).toContainText('Votre ligne');
  await field(guest, 'budget', `budget.funding/${added}/label`).fill('Prêt de barnums');
  await expectSaved(guest);
  await expect(field(head, 'budget', `budget.funding/${added}/label`)).toHaveValue(
    'Prêt de barnums',
  );
  await guest.reload();
  await expectSaved(guest);
  await expect(field(guest, 'budget', `budget.funding/${added}/label`)).toHaveValue(
    'Prêt de barnums',
  );

  // Taken back while she is there.
  await openPart(head, dossier);
  await expect(head.getByLabel('Prêt de barnums')).toBeChecked();
  await head.getByLabel('Commune fictive de Grand-Essai').uncheck();
  await head.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(field(guest, 'partners', `partners/${town}/role`)).toHaveCount(0);
  await expect(row(guest, 'partners', 'partners', town)).toContainText('Prête la salle des fêtes.');
  await expect(field(guest, 'budget', `budget.funding/${added}/label`)).toBeVisible();
  // And she takes back what she added.
  await comeTo(guest, 'budget', `budget.funding/${added}/label`);
  await row(guest, 'budget', 'budget.funding', added)
    .getByRole('button', { name: /^Retirer/ })
    .click();
  await expectSaved(guest);
  await enter(head, dossier);
  await expect(field(head, 'budget', `budget.funding/${added}/label`)).toHaveCount(0);
});

test('the lead of a dossier that has no head names one', async ({ visit }) => {
  const lead = await visit();
  await becomeStranger(lead);
  const dossier = await startDossier(lead, 'Un dossier sans direction', 'lead');
  await lead.goto(`${dossier}/personnes`);
  const form = lead.getByRole('region', { name: 'Désigner la direction' });
  await expectAccessible(lead, 'naming the head');
  await form.getByRole('combobox').selectOption({ index: 1 });
  await form.getByRole('checkbox').check();
  await form.getByRole('button').click();
  await expect(lead.locator('[aria-labelledby=members]')).toContainText('Direction');
  await expect(lead.getByRole('region', { name: 'Désigner la direction' })).toHaveCount(0);
});
