// A concertation from its preparation to the relevé in the dossier: cards for the tables, who came, what
// was said and decided, corrected, approved, read by who took part.
import type { Page } from '@playwright/test';
import { comeTo, enter, expectSaved } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, test, YANIS } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import {
  closeVote,
  come,
  end,
  listen,
  open,
  openIdeas,
  PHONE,
  send,
  sessionOf,
  SMALL,
} from '../support/seance.ts';

async function say(page: Page, words: string): Promise<void> {
  await send(page, words);
  await expect(page.locator('.idea-list')).toContainText(words);
}

test('a concertation is prepared, held, and its relevé is in the dossier', async ({
  sit,
  visit,
  problems,
}) => {
  // A relevé that lacks something, and a date that does not exist, are answered so.
  problems.allowStatus(422);
  const [lead, editor] = await Promise.all([
    sit(CLAIRE, { dossier: DOSSIERS.school }),
    sit(YANIS, { dossier: DOSSIERS.school }),
  ]);
  const dossier = new URL(editor.url()).pathname;

  // Prepared: with a mistake that loses nothing, then with cards for its tables.
  await listen(lead);
  await lead.goto(`${dossier}/seances`);
  await lead.getByLabel('Titre').fill('Soirée du relevé (fictive)');
  await lead.getByLabel('Date').fill('2026-12-01');
  await lead.getByLabel('Heure de début').fill('18:00');
  await lead.getByLabel('Lieu').fill('Préau');
  await lead.getByLabel('Nombre de tables').fill('beaucoup');
  await lead.getByLabel('Questions à la salle').fill('Que manque-t-il à la cour ?');
  await lead.getByRole('button', { name: 'Ouvrir la séance' }).click();
  await expect(lead.getByRole('alert')).toContainText('de 0 à 60');
  await expect(lead.getByLabel('Lieu')).toHaveValue('Préau');
  await lead.getByLabel('Nombre de tables').fill('3');
  await lead.getByRole('button', { name: 'Ouvrir la séance' }).click();
  const { path: session, code } = await sessionOf(lead);
  await lead.goto(`${session}/invitation`);
  await expect(lead.locator('.table-card')).toHaveCount(3);
  await expect(lead.locator('.invitation')).toContainText('1er décembre 2026, à 18:00');
  await expectAccessible(lead, 'the invitation');
  await lead.goto(`${session}/preparer`);
  await lead.getByLabel('Lieu').fill('Préau, côté jardin');
  await expectAccessible(lead, 'the preparation');
  await lead.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(lead.locator('.roster')).toContainText('Préau, côté jardin');

  // Held: a table of five and a parent; ideas, a round with a reservation.
  const [table, parent] = await Promise.all([visit(SMALL), visit(PHONE)]);
  await open(lead, `${session}/animer`);
  await lead.getByRole('button', { name: 'Lancer' }).click();
  await expect(lead.getByRole('button', { name: 'Étape suivante' })).toBeVisible();
  await openIdeas(lead);
  await come(table, `/s/${code}?table=2`, 'Table 2', 'teachers', '5');
  await expect(table.locator('.phone-who')).toContainText('Table 2');
  await come(parent, `/s/${code}`, 'Odile', 'parents', '1');
  await say(table, 'Une cabane de lecture');
  await say(parent, 'Une piscine');
  await lead.getByText('Tour de consentement').click();
  await lead.getByLabel('Proposition').fill('Bâtir la cabane en avril');
  await lead.locator('details[open]').getByRole('button', { name: 'Ouvrir le vote' }).click();
  await parent.getByLabel('J’ai une réserve').check();
  await parent.getByLabel('Votre réserve, en une phrase').fill('Si elle a un toit');
  await parent.getByRole('button', { name: 'Valider' }).click();
  await expect(parent.locator('.phone-ballot [data-said]')).toContainText('Vote enregistré');
  await expect(lead.locator('.vote-reasons')).toContainText('Si elle a un toit');
  await lead.getByText('Compter les présents').click();
  await lead.getByLabel('Parents').fill('17');
  await lead.getByRole('button', { name: 'Enregistrer' }).click();
  await expect(lead.locator('[data-part=present]')).toContainText('22 personnes');
  await expect(lead.getByLabel('Parents')).toHaveValue('17');
  await expectAccessible(lead, 'the remote that counts');
  await closeVote(lead);
  const pool = lead
    .locator('[data-idea]')
    .filter({ has: lead.locator('summary', { hasText: 'Une piscine' }) });
  await pool.locator('summary').click();
  await pool.getByLabel('Raison').fill('Trop cher');
  await pool.getByRole('button', { name: 'Ne pas retenir' }).click();
  await expect(pool).toContainText('Non retenue');
  await end(lead);
  await expect(parent.locator('.phone-state')).toContainText('terminée');
  await expect(parent.getByRole('button', { name: 'Demander la parole' })).toHaveCount(0);
  await expect(parent.locator('.seance-clock')).toHaveCount(0);

  // What it says by itself; corrected; approved; then it is in the dossier that the editor has open.
  await lead.goto(`${session}/releve`);
  const sheet = lead.locator('.releve');
  await expect(sheet).toContainText('22 personnes');
  await expect(sheet).toContainText('1 réserve, aucune opposition');
  await expect(sheet).toContainText('Si elle a un toit');
  await expect(sheet).toContainText('Une piscine : Trop cher');
  await expectAccessible(lead, 'the draft');
  await lead.getByRole('link', { name: 'Corriger' }).click();
  await lead.getByLabel('Secrétaire de séance').fill('Une enseignante');
  await lead.getByLabel('Durée, en minutes').fill('deux heures');
  await lead.getByRole('button', { name: 'Enregistrer la correction' }).click();
  await expect(lead.getByRole('alert')).toContainText('Écrivez la durée en minutes');
  await expect(lead.getByLabel('Secrétaire de séance')).toHaveValue('Une enseignante');
  await expectAccessible(lead, 'the correction');
  await lead.getByLabel('Durée, en minutes').fill('135');
  await lead.getByRole('button', { name: 'Enregistrer la correction' }).click();
  await expect(sheet).toContainText('2 h 15');
  for (const width of [320, 768]) {
    await lead.setViewportSize({ width, height: 800 });
    await expectNothingBeside(lead, `the draft at ${width} px`);
  }
  await enter(editor, dossier);
  await lead.getByRole('button', { name: 'Approuver' }).click();
  await expect(sheet).toContainText('Approuvé le');
  const id = session.split('/').pop();
  const minutes = await comeTo(
    editor,
    'concertation',
    `concertation.sessions/${id}/durationMinutes`,
  );
  await expect(minutes).toHaveValue('135');
  await expect(editor.locator('#concertation')).toContainText('Si elle a un toit');
  await expectSaved(editor);

  // Who took part finds what became of their idea, and reads the relevé.
  await parent.reload();
  await expect(parent.locator('.phone')).toContainText('Non retenue : Trop cher');
  await expectAccessible(parent, 'a phone after the session');
  await parent.getByRole('link', { name: 'Lire le relevé' }).click();
  await expect(parent.locator('.releve')).toContainText('Une enseignante');
  await expectAccessible(parent, 'the relevé on a phone');
  await table.goto(`${session}/releve`);
  await expectNothingBeside(table, 'the relevé at 320 px');
});
