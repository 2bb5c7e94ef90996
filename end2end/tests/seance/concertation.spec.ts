// A whole concertation: the wall, the facilitator's phone, an editor's laptop, and four phones of the room,
// one of them a class's with the adult who reads for it. From the preparation to the approved relevé,
// with a server that dies in the middle of it.
import { comeTo, enter, expectSaved } from '../support/dossier.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import {
  begin,
  closeVote,
  come,
  end,
  expectLive,
  listen,
  openIdeas,
  openWall,
  PHONE,
  send,
  showIdeas,
  showSection,
  SMALL,
} from '../support/seance.ts';
import { CLAIRE, DOSSIERS, expect, test, YANIS } from '../support/together.ts';

test('a school holds its concertation, pupils among others, and the server dies once', async ({
  sit,
  visit,
  server,
  problems,
}) => {
  problems.allowCuts();
  problems.allow(/status of 50\d/);
  const [remote, editor] = await Promise.all([
    sit(CLAIRE, { dossier: DOSSIERS.school, ...PHONE }),
    sit(YANIS, { dossier: DOSSIERS.school, viewport: { width: 1440, height: 900 } }),
  ]);
  const dossier = new URL(editor.url()).pathname;
  const session = await begin(remote, dossier, 'Soirée du préau (fictive)', {
    Date: '2026-12-01',
    'Heure de début': '18:00',
    Lieu: 'Préau',
    'Questions à la salle': 'Que manque-t-il à la cour ?',
  });
  const { path, code } = session;
  const wall = await openWall(remote, session);
  const [parent, mairie, adult, pupil] = await Promise.all([
    visit(PHONE),
    visit(PHONE),
    visit(SMALL),
    visit(SMALL),
  ]);
  await come(parent, `/s/${code}`, 'Odile', 'parents');
  await come(mairie, `/s/${code}`, 'Mairie', 'local_authority', '2');
  await come(adult, `/s/${code}`, 'Enseignante', 'teachers');

  // The class: a code of its own, no name, counted once.
  await adult.getByRole('link', { name: 'J’accompagne une classe' }).click();
  await expectAccessible(adult, 'asking for a class');
  await adult.getByLabel('Nom de la classe').fill('Classe de CM2');
  await adult.getByLabel('Combien d’élèves').fill('24');
  await adult.getByRole('button', { name: 'Ouvrir la classe' }).click();
  const own = (await adult.locator('.class-code').innerText()).replace(/\s/g, '');
  await listen(pupil);
  await pupil.goto(`/s/${own}`);
  await expect(pupil.locator('input:not([type=hidden])')).toHaveCount(0);
  await expectAccessible(pupil, 'the door of a class');
  await pupil.getByRole('button', { name: 'Entrer comme Classe de CM2' }).click();
  await expect(pupil.locator('.phone-who')).toContainText('Élèves');
  await expectLive(pupil);
  await expect(adult.locator('[data-part=devices]')).toContainText('1 appareil');
  await expect(remote.locator('[data-part=present]')).toContainText('28 personnes');

  // The plan begins; ideas are sent. What pupils send waits for the adult, and what is set aside stays there.
  await remote.getByRole('button', { name: 'Lancer' }).click();
  await expect(remote.getByRole('button', { name: 'Étape suivante' })).toBeVisible();
  await openIdeas(remote);
  await showIdeas(remote);
  await send(parent, 'Un banc à l’ombre');
  await send(pupil, 'Une cabane de lecture');
  await expect(pupil.locator('.phone-compose [data-said]')).toContainText('à l’adulte');
  await send(pupil, 'Virer les CP');
  await expect(adult.locator('[data-held]')).toHaveCount(2);
  await expect(wall.locator('.idea')).toHaveText([/Un banc/]);
  const waits = (words: string) => adult.locator('[data-held]').filter({ hasText: words });
  await expectAccessible(adult, 'what a class sent');
  await expectNothingBeside(adult, 'what a class sent');
  await waits('Virer').getByRole('button', { name: 'Écarter' }).click();
  await expect(adult.getByText('Écartées (1)')).toBeVisible();
  await waits('Une cabane').getByRole('button', { name: 'Envoyer à la salle' }).click();
  await expect(wall.locator('.idea')).toHaveText([/Un banc/, /Une cabane[\s\S]*Classe de CM2/]);
  await expect(parent.locator('.idea-list')).toContainText('Une cabane');
  await expect(remote.locator('[data-idea]')).toHaveCount(2);

  // The server dies while the wall shows a section and a phone is sending.
  await showSection(remote, 'summary');
  const tagline = await comeTo(editor, 'summary', 'summary.tagline');
  const before = await tagline.inputValue();
  await expect(wall.locator('.wall-inner')).toContainText(before);
  await server.kill();
  await expect(wall.locator('[data-lost]')).toBeVisible();
  await send(parent, 'Une fontaine à boire');
  await expect(parent.locator('.phone-compose [data-said]')).toContainText(
    'gardée sur cet appareil',
  );
  await tagline.press('End');
  await editor.keyboard.type(' Avec tous.');
  await server.restart();
  await expect(wall.locator('.wall-inner')).toContainText('Avec tous.');
  await expect(wall.locator('[data-lost]')).toBeHidden();
  await expectSaved(editor);
  await expect(remote.locator('[data-idea]')).toHaveCount(3);
  await editor.keyboard.type(' Encore.');
  await expect(wall.locator('.wall-inner')).toContainText('Avec tous. Encore.');
  await tagline.fill(before);
  await expectSaved(editor);
  await expect(adult.getByText('Écartées (1)')).toBeVisible();

  // Dots: one ballot a device, pupils' too, not doubled by a reload or a second tab.
  await remote.getByText('Vote par points sur les idées').click();
  await remote.locator('details[open]').getByRole('button', { name: 'Ouvrir le vote' }).click();
  for (const page of [parent, pupil]) {
    const cabin = page.locator('.ballot-option').filter({ hasText: 'Une cabane' });
    await cabin.getByRole('button', { name: /^\+/ }).click();
    await page.getByRole('button', { name: 'Valider' }).click();
    await expect(page.locator('.phone-ballot [data-said]')).toContainText('Vote enregistré');
  }
  await parent.reload();
  const second = await parent.context().newPage();
  await second.goto(path);
  await second.getByRole('button', { name: 'Valider' }).click();
  await expect(second.locator('.phone-ballot [data-said]')).toContainText('Vote enregistré');
  await second.close();
  await expect(remote.locator('[data-part=votes]')).toContainText('2 votants');
  await closeVote(remote);

  // A round with a reservation, and one tap that makes a need of an idea.
  await remote.getByText('Tour de consentement').click();
  const round = remote.locator('details').filter({ has: remote.getByLabel('Proposition') });
  await round.getByLabel('Proposition').fill('Bâtir la cabane en avril');
  await round.getByRole('button', { name: 'Ouvrir le vote' }).click();
  await mairie.getByLabel('J’ai une réserve').check();
  await mairie.getByLabel('Votre réserve, en une phrase').fill('Si elle a un toit');
  await mairie.getByRole('button', { name: 'Valider' }).click();
  await expect(remote.locator('.vote-reasons')).toContainText('Si elle a un toit');
  await closeVote(remote);
  const cabin = remote
    .locator('[data-idea]')
    .filter({ has: remote.locator('summary', { hasText: 'Une cabane' }) });
  await cabin.locator('summary').click();
  await cabin.getByLabel('Verser dans').selectOption('need');
  await cabin.getByRole('button', { name: 'Verser' }).click();
  await expect(cabin).toContainText('Versée dans');
  const needs = editor.locator('#diagnosis textarea, #diagnosis input');
  const written = () =>
    needs.evaluateAll((fields) => fields.map((field) => (field as HTMLInputElement).value));
  await expect.poll(written).toContain('Une cabane de lecture');

  // The end; the relevé is approved and is in the dossier; the room reads what became of it.
  await end(remote);
  await expect(wall.locator('.wall-over')).toBeVisible();
  await remote.goto(`${path}/releve`);
  const sheet = remote.locator('.releve');
  for (const said of ['28 personnes', 'Si elle a un toit', 'Une cabane de lecture']) {
    await expect(sheet).toContainText(said);
  }
  await expect(sheet).not.toContainText('Virer');
  await enter(editor, dossier);
  await remote.getByRole('button', { name: 'Approuver' }).click();
  await expect(sheet).toContainText('Approuvé le');
  await comeTo(editor, 'concertation', `concertation.sessions/${path.split('/').pop()}/date`);
  await expect(editor.locator('#concertation')).toContainText('Si elle a un toit');
  await pupil.reload();
  await expect(pupil.locator('.phone')).toContainText('Une cabane de lecture');
  await expect(pupil.locator('.phone')).not.toContainText('Virer');
  await expectAccessible(pupil, 'a class after the session');
});
