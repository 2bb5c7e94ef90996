// Nothing is wider than the screen, at any width; one finds one's way on a telephone; and paper shows
// the words and nothing else.
import type { Page } from '@playwright/test';
import { comeTo, field, richText, rewrite } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test, YANIS } from '../support/together.ts';

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
    const narrow = await page
      .locator('.section-head h2')
      .evaluateAll((all) =>
        all
          .filter((title) => title.getBoundingClientRect().width < 240)
          .map((title) => title.textContent),
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

test('whoever is here is in sight, and told by name where there is room', async ({ sit }) => {
  const wide = { width: 1440, height: 800 };
  const odile = await sit(PEOPLE.head, { ...seat, viewport: wide });
  const others = await Promise.all([sit(CLAIRE, seat), sit(YANIS, seat)]);
  await expect(odile.locator('.person')).toHaveCount(3);
  for (const page of others)
    await (await comeTo(page, 'diagnosis', 'diagnosis.needs')).locator('input').first().focus();
  await expect(odile.locator('.person-place', { hasText: 'besoins' })).toHaveCount(2);
  /** The discs and names of which something is out of the strip. */
  const cutOff = (what: string) =>
    odile.locator('.people').evaluate((strip, what) => {
      const { left, right, top, bottom } = strip.getBoundingClientRect();
      const parts = [...strip.querySelectorAll<HTMLElement>(what)].filter((part) => {
        const box = part.getBoundingClientRect();
        const inside =
          box.left >= left && box.right <= right && box.top >= top && box.bottom <= bottom;
        return !inside || part.scrollWidth > part.clientWidth;
      });
      return parts.map((part) => part.textContent);
    }, what);
  expect(await cutOff('.avatar, .person-name')).toEqual([]);
  for (const width of [768, 320]) {
    await odile.setViewportSize({ ...wide, width });
    expect(await cutOff('.avatar'), `${width} px`).toEqual([]);
  }
});

test('what one reads stays where it is when the panel beside it comes and goes', async ({
  sit,
}) => {
  const page = await sit(CLAIRE, { ...seat, viewport: { width: 1440, height: 900 } });
  const heading = page.getByRole('heading', { level: 2, name: 'Évaluation' });
  const drawn = () =>
    page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    );
  const top = () => heading.evaluate((element) => element.getBoundingClientRect().top);
  // Sections on the way take their true heights as they come near.
  await expect(async () => {
    await heading.evaluate((element) => element.scrollIntoView({ block: 'start' }));
    const there = await top();
    await drawn();
    expect(await top()).toBe(there);
  }).toPass();
  const before = await top();
  const button = page.locator('.threads-button');
  for (const open of ['true', 'false']) {
    // By hand: to click, Playwright scrolls to what stays at the top.
    const { x = 0, y = 0 } = (await button.boundingBox()) ?? {};
    await page.mouse.click(x + 5, y + 5);
    await expect(button).toHaveAttribute('aria-expanded', open);
    await drawn();
    expect(Math.abs((await top()) - before), `open: ${open}`).toBeLessThan(3);
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
    await expect
      .poll(async () => ((await heading.boundingBox())?.y ?? -1) >= (bar?.height ?? 0) - 1)
      .toBe(true);
  }
});

test('a link to a field leads to it, wherever one is', async ({ sit }) => {
  const page = await sit(CLAIRE, seat);
  for (const id of [
    'budget-budget-comment',
    'identification-identification-establishment-uai',
    'approvals',
  ]) {
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
  for (const tool of [
    '.dossier-nav',
    '.dossier-bar',
    '.editor-toolbar',
    '.row-tools',
    '.section-tools',
    '.site-header',
  ]) {
    await expect(page.locator(tool).first(), tool).toBeHidden();
  }
  // A paper that is no wider than its page.
  await page.setViewportSize({ width: 700, height: 1000 });
  expect(await stickingOut(page)).toEqual([]);
});

test('on paper no words stand over others', async ({ sit }) => {
  const page = await sit(CLAIRE, { viewport: { width: 720, height: 1040 } });
  await page.emulateMedia({ media: 'print' });
  // Columns of the size of a sheet are cut as pages are, and can be measured.
  await page.addStyleTag({
    content:
      '#live { width: 720px; height: 1040px; columns: 1; column-gap: 40px; column-fill: auto }',
  });
  const over = await page.locator('#live').evaluate((live) => {
    const boxes: { words: string; box: DOMRect }[] = [];
    /** In a box of a pixel, which only a screen reader reads. */
    const isForEars = (element: Element | null): boolean =>
      element !== null &&
      (element.getBoundingClientRect().width === 1 || isForEars(element.parentElement));
    const add = (words: string, rects: DOMRectList) => {
      for (const box of rects) if (box.width > 1 && box.height > 1) boxes.push({ words, box });
    };
    const texts = document.createTreeWalker(live, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      const words = text.textContent?.trim().slice(0, 40);
      const around = text.parentElement;
      if (
        !words ||
        !around?.checkVisibility() ||
        around.closest('textarea, select') ||
        isForEars(around)
      )
        continue;
      const range = document.createRange();
      range.selectNodeContents(text);
      add(words, range.getClientRects());
    }
    for (const control of live.querySelectorAll<HTMLInputElement>(
      'input.input, select, textarea',
    )) {
      if (control.checkVisibility())
        add(control.value.slice(0, 40) || control.id, control.getClientRects());
    }
    return boxes.flatMap(({ words, box }, at) =>
      boxes.slice(0, at).flatMap(({ words: others, box: other }) => {
        const wide = Math.min(box.right, other.right) - Math.max(box.left, other.left);
        const high = Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top);
        // Lines of one text may touch.
        return wide > 2 && high > 0.4 * Math.min(box.height, other.height)
          ? [`${others} / ${words}`]
          : [];
      }),
    );
  });
  expect(over).toEqual([]);
});

test('in the reader’s own colours the signs of comments and proposals are there', async ({
  sit,
}) => {
  const page = await sit(CLAIRE, seat);
  await page.emulateMedia({ forcedColors: 'active' });
  for (const sign of ['.threads-button', '.comment-add', '.suggest-add']) {
    const [shape, ground] = await page
      .locator(sign)
      .first()
      .evaluate((button) =>
        [getComputedStyle(button, '::before'), getComputedStyle(button)].map(
          (style) => style.backgroundColor,
        ),
      );
    expect(shape, sign).not.toBe(ground);
  }
});
