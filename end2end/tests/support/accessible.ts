// What a program can see of accessibility: the rules of WCAG 2.2 to level AA, and that nothing has to be
// scrolled sideways. It sees perhaps a third; the keyboard and people see the rest.
import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Locator, type Page } from '@playwright/test';

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** The page has no fault, or a part of it, by a selector. */
export async function expectAccessible(page: Page, place: string, part?: string): Promise<void> {
  const axe = new AxeBuilder({ page }).withTags(TAGS);
  const { violations } = await (part === undefined ? axe : axe.include(part)).analyze();
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
