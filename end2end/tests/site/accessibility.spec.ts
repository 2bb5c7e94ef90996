// What a program can see of accessibility, on every page: light and dark, on a telephone and on a
// wide screen. It sees perhaps a third; the keyboard and people see the rest.
import { DOSSIERS, expect, openDossier, PEOPLE, signIn, test } from '../../fixtures.ts';
import { MEMBER_PLACES, PUBLIC_PLACES } from '../../places.ts';
import { expectAccessibleEverywhere } from '../support/accessible.ts';
import { expectSaved } from '../support/dossier.ts';

for (const place of [...PUBLIC_PLACES, '/nulle-part']) {
  test(`a visitor finds no fault in ${place}`, async ({ page, problems }) => {
    problems.allowStatus(404);
    await page.goto(place);
    await expectAccessibleEverywhere(page, place);
  });
}

test('a refused sign-in has no fault', async ({ page, problems }) => {
  problems.allowStatus(422);
  await page.goto('/connexion');
  await signIn(page, PEOPLE.head, 'ce n’est pas le bon');
  await expect(page.locator('main')).toContainText('ne correspond pas');
  await expectAccessibleEverywhere(page, 'a refused sign-in');
});

for (const place of MEMBER_PLACES) {
  test(`a member finds no fault in ${place}`, async ({ join }) => {
    const page = await join(PEOPLE.head);
    await page.goto(place);
    await expectAccessibleEverywhere(page, place);
  });
}

test('the page of a dossier has no fault', async ({ join }) => {
  const page = await join(PEOPLE.head);
  await openDossier(page, DOSSIERS.school);
  await expectSaved(page);
  // A section that is off the screen has the size it is guessed to have, and what axe measures in
  // it overlaps the next one; on the screen it has its own.
  await page.addStyleTag({ content: '.section { content-visibility: visible }' });
  await expectAccessibleEverywhere(page, DOSSIERS.school);
});
