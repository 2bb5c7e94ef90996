// A number counts while it is typed, as words do, and the page never says that it has kept what it has
// not.
import type { Locator, Page } from '@playwright/test';
import { comeTo, expectSaved, field, stateLine } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, test, YANIS } from '../support/together.ts';

// A dossier whose budget no other story of this file's server changes.
const seat = { dossier: DOSSIERS.school };
const QUANTITY = ['budget', 'budget.lines/b01/quantity'] as const;
const PRICE = ['budget', 'budget.lines/b01/unitAmount'] as const;
const amount = (page: Page): Locator => page.locator('[id="budget-budget-lines-b01"] output');

test('a number counts while it is typed, for everybody and after a reload', async ({ sit }) => {
  const [claire, yanis] = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  const quantity = await comeTo(claire, ...QUANTITY);
  await comeTo(yanis, ...QUANTITY);
  const before = (await amount(yanis).textContent()) ?? '';
  const price = await field(claire, ...PRICE).inputValue();
  await quantity.press('End');
  await claire.keyboard.type('0');
  // She stays in the field.
  for (const page of [claire, yanis]) await expect(amount(page)).not.toHaveText(before);
  const ten = await quantity.inputValue();
  await expect(field(yanis, ...QUANTITY)).toHaveValue(ten);
  await expectSaved(claire);
  await expect(quantity).toBeFocused();

  // An amount is set in its form when it is left, and not under the hands of who types it.
  const unit = field(claire, ...PRICE);
  await unit.press('ControlOrMeta+a');
  await claire.keyboard.type('12,5');
  await expect(field(yanis, ...PRICE)).toHaveValue('12,50');
  await expect(unit).toHaveValue('12,5');
  await claire.keyboard.press('Tab');
  await expect(unit).toHaveValue('12,50');
  await expectSaved(claire);

  await claire.reload();
  await expect(field(claire, ...QUANTITY)).toHaveValue(ten);
  await expect(field(claire, ...PRICE)).toHaveValue('12,50');
  // As the next story finds it.
  await (await comeTo(claire, ...QUANTITY)).fill(ten.slice(0, -1));
  await field(claire, ...PRICE).fill(price);
  await expectSaved(claire);
  await expect(amount(yanis)).toHaveText(before);
});

test('what is no number is never called saved, and is there after a reload until it is put right', async ({
  sit,
}) => {
  const claire = await sit(CLAIRE, seat);
  const price = await comeTo(claire, ...PRICE);
  const before = await price.inputValue();
  const refused = async () => {
    await expect(stateLine(claire)).toHaveText('Non enregistré\u00a0: valeur à corriger');
    await expect(price).toHaveValue('environ 300');
    await expect(price).toHaveAttribute('aria-invalid', 'true');
    await expect(claire.locator('.field-error')).toHaveCount(1);
  };
  await price.fill('environ 300');
  await claire.keyboard.press('Tab');
  await refused();
  await claire.reload();
  await refused();

  await (await comeTo(claire, ...PRICE)).fill(before);
  await expectSaved(claire);
  await expect(claire.locator('.field-error')).toHaveCount(0);
  await claire.reload();
  await expectSaved(claire);
  await expect(price).toHaveValue(before);
});
