// Several people in one dossier: `sit(email)` is a browser of theirs, in the dossier, alive; `two` are
// the two who write in most stories. Does not know: what any one story is about.
import type { Locator, Page } from '@playwright/test';
import {
  DOSSIERS,
  expect,
  openDossier,
  PEOPLE,
  type Reader,
  test as base,
} from '../../fixtures.ts';
import { expectSaved, linesOf, rewrite, richText } from './dossier.ts';

export { DOSSIERS, expect, PEOPLE } from '../../fixtures.ts';

/** The two who write in most stories: Claire, who leads the project, and Yanis. */
export const CLAIRE = PEOPLE.lead;
export const YANIS = PEOPLE.editor;

export interface Seat extends Reader {
  /** The beginning of the dossier's title. */
  dossier?: string;
}

/** Both in one rich text: their pages, and the text in each. */
export interface InText {
  claire: Page;
  yanis: Page;
  hers: Locator;
  his: Locator;
}

interface Fixtures {
  sit: (email: string, seat?: Seat) => Promise<Page>;
  /** Claire and Yanis in the same dossier. */
  two: (seat?: Seat) => Promise<[Page, Page]>;
  /** The same, in a rich text that holds exactly these paragraphs. */
  twoInText: (
    place: readonly [section: string, path: string],
    paragraphs: string[],
  ) => Promise<InText>;
}

export const test = base.extend<Fixtures>({
  sit: async ({ join }, use) => {
    await use(async (email, { dossier = DOSSIERS.school, ...reader } = {}) => {
      const page = await join(email, reader);
      await openDossier(page, dossier);
      await expectSaved(page);
      return page;
    });
  },

  two: async ({ sit }, use) => {
    await use((seat) => Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]));
  },

  twoInText: async ({ two }, use) => {
    await use(async (place, paragraphs) => {
      const [claire, yanis] = await two();
      const [hers, his] = await Promise.all([
        richText(claire, ...place),
        richText(yanis, ...place),
      ]);
      await rewrite(hers, paragraphs);
      await expect.poll(() => linesOf(his)).toEqual(paragraphs);
      await expectSaved(claire);
      return { claire, yanis, hers, his };
    });
  },
});
