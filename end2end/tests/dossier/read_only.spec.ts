// Those who may not write see all that is written, as it is written; and no trick of a browser's
// makes the server take from them what their role does not allow.
import { comeTo, expectSaved, field, linesOf, rewrite, richText } from '../support/dossier.ts';
import { forge, insertion, SECTION } from '../support/frames.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';

// The one dossier that the demo's reader may read.
const seat = { dossier: DOSSIERS.college };
const TEXT = ['objectives', 'objectives.general'] as const;
// Who may comment a section may do so, and suggest, beside each field, which changes nothing in it.
const CONTROLS =
  ':is(input, textarea, select, button):not(.comment-add, .suggest-add, .editor-readonly *), [contenteditable=true]';

test('a reader sees each word as it is written, and has nothing to write with', async ({ sit }) => {
  const [claire, reader] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.viewer, seat)]);
  await expect(reader.locator('#live .section').locator(CONTROLS)).toHaveCount(0);
  await expect(reader.locator('#summary')).toContainText(
    'Vous pouvez lire cette rubrique, pas la modifier.',
  );

  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['Lu en direct.']);
  const seen = field(reader, ...TEXT);
  const shown = reader.locator('#objectives .rich').first();
  await expect(shown).toHaveText('Lu en direct.');
  await expect(seen.locator('[contenteditable]')).toHaveCount(0);

  // Values, rows and sums too.
  const quantity = await comeTo(claire, 'budget', 'budget.lines/b02/quantity');
  const before = await quantity.inputValue();
  await quantity.fill('5');
  await quantity.press('Tab');
  const line = reader.locator('[id="budget-budget-lines-b02"]');
  await expect(line.locator('output')).toHaveText(/2.100,00/);
  await expect(reader.locator('.budget-totals .balance')).toContainText('420,00');
  await quantity.fill(before);
  await quantity.press('Tab');
  await expect(reader.locator('.budget-totals .balance')).toContainText('Équilibré');

  // She knows who reads along, and where to find the person; nobody reads unseen.
  await expect(claire.getByRole('list', { name: 'Présents' })).toContainText(
    'Lecteur de démonstration',
  );
});

test('the town hall writes in its partners and the budget, and nowhere else', async ({ sit }) => {
  const [claire, partner] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  const writable = await partner
    .locator('#live .section')
    .evaluateAll(
      (sections, controls) =>
        sections.filter((section) => section.querySelector(controls)).map((section) => section.id),
      CONTROLS,
    );
  expect(writable.sort()).toEqual(['budget', 'partners']);
  await expect(partner.locator('#review')).toHaveCount(0);

  // Of these, in its own rows only.
  await expect(field(partner, 'partners', 'partners/p1/contactFunction')).toHaveCount(0);
  await expect(field(partner, 'budget', 'budget.lines/b05/label')).toHaveCount(0);
  const contact = await comeTo(partner, 'partners', 'partners/p4/contactFunction');
  const before = await contact.inputValue();
  await contact.press('End');
  await partner.keyboard.type(', le mardi');
  await expect(field(claire, 'partners', 'partners/p4/contactFunction')).toHaveValue(
    `${before}, le mardi`,
  );
  await expectSaved(partner);
  // And sees the project change.
  const text = await richText(claire, ...TEXT);
  await rewrite(text, ['Pour la mairie aussi.']);
  const seen = await richText(partner, ...TEXT);
  await expect.poll(() => linesOf(seen)).toEqual(['Pour la mairie aussi.']);
});

test('a forged write to a section of others is refused, and nothing is stored', async ({ sit }) => {
  const [claire, partner, reader] = await Promise.all([
    sit(CLAIRE, seat),
    sit(PEOPLE.partner, seat),
    sit(PEOPLE.viewer, seat),
  ]);
  const title = field(claire, 'summary', 'summary.title');
  const before = await title.inputValue();
  expect(await forge(partner, SECTION.summary, insertion('t:summary.title', 'PIRATE ', 7001))).toBe(
    'refused',
  );
  expect(await forge(reader, SECTION.summary, insertion('t:summary.title', 'PIRATE ', 7002))).toBe(
    'refused',
  );
  expect(await forge(reader, SECTION.budget, insertion('t:budget.comment', 'PIRATE ', 7003))).toBe(
    'refused',
  );

  // The same frame is taken from one who may: it was refused for who sent it, and for nothing else.
  expect(await forge(claire, SECTION.summary, insertion('t:summary.title', 'Nous : ', 7004))).toBe(
    'kept',
  );
  // A forged insertion knows no neighbours, so it lands behind what was there before it.
  await expect(title).toHaveValue(`${before}Nous : `);
  // Nor may one speak as another who has spoken.
  const partners = 't:localAuthority.comment';
  expect(await forge(claire, SECTION.partners, insertion(partners, 'Elle. ', 7005))).toBe('kept');
  expect(await forge(partner, SECTION.partners, insertion(partners, 'PIRATE ', 7005))).toBe(
    'refused',
  );

  const late = await sit(PEOPLE.head, seat);
  await expect(field(late, 'summary', 'summary.title')).toHaveValue(`${before}Nous : `);
  expect(await late.locator('#live').textContent()).not.toContain('PIRATE');
  const comment = await richText(late, 'partners', 'localAuthority.comment');
  expect((await linesOf(comment)).join()).toContain('Elle. ');
  await title.fill(before);
  await expectSaved(claire);
});
