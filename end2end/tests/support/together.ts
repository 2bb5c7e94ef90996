// Several people in one dossier: `sit(email)` is a browser of theirs, in the dossier, alive. They sign
// in by the form once a server; after that, a browser that knows them is enough for these tests.
import { type BrowserContext, type Page } from '@playwright/test';
import { DOSSIERS, openDossier, PEOPLE, type Reader, test as base } from '../../fixtures.ts';
import { enter } from './dossier.ts';

export { DOSSIERS, expect, PEOPLE } from '../../fixtures.ts';

type Cookies = Parameters<BrowserContext['addCookies']>[0];

export interface Seat extends Reader {
  /** The beginning of the dossier's title. */
  dossier?: string;
}

interface Known {
  cookies: Map<string, Cookies>;
  addresses: Map<string, string>;
}

export const test = base.extend<{ sit: (email: string, seat?: Seat) => Promise<Page> }, { known: Known }>({
  known: [
    async ({}, use) => {
      await use({ cookies: new Map(), addresses: new Map() });
    },
    { scope: 'worker' },
  ],

  sit: async ({ join, visit, known }, use) => {
    await use(async (email, { dossier = DOSSIERS.school, ...reader } = {}) => {
      const cookies = known.cookies.get(email);
      const page = cookies === undefined ? await join(email, reader) : await visit(reader);
      if (cookies === undefined) known.cookies.set(email, await page.context().cookies());
      else await page.context().addCookies(cookies);
      const address = known.addresses.get(dossier) ?? (await openDossier(page, dossier));
      known.addresses.set(dossier, address);
      await enter(page, address);
      return page;
    });
  },
});

/** The two who write in most stories: Claire, who leads the project, and Yanis. */
export const CLAIRE = PEOPLE.lead;
export const YANIS = PEOPLE.editor;
