// Several people in one text: every letter arrives, everywhere the same, and nobody's caret or screen
// moves but by their own hand. Each story ends with somebody who comes later and sees the same.
import {
  bringNear,
  caretTo,
  comeTo,
  expectSameText,
  expectSaved,
  field,
  inTurns,
  linesOf,
  richText,
  toEnd,
  toStart,
} from '../support/dossier.ts';
import { expect, PEOPLE, test } from '../support/together.ts';

const TEXT = ['sustainability', 'sustainability.continuation'] as const;
const TITLE = ['summary', 'summary.title'] as const;

test('two people type into one paragraph, one at its start and one at its end', async ({
  sit,
  twoInText,
}) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Milieu']);
  await caretTo(hers, 0, 0);
  await toEnd(his);
  await inTurns(claire, 'Au début de tout. ', yanis, ', puis la fin.');
  await expectSameText([hers, his]);
  expect(await linesOf(his)).toEqual(['Au début de tout. Milieu, puis la fin.']);

  // The other way round, so that each is once before and once behind the other.
  await toEnd(hers);
  await caretTo(his, 0, 0);
  await inTurns(claire, ' Encore.', yanis, 'Voilà. ');
  const whole = 'Voilà. Au début de tout. Milieu, puis la fin. Encore.';
  await expect.poll(() => linesOf(hers)).toEqual([whole]);
  await expectSameText([hers, his]);
  await Promise.all([expectSaved(claire), expectSaved(yanis)]);

  const third = await sit(PEOPLE.head);
  await expectSameText([hers, his, await richText(third, ...TEXT)]);
});

test('two people type at the same place, and no letter is lost or changes its order', async ({
  twoInText,
}) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['en bas : ']);
  await Promise.all([toEnd(hers), toEnd(his)]);
  await Promise.all([
    claire.keyboard.type('abcdefghijklmnop', { delay: 11 }),
    yanis.keyboard.type('ABCDEFGHIJKLMNOP', { delay: 13 }),
  ]);
  const [line] = await expectSameText([hers, his]);
  expect(line).toHaveLength('en bas : '.length + 32);
  const added = line?.slice('en bas : '.length) ?? '';
  expect(added.replace(/[A-P]/g, '')).toBe('abcdefghijklmnop');
  expect(added.replace(/[a-p]/g, '')).toBe('ABCDEFGHIJKLMNOP');
});

test('two people type into the title at once, and its heading follows', async ({ sit, two }) => {
  const [claire, yanis] = await two();
  const [hers, his] = await Promise.all([comeTo(claire, ...TITLE), comeTo(yanis, ...TITLE)]);
  await hers.fill('La cour');
  await expect(his).toHaveValue('La cour');

  await hers.press('Home');
  await his.press('End');
  await inTurns(claire, 'Vivre ', yanis, ' au calme');
  await expect(hers).toHaveValue('Vivre La cour au calme');
  await expect(his).toHaveValue('Vivre La cour au calme');

  await hers.press('End');
  await his.press('Home');
  await inTurns(claire, ', ensemble', yanis, '« ');
  for (const page of [claire, yanis]) {
    await expect(field(page, ...TITLE)).toHaveValue('« Vivre La cour au calme, ensemble');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(
      '« Vivre La cour au calme, ensemble',
    );
  }
  await Promise.all([expectSaved(claire), expectSaved(yanis)]);

  const third = await sit(PEOPLE.head);
  await expect(field(third, ...TITLE)).toHaveValue('« Vivre La cour au calme, ensemble');
});

test('one makes words bold while the other goes on typing in them', async ({ sit, twoInText }) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Un mot important ici.']);
  await caretTo(hers, 0, 3);
  for (let step = 0; step < 'mot important'.length; step += 1) await hers.press('Shift+ArrowRight');
  await caretTo(his, 0, 6);
  await Promise.all([
    hers.press('ControlOrMeta+b'),
    yanis.keyboard.type(' vraiment', { delay: 5 }),
  ]);
  await expect.poll(() => linesOf(hers)).toEqual(['Un mot vraiment important ici.']);
  await expectSameText([hers, his]);
  // His first letters may have come before the bold; the words that were there before him are bold.
  const bold = () =>
    his.evaluate((text) =>
      [...text.querySelectorAll('strong')].map((words) => words.textContent).join('…'),
    );
  expect(await bold()).toMatch(/^mot.*important$/s);
  // And he sees that she selected exactly these, his own included.
  const selected = () =>
    his.evaluate((text) =>
      [...text.querySelectorAll('.editor-selection')].map((words) => words.textContent).join(''),
    );
  await expect.poll(selected).toBe('mot vraiment important');

  await Promise.all([expectSaved(claire), expectSaved(yanis)]);
  const third = await sit(PEOPLE.head);
  await expectSameText([hers, await richText(third, ...TEXT)]);
});

test('one splits a paragraph while the other types behind the split', async ({ twoInText }) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Première phrase. Deuxième phrase']);
  await caretTo(hers, 0, 'Première phrase. '.length);
  await toEnd(his);
  await Promise.all([
    claire.keyboard.press('Enter'),
    yanis.keyboard.type(' qui continue.', { delay: 5 }),
  ]);
  await expect
    .poll(() => linesOf(hers))
    .toEqual(['Première phrase. ', 'Deuxième phrase qui continue.']);
  await expectSameText([hers, his]);

  // And joins it again, while the other is at its end.
  await Promise.all([
    claire.keyboard.press('Backspace'),
    yanis.keyboard.type(' Encore.', { delay: 5 }),
  ]);
  await expect
    .poll(() => linesOf(his))
    .toEqual(['Première phrase. Deuxième phrase qui continue. Encore.']);
  await expectSameText([hers, his]);
});

test('everybody sees who is here, in which field and where their caret is', async ({
  twoInText,
}) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Une phrase à deux.']);
  await toEnd(his);
  const caret = hers.locator('.editor-caret');
  await expect(caret.locator('.editor-caret-name')).toHaveText('Yanis Belkacem');
  // It stands where his caret is: behind the last letter.
  const before = () =>
    hers.evaluate((text) => {
      const range = document.createRange();
      range.setStart(text, 0);
      const mark = text.querySelector('.editor-caret');
      if (mark !== null) range.setEndBefore(mark);
      return range.toString();
    });
  expect(await before()).toBe('Une phrase à deux.');
  await his.press('ArrowLeft');
  await expect.poll(before).toBe('Une phrase à deux');

  const people = claire.getByRole('list', { name: 'Présents' });
  const him = people.getByRole('listitem').filter({ hasText: 'Yanis Belkacem' });
  await expect(people.getByRole('listitem').first()).toContainText('Claire Vasseur (vous)');
  await expect(him).toContainText('Enseignant');
  await expect(him).toContainText('Pérennisation');
  const place = claire.locator('.dossier-nav li').filter({ hasText: 'Pérennisation' });
  await expect(place.getByRole('img', { name: 'Yanis Belkacem est ici' })).toHaveText('YB');

  // A field of one line is marked with his name, and no longer when he leaves it.
  const tagline = await comeTo(yanis, 'summary', 'summary.tagline');
  await tagline.click();
  await comeTo(claire, 'summary', 'summary.tagline');
  const mark = claire.locator('.field', { has: field(claire, 'summary', 'summary.tagline') });
  await expect(mark.locator('.field-here')).toHaveText('Yanis Belkacem');
  await expect(caret).toHaveCount(0);
  await yanis.keyboard.press('Tab');
  await expect(mark.locator('.field-here')).toHaveCount(0);

  await yanis.close();
  await expect(him).toHaveCount(0);
});

test('the caret and the screen of one who writes stay when another writes above', async ({
  twoInText,
}) => {
  const lines = ['Haut.', 'Un.', 'Deux.', 'Trois.', 'Ici : '];
  const { claire, yanis, hers, his } = await twoInText(TEXT, lines);
  await caretTo(his, 0, 0);
  await toEnd(hers);
  const scroll = () => claire.evaluate(() => Math.round(window.scrollY));
  const caret = () =>
    hers.evaluate(() => {
      const range = window.getSelection()?.getRangeAt(0).cloneRange();
      return Math.round(range?.getBoundingClientRect().top ?? -1);
    });
  await bringNear(hers);
  const [scrolledBefore, caretBefore] = [await scroll(), await caret()];

  // Words of one line: nothing below may move.
  await inTurns(claire, 'abcdef', yanis, 'ABCDEF');
  await expect
    .poll(() => linesOf(hers))
    .toEqual(['ABCDEFHaut.', ...lines.slice(1, 4), 'Ici : abcdef']);
  expect(await scroll()).toBe(scrolledBefore);
  expect(await caret()).toBe(caretBefore);

  // Whole paragraphs: the caret stays with its words, and on the screen it moves less than a line.
  await inTurns(claire, 'ghijkl', yanis, 'G\rH\rI\r');
  await expect
    .poll(() => linesOf(hers))
    .toEqual(['ABCDEFG', 'H', 'I', 'Haut.', ...lines.slice(1, 4), 'Ici : abcdefghijkl']);
  await expectSameText([hers, his]);
  expect(Math.abs((await caret()) - caretBefore)).toBeLessThan(27);
});

test('a field keeps its focus and its place on the screen while another writes above it', async ({
  two,
}) => {
  const [claire, yanis] = await two();
  const above = ['sustainability', 'sustainability.dissemination'] as const;
  const [seen, his] = await Promise.all([richText(claire, ...above), richText(yanis, ...above)]);
  const mine = await comeTo(claire, 'sustainability', 'sustainability.openDay.event');
  await mine.fill('');
  const top = () => mine.evaluate((input) => Math.round(input.getBoundingClientRect().top));
  const before = await top();

  await toStart(his);
  await inTurns(claire, 'Journée des cours', yanis, 'Un\rDeux\rTrois\r');
  await expect.poll(async () => (await linesOf(seen)).slice(0, 3)).toEqual(['Un', 'Deux', 'Trois']);
  await expect.poll(async () => Math.abs((await top()) - before)).toBeLessThan(3);
  await expect(mine).toBeFocused();
  await expect(mine).toHaveValue('Journée des cours');
  await expectSaved(claire);
});
