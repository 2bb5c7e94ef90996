// The panel of comments and suggestions beside the text, as its stories speak of it.
// Does not know: what any one story is about.
import type { Locator, Page } from '@playwright/test';
import { expect } from '../../fixtures.ts';
import { bringNear } from './dossier.ts';

export const panel = (page: Page): Locator =>
  page.getByRole('complementary', { name: 'Commentaires' });
/** The threads that say so. */
export const thread = (page: Page, words: string): Locator =>
  panel(page).getByRole('article').filter({ hasText: words });
/** Where one writes. */
export const box = (page: Page): Locator =>
  panel(page).getByRole('textbox', { name: 'Votre commentaire' });
/** The button that opens the panel and closes it. */
export const way = (page: Page): Locator =>
  page.getByRole('button', { name: /^Voir les commentaires/ });
/** The way to a comment on a field or, without one, on its section. */
export const about = (page: Page, section: string, path = ''): Locator =>
  page.locator(`.comment-add[data-section="${section}"][data-path="${path}"]`);

/** Begins a comment on a field or, without one, on its section. */
export async function startAbout(page: Page, section: string, path = ''): Promise<void> {
  const button = about(page, section, path);
  await bringNear(button);
  await button.click();
  await expect(box(page)).toBeVisible();
}

/** Sends these words from the box. */
export async function send(page: Page, words: string): Promise<void> {
  await box(page).fill(words);
  await panel(page).getByRole('button', { name: 'Envoyer' }).click();
}

/** Begins a thread and waits until it is there. */
export async function say(page: Page, section: string, words: string): Promise<void> {
  await startAbout(page, section);
  await send(page, words);
  await expect(thread(page, words)).toBeVisible();
}
