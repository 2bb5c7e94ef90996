// What every test starts from: a server, people signed in, and an ear on the browser's console.
import {
  type BrowserContext,
  type BrowserContextOptions,
  expect,
  type Page,
  test as base,
} from '@playwright/test';
import { Problems } from './problems.ts';
import { Server } from './server.ts';

export { expect } from '@playwright/test';

export const PASSWORD = 'preau-demo-2026';

/** The demo accounts, by what they are in the demo dossiers. */
export const PEOPLE = {
  head: 'principale@demo.example',
  lead: 'claire@demo.example',
  editor: 'yanis@demo.example',
  partner: 'mairie@demo.example',
  viewer: 'lecteur@demo.example',
} as const;

/** The demo dossiers, by the beginning of their titles. */
export const DOSSIERS = {
  school: 'La cour qui fait du bien',
  college: 'Le Labo des volcans',
  lycee: 'La Boucle',
} as const;

export interface Reader extends BrowserContextOptions {
  lang?: 'fr' | 'en';
  theme?: 'auto' | 'light' | 'dark';
}

interface TestFixtures {
  /** Complaints of every page of the test, whoever opened it. */
  problems: Problems;
  /** A browser of somebody's own, not signed in. */
  visit: (reader?: Reader) => Promise<Page>;
  /** A browser of somebody's own, signed in by the form, on the page of their dossiers. */
  join: (email: string, reader?: Reader) => Promise<Page>;
}

interface WorkerFixtures {
  server: Server;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.dispose();
    },
    { scope: 'worker' },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  problems: [
    async ({ server }, use, testInfo) => {
      const before = server.log.length;
      const problems = new Problems();
      await use(problems);
      if (testInfo.status !== testInfo.expectedStatus) {
        await testInfo.attach('server log', { body: server.log.slice(before) });
      }
      problems.expectNone();
    },
    { auto: true },
  ],

  context: async ({ context, problems }, use) => {
    problems.watch(context);
    await use(context);
  },

  visit: async ({ browser, server, problems }, use) => {
    const contexts: BrowserContext[] = [];
    await use(async ({ lang, theme, ...options } = {}) => {
      const context = await browser.newContext({ baseURL: server.url, ...options });
      contexts.push(context);
      problems.watch(context);
      await prefer(context, server.url, { lang, theme });
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },

  join: async ({ visit }, use) => {
    await use(async (email, reader) => {
      const page = await visit(reader);
      await page.goto('/connexion');
      await signIn(page, email, PASSWORD);
      await expect(page).toHaveURL(/\/dossiers$/);
      return page;
    });
  },
});

/** Fills and sends the form of a page that shows it, in whichever language. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('main form button').click();
}

/** Opens a dossier from the list, as people do, and returns its address. */
export async function openDossier(page: Page, title: string): Promise<string> {
  await page.goto('/dossiers');
  await page.getByRole('link', { name: title }).first().click();
  await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
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
