// Nothing is wider than the screen, at any width; one finds one's way on a telephone; and paper shows
// the words and nothing else.
import type { Page } from '@playwright/test';
import { field, richText, rewrite } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';

const seat = { dossier: DOSSIERS.college };

/** The elements that stick out of the page, by a selector that a person can find again. */
async function stickingOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // Sections far below are not laid out before one comes near them; a test cannot wait for that.
    for (const section of document.querySelectorAll<HTMLElement>('.section')) {
      section.style.contentVisibility = 'visible';
    }
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    return [...document.querySelectorAll('main *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}#${element.id}`)
      .slice(0, 5)
      .concat('the page scrolls sideways');
  });
}

/** At every width, on one visit. */
async function expectFits(page: Page, place: string): Promise<void> {
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    expect(await stickingOut(page), `${place} at ${width} px`).toEqual([]);
  }
}

test('the dossier does not scroll sideways, and no title is squeezed', async ({ sit }) => {
  const page = await sit(PEOPLE.head, seat);
  await expectFits(page, 'the dossier');
  for (const width of [320, 768, 1440]) {
    await page.setViewportSize({ width, height: 800 });
    const narrow = await page.locator('.section-head h2').evaluateAll((all) =>
      all.filter((title) => title.getBoundingClientRect().width < 240).map((title) => title.textContent),
    );
    expect(narrow, `titles squeezed by what stands beside them at ${width} px`).toEqual([]);
  }
});

test('the dossier does not scroll sideways with its editors', async ({ sit }) => {
  const page = await sit(PEOPLE.head, seat);
  await richText(page, 'concertation', 'concertation.method');
  await expectFits(page, 'the dossier with its editors');
});

test('the pages around a dossier do not scroll sideways', async ({ join }) => {
  const page = await join(PEOPLE.head);
  for (const place of ['/dossiers', '/dossiers/nouveau', '/']) {
    await page.goto(place);
    await expectFits(page, place);
  }
});

test('on a telephone one goes from section to section by the list', async ({ sit }) => {
  const page = await sit(CLAIRE, { ...seat, viewport: { width: 320, height: 640 } });
  const menu = page.locator('.nav-menu');
  for (const name of ['Budget', 'Équipe projet']) {
    if ((await menu.getAttribute('open')) === null) await menu.locator('summary').click();
    await menu.getByRole('link', { name }).click();
    const heading = page.getByRole('heading', { level: 2, name });
    await expect(heading).toBeInViewport();
    // Under the bar that stays at the top, not behind it.
    const bar = await page.locator('.dossier-bar').boundingBox();
    await expect.poll(async () => ((await heading.boundingBox())?.y ?? -1) >= (bar?.height ?? 0) - 1).toBe(true);
  }
});

test('a link to a field leads to it, wherever one is', async ({ sit }) => {
  const page = await sit(CLAIRE, seat);
  for (const id of ['budget-budget-comment', 'identification-identification-establishment-uai', 'approvals']) {
    await page.goto(`${page.url().replace(/#.*/, '')}#${id}`);
    await expect(page.locator(`[id="${id}"]`)).toBeInViewport();
  }
});

test('on paper there are the words, the values and the sums, and no tools', async ({ sit }) => {
  const page = await sit(CLAIRE, seat);
  const text = await richText(page, 'sustainability', 'sustainability.dissemination');
  await rewrite(text, ['Imprimé tel quel.']);
  await page.emulateMedia({ media: 'print' });
  await expect(text).toBeVisible();
  await expect(text).toHaveText('Imprimé tel quel.');
  await expect(field(page, 'summary', 'summary.title')).toBeVisible();
  await expect(page.locator('.budget-totals .sum').first()).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  for (const tool of ['.dossier-nav', '.dossier-bar', '.editor-toolbar', '.row-tools', '.section-tools', '.site-header']) {
    await expect(page.locator(tool).first(), tool).toBeHidden();
  }
  // A paper that is no wider than its page.
  await page.setViewportSize({ width: 700, height: 1000 });
  expect(await stickingOut(page)).toEqual([]);
});
