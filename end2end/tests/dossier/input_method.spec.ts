// Input methods and dead keys: what is being composed is not a word yet. Changes of others wait beside
// it, never through it, and when it ends both texts are the same.
import type { CDPSession, Page } from '@playwright/test';
import {
  comeTo,
  expectSameText,
  expectSaved,
  linesOf,
  toEnd,
  toStart,
} from '../support/dossier.ts';
import { expect, test } from '../support/together.ts';

const TEXT = ['diagnosis', 'diagnosis.findings'] as const;
const LINE = ['sustainability', 'sustainability.openDay.event'] as const;

/** A keyboard that composes, as the browser's own protocol has it. */
class InputMethod {
  private constructor(private readonly session: CDPSession) {}

  static async of(page: Page): Promise<InputMethod> {
    return new InputMethod(await page.context().newCDPSession(page));
  }

  /** The letters so far, shown underlined. */
  async compose(text: string): Promise<void> {
    const at = text.length;
    await this.session.send('Input.imeSetComposition', {
      text,
      selectionStart: at,
      selectionEnd: at,
    });
  }

  /** The word that was meant. */
  async commit(text: string): Promise<void> {
    await this.session.send('Input.insertText', { text });
  }
}

test('one composes a word while the other types in the same paragraph', async ({ twoInText }) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Bonjour : ']);
  const method = await InputMethod.of(claire);

  await toEnd(hers);
  await toStart(his);
  await method.compose('に');
  await yanis.keyboard.type('Oui. ');
  await method.compose('にほ');
  await method.compose('にほんご');
  // He does not see half a word, unless as it stands; she still sees all of hers.
  expect((await linesOf(hers)).join()).toContain('にほんご');
  await yanis.keyboard.type('Et ');
  await method.commit('日本語');
  for (const text of [hers, his])
    await expect.poll(() => linesOf(text)).toEqual(['Oui. Et Bonjour : 日本語']);

  // The caret is behind the word, and the keyboard goes on.
  await claire.keyboard.type(' voilà');
  await expect.poll(() => linesOf(his)).toEqual(['Oui. Et Bonjour : 日本語 voilà']);
  await expectSameText([hers, his]);
  await expectSaved(claire);
});

test('both compose at once in one paragraph, one of them twice', async ({ twoInText }) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['milieu']);
  const [her, him] = [await InputMethod.of(claire), await InputMethod.of(yanis)];
  await toStart(hers);
  await toEnd(his);
  await her.compose('k');
  await him.compose('h');
  await her.compose('か');
  await him.compose('は');
  await him.commit('歯');
  await her.commit('蚊');
  await him.compose('い');
  await him.commit('胃');
  for (const text of [hers, his]) await expect.poll(() => linesOf(text)).toEqual(['蚊milieu歯胃']);
  await expectSameText([hers, his]);
});

test('a dead key makes one letter, in a text and in a line, while the other types before it', async ({
  twoInText,
}) => {
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['cr']);
  const method = await InputMethod.of(claire);
  await toEnd(hers);
  await toStart(his);
  await method.compose('^');
  await yanis.keyboard.type('Une ');
  await method.commit('ê');
  await claire.keyboard.type('pe');
  for (const text of [hers, his]) await expect.poll(() => linesOf(text)).toEqual(['Une crêpe']);

  const [line, same] = await Promise.all([comeTo(claire, ...LINE), comeTo(yanis, ...LINE)]);
  await line.fill('for');
  await expect(same).toHaveValue('for');
  await line.press('End');
  await same.press('Home');
  await method.compose('^');
  await yanis.keyboard.type('La ');
  await expect(line).toHaveValue('for^');
  await method.commit('ê');
  await claire.keyboard.type('t');
  for (const each of [line, same]) await expect(each).toHaveValue('La forêt');
  await expectSaved(claire);
});

test('a composition in a line survives what the other types at the same place', async ({ two }) => {
  const [claire, yanis] = await two();
  const method = await InputMethod.of(claire);
  const [line, same] = await Promise.all([comeTo(claire, ...LINE), comeTo(yanis, ...LINE)]);
  await line.fill('Fête ');
  await expect(same).toHaveValue('Fête ');
  await line.press('End');
  await same.press('End');
  await method.compose('せ');
  await yanis.keyboard.type('du ');
  await method.compose('せか');
  await yanis.keyboard.type('monde');
  await method.commit('世界');
  await expect.poll(async () => (await line.inputValue()) === (await same.inputValue())).toBe(true);
  const value = await line.inputValue();
  expect(value.replace('世界', '')).toBe('Fête du monde');
  expect(value).toContain('世界');
  await expectSaved(claire);
});
