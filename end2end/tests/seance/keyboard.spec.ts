// A session without a mouse or a finger: the remote keeps the keyboard where it was when what it pressed is
// written anew, and a participant sends and votes by keys alone.
import type { Locator, Page } from '@playwright/test';
import { begin, come, PHONE, SMALL } from '../support/seance.ts';
import { CLAIRE, DOSSIERS, expect, test } from '../support/together.ts';

/** Goes on by Tab until it is there. */
async function tabTo(page: Page, stop: Locator): Promise<void> {
  await expect(stop).toBeVisible();
  const isThere = () => stop.evaluate((element) => element === document.activeElement);
  for (let steps = 0; steps < 90 && !(await isThere()); steps += 1)
    await page.keyboard.press('Tab');
  await expect(stop).toBeFocused();
}

test('a session is led and taken part in by keyboard', async ({ sit, visit }) => {
  const remote = await sit(CLAIRE, { dossier: DOSSIERS.school, ...PHONE });
  const { code } = await begin(
    remote,
    new URL(remote.url()).pathname,
    'Soirée au clavier (fictive)',
  );
  const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
  await tabTo(remote, button(remote, 'Lancer'));
  await remote.keyboard.press('Enter');
  await expect(button(remote, 'Étape suivante')).toBeFocused();
  await tabTo(remote, button(remote, /^Idées$/));
  await remote.keyboard.press('Space');
  await expect(button(remote, /^Idées$/)).toHaveAttribute('aria-pressed', 'true');
  await expect(button(remote, /^Idées$/)).toBeFocused();
  await tabTo(remote, button(remote, 'Ouvrir les idées'));
  await remote.keyboard.press('Enter');
  await expect(remote.locator('[data-part=ideas] button').first()).toBeFocused();

  const parent = await visit(SMALL);
  await come(parent, `/s/${code}`, 'Odile', 'parents');
  await tabTo(parent, parent.getByLabel('Votre idée'));
  await parent.keyboard.type('Un banc');
  await parent.keyboard.press('Tab');
  await parent.keyboard.press('Enter');
  await expect(parent.locator('.idea-list')).toContainText('Un banc');
  await tabTo(remote, remote.locator('summary').filter({ hasText: 'Vote par points' }));
  await remote.keyboard.press('Enter');
  await tabTo(
    remote,
    remote.locator('details[open]').getByRole('button', { name: 'Ouvrir le vote' }),
  );
  await remote.keyboard.press('Enter');
  const more = parent.locator('.ballot-option').getByRole('button', { name: /^\+/ });
  await tabTo(parent, more);
  await parent.keyboard.press('Enter');
  await parent.keyboard.press('Enter');
  await tabTo(parent, button(parent, 'Valider'));
  await parent.keyboard.press('Enter');
  await expect(parent.locator('.phone-ballot [data-said]')).toContainText('Vote enregistré');
  await expect(remote.locator('[data-part=votes]')).toContainText('1 votant');
});
