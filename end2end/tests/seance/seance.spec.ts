// A session of concertation: the wall, the facilitator's remote on a telephone, two phones of the
// room and an editor's laptop, together.
import { comeTo, expectSaved } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, test, YANIS } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import {
  begin,
  closeVote,
  come,
  end,
  expectLive,
  open,
  openIdeas,
  openWall,
  PHONE,
  send,
  showIdeas,
  showSection,
  SMALL,
} from '../support/seance.ts';

test('a hall sees what is written, sends ideas and votes, from its phones', async ({
  sit,
  visit,
  problems,
}) => {
  // A refused code is an answer.
  problems.allowStatus(422);
  // A phone loses its line for a moment.
  problems.allowCuts();
  const [remote, editor] = await Promise.all([
    sit(CLAIRE, { dossier: DOSSIERS.school, ...PHONE }),
    sit(YANIS, { dossier: DOSSIERS.school }),
  ]);
  const dossier = new URL(editor.url()).pathname;
  const questions = { 'Questions à la salle': 'Que manque-t-il à la cour ?' };
  const session = await begin(remote, dossier, 'Soirée au préau (fictive)', questions);
  const { code } = session;
  const wall = await openWall(remote, session);
  await expect(wall.getByRole('heading', { level: 1 })).toHaveText('Soirée au préau (fictive)');
  await expect(wall.locator('.wall-code-large')).toContainText(
    `${code.slice(0, 3)} ${code.slice(3)}`,
  );
  await expectAccessible(wall, 'the door on the wall');

  // The wall follows the editor, letter by letter, and marks what is new.
  await showSection(remote, 'summary');
  const title = await comeTo(editor, 'summary', 'summary.tagline');
  await expect(wall.locator('[data-shown="section:summary"]')).toBeVisible();
  await title.press('End');
  await editor.keyboard.type(' Une phrase pour la salle.');
  await expect(wall.locator('.wall-inner')).toContainText('Une phrase pour la salle.');
  await expect(wall.locator('.wall-corner')).toContainText(code.slice(0, 3));
  await expectSaved(editor);
  for (let n = 0; n < ' Une phrase pour la salle.'.length; n += 1)
    await editor.keyboard.press('Backspace');
  await expect(wall.locator('.wall-inner')).not.toContainText('Une phrase pour la salle.');
  await expectSaved(editor);

  // Two phones come in; one with a mistake first.
  const [parent, table] = await Promise.all([visit(PHONE), visit(SMALL)]);
  await parent.goto('/s');
  await parent.getByLabel('Code').fill('zzzzzz');
  await parent.getByRole('button', { name: 'Continuer' }).click();
  await expect(parent.getByRole('alert')).toContainText('Aucune séance ouverte');
  await expectAccessible(parent, 'the code');
  await come(parent, `/s/${code}`, 'Odile', 'parents');
  await come(table, `/s/${code}`, 'Table 3', 'teachers');
  await expect(remote.locator('[data-part=present]')).toContainText('2 appareils');

  // A passage that the remote lights is lit on the wall and on the phones that follow.
  await remote.getByText('Surligner un passage').click();
  const tagline = await editor.locator('[id="summary-summary-tagline"]').inputValue();
  await remote
    .locator('.remote-passage')
    .filter({ hasText: tagline.slice(0, 40) })
    .click();
  for (const page of [wall, parent]) await expect(page.locator('.highlighted')).toHaveText(tagline);
  await expectAccessible(wall, 'a passage that is lit');
  await expectAccessible(parent, 'a phone that follows the wall');
  await expectAccessible(remote, 'the remote with passages');
  await remote.getByRole('button', { name: 'Ne plus surligner' }).click();
  await expect(wall.locator('.highlighted')).toHaveCount(0);
  await expect(parent.locator('.phone-wall')).toBeVisible();

  // What is said beside the text is the room's while the remote says so, and names nobody.
  await editor.locator('.comment-add[data-section=summary][data-path="summary.tagline"]').click();
  await editor.getByRole('textbox', { name: 'Votre commentaire' }).fill('Et les petits ?');
  await editor
    .getByRole('complementary', { name: 'Commentaires' })
    .getByRole('button', { name: 'Envoyer' })
    .click();
  await expect(editor.getByRole('article').filter({ hasText: 'Et les petits ?' })).toBeVisible();
  await expect(wall.locator('.reading-thread')).toHaveCount(0);
  const beside = remote.getByRole('button', { name: 'Commentaires et propositions' });
  await beside.click();
  for (const page of [wall, parent])
    await expect(page.locator('.reading-thread')).toContainText('Et les petits ?');
  await expect(wall.locator('.reading-thread')).not.toContainText('Yanis');
  await expectAccessible(wall, 'what is said, on the wall');
  await expectAccessible(parent, 'what is said, on a phone');
  await expect(beside).toHaveAttribute('aria-pressed', 'true');
  await beside.click();
  await expect(beside).toHaveAttribute('aria-pressed', 'false');
  await expect(wall.locator('.reading-thread')).toHaveCount(0);

  // The budget says what each expense comes to; on a phone each is a card.
  await showSection(remote, 'budget');
  for (const page of [wall, table])
    await expect(page.locator('td[data-label=Montant]').first()).toContainText('€');
  await expectNothingBeside(table, 'the budget on a small phone');
  await expectAccessible(table, 'the budget on a small phone');

  // Ideas: sent, seen by all, and once even when the line is bad.
  await openIdeas(remote);
  await showIdeas(remote);
  await parent.getByLabel('Votre idée').fill('Un banc à l’ombre');
  await parent.context().setOffline(true);
  await parent.getByRole('button', { name: 'Envoyer' }).click();
  await expect(parent.locator('.phone-compose [data-said]')).toContainText(
    'gardée sur cet appareil',
  );
  await parent.context().setOffline(false);
  await expect(wall.locator('.idea-wall')).toContainText('Un banc à l’ombre');
  await table.getByLabel('Votre idée').fill('Un potager');
  await table.getByRole('button', { name: 'Envoyer' }).click();
  await expect(wall.locator('.idea-wall .idea')).toHaveCount(2);
  await expect(parent.locator('.idea-list')).toContainText('Un potager');
  await expect(parent.locator('.idea-list .idea')).toHaveCount(2);
  await expectAccessible(parent, 'a phone with ideas');
  await expectAccessible(table, 'a small phone with ideas');
  await expectAccessible(wall, 'ideas on the wall');

  // What is typed on a phone is not touched by what comes in.
  await parent.getByLabel('Votre idée').fill('Une idée à moitié');
  const garden = remote
    .locator('[data-idea]')
    .filter({ has: remote.locator('.idea-words', { hasText: 'Un potager' }) });
  await expect(garden).toHaveCount(1);
  await garden.locator('summary').click();
  await garden.getByRole('button', { name: 'Masquer' }).click();
  await expect(wall.locator('.idea-wall .idea')).toHaveCount(1);
  await expect(parent.getByLabel('Votre idée')).toHaveValue('Une idée à moitié');
  await garden.getByRole('button', { name: 'Rétablir' }).click();
  await expect(garden.getByRole('button', { name: 'Masquer' })).toBeVisible();
  await expect(wall.locator('.idea-wall .idea')).toHaveCount(2);

  // A dot vote: by buttons, one ballot, changed, not doubled by a reload.
  await remote.getByText('Vote par points sur les idées').click();
  await remote.locator('details[open]').getByRole('button', { name: 'Ouvrir le vote' }).click();
  const bench = parent.locator('.ballot-option').filter({ hasText: 'Un banc' });
  await bench.getByRole('button', { name: /^\+/ }).click();
  await bench.getByRole('button', { name: /^\+/ }).click();
  await parent.getByRole('button', { name: 'Valider' }).click();
  await expect(parent.locator('.phone-ballot [data-said]')).toContainText('Vote enregistré');
  await parent.reload();
  await expectLive(parent);
  await expect(
    parent.locator('.ballot-option').filter({ hasText: 'Un banc' }).getByRole('spinbutton'),
  ).toHaveValue('2');
  await parent.getByRole('button', { name: 'Valider' }).click();
  await expect(parent.locator('.phone-ballot [data-said]')).toContainText('Vote enregistré');
  await remote.getByRole('button', { name: 'Montrer les résultats' }).click();
  await expect(wall.locator('.seance-voters')).toContainText('1 votant');
  await expect(wall.locator('.seance-bar').first()).toContainText('Un banc à l’ombre');
  await expect(wall.locator('.seance-bar-count').first()).toHaveText('2');
  await expectAccessible(remote, 'the remote');
  await closeVote(remote);
  await expect(parent.locator('.phone-ballot')).toHaveCount(0);

  // The clock runs on every screen.
  await remote.getByRole('button', { name: 'Lancer' }).click();
  for (const page of [wall, parent, remote]) {
    await expect(page.locator('[data-digits]').first()).toHaveText(/^14:\d\d$/);
  }

  // Another facilitator takes the remote in one tap.
  await open(editor, `${session.path}/animer`);
  await editor.getByRole('button', { name: 'Prendre la télécommande' }).click();
  await expect(editor.locator('.remote-holder')).toContainText('Vous tenez la télécommande');
  await expect(remote.locator('.remote-holder')).not.toContainText('Vous tenez');
  await remote.getByRole('button', { name: 'Écran vide' }).click();
  await expect(remote.getByRole('alert')).toContainText('Une autre personne tient la télécommande');
  await end(editor);
  await expect(wall.locator('.wall-over')).toBeVisible();
});

test('an idea becomes a sentence of the dossier, and who asked for it can be asked', async ({
  sit,
  visit,
}) => {
  const remote = await sit(CLAIRE, { dossier: DOSSIERS.school, ...PHONE });
  const dossier = new URL(remote.url()).pathname;
  const { code } = await begin(remote, dossier, 'Soirée des idées (fictive)');
  await openIdeas(remote);
  const parent = await visit(PHONE);
  await come(parent, `/s/${code}`, 'Odile', 'parents');
  for (const words of ['Une fontaine à boire', 'Une piscine']) {
    await send(parent, words);
    await expect(remote.locator('.remote-ideas')).toContainText(words);
  }
  const idea = (words: string) =>
    remote
      .locator('[data-idea]')
      .filter({ has: remote.locator('summary', { hasText: words }) })
      .first();
  await idea('Une piscine').locator('summary').click();
  await idea('Une piscine').getByLabel('Raison').fill('Trop cher pour l’école');
  await idea('Une piscine').getByRole('button', { name: 'Ne pas retenir' }).click();
  await expect(idea('Une piscine')).toContainText('Non retenue : Trop cher pour l’école');
  await idea('Une fontaine').locator('summary').click();
  await idea('Une fontaine').getByLabel('Verser dans').selectOption('need');
  await idea('Une fontaine').getByRole('button', { name: 'Verser' }).click();
  await expect(idea('Une fontaine')).toContainText('Versée dans');

  await remote.goto(`${dossier}/seances`);
  await remote.getByRole('link', { name: 'Qui a demandé cela ?' }).click();
  const origin = (words: string) => remote.locator('.origin').filter({ hasText: words });
  await expect(origin('Une fontaine à boire')).toContainText('Parents');
  await expect(origin('Une piscine')).toContainText('Trop cher pour l’école');
  await expect(remote.getByText('Odile')).toHaveCount(0);
  await expectAccessible(remote, 'who asked for it');
});
