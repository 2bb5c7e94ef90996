// A session of concertation, as its stories speak of it: begun from the dossier, its wall, its phones.
// Does not know: what any one story is about.
import type { Page } from '@playwright/test';
import { expect } from '../../fixtures.ts';

export const PHONE = { viewport: { width: 390, height: 844 } };
export const SMALL = { viewport: { width: 320, height: 640 } };

/** Where a session is: its page, its wall, and the code by which a room joins. */
export interface Session {
  path: string;
  code: string;
}

/** What is typed to prepare a session, besides its title. */
type Prepared = Partial<
  Record<'Date' | 'Heure de début' | 'Lieu' | 'Nombre de tables' | 'Questions à la salle', string>
>;

/**
 * The first message that a page of a session gets writes all its parts anew, and what was about to be
 * pressed is another one then. From now on the pages of this tab tell when they have taken it.
 */
export async function listen(page: Page): Promise<void> {
  await page.addInitScript(() => {
    globalThis.EventSource = class extends EventSource {
      constructor(address: string | URL) {
        super(address);
        // Before the page's own, in the same turn.
        this.addEventListener(
          'parts',
          () => document.documentElement.setAttribute('data-heard', ''),
          { once: true },
        );
      }
    };
  });
}

/** A page of a session has heard from the server, and rests until something happens. */
export async function expectLive(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-heard');
}

/** Opens a page of a session and waits until it is alive. */
export async function open(page: Page, path: string): Promise<void> {
  await listen(page);
  await page.goto(path);
  await expectLive(page);
}

/** Begins a session from the dossier's own way to it; the page is its remote then. */
export async function begin(
  page: Page,
  dossier: string,
  title: string,
  prepared: Prepared = {},
): Promise<Session> {
  await listen(page);
  if (!page.url().endsWith(dossier)) await page.goto(dossier);
  await page.getByRole('link', { name: 'Concertation en salle' }).click();
  await page.getByLabel('Titre').fill(title);
  for (const [label, words] of Object.entries(prepared)) await page.getByLabel(label).fill(words);
  await page.getByRole('button', { name: 'Ouvrir la séance' }).click();
  return sessionOf(page);
}

/** The session whose remote a page is. */
export async function sessionOf(page: Page): Promise<Session> {
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Télécommande');
  await expectLive(page);
  const code = (await page.locator('[data-part=present] strong').first().innerText()).replace(
    /\s/g,
    '',
  );
  return { path: new URL(page.url()).pathname.replace('/animer', ''), code };
}

/** The wall, beside the remote in the same browser. */
export async function openWall(remote: Page, { path }: Pick<Session, 'path'>): Promise<Page> {
  const wall = await remote.context().newPage();
  await wall.setViewportSize({ width: 1440, height: 900 });
  await open(wall, path.replace('/seances/', '/mur/'));
  return wall;
}

/** What is on the wall is a section of the dossier from now on. */
export async function showSection(remote: Page, section: string): Promise<void> {
  await remote.getByLabel('Une rubrique du dossier').selectOption(`section:${section}`);
  await remote.getByRole('button', { name: 'Montrer' }).first().click();
}

/** Lets the room send ideas, and waits until the remote says so. */
export async function openIdeas(remote: Page): Promise<void> {
  await pressOnce(remote, 'Ouvrir les idées');
}

/** The ideas are on the wall from now on. */
export async function showIdeas(remote: Page): Promise<void> {
  const button = remote.getByRole('button', { name: 'Idées', exact: true });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
}

/** Ends the vote that is open. */
export async function closeVote(remote: Page): Promise<void> {
  await pressOnce(remote, 'Clore le vote');
}

/** Presses a button of the remote that another one takes the place of, and waits for that. */
async function pressOnce(remote: Page, name: string): Promise<void> {
  const button = remote.getByRole('button', { name });
  await button.click();
  await expect(button).toHaveCount(0);
}

/** The session is over. */
export async function end(remote: Page): Promise<void> {
  await remote.getByText('Terminer la séance').click();
  await remote.getByRole('button', { name: 'Oui, terminer' }).click();
}

/** A phone that comes in by an address of the session, `/s/K7M2QX?table=2`. */
export async function come(
  page: Page,
  address: string,
  name: string,
  quality: string,
  people?: string,
): Promise<void> {
  await listen(page);
  await page.goto(address);
  await page.getByLabel('Vous êtes').fill(name);
  await page.getByLabel('En tant que').selectOption(quality);
  if (people !== undefined)
    await page.getByLabel('Combien êtes-vous avec cet appareil').fill(people);
  await page.getByRole('button', { name: 'Entrer' }).click();
  await expect(page.locator('.phone-who')).toContainText(name);
  await expectLive(page);
}

/** Sends an idea from a phone. */
export async function send(page: Page, words: string): Promise<void> {
  await page.getByLabel('Votre idée').fill(words);
  await page.getByRole('button', { name: 'Envoyer', exact: true }).click();
}
