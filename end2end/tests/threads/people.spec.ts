// People in what is said beside the text: somebody is named and is given a thread to see to, and each
// knows what they have not read, live, on a phone as at a desk.
import type { Page } from '@playwright/test';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test, YANIS } from '../support/together.ts';
import { expectAccessible } from '../support/accessible.ts';
import { box, panel, say, startAbout, thread, way } from '../support/threads.ts';

const seat = { dossier: DOSSIERS.college };
const phone = { ...seat, viewport: { width: 320, height: 640 }, hasTouch: true };
const MAIRIE = 'Service éducation de la mairie';

const people = (page: Page) => panel(page).getByRole('listbox', { name: 'Personnes à mentionner' });

test('somebody is named by keyboard, is marked, and finds it among what concerns them', async ({
  sit,
}) => {
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  await startAbout(claire, 'calendar');
  await box(claire).pressSequentially('Bonjour @y');
  await expect(people(claire).getByRole('option')).toHaveText([/^Yanis Belkacem/]);
  await claire.keyboard.press('Escape');
  await expect(people(claire)).toBeHidden();
  await expect(panel(claire)).toHaveClass(/open/);
  await claire.keyboard.press('Backspace');
  await expect(people(claire).getByRole('option')).not.toHaveCount(1);
  // Who may not hear it cannot be named.
  await expect(people(claire)).not.toContainText('Lecteur de démonstration');
  await claire.keyboard.type('MAIR');
  const option = people(claire).getByRole('option', { name: MAIRIE });
  await expect(option).toHaveAttribute('aria-selected', 'true');
  const id = await option.getAttribute('id');
  await expect(box(claire)).toHaveAttribute('aria-activedescendant', id ?? '');
  await expectAccessible(claire, 'the panel', '#fils');
  await claire.keyboard.press('Enter');
  await expect(box(claire)).toHaveValue(`Bonjour @${MAIRIE} `);
  await expect(box(claire)).toBeFocused();
  await claire.keyboard.type('et @personne !');
  await panel(claire).getByRole('button', { name: 'Envoyer' }).click();
  const said = thread(claire, 'Bonjour');
  await expect(said.locator('.remark-text')).toHaveText(`Bonjour @${MAIRIE} et @personne !`);
  await expect(said.locator('.mention')).toHaveText([`@${MAIRIE}`]);

  await expect(thread(mairie, 'Bonjour').locator('.mention.me')).toHaveText(`@${MAIRIE}`);
  await say(claire, 'calendar', 'Autre chose, sans personne');
  await way(mairie).click();
  await expect(thread(mairie, 'sans personne')).toBeVisible();
  await panel(mairie).getByRole('checkbox', { name: 'Qui me concernent' }).check();
  await expect(thread(mairie, 'Bonjour')).toBeVisible();
  await expect(thread(mairie, 'sans personne')).toBeHidden();

  // Changing one's words keeps who is named.
  await said.getByRole('button', { name: /^Modifier/ }).click();
  await expect(box(claire)).toHaveValue(`Bonjour @${MAIRIE} et @personne !`);
  await box(claire).press('End');
  await box(claire).pressSequentially('!');
  await panel(claire).getByRole('button', { name: 'Envoyer' }).click();
  await expect(thread(mairie, '!!').locator('.mention.me')).toHaveCount(1);
});

test('on a phone one names by a touch and gives a thread to somebody for a day', async ({
  sit,
}) => {
  const [mairie, yanis] = await Promise.all([sit(PEOPLE.partner, phone), sit(YANIS, seat)]);
  await startAbout(mairie, 'partners');
  await box(mairie).pressSequentially('@belk');
  await people(mairie).getByRole('option', { name: 'Yanis Belkacem' }).tap();
  await expect(box(mairie)).toHaveValue('@Yanis Belkacem ');
  await box(mairie).pressSequentially('qui appelle le club ?');
  await panel(mairie).getByRole('button', { name: 'Envoyer' }).click();
  const hers = thread(mairie, 'qui appelle');
  await hers.getByRole('button', { name: 'Confier' }).click();
  const form = panel(mairie).locator('.threads-assign');
  await form
    .getByLabel('À qui')
    .selectOption({ label: 'Yanis Belkacem (Enseignant ou enseignante)' });
  await form.getByLabel('Pour le (facultatif)').fill('2020-01-31');
  await expectAccessible(mairie, 'the panel', '#fils');
  const overflow = () =>
    panel(mairie).evaluate((element) => element.scrollWidth - element.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  await form.getByRole('button', { name: 'Confier' }).click();
  await expect(hers).toBeFocused();
  await expect(hers).toContainText(
    'Confié à Yanis Belkacem. En retard : c’était pour le 31 janvier 2020',
  );
  expect(await overflow()).toBeLessThanOrEqual(0);

  // It is his at once, and he hands it back.
  await way(yanis).click();
  await panel(yanis).getByRole('checkbox', { name: 'Qui me concernent' }).check();
  const his = thread(yanis, 'qui appelle');
  await expect(his).toContainText('En retard');
  await his.getByRole('button', { name: 'Confier' }).click();
  await panel(yanis).getByRole('button', { name: 'Ne plus confier' }).click();
  await expect(hers).not.toContainText('Confié à');
  await expect(his).toBeFocused();
});

test('each knows what they have not read, reads it by looking, or all at once', async ({ two }) => {
  const [claire, yanis] = await two(seat);
  // He will be shown what is unread and nothing else, from its first moment on.
  const unread = panel(yanis).getByRole('checkbox', { name: 'Non lus' });
  await way(yanis).click();
  await unread.check();
  await panel(yanis).getByRole('button', { name: 'Fermer' }).click();
  await say(claire, 'evaluation', 'Première question');
  await say(claire, 'evaluation', 'Deuxième question');
  await say(claire, 'audience', 'Troisième question');
  await expect(way(claire)).not.toHaveAccessibleName(/non lu/);

  // Counted for who has not seen them, in words, in all and beside the sections.
  await expect(way(yanis)).toHaveAccessibleName(/3 non lus\)$/);
  const link = (section: string) => yanis.locator(`.nav-link[href="#${section}"]`);
  await expect(link('evaluation')).toHaveAttribute('data-unread', '2 non lus');
  await expect(link('audience')).toHaveAttribute('data-unread', '1 non lu');

  // Only what is unread; what is looked at is read, and stays while it is.
  await way(yanis).click();
  const shown = panel(yanis).getByRole('article');
  await expect(shown).toHaveCount(3);
  await expectAccessible(yanis, 'the panel', '#fils');
  await shown.first().scrollIntoViewIfNeeded();
  await expect(shown.first().getByText('Non lu', { exact: true })).toHaveCount(0);
  await expect(shown).toHaveCount(3);

  // What a filter hides is not looked at: it is read with all the others, or not at all.
  const mine = panel(yanis).getByRole('checkbox', { name: 'Qui me concernent' });
  const all = panel(yanis).getByRole('button', { name: 'Tout marquer comme lu' });
  await unread.uncheck();
  await mine.check();
  await say(claire, 'audience', 'Quatrième question');
  await expect(way(yanis)).toHaveAccessibleName(/non lus?\)$/);
  await all.click();
  await expect(way(yanis)).not.toHaveAccessibleName(/non lu/);
  await expect(all).toBeHidden();
  await mine.uncheck();
  await expect(shown).toHaveCount(4);
  await expect(panel(yanis).getByText('Non lu', { exact: true })).toHaveCount(0);
  await expect(link('evaluation')).not.toHaveAttribute('data-unread', /./);
  await yanis.reload();
  await expect(way(yanis)).not.toHaveAccessibleName(/non lu/);

  // An answer makes it unread again, for the others alone.
  await thread(claire, 'Deuxième question').getByRole('button', { name: 'Répondre' }).click();
  await box(claire).fill('Je réponds moi-même.');
  await panel(claire).getByRole('button', { name: 'Envoyer' }).click();
  await expect(way(yanis)).toHaveAccessibleName(/1 non lu\)$/);
  await expect(way(claire)).not.toHaveAccessibleName(/non lu/);
});

test('threads are found by the quality of who wrote in them', async ({ sit }) => {
  const [claire, mairie] = await Promise.all([sit(CLAIRE, seat), sit(PEOPLE.partner, seat)]);
  await say(claire, 'resources', 'Dit par une enseignante');
  await say(mairie, 'resources', 'Dit par la mairie');
  await way(claire).click();
  await expect(thread(claire, 'Dit par la mairie')).toBeVisible();
  await panel(claire).getByRole('combobox', { name: 'De qui' }).selectOption('local_authority');
  await expect(thread(claire, 'Dit par une enseignante')).toBeHidden();
  await expect(thread(claire, 'Dit par la mairie')).toBeVisible();
  await panel(claire).getByRole('combobox', { name: 'Montrer' }).selectOption('ended');
  await expect(panel(claire).getByText('Aucun commentaire de cette sorte.')).toBeVisible();
});
