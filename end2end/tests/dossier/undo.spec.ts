// Undo takes back what one has done oneself, whatever others have done since, and never theirs.
import type { Page } from '@playwright/test';
import { comeTo, expectSaved, field, linesOf, toEnd } from '../support/dossier.ts';
import { DOSSIERS, expect, test } from '../support/together.ts';

const seat = { dossier: DOSSIERS.college };
const TEXT = ['innovation', 'innovation.rationale'] as const;
const TAGLINE = ['summary', 'summary.tagline'] as const;

const undoButton = (page: Page, section: string) =>
  page.getByRole('button', {
    name: new RegExp(`^Annuler ma dernière modification dans « ${section}`),
  });
const redoButton = (page: Page, section: string) =>
  page.getByRole('button', { name: new RegExp(`^Rétablir ma modification dans « ${section}`) });

test('in a text, undo takes back one’s own words and leaves the other’s', async ({ twoInText }) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Base.']);
  // Leaving the field ends a step; what is typed next is another.
  await claire.keyboard.press('Escape');
  await claire.keyboard.press('Tab');

  await toEnd(hers);
  await claire.keyboard.type(' Elle.');
  await expect.poll(() => linesOf(his)).toEqual(['Base. Elle.']);
  await toEnd(his);
  await yanis.keyboard.type(' Lui.');
  await expect.poll(() => linesOf(hers)).toEqual(['Base. Elle. Lui.']);

  await hers.press('ControlOrMeta+z');
  for (const text of [hers, his]) await expect.poll(() => linesOf(text)).toEqual(['Base. Lui.']);
  await hers.press('ControlOrMeta+y');
  for (const text of [hers, his])
    await expect.poll(() => linesOf(text)).toEqual(['Base. Elle. Lui.']);

  // The other way, by the button of the section.
  await undoButton(yanis, 'Caractère innovant').click();
  for (const text of [hers, his]) await expect.poll(() => linesOf(text)).toEqual(['Base. Elle.']);
  await expect(undoButton(yanis, 'Caractère innovant')).toBeDisabled();
  await redoButton(yanis, 'Caractère innovant').click();
  await expect(redoButton(yanis, 'Caractère innovant')).toBeDisabled();
  for (const text of [hers, his])
    await expect.poll(() => linesOf(text)).toEqual(['Base. Elle. Lui.']);
});

test('in a line, undo is not the browser’s own: the other’s words stay', async ({ two }) => {
  const [claire, yanis] = await two(seat);
  const [hers, his] = await Promise.all([comeTo(claire, ...TAGLINE), comeTo(yanis, ...TAGLINE)]);
  await hers.fill('Au pied du volcan');
  await expect(his).toHaveValue('Au pied du volcan');
  await hers.press('Tab');
  await hers.click();
  await hers.press('End');
  await claire.keyboard.type(' éteint');
  await expect(his).toHaveValue('Au pied du volcan éteint');
  await his.press('Home');
  await yanis.keyboard.type('Tous ');
  await expect(hers).toHaveValue('Tous Au pied du volcan éteint');

  await hers.press('ControlOrMeta+z');
  await expect(hers).toHaveValue('Tous Au pied du volcan');
  await expect(his).toHaveValue('Tous Au pied du volcan');
  await hers.press('ControlOrMeta+Shift+z');
  await expect(his).toHaveValue('Tous Au pied du volcan éteint');
});

test('undo of a value gives back the value before, and leaves what the other chose', async ({
  two,
}) => {
  const [claire, yanis] = await two(seat);
  const count = await comeTo(claire, 'audience', 'audience.staffCount');
  await comeTo(yanis, 'audience', 'audience.familiesInvolved');
  const before = await count.inputValue();
  await count.fill('77');
  await count.press('Tab');
  const families = field(yanis, 'audience', 'audience.familiesInvolved');
  await families.fill('55');
  await families.press('Tab');
  await expect(field(yanis, 'audience', 'audience.staffCount')).toHaveValue('77');
  await expect(field(claire, 'audience', 'audience.familiesInvolved')).toHaveValue('55');

  await undoButton(claire, 'Publics').click();
  for (const page of [claire, yanis]) {
    await expect(field(page, 'audience', 'audience.staffCount')).toHaveValue(before);
    await expect(field(page, 'audience', 'audience.familiesInvolved')).toHaveValue('55');
  }
  await redoButton(claire, 'Publics').click();
  await expect(field(yanis, 'audience', 'audience.staffCount')).toHaveValue('77');
});

test('a removed row comes back with what it held, and what the other did since stays', async ({
  two,
}) => {
  const [claire, yanis] = await two(seat);
  const phases = (page: Page) => field(page, 'calendar', 'calendar.phases').locator('tr.row');
  const label = (page: Page, row: string) =>
    field(page, 'calendar', `calendar.phases/${row}/label`);
  await Promise.all([
    comeTo(claire, 'calendar', 'calendar.phases'),
    comeTo(yanis, 'calendar', 'calendar.phases'),
  ]);
  const count = await phases(claire).count();
  const words = await label(claire, 'c2').inputValue();

  await phases(claire)
    .nth(1)
    .getByRole('button', { name: /^Retirer/ })
    .press('Enter');
  await expect(label(yanis, 'c2')).toHaveCount(0);
  await label(yanis, 'c1').fill('Première étape');
  await expect(label(claire, 'c1')).toHaveValue('Première étape');

  await undoButton(claire, 'Calendrier').click();
  for (const page of [claire, yanis]) {
    await expect(label(page, 'c2')).toHaveValue(words);
    await expect(label(page, 'c1')).toHaveValue('Première étape');
    await expect(phases(page)).toHaveCount(count);
  }
  expect(await phases(claire).nth(1).getAttribute('id')).toContain('c2');
  await expectSaved(claire);
});
