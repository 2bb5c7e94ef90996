// A change that is proposed in the place of the text, by who may not write there: the shared text
// stays as it is until it is accepted, and what has changed meanwhile is said.
import { expectSaved, linesOf, rewrite, richText, toEnd } from './support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from './support/together.ts';
import type { Locator, Page } from '@playwright/test';

const seat = { dossier: DOSSIERS.lycee };
const TEXT = ['objectives', 'objectives.general'] as const;

const panel = (page: Page) => page.getByRole('complementary', { name: 'Commentaires' });
const proposals = (page: Page) => panel(page).locator('.thread:has(.proposal)');
/** The editor around a text. */
const around = (text: Locator) => text.locator('xpath=ancestor::*[contains(@class, "editor-host")]');

async function propose(text: Locator): Promise<Locator> {
  await around(text).getByRole('button', { name: 'Proposer une modification' }).click();
  await expect(text).toHaveAttribute('contenteditable', 'true');
  return around(text).locator('.editor-suggest');
}

test('the town hall rewrites a passage, and it becomes the text when it is accepted', async ({ sit }) => {
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

  const bar = await propose(theirs);
  await toEnd(theirs);
  await mairie.keyboard.type(' Nos jardiniers aident.');
  await expect(theirs.locator('.editor-comes')).toHaveText(' Nos jardiniers aident.');
  // Claire writes in the same text meanwhile, and sees nothing of it; her words come into the draft.
  await toEnd(text);
  await claire.keyboard.press('ControlOrMeta+Home');
  await claire.keyboard.type('Oui. ');
  const draft = ['Oui. La cour sera plantée au printemps.', 'Les élèves y veillent. Nos jardiniers aident.'];
  await expect.poll(() => linesOf(theirs)).toEqual(draft);
  await expect(text).not.toContainText('jardiniers');
  await bar.getByLabel('Un mot d’explication').fill('Le service des espaces verts est d’accord.');
  await bar.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(bar).toBeHidden();
  await expect(theirs).toHaveAttribute('contenteditable', 'false');
  await expect(theirs).not.toContainText('jardiniers');

  const seen = proposals(claire);
  await expect(seen.locator('ins')).toContainText('Nos jardiniers aident.');
  await expect(seen).toContainText('Le service des espaces verts est d’accord.');
  await expect(proposals(mairie).getByRole('button', { name: 'Accepter' })).toHaveCount(0);
  await seen.getByRole('button', { name: 'Accepter' }).click();
  await expect.poll(() => linesOf(text)).toEqual(draft);
  await expect.poll(() => linesOf(theirs)).toEqual(draft);
  await expect(proposals(claire).filter({ visible: true })).toHaveCount(0);
});

test('what changed since is said before it is accepted, and a refusal leaves the text', async ({ sit, problems }) => {
  problems.allowStatus(409);
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['Trente arbres seront plantés.']);
  await expectSaved(claire);
  const theirs = await richText(mairie, ...TEXT);
  await expect.poll(() => linesOf(theirs)).toEqual(['Trente arbres seront plantés.']);
  let bar = await propose(theirs);
  await toEnd(theirs);
  for (let letters = 'plantés.'.length; letters > 0; letters -= 1) await mairie.keyboard.press('Backspace');
  await mairie.keyboard.type('offerts.');
  await expect(theirs.locator('.editor-goes')).toBeVisible();

  // A tab that is closed loses nothing of it.
  await mairie.reload();
  const again = await richText(mairie, ...TEXT);
  await expect(again.locator('.editor-comes')).toHaveText('offert');
  bar = around(again).locator('.editor-suggest');
  await bar.getByRole('button', { name: 'Envoyer la proposition' }).click();
  await expect(bar).toBeHidden();

  const seen = proposals(claire);
  await expect(seen.locator('del')).toContainText('planté');
  await toEnd(text);
  await claire.keyboard.press('ArrowLeft');
  await claire.keyboard.type(' demain');
  await expectSaved(claire);
  let asked = '';
  claire.once('dialog', async (dialog) => {
    asked = dialog.message();
    await dialog.dismiss();
  });
  await seen.getByRole('button', { name: 'Accepter' }).click();
  await expect.poll(() => asked).toContain('a changé');
  await expect.poll(() => linesOf(text)).toEqual(['Trente arbres seront plantés demain.']);
  await seen.getByRole('button', { name: 'Refuser' }).click();
  await expect(proposals(claire).filter({ visible: true })).toHaveCount(0);
  await expect.poll(() => linesOf(text)).toEqual(['Trente arbres seront plantés demain.']);
});
