// Everything by the keyboard alone: from the form of signing in to a written, formatted text and a row
// in its place. Nothing here clicks, and nothing gives the focus but keys.
import type { Locator, Page } from '@playwright/test';
import { PASSWORD } from '../../fixtures.ts';
import { expectSaved, field, focusTaken, linesOf } from '../support/dossier.ts';
import { DOSSIERS, expect, PEOPLE, test, YANIS } from '../support/together.ts';

/** Presses a key until the focus is there. A reader would give up before `most`. */
async function walkTo(page: Page, goal: Locator, key = 'Tab', most = 60): Promise<void> {
  await expect(goal).toBeAttached();
  for (let step = 0; step < most; step += 1) {
    await page.keyboard.press(key);
    if (await goal.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`${most} times ${key} do not lead to ${goal}`);
}

/** Signs in and opens a dossier, by keys. */
async function arrive(page: Page): Promise<void> {
  await page.goto('/connexion');
  await walkTo(page, page.locator('[name=email]'));
  await page.keyboard.type(PEOPLE.editor);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/dossiers$/);
  await walkTo(page, page.getByRole('link', { name: DOSSIERS.college }));
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}$/);
  await expectSaved(page);
}

/** Into a section by the list of sections: the next Tab is in its first control. */
async function enterSection(page: Page, name: string): Promise<void> {
  const link = page.getByRole('navigation', { name: 'Rubriques' }).getByRole('link', { name });
  await walkTo(page, link);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 2, name })).toBeInViewport();
}

test('the first key leads past the header to the content', async ({ visit }) => {
  const page = await visit();
  for (const place of ['/', '/connexion']) {
    await page.goto(place);
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: 'Aller au contenu' });
    await expect(skip).toBeFocused();
    await expect(skip).toBeInViewport();
    await page.keyboard.press('Enter');
    await expect(page.locator('main')).toBeFocused();
  }
});

test('one signs in, writes a bold word in a list, and leaves the text by Tab', async ({
  visit,
}) => {
  const page = await visit();
  await arrive(page);
  await enterSection(page, 'Pérennisation');
  const text = field(page, 'sustainability', 'sustainability.continuation').locator('.editor-text');
  await expect(text).toBeVisible();
  await walkTo(page, text, 'Tab', 15);
  await focusTaken(text);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('Le labo ');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type('reste');
  await page.keyboard.press('ControlOrMeta+b');
  await page.keyboard.type(' ouvert.');
  await expect(text.locator('strong')).toHaveText('reste');

  // To the toolbar and back: one tab stop, arrows inside, the selection kept.
  await page.keyboard.press('Alt+F10');
  const toolbar = field(page, 'sustainability', 'sustainability.continuation').getByRole(
    'toolbar',
    { name: 'Mise en forme' },
  );
  await expect(toolbar.getByRole('button', { name: 'Gras' })).toBeFocused();
  await walkTo(page, toolbar.getByRole('button', { name: 'Liste à puces' }), 'ArrowRight', 10);
  await page.keyboard.press('Enter');
  await expect(toolbar.getByRole('button', { name: 'Liste à puces' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await page.keyboard.press('Escape');
  await expect(text).toBeFocused();
  await page.keyboard.type(' Encore');
  await expect(text.getByRole('listitem')).toHaveText('Le labo reste ouvert. Encore');

  // In a list Tab makes a level of it; after Escape it always leaves, and Shift+Tab comes back.
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.type('dedans');
  await expect(text.locator('li li')).toHaveText('dedans');
  await expect(text).toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
  await walkTo(page, text, 'Shift+Tab', 3);
  await focusTaken(text);
  expect(await linesOf(text)).toEqual(['Le labo reste ouvert. Encore', 'dedans']);

  // Outside of a list Tab leaves at once.
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('Une phrase.');
  await page.keyboard.press('Tab');
  await expect(text).not.toBeFocused();
  await expectSaved(page);
});

test('one brings a row down and up again, and stays on its button', async ({ sit }) => {
  const page = await sit(YANIS, { dossier: DOSSIERS.college });
  await enterSection(page, 'Calendrier');
  const rows = field(page, 'calendar', 'calendar.phases').locator('tr.row');
  const ids = () => rows.evaluateAll((all) => all.map((row) => row.id));
  const before = await ids();
  const first = rows.first();
  await expect(first.locator('input').first()).toHaveValue(/./);
  const moved = page.locator(`[id="${before[0]}"]`);
  const down = moved.getByRole('button', { name: /^Descendre/ });
  await walkTo(page, down);
  await page.keyboard.press('Enter');
  await expect.poll(ids).toEqual([before[1], before[0], ...before.slice(2)]);
  await expect(down).toBeFocused();
  await page.keyboard.press('Enter');
  await expect.poll(ids).toEqual([before[1], before[2], before[0], ...before.slice(3)]);
  await expect(down).toBeFocused();
  const up = moved.getByRole('button', { name: /^Monter/ });
  await walkTo(page, up, 'Shift+Tab', 2);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect.poll(ids).toEqual(before);
  await expect(up).toBeFocused();
});

test('one adds a row, fills it in and takes it out', async ({ sit }) => {
  const page = await sit(YANIS, { dossier: DOSSIERS.college });
  await enterSection(page, 'Calendrier');
  const rows = field(page, 'calendar', 'calendar.phases').locator('tr.row');
  const count = await rows.count();
  await walkTo(page, page.getByRole('button', { name: 'Ajouter une étape' }), 'Tab', 80);
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(count + 1);
  await expect(rows.last().locator('input').first()).toBeFocused();
  await page.keyboard.type('Bilan');
  await expect(rows.last().locator('input').first()).toHaveValue('Bilan');
  await walkTo(page, rows.last().getByRole('button', { name: /^Retirer «.*Bilan/ }), 'Tab', 20);
  await page.keyboard.press('Enter');
  await expect(rows).toHaveCount(count);
  // The focus is not lost with the row: the next key goes on from its list.
  await expect(page.locator('body')).not.toBeFocused();
  await expectSaved(page);
});
