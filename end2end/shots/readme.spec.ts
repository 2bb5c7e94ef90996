// The pictures of README.md, taken anew into target/shots, whence they are copied to docs:
// `npm --prefix end2end run shots -- readme`. Fictitious people, in French, light. Does not know:
// how the pages look.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { DOSSIERS, expect, openDossier, PEOPLE, test } from '../fixtures.ts';
import { expectSaved, richText, toEnd, toStart } from '../tests/support/dossier.ts';
import { begin, come, openIdeas, openWall, send, showIdeas } from '../tests/support/seance.ts';

const FOLDER = resolve(import.meta.dirname, '../../target/shots');
const LIGHT = { lang: 'fr', theme: 'light' } as const;
const DESK = { ...LIGHT, viewport: { width: 1440, height: 900 } };
const PHONE = { ...LIGHT, viewport: { width: 390, height: 844 } };
const ABSTRACT = ['summary', 'summary.abstract'] as const;

const IDEAS = [
  { name: 'Odile', quality: 'parents', words: 'Un banc à l’ombre, où les parents attendent aussi' },
  { name: 'Mairie', quality: 'local_authority', words: 'Ouvrir la cour le mercredi après-midi' },
  { name: 'Samir', quality: 'teachers', words: 'Une classe dehors, sous le tilleul' },
  { name: 'Marthe', quality: 'parents', words: 'Un robinet à la hauteur des petits' },
  { name: 'Inès', quality: 'teachers', words: 'Des jeux peints au sol par les élèves' },
  { name: 'Paul', quality: 'associations', words: 'Un potager que le quartier arrose l’été' },
];

test.beforeAll(() => mkdirSync(FOLDER, { recursive: true }));

test('two people write in one paragraph of a dossier', async ({ join, problems }) => {
  problems.allow(/./);
  const [claire, yanis] = await Promise.all([join(PEOPLE.lead, DESK), join(PEOPLE.editor, DESK)]);
  for (const page of [claire, yanis]) await openDossier(page, DOSSIERS.lycee);
  const [hers, his] = await Promise.all([
    richText(claire, ...ABSTRACT),
    richText(yanis, ...ABSTRACT),
  ]);
  await toStart(hers);
  await toEnd(his);
  await yanis.keyboard.type(' Les habitants apportent ce qu’ils ne réparent plus.');
  await expect(hers).toContainText('ne réparent plus.');
  await expectSaved(claire);
  await claire.screenshot({ path: `${FOLDER}/dossier.png` });
});

test('a concertation: the wall, the remote and a phone', async ({ join, visit, problems }) => {
  problems.allow(/./);
  const remote = await join(PEOPLE.lead, PHONE);
  const dossier = await openDossier(remote, DOSSIERS.school);
  const session = await begin(remote, dossier, 'Soirée du préau', {
    Date: '2026-12-01',
    'Heure de début': '18:00',
    Lieu: 'Préau de l’école',
    'Questions à la salle': 'Que manque-t-il à la cour ?',
  });
  const wall = await openWall(remote, session);
  await remote.getByRole('button', { name: 'Lancer' }).click();
  await openIdeas(remote);
  await showIdeas(remote);
  const phones: Page[] = [];
  for (const [index, { name, quality, words }] of IDEAS.entries()) {
    const phone = await visit(PHONE);
    phones.push(phone);
    await come(phone, `/s/${session.code}?table=${index + 1}`, name, quality, String(index + 2));
    await send(phone, words);
    await expect(wall.locator('.idea')).toHaveCount(index + 1);
  }
  const [phone] = phones;
  if (phone === undefined) throw new Error('nobody came');
  await expect(phone.locator('.idea-list')).toContainText('robinet');
  await expect(remote.locator('[data-idea]')).toHaveCount(IDEAS.length);
  const pictures = [];
  for (const page of [wall, remote, phone]) {
    await page.evaluate(() => scrollTo(0, 0));
    pictures.push((await page.screenshot()).toString('base64'));
  }
  await beside(await visit({ viewport: { width: 1600, height: 680 } }), pictures);
});

/** Lays the wall, the remote and the phone side by side. */
async function beside(page: Page, pictures: string[]): Promise<void> {
  const images = pictures.map((data) => `<img src="data:image/png;base64,${data}" alt="">`);
  await page.setContent(`
    <style>
      body { display: flex; gap: 28px; align-items: center; justify-content: center; margin: 0;
        height: 100vh; background: #dfe5df }
      img { height: 600px; border-radius: 14px; box-shadow: 0 2px 14px rgb(0 0 0 / 25%) }
    </style>${images.join('')}`);
  await page.screenshot({ path: `${FOLDER}/concertation.png` });
}
