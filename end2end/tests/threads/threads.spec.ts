// What is said beside the text: a passage is spoken about, answered, followed while it is written in,
// and settled; by people who may write and by people who may not.
import {
  bringNear,
  comeTo,
  expectSaved,
  field,
  linesOf,
  rewrite,
  richText,
  select,
  selectAll,
  toStart,
} from '../support/dossier.ts';
import { about, box, panel, say, send, startAbout, thread, way } from '../support/threads.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';

const seat = { dossier: DOSSIERS.college };
const TEXT = ['objectives', 'objectives.general'] as const;

test('the town hall asks about a passage, and is answered while the text goes on', async ({
  sit,
}) => {
  const [claire, mairie] = await Promise.all([
    sit(CLAIRE, seat),
    sit(PEOPLE.partner, { ...seat, viewport: { width: 390, height: 844 } }),
  ]);
  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['La cour sera plantée au printemps.']);
  await expectSaved(claire);

  // She may not write here, but may select.
  const read = await richText(mairie, ...TEXT);
  await expect(read).toHaveAttribute('contenteditable', 'false');
  await expect.poll(() => linesOf(read)).toEqual(['La cour sera plantée au printemps.']);
  await bringNear(about(mairie, ...TEXT));
  await select(read, 8, 20);
  await startAbout(mairie, ...TEXT);
  await expect(panel(mairie).locator('.thread.new blockquote')).toHaveText('sera plantée');
  await send(mairie, 'Par qui ?\nNos services peuvent aider.');
  const hers = thread(mairie, 'Nos services peuvent aider.');
  await expect(hers).toContainText('Nos services peuvent aider.');
  await expect(hers).toContainText('Élu');

  // Claire sees the passage marked, opens it from the text, and goes on writing in it.
  const mark = text.locator('.editor-passage');
  await expect(mark).toHaveText('sera plantée');
  await mark.click();
  const seen = thread(claire, 'Nos services peuvent aider.');
  await expect(seen).toBeFocused();
  await toStart(text);
  await claire.keyboard.type('Oui. ');
  await expect(mark).toHaveText('sera plantée');
  await expect(read.locator('.editor-passage')).toHaveText('sera plantée');

  await seen.getByRole('button', { name: 'Répondre' }).click();
  await send(claire, 'Merci !');
  await expect(hers).toContainText('Merci !');
  await expect(hers.locator('.remark')).toHaveCount(2);

  // Her own words, and only those, are hers to change.
  await expect(hers.getByRole('button', { name: /^Modifier/ })).toHaveCount(1);
  await hers.getByRole('button', { name: /^Modifier/ }).click();
  await send(mairie, 'Par quel service ? Nos services peuvent aider.');
  await expect(seen).toContainText('Par quel service ?');
  await expect(seen).toContainText('modifié');

  await seen.getByRole('button', { name: 'Marquer comme réglé' }).click();
  await expect(mark).toHaveCount(0);
  await expect(hers).toBeHidden();
});

test('a reservation stays until its author lifts it, and when the text is gone the words stay', async ({
  sit,
}) => {
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  await startAbout(mairie, 'budget');
  await panel(mairie)
    .getByRole('checkbox', { name: /^Une réserve/ })
    .check();
  await send(mairie, 'Sous réserve du vote du conseil municipal.');
  await way(claire).click();
  const reserve = thread(claire, 'Sous réserve');
  await expect(reserve).toContainText(/^(Non lu)?Réserve/);
  await expect(reserve.getByRole('button', { name: 'Lever la réserve' })).toHaveCount(0);
  await expect(reserve.getByRole('button', { name: 'Répondre' })).toBeVisible();

  // A comment on words that are deleted keeps them, and is found among those whose text is gone.
  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['Une phrase que personne ne gardera.']);
  await bringNear(about(claire, ...TEXT));
  await selectAll(text);
  await startAbout(claire, ...TEXT);
  await expect(panel(claire).locator('.thread.new blockquote')).toContainText(
    'personne ne gardera',
  );
  await send(claire, 'À revoir.');
  await expect(text.locator('.editor-passage')).toHaveCount(1);
  await rewrite(text, ['Autre chose.']);
  await panel(claire).getByRole('combobox', { name: 'Montrer' }).selectOption('orphans');
  const orphan = thread(claire, 'À revoir.');
  await expect(orphan).toHaveCount(1);
  await expect(orphan).toContainText('Ce texte n’est plus dans le dossier.');
  await expect(orphan.locator('blockquote')).toContainText('personne ne gardera');
  await orphan.getByRole('button', { name: /^Retirer/ }).click();
  await expect(orphan).toHaveCount(0);

  await panel(mairie).getByRole('button', { name: 'Lever la réserve' }).click();
  await panel(claire).getByRole('combobox', { name: 'Montrer' }).selectOption('reservations');
  await expect(reserve).toContainText('Réserve levée par');
});

test('what is not sent stays in its box, and what was said meanwhile is there after a cut', async ({
  sit,
  problems,
}) => {
  problems.allowCuts();
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  await startAbout(mairie, 'calendar');
  await mairie.context().setOffline(true);
  await send(mairie, 'Et les vacances ?');
  await expect(mairie.locator('#live')).toContainText('Le commentaire n’a pas pu être envoyé');
  await expect(box(mairie)).toHaveValue('Et les vacances ?');
  await say(claire, 'calendar', 'Dit pendant la coupure.');
  await mairie.context().setOffline(false);
  await expectSaved(mairie);
  await panel(mairie).getByRole('button', { name: 'Envoyer' }).click();
  await expect(thread(mairie, 'Et les vacances ?')).toBeVisible();
  await expect(thread(mairie, 'Dit pendant la coupure.')).toBeVisible();
  await expect(panel(claire)).toContainText('Et les vacances ?');
});

test('by keyboard one comments on the field one is in, and goes from field to field as before', async ({
  sit,
}) => {
  const claire = await sit(CLAIRE, seat);
  const title = await comeTo(claire, 'summary', 'summary.title');
  await title.focus();
  await claire.keyboard.press('Tab');
  await expect(field(claire, 'summary', 'summary.tagline')).toBeFocused();
  await claire.keyboard.press('Control+Alt+m');
  await expect(box(claire)).toBeFocused();
  await claire.keyboard.type('Trop long ?');
  await claire.keyboard.press('Tab');
  await claire.keyboard.press('Tab');
  await claire.keyboard.press('Enter');
  const said = thread(claire, 'Trop long ?');
  await expect(said).toBeFocused();
  await expect(said).toContainText('Carte d’identité du projet');
  await claire.keyboard.press('Escape');
  await expect(panel(claire)).not.toHaveClass(/open/);
});

test('without a script the discussion is read, and who only reads the dossier does not hear it', async ({
  sit,
  visit,
}) => {
  const [claire, reader] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.viewer, seat)]);
  await say(claire, 'summary', '<b>Gras</b> & lisible ?');
  await expect(panel(claire)).toContainText('<b>Gras</b> & lisible ?');
  await expect(reader.locator('.threads, .comment-add, .threads-button')).toHaveCount(0);
  await reader.reload();
  expect(await reader.content()).not.toContain('lisible');

  const plain = await visit({ javaScriptEnabled: false });
  await plain.context().addCookies(await claire.context().cookies());
  await plain.goto(new URL(claire.url()).pathname);
  await expect(plain.locator('.threads')).toContainText('<b>Gras</b> & lisible ?');
  await field(plain, 'summary', 'summary.title').waitFor();
  await comeTo(claire, 'summary', 'summary.title');
});
