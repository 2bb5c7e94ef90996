// Without a network one goes on writing; the page says so, keeps what is written on the device, and
// brings it to the others when the network is back, also from a tab that was closed meanwhile.
import type { Page } from '@playwright/test';
import {
  comeTo,
  expectSameText,
  expectSaved,
  field,
  linesOf,
  rewrite,
  richText,
  stateLine,
  toEnd,
  toStart,
} from '../support/dossier.ts';
import { kept } from '../support/device.ts';
import { CLAIRE, expect, test, YANIS } from '../support/together.ts';

const TEXT = ['resources', 'resources.materialNeeds'] as const;
const EVENT = ['sustainability', 'sustainability.openDay.event'] as const;

async function expectOffline(page: Page): Promise<void> {
  await expect(stateLine(page)).toHaveAttribute('data-state', 'offline');
}

/** How many modifications the page says it keeps; every one of them is on the device by then. */
async function expectKept(page: Page): Promise<void> {
  await expect(stateLine(page)).toHaveText(
    /^Hors ligne\s: (une modification gardée|\d+ modifications gardées) sur cet appareil$/,
  );
  const said = async () => {
    const text = (await stateLine(page).textContent()) ?? '';
    return text.includes('une modification') ? 1 : Number(/\d+/.exec(text)?.[0] ?? -1);
  };
  await expect.poll(async () => (await kept(page)) === (await said())).toBe(true);
}

test('one goes on without a network, and all is there for both when it returns', async ({
  twoInText,
  problems,
}) => {
  problems.allowCuts();
  const { claire, yanis, hers, his } = await twoInText(TEXT, ['Du bois.']);

  await claire.context().setOffline(true);
  await expect(stateLine(claire)).toHaveText('Hors ligne');
  await toEnd(hers);
  await hers.press('Enter');
  await claire.keyboard.type('Des vis, écrites sans réseau.');
  await expectKept(claire);
  await toStart(his);
  await yanis.keyboard.type('De la peinture. ');
  await expectSaved(yanis);
  // Nobody hears of the other yet.
  expect(await linesOf(hers)).toEqual(['Du bois.', 'Des vis, écrites sans réseau.']);
  expect(await linesOf(his)).toEqual(['De la peinture. Du bois.']);
  await expect(yanis.getByRole('list', { name: 'Présents' })).not.toContainText('Claire Vasseur');

  await claire.context().setOffline(false);
  await expectSaved(claire);
  const both = ['De la peinture. Du bois.', 'Des vis, écrites sans réseau.'];
  await expect.poll(() => linesOf(hers)).toEqual(both);
  await expectSameText([hers, his]);
  await expect.poll(() => kept(claire)).toBe(0);
  await expect(yanis.getByRole('list', { name: 'Présents' })).toContainText('Claire Vasseur');
});

test('a tab closed without a network brings what it wrote when it is opened again', async ({
  two,
  problems,
}) => {
  problems.allowCuts();
  const [claire, yanis] = await two();
  const address = claire.url();
  const hers = await richText(claire, ...TEXT);
  await rewrite(hers, ['Avant.']);
  await expectSaved(claire);

  await claire.context().setOffline(true);
  await expectOffline(claire);
  await toEnd(hers);
  await claire.keyboard.type(' Écrit dans le train.');
  const event = await comeTo(claire, ...EVENT);
  await event.fill('Fête du village');
  await expectKept(claire);
  const context = claire.context();
  await claire.close();

  await context.setOffline(false);
  const again = await context.newPage();
  await again.goto(address);
  await expectSaved(again);
  await expect(field(again, ...EVENT)).toHaveValue('Fête du village');
  expect(await linesOf(await richText(again, ...TEXT))).toEqual(['Avant. Écrit dans le train.']);
  await expect(field(yanis, ...EVENT)).toHaveValue('Fête du village');
  await expect
    .poll(async () => linesOf(await richText(yanis, ...TEXT)))
    .toEqual(['Avant. Écrit dans le train.']);
  await expect.poll(() => kept(again)).toBe(0);
});

test('reloading while the server is away loses nothing', async ({ sit, server, problems }) => {
  problems.allowCuts();
  const claire = await sit(CLAIRE);
  const hers = await richText(claire, ...TEXT);
  await rewrite(hers, ['Gardé par le serveur.']);
  await expectSaved(claire);

  await server.stop();
  await expectOffline(claire);
  await toEnd(hers);
  await claire.keyboard.type(' Gardé ici.');
  await expectKept(claire);
  const whole = ['Gardé par le serveur. Gardé ici.'];
  await claire.reload();
  await expectKept(claire);
  expect(await linesOf(await richText(claire, ...TEXT))).toEqual(whole);

  await server.restart();
  await expectSaved(claire);
  expect(await linesOf(await richText(claire, ...TEXT))).toEqual(whole);
  const yanis = await sit(YANIS);
  expect(await linesOf(await richText(yanis, ...TEXT))).toEqual(whole);
  await expect.poll(() => kept(claire)).toBe(0);
});
