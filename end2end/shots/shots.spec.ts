// Pictures of pages, to look at: `make shots`, or `make shots PATHS="/ /dossiers"`. Each is taken on
// a telephone, a tablet and a wide screen, in both languages, light and dark, into target/shots.
// `PERSON` says whose browser it is (an address of a demo account, or `nobody`).
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { PEOPLE, test } from '../fixtures.ts';
import { limit } from '../limits.ts';
import { dossierPlaces, MEMBER_PLACES, PUBLIC_PLACES } from '../places.ts';

const FOLDER = resolve(import.meta.dirname, '../../target/shots');
const WIDTHS = [320, 768, 1440];
const ASKED = (process.env.PATHS ?? '').split(' ').filter(Boolean);
const PERSON = process.env.PERSON ?? PEOPLE.head;

test.describe.configure({ mode: 'parallel' });

for (const lang of ['fr', 'en'] as const) {
  for (const theme of ['light', 'dark'] as const) {
    for (const width of WIDTHS) {
      test(`${lang} ${theme} ${width}`, async ({ visit, join, problems }) => {
        test.setTimeout(limit(300_000));
        problems.allow(/./);
        const reader = { lang, theme, viewport: { width, height: 900 } };
        const nobody = await visit(reader);
        const somebody = PERSON === 'nobody' ? nobody : await join(PERSON, reader);
        const places =
          ASKED.length > 0
            ? ASKED.map((path) => ({ page: somebody, path }))
            : [
                ...PUBLIC_PLACES.map((path) => ({ page: nobody, path })),
                ...[...MEMBER_PLACES.slice(1), ...dossierPlaces()].map((path) => ({
                  page: somebody,
                  path,
                })),
              ];
        mkdirSync(FOLDER, { recursive: true });
        for (const [index, { page, path }] of places.entries()) {
          await page.goto(path, { waitUntil: 'networkidle' });
          const name = path.replace(/\W+/g, '-').replace(/^-|-$/g, '').slice(0, 30) || 'accueil';
          const file = `${String(index).padStart(2, '0')}-${name}-${lang}-${theme}-${width}.png`;
          await page.screenshot({ path: `${FOLDER}/${file}`, fullPage: true });
        }
      });
    }
  }
}
