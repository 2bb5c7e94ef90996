// What each can live with, live between the head's desk, the town hall's phone and others; and the warning
// before words that seem to name a pupil, in a remark and in the text.
import type { Page } from '@playwright/test';
import { comeTo, expectSaved } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import { box, panel, send, thread, way } from '../support/threads.ts';

const seat = { dossier: DOSSIERS.lycee };
const PHONE = { viewport: { width: 320, height: 740 } };

const position = (page: Page, section: string) => page.locator(`#position-${section}`);

async function openPositions(page: Page): Promise<void> {
  await way(page).click();
  const all = panel(page).locator('.consent');
  await all.locator('> summary').click();
  await expect(all).toHaveAttribute('open');
}

test('the town hall can live with a text until it changes, then has a reservation and lifts it', async ({
  sit,
}) => {
  const [head, mairie] = await Promise.all([
    sit(PEOPLE.head, seat),
    sit(PEOPLE.partner, { ...seat, ...PHONE }),
  ]);
  await openPositions(head);
  await openPositions(mairie);
  const [here, there] = [position(mairie, 'summary'), position(head, 'summary')];
  await here.getByRole('button', { name: /^Je peux vivre avec/ }).click();
  await expect(here).toBeFocused();
  await expect(here.locator('[data-stance]')).toHaveAttribute('data-stance', 'consents');
  await expect(there).toContainText('Service éducation de la mairie');
  await expect(there).toContainText('peut vivre avec');
  await expectAccessible(mairie, 'the panel', '#fils');
  await expectNothingBeside(panel(mairie), 'the panel');

  // The head changes the text: both see that it is not the one that was agreed to.
  const tagline = await comeTo(head, 'summary', 'summary.tagline');
  await tagline.fill('Une autre accroche');
  await expectSaved(head);
  await expect(here).toContainText('Le texte a changé depuis');
  await expect(there).toContainText('Le texte a changé depuis');
  await expectAccessible(mairie, 'the panel', '#fils');
  await expectNothingBeside(panel(mairie), 'the panel');
  await here.getByRole('button', { name: /^Confirmer/ }).click();
  await expect(there.locator('[data-stance]')).toHaveAttribute('data-stance', 'consents');

  // A reservation takes the place of the consent, and only its author lifts it.
  await here.getByRole('button', { name: /^Émettre une réserve/ }).click();
  await expect(panel(mairie).getByRole('checkbox', { name: /^Une réserve/ })).toBeChecked();
  await send(mairie, 'Il manque la cantine.');
  await expect(there.locator('[data-stance]')).toHaveAttribute('data-stance', 'reserves');
  await expect(there.getByRole('button', { name: /^Lever/ })).toHaveCount(0);
  await here.getByRole('button', { name: /^Lever ma réserve/ }).click();
  await expect(there.locator('[data-stance]')).toHaveAttribute('data-stance', 'consents');
  await here.getByRole('button', { name: /^Retirer/ }).click();
  await expect(there.locator('[data-stance]')).toHaveCount(0);
});

test('words that seem to name a pupil are sent by who says so, and noted beside the text', async ({
  sit,
}) => {
  const claire = await sit(CLAIRE, seat);
  await openPositions(claire);
  await position(claire, 'calendar')
    .getByRole('button', { name: /^Émettre une réserve/ })
    .click();
  const asked: string[] = [];
  claire.once('dialog', (dialog) => {
    asked.push(dialog.message());
    void dialog.dismiss();
  });
  await send(claire, 'Léa en CM2 ne pourra pas venir.');
  await expect.poll(() => asked.join()).toContain('Léa en CM2');
  await expect(box(claire)).toHaveValue('Léa en CM2 ne pourra pas venir.');
  await expect(thread(claire, 'ne pourra pas')).toHaveCount(0);
  claire.once('dialog', (dialog) => void dialog.accept());
  await panel(claire).getByRole('button', { name: 'Envoyer' }).click();
  await expect(thread(claire, 'ne pourra pas')).toBeVisible();
  await panel(claire).getByRole('button', { name: 'Fermer' }).click();

  const tagline = await comeTo(claire, 'summary', 'summary.tagline');
  await tagline.fill('Une cour imaginée avec Hugo en CM1');
  await expectSaved(claire);
  const note = claire.locator('#summary > .text-note');
  await expect(note).toContainText('Hugo en CM1');
  await expectAccessible(claire, 'the note', '#summary > .text-note');
  await note.getByRole('button', { name: /^Masquer/ }).click();
  await expect(note).toHaveCount(0);
});
