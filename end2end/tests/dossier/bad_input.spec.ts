// What cannot be is said beside the field, in words, to the eye and to the ear; nothing half-right is
// stored; and no paste, however large or hostile, does harm.
import type { Locator, Page } from '@playwright/test';
import {
  comeTo,
  expectSaved,
  field,
  linesOf,
  markupOf,
  rewrite,
  richText,
} from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, test, YANIS } from '../support/together.ts';

const seat = { dossier: DOSSIERS.college };
const TEXT = ['actions', 'actions/a5/description'] as const;

/** The text of all that describes a control to those who hear the page. */
async function description(control: Locator): Promise<string> {
  const ids = ((await control.getAttribute('aria-describedby')) ?? '').split(' ').filter(Boolean);
  const texts = ids.map((id) => control.page().locator(`[id="${id}"]`).textContent());
  return (await Promise.all(texts)).join(' ');
}

/** The message is visible and tied to the field, and the field is marked. */
async function expectRefused(control: Locator, message: RegExp): Promise<void> {
  await expect(control).toHaveAttribute('aria-invalid', 'true');
  await expect.poll(() => description(control)).toMatch(message);
  await expect(control.page().locator('.field-error', { hasText: message }).first()).toBeVisible();
}

async function expectAccepted(control: Locator): Promise<void> {
  await expect(control).not.toHaveAttribute('aria-invalid', 'true');
}

/** Puts words on the clipboard and pastes them by the keyboard. */
async function paste(page: Page, into: Locator, words: string): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.evaluate((text) => navigator.clipboard.writeText(text), words);
  await into.press('ControlOrMeta+v');
}

test('a code, a number or an amount that cannot be is refused with a reason', async ({ sit }) => {
  const claire = await sit(CLAIRE, seat);
  const uai = await comeTo(claire, 'identification', 'identification.establishment.uai');
  const right = await uai.inputValue();
  await uai.fill('0639801A');
  await expectRefused(uai, /lettre de contrôle du code UAI devrait être L/);
  await uai.fill('pas un code');
  await expectRefused(uai, /sept chiffres et d’une lettre/);
  await uai.fill(right);
  await expectAccepted(uai);

  const siret = await comeTo(claire, 'budget', 'budget.grantRecipient.siret');
  const number = await siret.inputValue();
  await siret.fill('12345678901234');
  await expectRefused(siret, /numéro SIRET n’existe pas/);
  await siret.fill(number);
  await expectAccepted(siret);
});

test('a negative amount and letters for a number are said and not stored', async ({ sit }) => {
  const [claire, yanis] = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  const amount = await comeTo(claire, 'budget', 'budget.lines/b01/unitAmount');
  const quantity = field(claire, 'budget', 'budget.lines/b01/quantity');
  const [amountBefore, quantityBefore] = [await amount.inputValue(), await quantity.inputValue()];
  const expenses = claire.locator('.budget-totals .sum', { hasText: 'Dépenses' });
  const sum = (await expenses.textContent()) ?? '';

  await amount.fill('-5');
  await amount.press('Tab');
  await expectRefused(amount, /ne peut pas être négatif/);
  await quantity.fill('abc');
  await quantity.press('Tab');
  await expectRefused(quantity, /Écrivez un nombre, en chiffres/);
  await expect(expenses).toHaveText(sum);
  await expect(field(yanis, 'budget', 'budget.lines/b01/unitAmount')).toHaveValue(amountBefore);
  await expect(field(yanis, 'budget', 'budget.lines/b01/quantity')).toHaveValue(quantityBefore);

  // What was typed stays to be put right.
  await expect(amount).toHaveValue('-5');
  await amount.fill(amountBefore);
  await amount.press('Tab');
  await quantity.fill(quantityBefore);
  await quantity.press('Tab');
  await expectAccepted(amount);
  await expectAccepted(quantity);
});

test('an end before its start is said beside the end', async ({ sit }) => {
  const claire = await sit(CLAIRE, seat);
  const end = await comeTo(claire, 'calendar', 'calendar.endDate');
  const before = await end.inputValue();
  await end.fill('2020-01-01');
  await expect.poll(() => description(end)).toMatch(/La fin vient avant le début/);
  await expect(claire.locator('.field-error', { hasText: 'La fin vient avant' })).toBeVisible();
  await end.fill(before);
  await expect.poll(() => description(end)).not.toMatch(/La fin vient avant le début/);
});

test('two megabytes pasted into a text or a line change nothing, and the page says why', async ({
  sit,
}) => {
  const [claire, yanis] = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  const huge = 'Bonjour tout le monde. '.repeat(90_000);
  const trouble = claire.getByRole('alert').filter({ hasText: 'trop long' });

  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['Avant.']);
  await paste(claire, text, huge);
  await expect(trouble).toContainText('Rien n’a changé');
  expect(await linesOf(text)).toEqual(['Avant.']);
  await trouble.getByRole('button', { name: 'Compris' }).click();
  await expect(trouble).toHaveCount(0);

  const line = await comeTo(claire, 'summary', 'summary.tagline');
  const before = await line.inputValue();
  await line.press('End');
  await paste(claire, line, huge);
  await expect(trouble).toContainText('Rien n’a changé');
  await expect(line).toHaveValue(before);

  // The page is alive: the next letters go out.
  await line.press('End');
  await claire.keyboard.type(' !');
  await expect(field(yanis, 'summary', 'summary.tagline')).toHaveValue(`${before} !`);
  await expectSaved(claire);
});

test('pasted HTML leaves its scripts, pictures and styles behind', async ({ sit, problems }) => {
  // The browser says so of any HTML with handlers that is read at all, also where none can ever run.
  problems.allow(/Executing inline event handler violates/);
  const [claire, yanis] = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  const [text, same] = await Promise.all([richText(claire, ...TEXT), richText(yanis, ...TEXT)]);
  await rewrite(text, ['Avant. ']);
  const html = `<p style="position:fixed;inset:0">Un <b onclick="window.harm=1">gras</b>
    <a href="javascript:window.harm=2">lien</a> <a href="https://ecole.example/">vrai</a>
    <img src="/x" onerror="window.harm=3"><script>window.harm=4</script><iframe src="/dossiers"></iframe>
    <svg onload="window.harm=5"></svg></p>`;
  await text.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/html', pasted);
    clipboardData.setData('text/plain', 'Un gras lien vrai');
    element.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    );
  }, html);
  for (const each of [text, same]) {
    await expect(each.locator('strong')).toHaveText('gras');
    await expect(each.getByRole('link')).toHaveText(['vrai']);
    expect(await markupOf(each)).not.toMatch(
      /javascript|onclick|onerror|<img|<script|<iframe|<svg|style=/,
    );
  }
  for (const page of [claire, yanis]) {
    expect(await page.evaluate(() => 'harm' in window)).toBe(false);
  }

  // As words, in a line and as the title: shown as they are, run nowhere.
  const line = await comeTo(claire, 'summary', 'summary.tagline');
  const before = await line.inputValue();
  const hostile = '<img src=x onerror="window.harm=6"><script>window.harm=7</script>';
  await line.fill(hostile);
  await expect(field(yanis, 'summary', 'summary.tagline')).toHaveValue(hostile);
  await expectSaved(claire);
  await yanis.reload();
  await expectSaved(yanis);
  await expect(field(yanis, 'summary', 'summary.tagline')).toHaveValue(hostile);
  expect(await yanis.evaluate(() => 'harm' in window)).toBe(false);
  await line.fill(before);
  await expectSaved(claire);
});
