// What every story starts from: a server with a demonstration of its own, people signed in, and an ear
// on every page. Nothing is shared between two stories but the browser's process.
import {
  type BrowserContext,
  type BrowserContextOptions,
  expect as playwrightExpect,
  type Page,
  test as base,
} from '@playwright/test';
import { pathOf, sessionOf } from './demo.ts';
import { LOOKS } from './limits.ts';
import { Problems } from './problems.ts';
import { Witness } from './report.ts';
import { Server } from './server.ts';

export { DOSSIERS, PASSWORD, PEOPLE } from './demo.ts';

export interface Reader extends BrowserContextOptions {
  lang?: 'fr' | 'en';
  theme?: 'auto' | 'light' | 'dark';
}

interface Fixtures {
  server: Server;
  /** Complaints of every page of the story, whoever opened it. */
  problems: Problems;
  /** What the pages have said, for the report of a story that fails. */
  witness: Witness;
  /** A browser of somebody's own, not signed in. */
  visit: (reader?: Reader) => Promise<Page>;
  /** A browser of somebody's own, signed in, on no page yet. */
  join: (email: string, reader?: Reader) => Promise<Page>;
  /** Prints what is known when a story has failed, before its pages are closed. */
  report: undefined;
}

export const test = base.extend<Fixtures>({
  server: async ({}, use) => {
    const server = await Server.start();
    await use(server);
    await server.dispose();
  },

  baseURL: async ({ server }, use) => use(server.url),

  problems: async ({}, use) => use(new Problems()),

  witness: async ({}, use) => use(new Witness()),

  visit: async ({ browser, server, problems, witness }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ lang, theme, ...options } = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      contexts.push(context);
      problems.watch(context);
      witness.watch(context);
      await prefer(context, server.url, { lang, theme });
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  join: async ({ visit, server }, use) => {
    await use(async (email, reader) => {
      const page = await visit(reader);
      await page.context().addCookies([{ ...sessionOf(email), url: server.url }]);
      return page;
    });
  },

  page: async ({ visit }, use) => use(await visit()),

  report: [
    async ({ visit: _before, problems, witness, server }, use, testInfo) => {
      await use(undefined);
      const unexpected = problems.unexpected();
      if (testInfo.status !== testInfo.expectedStatus || unexpected.length > 0) {
        console.log(await witness.report(testInfo, server.log, unexpected));
      }
      playwrightExpect(unexpected, 'what the browser complained of').toEqual([]);
    },
    { auto: true },
  ],
});

/** As Playwright's own, but what is polled is looked at again as soon as what a locator finds. */
export const expect = new Proxy(playwrightExpect, {
  get: (of, name, proxy) => (name === 'poll' ? poll : (Reflect.get(of, name, proxy) as unknown)),
});

const poll: typeof playwrightExpect.poll = (look, options) => {
  const said = typeof options === 'string' ? { message: options } : options;
  return playwrightExpect.poll(look, { intervals: LOOKS, ...said });
};

/** Fills and sends the form of a page that shows it, in whichever language. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button').click();
}

/** Opens a demo dossier and returns its address. */
export async function openDossier(page: Page, title: string): Promise<string> {
  const path = pathOf(title);
  await page.goto(path);
  return path;
}

/** The choices of a reader, as the cookies that the preferences form leaves. */
export async function prefer(
  context: BrowserContext,
  url: string,
  { lang, theme }: Pick<Reader, 'lang' | 'theme'>,
): Promise<void> {
  const chosen = Object.entries({ lang, theme }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value, url }],
  );
  if (chosen.length > 0) await context.addCookies(chosen);
}
