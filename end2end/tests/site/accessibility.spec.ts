// What a program can see of accessibility, on every page: light and dark, on a telephone and on a
// wide screen. It sees perhaps a third; the keyboard and people see the rest.
import type { Page } from '@playwright/test';
import { DOSSIERS, expect, openDossier, PEOPLE, signIn, test } from '../../fixtures.ts';
import { MEMBER_PLACES, PUBLIC_PLACES } from '../../places.ts';
import { expectAccessible } from '../support/accessible.ts';


for (const theme of ['light', 'dark'] as const) {
  for (const width of [320, 1440]) {
    const reader = { theme, viewport: { width, height: 900 } };

    test(`a visitor's pages have no fault (${theme}, ${width} px)`, async ({ visit, problems }) => {
      problems.allowStatus(404);
      problems.allowStatus(422);
      const page = await visit(reader);
      for (const place of [...PUBLIC_PLACES, '/nulle-part']) {
        await page.goto(place, { waitUntil: 'networkidle' });
        await expectAccessible(page, place);
      }
      await page.goto('/connexion');
      await signIn(page, PEOPLE.head, 'ce n’est pas le bon');
      await expect(page.locator('input[name=password]')).toBeVisible();
      await expectAccessible(page, 'a refused sign-in');
    });

    test(`a member's pages have no fault (${theme}, ${width} px)`, async ({ join }) => {
      const page = await join(PEOPLE.head, reader);
      for (const place of MEMBER_PLACES) {
        await page.goto(place, { waitUntil: 'networkidle' });
        await expectAccessible(page, place);
      }
    });

    test(`the page of a dossier has no fault (${theme}, ${width} px)`, async ({ join }) => {
      // Eighteen sections: axe looks at some thousands of elements.
      test.slow();
      const page = await join(PEOPLE.head, reader);
      await openDossier(page, DOSSIERS.school);
      await page.waitForLoadState('networkidle');
      // A section that is off the screen has the size it is guessed to have, and what axe measures in
      // it overlaps the next one; on the screen it has its own.
      await page.addStyleTag({ content: '.section { content-visibility: visible }' });
      await expectAccessible(page, DOSSIERS.school);
    });
  }
}
