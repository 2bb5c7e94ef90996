// Every page loads whole, in both languages, and the browser has nothing to say against it: no
// error, no warning, nothing that the content security policy refused.
import type { Page } from '@playwright/test';
import { expect, PEOPLE, test } from '../../fixtures.ts';
import { dossierPlaces, MEMBER_PLACES, PUBLIC_PLACES } from '../../places.ts';
import { stateLine } from '../support/dossier.ts';

async function expectWhole(page: Page, place: string, lang: string): Promise<void> {
  const response = await page.goto(place);
  expect(response?.status(), place).toBe(200);
  await expect(page.locator('html'), place).toHaveAttribute('lang', lang);
  await expect(page.locator('h1'), place).toHaveCount(1);
  await expect(page.locator('h1'), place).not.toBeEmpty();
  await expect(page, place).toHaveTitle(/\S · Préau$/);
}

for (const lang of ['fr', 'en'] as const) {
  test(`a visitor's pages load without a complaint (${lang})`, async ({ visit }) => {
    const page = await visit({ lang });
    for (const place of PUBLIC_PLACES) await expectWhole(page, place, lang);
  });

  test(`a member's pages load without a complaint (${lang})`, async ({ join }) => {
    const page = await join(PEOPLE.head, { lang });
    for (const place of MEMBER_PLACES) {
      await expectWhole(page, place, lang);
      // What its scripts ask for may be refused as well.
      await page.waitForLoadState('networkidle');
    }
  });

  test(`the pages of dossiers load without a complaint and come alive (${lang})`, async ({
    join,
  }) => {
    const page = await join(PEOPLE.head, { lang });
    for (const place of dossierPlaces()) {
      await expectWhole(page, place, lang);
      await expect(stateLine(page)).toHaveAttribute('data-state', 'saved');
    }
  });

  test(`an unknown address says so, in the reader's language (${lang})`, async ({
    visit,
    problems,
  }) => {
    problems.allowStatus(404);
    const page = await visit({ lang });
    const response = await page.goto('/nulle-part');
    expect(response?.status()).toBe(404);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page.locator('h1')).not.toBeEmpty();
  });
}

test('no page is wider than a narrow screen', async ({ join, visit }) => {
  const viewport = { width: 320, height: 640 };
  const visitor = await visit({ viewport });
  const member = await join(PEOPLE.head, { viewport });
  const places: [Page, string][] = [
    ...PUBLIC_PLACES.map((place): [Page, string] => [visitor, place]),
    ...[...MEMBER_PLACES, ...dossierPlaces()].map((place): [Page, string] => [member, place]),
  ];
  for (const [page, place] of places) {
    await page.goto(place);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width, place).toBeLessThanOrEqual(viewport.width);
  }
});

test('a page without co-editing downloads no program', async ({ visit }) => {
  const page = await visit();
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  for (const place of PUBLIC_PLACES) await page.goto(place);
  // The few lines that take a link's token out of the address are no program.
  const programs = asked.filter(
    (path) => /\.(js|wasm)$/.test(path) && !path.includes('/invitation.'),
  );
  expect(programs).toEqual([]);
});

test('nothing but the site itself may run or be shown', async ({ request }) => {
  const policy = (await request.get('/')).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
  expect(policy).toContain("default-src 'none'");
});

test('light, dark and the language are chosen by a click and kept', async ({ visit }) => {
  const page = await visit();
  await page.goto('/connexion');
  await page.getByRole('button', { name: 'Sombre' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page).toHaveURL(/\/connexion$/);
});
