// What a program can see of accessibility: the rules of WCAG 2.2 to level AA, and that nothing has to be
// scrolled sideways. It sees perhaps a third; the keyboard and people see the rest.
import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect } from '../../fixtures.ts';

/** The rules whose answer depends on the colours of a page and on nothing else. */
const COLOURS = ['color-contrast', 'link-in-text-block'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The page has no fault, or a part of it, by a selector. */
export async function expectAccessible(page: Page, place: string, part?: string): Promise<void> {
  const axe = look(page).withTags(TAGS);
  await expectNoFault(part === undefined ? axe : axe.include(part), place);
}

/**
 * The same in every theme, on a telephone and on a wide screen, without another visit: a theme is an
 * attribute that the server writes. In the dark only colours can be at fault that were not in the light.
 */
export async function expectAccessibleEverywhere(page: Page, place: string): Promise<void> {
  for (const width of [320, 1440]) {
    await page.setViewportSize({ width, height: 900 });
    await wear(page, 'light');
    await expectAccessible(page, `${place}, light, ${width} px`);
    await wear(page, 'dark');
    await expectNoFault(look(page).withRules(COLOURS), `${place}, dark, ${width} px`);
  }
}

/** Puts a page into a theme, as the reader's choice does, with no colour on its way to another. */
async function wear(page: Page, theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((theme) => {
    document.documentElement.dataset.theme = theme;
    for (const animation of document.getAnimations()) {
      if (animation instanceof CSSTransition) animation.finish();
    }
  }, theme);
}

/** Of what has no fault axe need not write a list, which is long in a dossier. */
function look(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
}

async function expectNoFault(axe: AxeBuilder, place: string): Promise<void> {
  // There are no frames of others: no second page has to gather what each of them says.
  const { violations } = await axe.setLegacyMode().analyze();
  // For each fault: the rule, where, and what axe measured.
  const faults = violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id} — ${node.target.join(' ')} — ${node.failureSummary}`),
  );
  expect(faults, place).toEqual([]);
}

/** Nothing stands beside the screen, or beside a part of it that scrolls by itself. */
export async function expectNothingBeside(where: Page | Locator, place: string): Promise<void> {
  const beside =
    'goto' in where
      ? await where.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      : await where.evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(beside, `${place} is wider than its screen`).toBeLessThanOrEqual(0);
}
