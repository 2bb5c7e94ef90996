// Anybody's Yjs client beside a Préau tab, under the same session and the same rights: a program of
// `yjs` and `y-websocket`, and a page in which `y-quill` edits one of the dossier's texts.
import type { Locator, Page } from '@playwright/test';
import type * as Y from 'yjs';
import {
  comeTo,
  expectSaved,
  field,
  linesOf,
  rewrite,
  richText,
  toEnd,
} from '../support/dossier.ts';
import { openQuill, shown } from '../support/quill.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, YANIS } from '../support/together.ts';
import { test } from '../support/yjs.ts';

// The one dossier that the reader belongs to as well.
const seat = { dossier: DOSSIERS.college };
const TEXT = ['sustainability', 'sustainability.continuation'] as const;
const [SECTION, ROOT] = ['sustainability', 't:sustainability.continuation'];

const cell = (page: Page, column: string): Locator =>
  field(page, 'budget', `budget.lines/b02/${column}`);
const amount = (page: Page): Locator => page.locator('[id="budget-budget-lines-b02"] output');

/** Loads the dossier again, from what the server has kept. */
async function again(page: Page): Promise<Locator> {
  await expectSaved(page);
  await page.reload();
  await expectSaved(page);
  return richText(page, ...TEXT);
}

test('a program writes in a text beside a tab, and each sees the words of the other', async ({
  sit,
  program,
}) => {
  const [claire, yanis] = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  const hers = await richText(claire, ...TEXT);
  await rewrite(hers, ['Du navigateur.']);
  const client = await program(yanis, claire, SECTION);
  const text = client.text(ROOT);
  await expect.poll(() => text.toString()).toBe('Du navigateur.\n');

  client.doc.transact(() => {
    text.insert(0, 'Du programme. ');
    text.format(3, 9, { bold: true });
  });
  await expect.poll(() => shown(hers)).toEqual(['Du *programme*. Du navigateur.']);
  await toEnd(hers);
  await claire.keyboard.type(' Encore.');
  await expect.poll(() => text.toString()).toBe('Du programme. Du navigateur. Encore.\n');

  // Lines of other kinds, each with its own line feed, behind the last one.
  text.applyDelta([
    { retain: text.length },
    { insert: 'Titre' },
    { insert: '\n', attributes: { header: 1 } },
    { insert: 'Un point' },
    { insert: '\n', attributes: { list: 'bullet' } },
  ]);
  const whole = ['Du *programme*. Du navigateur. Encore.', '# Titre', '- Un point'];
  await expect.poll(() => shown(hers)).toEqual(whole);
  await toEnd(hers);
  await claire.keyboard.press('Enter');
  await claire.keyboard.type('Un autre');
  await expect
    .poll(() => text.toDelta().slice(-4))
    .toEqual([
      { insert: 'Un point' },
      { insert: '\n', attributes: { list: 'bullet' } },
      { insert: 'Un autre' },
      { insert: '\n', attributes: { list: 'bullet' } },
    ]);
  expect(await shown(await again(claire))).toEqual([...whole, '- Un autre']);
});

test('a program fills in a row beside a tab, and the amount follows', async ({ sit, program }) => {
  const [claire, yanis] = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  await comeTo(claire, 'budget', 'budget.lines/b02/label');
  await cell(claire, 'label').fill('Kits');
  const client = await program(yanis, claire, 'budget');
  const row = client.row('r:budget.lines', 'b02');
  const label = row.get('label') as Y.Text;
  await expect.poll(() => label.toString()).toBe('Kits');
  await expect(amount(claire)).toHaveText(/1.680,00/);

  client.doc.transact(() => {
    label.insert(4, ' et capteurs');
    row.set('quantity', 5);
  });
  await expect(cell(claire, 'label')).toHaveValue('Kits et capteurs');
  await expect(cell(claire, 'quantity')).toHaveValue('5');
  await expect(amount(claire)).toHaveText(/2.100,00/);

  await cell(claire, 'quantity').fill('4');
  await cell(claire, 'label').press('End');
  await claire.keyboard.type(' (demi-groupe)');
  await expect.poll(() => row.get('quantity')).toBe(4);
  await expect.poll(() => label.toString()).toBe('Kits et capteurs (demi-groupe)');
  await again(claire);
  await expect(cell(claire, 'label')).toHaveValue('Kits et capteurs (demi-groupe)');
  await expect(cell(claire, 'quantity')).toHaveValue('4');
});

test('the program of a reader sees all, and what it writes gets nowhere', async ({
  sit,
  program,
}) => {
  const [claire, viewer] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.viewer, seat)]);
  const hers = await richText(claire, ...TEXT);
  await rewrite(hers, ['Lisible.']);
  const reader = await program(viewer, claire, SECTION);
  const writer = await program(claire, claire, SECTION);
  await expect.poll(() => reader.text(ROOT).toString()).toBe('Lisible.\n');

  reader.text(ROOT).insert(0, 'Interdit. ');
  await reader.heard();
  // What comes after the forbidden words arrives everywhere, so they would have arrived before it.
  writer.text(ROOT).insert('Lisible.'.length, ' Permis.');
  await expect.poll(() => linesOf(hers)).toEqual(['Lisible. Permis.']);
  await expect.poll(() => reader.text(ROOT).toString()).toBe('Interdit. Lisible. Permis.\n');
  expect(writer.text(ROOT).toString()).toBe('Lisible. Permis.\n');

  expect(await linesOf(await again(claire))).toEqual(['Lisible. Permis.']);
  const later = await program(viewer, claire, SECTION);
  expect(later.text(ROOT).toString()).toBe('Lisible. Permis.\n');
});

test('a page of Quill edits a text beside a tab, words, formats and all', async ({
  sit,
  join,
  program,
}) => {
  const claire = await sit(CLAIRE, seat);
  const hers = await richText(claire, ...TEXT);
  await rewrite(hers, ['Bonjour']);
  await hers.press('Enter');
  await hers.pressSequentially('# Suite');
  await hers.press('Enter');
  await hers.pressSequentially('- un');
  await hers.press('Enter');
  await hers.press('ControlOrMeta+b');
  await hers.pressSequentially('deux');

  // A browser in which Préau's own worker answers nothing: the page of Quill is none of its pages.
  const yanis = await join(YANIS, { serviceWorkers: 'block' });
  let his = await openQuill(yanis, claire.url(), SECTION, ROOT);
  await expect.poll(() => shown(his)).toEqual(['Bonjour', '# Suite', '- un', '- *deux*']);
  await expect(his.locator('h1')).toHaveText('Suite');
  await expect(his.locator('li[data-list=bullet] strong')).toHaveText('deux');

  // From Quill to the tab: words at both ends, then a heading and bold by its own buttons.
  await his.press('ControlOrMeta+End');
  await his.pressSequentially(' et trois');
  await his.press('ControlOrMeta+Home');
  await his.pressSequentially('Oui : ');
  await yanis.locator('.ql-header').click();
  await yanis.locator('.ql-bold').click();
  await his.pressSequentially('gras ');
  await expect
    .poll(() => shown(hers))
    .toEqual(['# Oui : *gras *Bonjour', '# Suite', '- un', '- *deux et trois*']);

  // From the tab, where she sees that he is there, to Quill.
  const him = claire
    .getByRole('list', { name: 'Présents' })
    .getByRole('listitem')
    .filter({ hasText: 'Yanis Belkacem' });
  await expect(him).toContainText('Pérennisation');
  await toEnd(hers);
  await hers.press('Enter');
  await hers.press('Enter');
  await hers.pressSequentially('Fin.');
  await expect.poll(async () => (await shown(his)).join('\n')).toMatch(/trois\*\n\*?Fin\.\*?$/);

  // Under the caret of another client stands the name of the session, whatever that client says.
  const other = await program(claire, claire, SECTION);
  other.provider.awareness.setLocalState({ user: { name: 'Personne' }, cursor: null });
  const caret = { type: null, tname: ROOT, item: null, assoc: 0 };
  other.provider.awareness.setLocalStateField('cursor', { anchor: caret, head: caret });
  await expect(yanis.locator('.ql-cursor-name')).toHaveText('Claire Vasseur');

  const before = await shown(hers);
  const reloaded = await again(claire);
  his = await openQuill(yanis, claire.url(), SECTION, ROOT);
  expect(await shown(reloaded)).toEqual(before);
  expect(await shown(his)).toEqual(before);
});
