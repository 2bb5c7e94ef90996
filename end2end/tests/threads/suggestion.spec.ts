// A change that is suggested in the place of the text, by who may not write there: the shared text
// stays as it is until it is accepted, and what has changed meanwhile is said.
import {
  bringNear,
  comeTo,
  expectSaved,
  linesOf,
  rewrite,
  richText,
  toEnd,
  toStart,
} from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';
import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../support/accessible.ts';
import { panel } from '../support/threads.ts';

const seat = { dossier: DOSSIERS.lycee };
const TEXT = ['objectives', 'objectives.general'] as const;

const suggestions = (page: Page) => panel(page).locator('.thread:has(.suggestion)');
/** The editor around a text. */
const around = (text: Locator) =>
  text.locator('xpath=ancestor::*[contains(@class, "editor-host")]');

async function suggest(text: Locator): Promise<Locator> {
  await around(text).getByRole('button', { name: 'Proposer une modification' }).click();
  await expect(text).toHaveAttribute('contenteditable', 'true');
  return around(text).locator('.editor-suggest');
}

test('the town hall rewrites a passage, and it becomes the text when it is accepted', async ({
  sit,
}) => {
  const [claire, mairie] = await Promise.all([
    sit(CLAIRE, seat),
    sit(PEOPLE.partner, { ...seat, viewport: { width: 390, height: 844 } }),
  ]);
  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['La cour sera plantée au printemps.', 'Les élèves y veillent.']);
  await expectSaved(claire);
  const theirs = await richText(mairie, ...TEXT);
  await expect(theirs).toHaveAttribute('contenteditable', 'false');
  await expect.poll(() => linesOf(theirs)).toHaveLength(2);

  const bar = await suggest(theirs);
  await toEnd(theirs);
  await mairie.keyboard.type(' Nos jardiniers aident.');
  await expect(theirs.locator('.editor-comes')).toHaveText(' Nos jardiniers aident.');
  // Claire writes in the same text meanwhile, and sees nothing of it; her words come into the draft.
  await toStart(text);
  await claire.keyboard.type('Oui. ');
  const draft = [
    'Oui. La cour sera plantée au printemps.',
    'Les élèves y veillent. Nos jardiniers aident.',
  ];
  await expect.poll(() => linesOf(theirs)).toEqual(draft);
  await expect(text).not.toContainText('jardiniers');
  await bar.getByLabel('Un mot d’explication').fill('Le service des espaces verts est d’accord.');
  await bar.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(bar).toBeHidden();
  await expect(theirs).toHaveAttribute('contenteditable', 'false');
  await expect
    .poll(() => linesOf(theirs))
    .toEqual(['Oui. La cour sera plantée au printemps.', 'Les élèves y veillent.']);

  // Both see it in the text, letter by letter, and whose it is; it is no part of what is copied.
  for (const shown of [text, theirs]) {
    await expect(shown.locator('.editor-suggestion-comes')).toContainText(
      ' Nos jardiniers aident.',
    );
    await expect(
      shown.getByRole('button', { name: 'Proposition de Service éducation de la mairie' }),
    ).toBeVisible();
  }
  const views = around(text).getByRole('group', { name: 'Propositions dans ce texte' });
  await views.getByText('Avant', { exact: true }).click();
  await expect(text.locator('.editor-suggestion-comes')).toBeHidden();
  await views.getByText('Après', { exact: true }).click();
  await expect(text.locator('.editor-suggestion-comes')).toBeVisible();
  await expect(text.locator('.editor-suggestion-flag')).toBeHidden();
  await expect(text).toHaveAttribute('contenteditable', 'false');
  await expectAccessible(claire, 'the text as it would be', '#objectives, #fils, #summary');
  await views.getByText('Marquées', { exact: true }).click();
  await expect(text).toHaveAttribute('contenteditable', 'true');
  // It stays in its place while the text is written.
  await toStart(text);
  await claire.keyboard.type('Bien. ');
  draft[0] = `Bien. ${draft[0]}`;
  await expect.poll(() => linesOf(theirs)).toEqual([draft[0], 'Les élèves y veillent.']);
  await expect(theirs.locator('p').nth(1).locator('.editor-suggestion-comes')).toContainText(
    'Nos jardiniers',
  );
  await expectAccessible(claire, 'a suggestion in the text', '#objectives, #fils, #summary');
  await expectAccessible(
    mairie,
    'a suggestion in the text, on a telephone',
    '#objectives, #fils, #summary',
  );
  // By keyboard: the flag leads to the panel.
  await text.locator('.editor-suggestion-flag').focus();
  await expect(text.locator('.editor-suggestion-by')).toHaveText(/Service éducation de la mairie/);
  await claire.keyboard.press('Enter');
  await expect(suggestions(claire)).toBeFocused();

  const seen = suggestions(claire);
  await expect(seen.locator('ins')).toContainText('Nos jardiniers aident.');
  await expect(seen).toContainText('Le service des espaces verts est d’accord.');
  await expect(suggestions(mairie).getByRole('button', { name: 'Accepter' })).toHaveCount(0);
  await seen.getByText('Ajouter un mot').click();
  await seen.getByLabel('Un mot avec la décision').fill('Merci à vos jardiniers.');
  await seen.getByRole('button', { name: 'Accepter' }).click();
  await expect.poll(() => linesOf(text)).toEqual(draft);
  await expect.poll(() => linesOf(theirs)).toEqual(draft);
  await expect(text.locator('.editor-suggestion')).toHaveCount(0);
  await expect(views).toBeHidden();
  await expect(suggestions(claire).filter({ visible: true })).toHaveCount(0);

  // The town hall is told, and led to the word.
  await mairie.goto('/avis');
  await mairie
    .getByRole('link', { name: /a accepté votre suggestion/ })
    .first()
    .click();
  await expect(suggestions(mairie).filter({ hasText: 'Merci à vos jardiniers.' })).toBeInViewport();
});

test('what changed since is said before it is accepted, and a refusal leaves the text', async ({
  sit,
  problems,
}) => {
  problems.allowStatus(409);
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['Trente arbres seront plantés.']);
  await expectSaved(claire);
  const theirs = await richText(mairie, ...TEXT);
  await expect.poll(() => linesOf(theirs)).toEqual(['Trente arbres seront plantés.']);
  let bar = await suggest(theirs);
  await toEnd(theirs);
  for (let letters = 'plantés.'.length; letters > 0; letters -= 1)
    await mairie.keyboard.press('Backspace');
  await mairie.keyboard.type('offerts.');
  await expect(theirs.locator('.editor-goes')).toBeVisible();

  // A tab that is closed loses nothing of it.
  await mairie.reload();
  const again = await richText(mairie, ...TEXT);
  await expect(again.locator('.editor-comes')).toHaveText('offert');
  bar = around(again).locator('.editor-suggest');
  await bar.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(bar).toBeHidden();

  const seen = suggestions(claire);
  await expect(seen.locator('del')).toContainText('planté');
  await toEnd(text);
  await claire.keyboard.press('ArrowLeft');
  await claire.keyboard.type(' demain');
  await expectSaved(claire);
  await expect(text.locator('.editor-suggestion-by')).toContainText('Ces mots ont changé depuis.');
  let asked = '';
  claire.once('dialog', async (dialog) => {
    asked = dialog.message();
    await dialog.dismiss();
  });
  await seen.getByRole('button', { name: 'Accepter' }).click();
  await expect.poll(() => asked).toContain('a changé');
  await expect.poll(() => linesOf(text)).toEqual(['Trente arbres seront plantés demain.']);
  await seen.getByRole('button', { name: 'Refuser' }).click();
  await expect(suggestions(claire).filter({ visible: true })).toHaveCount(0);
  await expect.poll(() => linesOf(text)).toEqual(['Trente arbres seront plantés demain.']);
});

/** Suggests a value in the panel's form, which `open` leads to. */
async function proposeValue(page: Page, open: Locator, value: string): Promise<void> {
  await open.dispatchEvent('click');
  const form = panel(page).locator('.threads-suggest');
  await form.getByLabel('Votre proposition').fill(value);
  await form.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(form).toBeHidden();
}

const beside = (page: Page, path: string) =>
  page.locator(`.field:has(> .field-top > [data-path="${path}"]) > .field-suggestion`);

test('a value is suggested beside its field, and what is suggested in a section is decided together', async ({
  sit,
  problems,
}) => {
  problems.allowStatus(422);
  const [claire, mairie] = await Promise.all([
    sit(CLAIRE, seat),
    sit(PEOPLE.partner, { ...seat, viewport: { width: 390, height: 844 } }),
  ]);
  const tagline = await comeTo(claire, 'summary', 'summary.tagline');
  await tagline.fill('Une cour pour tous');
  await expectSaved(claire);
  const way = (page: Page, path: string) => page.locator(`.suggest-add[data-path="${path}"]`);
  await expect(mairie.locator('#summary')).toContainText('Une cour pour tous');

  // What is there is said, and what says the same is refused in words.
  await way(mairie, 'summary.tagline').click();
  const form = panel(mairie).locator('.threads-suggest');
  await expect(form.locator('.suggest-now')).toContainText('Une cour pour tous');
  await expectAccessible(mairie, 'the form for a value', '#objectives, #fils, #summary');
  await form.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(form.getByRole('alert')).toContainText('C’est déjà ce qui est écrit');
  await form.getByLabel('Votre proposition').fill('Une cour où il fait bon');
  await form.getByLabel('Pourquoi').fill('Plus parlant pour le conseil.');
  await form.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(suggestions(mairie).filter({ hasText: 'Plus parlant' })).toBeFocused();

  const note = beside(claire, 'summary.tagline');
  await expect(note).toContainText('Service éducation de la mairie');
  await expect(note.locator('del')).toHaveText('Une cour pour tous');
  await expect(note.locator('ins')).toHaveText('Une cour où il fait bon');
  await expectAccessible(claire, 'a value that is suggested', '#objectives, #fils, #summary');
  await note.getByRole('button', { name: 'Voir la proposition' }).press('Enter');
  await expect(suggestions(claire).filter({ hasText: 'Plus parlant' })).toBeFocused();
  await suggestions(claire)
    .filter({ hasText: 'Plus parlant' })
    .getByRole('button', { name: 'Accepter' })
    .click();
  await expect(tagline).toHaveValue('Une cour où il fait bon');
  await expect(note).toHaveCount(0);

  // Who may write may suggest as well, by keyboard, and for a cell of a row.
  await tagline.focus();
  await claire.keyboard.press('ControlOrMeta+Alt+KeyM');
  await panel(claire).getByRole('button', { name: 'Proposer une modification' }).press('Enter');
  await expect(panel(claire).locator('.suggest-now')).toContainText('il fait bon');
  await panel(claire).locator('.threads-suggest').getByRole('button', { name: 'Annuler' }).click();
  const row = mairie.locator('#budget tbody tr.row').first();
  await row.locator('.suggest-add').dispatchEvent('click');
  await form.getByLabel('Ce qui changerait').selectOption({ label: 'Montant unitaire' });
  await expect(form.getByLabel('Votre proposition')).toHaveValue(/\d/);
  await form.getByRole('button', { name: 'Annuler' }).click();
  await expect(form).toBeHidden();

  // Two in one section; what one is about changes, so it is left when all are accepted.
  await proposeValue(mairie, way(mairie, 'summary.tagline'), 'Une cour qui apaise');
  await proposeValue(mairie, way(mairie, 'summary.freeTags'), 'ombre\ncalme');
  await expect(beside(claire, 'summary.freeTags')).toContainText('calme');
  await expect(beside(claire, 'summary.tagline')).toContainText('apaise');
  await tagline.fill('Une cour à nous');
  await expectSaved(claire);
  await panel(claire).getByLabel('Montrer').selectOption('Propositions');
  await panel(claire)
    .getByText(/Décider ensemble \(2\)/)
    .click();
  await panel(claire).getByRole('button', { name: 'Tout accepter' }).click();
  await expect(panel(claire)).toContainText('Accepter les 2 propositions de');
  await panel(claire)
    .locator('.threads-together')
    .getByLabel('Un mot avec la décision')
    .fill('D’accord.');
  await expectAccessible(claire, 'deciding together', '#objectives, #fils, #summary');
  await panel(claire).getByRole('button', { name: 'Tout accepter' }).click();
  const status = panel(claire).locator('.threads-together-said');
  await expect(status).toContainText(
    'Décidées : 1. À décider une à une, car leurs mots ont changé depuis : 1.',
  );
  await expect(claire.locator('#summary-summary-freeTags .tag')).toHaveText([/ombre/, /calme/]);
  await expect(tagline).toHaveValue('Une cour à nous');
  await status.getByRole('button', { name: 'Voir la proposition' }).click();
  const left = suggestions(claire).filter({ hasText: 'apaise' });
  await expect(left).toBeFocused();
  await left.getByRole('button', { name: 'Refuser' }).click();
  await expect(beside(claire, 'summary.tagline')).toHaveCount(0);
  await expect(tagline).toHaveValue('Une cour à nous');
});

test('a text that nobody has come near is what the others have written', async ({ sit }) => {
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  const host = mairie.locator('.editor-host:not(:has(.editor))').last();
  const id = (await host.getAttribute('id')) ?? '';
  const text = claire.locator(`[id="${id}"]`);
  await bringNear(text);
  await rewrite(text.locator('.editor-text'), ['Lu de loin.']);
  await expectSaved(claire);
  await expect(mairie.locator(`[id="${id}"]`)).toHaveText('Lu de loin.');
  await expect(mairie.locator(`[id="${id}"] .editor`)).toHaveCount(0);
});
