// Lists, amounts and choices when two people work on them at once: what each adds, moves or fills in
// is there for both, and the sums of the budget follow by themselves.
import type { Locator, Page } from '@playwright/test';
import { comeTo, expectSaved, field } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test, YANIS } from '../support/together.ts';

const seat = { dossier: DOSSIERS.lycee };

const LINES = ['budget', 'budget.lines'] as const;
const cell = (page: Page, line: string, column: string): Locator =>
  field(page, 'budget', `budget.lines/${line}/${column}`);
const lineIds = (page: Page): Promise<string[]> =>
  field(page, ...LINES)
    .locator('tbody > tr.row')
    .evaluateAll((rows) => rows.map((row) => row.id));

/** A sum as the page shows it, in euros. */
const sum = (page: Page, name: string): Locator =>
  page.locator('.budget-totals .sum', { hasText: name }).locator('dd');
const total = (page: Page, table: string, row: string): Locator =>
  page.getByRole('table', { name: table }).getByRole('row', { name: row }).getByRole('cell');
/** French amounts are grouped by narrow spaces, and the sign stands behind one that does not break. */
const euros = (amount: string): string => `${amount.replace(/ /g, '\u202f')}\u00a0€`;

/** Types a value and leaves the field, as one does. */
async function fill(control: Locator, value: string): Promise<void> {
  await control.fill(value);
  await control.press('Tab');
}

test('two people add a line at the same moment, and both lines are there for both', async ({
  two,
}) => {
  const [claire, yanis] = await two(seat);
  await Promise.all([comeTo(claire, ...LINES), comeTo(yanis, ...LINES)]);
  const before = await lineIds(claire);
  const add = (page: Page) =>
    page.getByRole('button', { name: 'Ajouter une dépense' }).press('Enter');
  await Promise.all([add(claire), add(yanis)]);
  for (const page of [claire, yanis])
    await expect(page.locator('tr.row input:focus')).toHaveValue('');
  // Each is in the first field of the line that is theirs.
  await Promise.all([claire.keyboard.type('Établis'), yanis.keyboard.type('Étagères')]);
  const labels = (page: Page) =>
    field(page, ...LINES)
      .locator('tbody > tr.row')
      .locator('input')
      .evaluateAll((inputs) =>
        inputs
          .map((input) => (input as HTMLInputElement).value)
          .filter((value) => value.startsWith('Éta')),
      );
  for (const page of [claire, yanis]) {
    await expect.poll(async () => (await labels(page)).sort()).toEqual(['Établis', 'Étagères']);
  }
  const after = await lineIds(claire);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after).toHaveLength(before.length + 2);
  expect(await lineIds(yanis)).toEqual(after);

  // Each takes the other's line out again.
  const remove = (page: Page, label: string) =>
    page.getByRole('button', { name: new RegExp(`^Retirer «.*${label}`) }).press('Enter');
  await Promise.all([remove(claire, 'Étagères'), remove(yanis, 'Établis')]);
  for (const page of [claire, yanis]) await expect.poll(() => lineIds(page)).toEqual(before);
});

test('two people fill in two cells of one line, and every sum follows for both', async ({
  two,
}) => {
  const [claire, yanis] = await two(seat);
  for (const page of [claire, yanis]) {
    await comeTo(page, 'budget', 'budget.lines/b03/quantity');
    await expect(sum(page, 'Dépenses')).toHaveText(euros('32 690,00'));
    await expect(page.locator('.balance')).toHaveText(/^Équilibré/);
  }
  // Four sewing machines at 690 become five at 700.
  await Promise.all([
    fill(cell(claire, 'b03', 'quantity'), '5'),
    fill(cell(yanis, 'b03', 'unitAmount'), '700'),
  ]);
  for (const page of [claire, yanis]) {
    await expect(cell(page, 'b03', 'quantity')).toHaveValue('5');
    await expect(cell(page, 'b03', 'unitAmount')).toHaveValue('700,00');
    await expect(page.locator('[id="budget-budget-lines-b03"] output')).toHaveText(
      euros('3 500,00'),
    );
    await expect(sum(page, 'Dépenses')).toHaveText(euros('33 430,00'));
    await expect(total(page, 'Par nature', 'Investissement')).toHaveText(euros('13 330,00'));
    await expect(total(page, 'Par année scolaire', '2026-2027')).toHaveText(euros('21 860,00'));
    await expect(total(page, 'Par financeur principal', 'FIP')).toHaveText(euros('23 480,00'));
    await expect(page.locator('.balance')).toHaveText(
      `Il manque ${euros('740,00')} de ressources.`,
    );
  }

  // What is missing is asked of the FIP; then the year and the funder of the line change.
  await fill(field(yanis, 'budget', 'budget.funding/r1/amount'), '23330');
  await cell(claire, 'b03', 'schoolYear').selectOption('2027-2028');
  await cell(yanis, 'b03', 'mainFunder').selectOption('region');
  for (const page of [claire, yanis]) {
    await expect(page.locator('.balance')).toHaveText(/^Équilibré/);
    await expect(sum(page, 'Demandé au FIP')).toHaveText(euros('23 330,00'));
    await expect(total(page, 'Par année scolaire', '2026-2027')).toHaveText(euros('18 360,00'));
    await expect(total(page, 'Par financeur principal', 'FIP')).toHaveText(euros('19 980,00'));
  }
});

test('one moves a line while the other writes in it, and neither loses anything', async ({
  two,
}) => {
  const [claire, yanis] = await two(seat);
  await Promise.all([
    comeTo(claire, 'budget', 'budget.lines/b06/label'),
    comeTo(yanis, 'budget', 'budget.lines/b06/label'),
  ]);
  const label = cell(yanis, 'b06', 'label');
  await fill(label, 'Pièces');
  await label.click();
  await label.press('End');
  const before = await lineIds(claire);
  const at = before.indexOf('budget-budget-lines-b06');
  const down = claire
    .locator('[id="budget-budget-lines-b06"]')
    .getByRole('button', { name: /^Descendre/ });
  const move = async () => {
    await down.press('Enter');
    await down.press('Enter');
  };
  await Promise.all([move(), yanis.keyboard.type(' détachées, fil', { delay: 20 })]);
  for (const page of [claire, yanis]) {
    await expect
      .poll(async () => (await lineIds(page)).indexOf('budget-budget-lines-b06'))
      .toBe(at + 2);
    await expect(cell(page, 'b06', 'label')).toHaveValue('Pièces détachées, fil');
  }
  expect(await lineIds(claire)).toEqual(await lineIds(yanis));
  // He is still in the field, with the caret where his words end.
  await expect(label).toBeFocused();
  await yanis.keyboard.type(' et aiguilles');
  await expect(cell(claire, 'b06', 'label')).toHaveValue('Pièces détachées, fil et aiguilles');
  await expectSaved(yanis);
});

test('one takes out a line in which the other is writing, and puts it back', async ({ two }) => {
  const [claire, yanis] = await two(seat);
  await Promise.all([
    comeTo(claire, 'budget', 'budget.lines/b10/unit'),
    comeTo(yanis, 'budget', 'budget.lines/b10/unit'),
  ]);
  await cell(yanis, 'b10', 'unit').fill('trajet');
  await expect(cell(claire, 'b10', 'unit')).toHaveValue('trajet');
  await claire.getByRole('button', { name: /^Retirer «.*Déplacements/ }).press('Enter');
  await expect(cell(yanis, 'b10', 'unit')).toHaveCount(0);
  await yanis.keyboard.type('mots pour personne');
  await expect(sum(yanis, 'Dépenses')).toHaveText(euros('30 090,00'));

  await claire.getByRole('button', { name: /^Annuler.*Budget/ }).click();
  await expect(cell(yanis, 'b10', 'unit')).toHaveValue('trajet');
  await expect(sum(yanis, 'Dépenses')).toHaveText(euros('32 690,00'));
  await cell(yanis, 'b10', 'unit').press('End');
  await yanis.keyboard.type('s');
  await expect(cell(claire, 'b10', 'unit')).toHaveValue('trajets');
});

test('an action serves an objective that the other has only just written', async ({ two }) => {
  const [claire, yanis] = await two(seat);
  await comeTo(yanis, 'actions', 'actions/a5/objectiveIds');
  await comeTo(claire, 'objectives', 'objectives.specific');
  await claire.getByRole('button', { name: 'Ajouter un objectif' }).press('Enter');
  await expect(claire.locator('#objectives .row select:focus')).toHaveCount(1);
  await claire.keyboard.press('Tab');
  await claire.keyboard.type('Réparer ensemble');
  const served = field(yanis, 'actions', 'actions/a5/objectiveIds');
  const box = served.getByRole('checkbox', { name: /Réparer ensemble$/ });
  await box.check();
  const seen = field(claire, 'actions', 'actions/a5/objectiveIds');
  await expect(seen.getByRole('checkbox', { name: /Réparer ensemble$/ })).toBeChecked();

  // The words of the objective stay its own: the link follows them.
  await claire.keyboard.type(' chaque semaine');
  await expect(
    served.getByRole('checkbox', { name: /Réparer ensemble chaque semaine$/ }),
  ).toBeChecked();
  await claire.getByRole('button', { name: /^Retirer «.*Réparer ensemble/ }).press('Enter');
  await expect(served.getByRole('checkbox', { name: /Réparer/ })).toHaveCount(0);
});

test('a chosen row stays chosen while the other changes the list it comes from', async ({
  sit,
}) => {
  // The attachments are the head's to arrange.
  const [odile, yanis] = await Promise.all([sit(PEOPLE.head, seat), sit(YANIS, seat)]);
  const choice = await comeTo(yanis, 'budget', 'budget.lines/b02/quoteRef');
  await comeTo(odile, 'approvals', 'attachments');
  const said = () => choice.locator('option:checked').textContent();
  const values = await choice
    .locator('option')
    .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
  await choice.selectOption(values[2] ?? '');
  const name = ((await said()) ?? '').replace(/^\d+\. /, '');
  expect(name).not.toBe('');

  // The row before it goes, another comes, and the chosen one gets a new name.
  await odile
    .getByRole('group', { name: 'Pièces jointes' })
    .getByRole('button', { name: /^Retirer « 1\./ })
    .press('Enter');
  await expect.poll(said).toBe(`1. ${name}`);
  await odile.getByRole('button', { name: 'Ajouter une pièce' }).press('Enter');
  await expect(choice.locator('option')).toHaveCount(values.length);
  await expect.poll(said).toBe(`1. ${name}`);
  await field(odile, 'approvals', `attachments/${values[2]}/filename`).fill('devis-caisse.pdf');
  await expect.poll(said).toBe('1. devis-caisse.pdf');
  expect(await choice.inputValue()).toBe(values[2]);
  expect(await field(odile, 'budget', 'budget.lines/b02/quoteRef').inputValue()).toBe(values[2]);

  // A box that has the focus stays the same box, whatever comes and goes around it.
  const served = await comeTo(yanis, 'actions', 'actions/a5/partnerIds');
  await comeTo(odile, 'partners', 'partners');
  const box = served.getByRole('checkbox').nth(1);
  const partner =
    (await served.locator('label').nth(1).textContent())?.replace(/^\d+\. /, '') ?? '';
  await box.focus();
  await odile
    .getByRole('group', { name: 'Partenaires' })
    .getByRole('button', { name: /^Retirer « 1\./ })
    .press('Enter');
  await expect(served.locator('label', { hasText: partner })).toHaveText(`1. ${partner}`);
  await expect(served.getByRole('checkbox', { name: `1. ${partner}` })).toBeFocused();
});

test('choices, words, dates and answers of two people add up', async ({ two }) => {
  const [claire, yanis] = await two(seat);
  await Promise.all([
    comeTo(claire, 'summary', 'summary.axes'),
    comeTo(yanis, 'summary', 'summary.axes'),
  ]);
  const axes = (page: Page) => field(page, 'summary', 'summary.axes').getByRole('checkbox');
  const chosen = async (page: Page) =>
    axes(page).evaluateAll((boxes) => boxes.map((box) => (box as HTMLInputElement).checked));
  expect((await chosen(claire)).filter(Boolean)).toHaveLength(2);
  // She adds the one that was left, he takes another away.
  const unset = (await chosen(claire)).indexOf(false);
  const set = (await chosen(claire)).indexOf(true);
  await Promise.all([axes(claire).nth(unset).check(), axes(yanis).nth(set).uncheck()]);
  for (const page of [claire, yanis]) {
    await expect(axes(page).nth(unset)).toBeChecked();
    await expect(axes(page).nth(set)).not.toBeChecked();
  }

  // Free words: both add one, and both take the same one out.
  const words = (page: Page) => field(page, 'summary', 'summary.freeTags');
  const add = async (page: Page, word: string) => {
    await words(page).getByRole('textbox').fill(word);
    await words(page).getByRole('textbox').press('Enter');
  };
  await Promise.all([add(claire, 'couture'), add(yanis, 'vélo')]);
  for (const page of [claire, yanis])
    await expect(words(page).getByRole('listitem')).toHaveCount(5);
  const out = (page: Page) => page.getByRole('button', { name: 'Retirer « réemploi »' });
  await Promise.all([out(claire).focus(), out(yanis).focus()]);
  await claire.keyboard.press('Enter');
  await expect(words(yanis)).not.toContainText('réemploi');
  // What he was about to take out is gone: his key must not take the next one instead.
  await yanis.keyboard.press('Enter');
  for (const page of [claire, yanis]) {
    await expect(words(page).getByRole('listitem')).toHaveCount(4);
    await expect(words(page)).toContainText('couture');
    await expect(words(page)).toContainText('vélo');
    await expect(words(page)).not.toContainText('réemploi');
  }

  await comeTo(claire, 'innovation', 'innovation.experimentation.requested');
  await field(claire, 'innovation', 'innovation.experimentation.requested')
    .getByLabel('Oui')
    .check();
  await field(yanis, 'calendar', 'calendar.endDate').fill('2028-07-05');
  await expect(
    field(yanis, 'innovation', 'innovation.experimentation.requested').getByLabel('Oui'),
  ).toBeChecked();
  await expect(field(claire, 'calendar', 'calendar.endDate')).toHaveValue('2028-07-05');
});

test('a meeting is written by two: who came, what was asked, in which order', async ({ two }) => {
  const [claire, yanis] = await two(seat);
  const session = 'concertation.sessions/s1';
  const came = (page: Page) => field(page, 'concertation', `${session}/participants`);
  const questions = (page: Page) => field(page, 'concertation', `${session}/questions`);
  await Promise.all([
    comeTo(claire, 'concertation', `${session}/participants`),
    comeTo(yanis, 'concertation', `${session}/questions`),
  ]);
  const people = await came(claire).locator('tr.row').count();
  const asked = await questions(yanis).getByRole('listitem').count();

  const addPeople = async () => {
    await came(claire).getByRole('button', { name: 'Ajouter une catégorie' }).press('Enter');
    await expect(came(claire).locator('tr.row').last().locator('select')).toBeFocused();
    await claire.keyboard.press('Tab');
    await claire.keyboard.type('12');
    await claire.keyboard.press('Tab');
  };
  const addQuestion = async () => {
    await questions(yanis).getByRole('button', { name: 'Ajouter une question' }).press('Enter');
    await expect(questions(yanis).getByRole('listitem').last().locator('input')).toBeFocused();
    await yanis.keyboard.type('Qui répare quoi ?');
  };
  await Promise.all([addPeople(), addQuestion()]);
  for (const page of [claire, yanis]) {
    await expect(came(page).locator('tr.row')).toHaveCount(people + 1);
    await expect(came(page).locator('tr.row').last().locator('input')).toHaveValue('12');
    await expect(questions(page).getByRole('listitem')).toHaveCount(asked + 1);
    await expect(questions(page).getByRole('listitem').last().locator('input')).toHaveValue(
      'Qui répare quoi ?',
    );
  }
  // She brings his question up by one, while he goes on with it.
  const up = claire.getByRole('button', { name: /^Monter «.*Qui répare quoi/ });
  await Promise.all([up.press('Enter'), yanis.keyboard.type(' Et quand ?', { delay: 10 })]);
  for (const page of [claire, yanis]) {
    await expect(
      questions(page)
        .getByRole('listitem')
        .nth(asked - 1)
        .locator('input'),
    ).toHaveValue('Qui répare quoi ? Et quand ?');
  }
  await Promise.all([expectSaved(claire), expectSaved(yanis)]);
});

test('who takes rows out by the keyboard stays among them, and hears what went', async ({
  sit,
}) => {
  const claire = await sit(CLAIRE, seat);
  const rows = await comeTo(claire, 'budget', 'budget.funding');
  const remove = rows.getByRole('button', { name: /^Retirer/ });
  const names = await remove.evaluateAll((all) =>
    all.map((one) => one.getAttribute('aria-label') ?? ''),
  );
  const title = (at: number) => names[at]?.replace(/^.*\d\. (.*)\s».*$/, '$1') ?? '';
  await remove.first().press('Enter');
  await expect(remove).toHaveCount(names.length - 1);
  await expect(remove.first()).toBeFocused();
  await expect.poll(() => remove.first().getAttribute('aria-label')).toContain(title(1));
  await expect(claire.getByRole('status').filter({ hasText: 'Retiré' })).toContainText(title(0));
  await remove.last().press('Enter');
  await expect(remove).toHaveCount(names.length - 2);
  await expect(remove.last()).toBeFocused();
  // As the next story finds it.
  const undo = claire.getByRole('button', { name: /^Annuler.*Budget/ });
  await undo.click();
  await undo.click();
  await expect(remove).toHaveCount(names.length);
  await expectSaved(claire);
});
