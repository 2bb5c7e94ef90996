// Presenting in 180 seconds: who presents at a laptop, the wall, a phone that follows, an editor who
// writes meanwhile.
import { limit } from '../../limits.ts';
import { comeTo, expectSaved } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, test, YANIS } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import { come, expectLive, listen, open, openWall, PHONE, sessionOf } from '../support/seance.ts';

test('five slides, the words to say and a clock; what is written meanwhile appears', async ({
  sit,
  visit,
}) => {
  const [presenter, editor] = await Promise.all([
    sit(CLAIRE, { dossier: DOSSIERS.school }),
    sit(YANIS, { dossier: DOSSIERS.school }),
  ]);
  const dossier = new URL(editor.url()).pathname;

  // The editor sees how long the script takes.
  await comeTo(editor, 'sustainability', 'sustainability.pitch180.script');
  await expect(editor.locator('#sustainability')).toContainText(/\d{3} mots, de 2\smin/);

  await listen(presenter);
  await presenter.goto(`${dossier}/seances`);
  await presenter.getByRole('button', { name: 'Présenter', exact: true }).click();
  await expect(presenter.getByRole('heading', { level: 1 })).toHaveText(
    'Présenter en 180 secondes',
  );
  await expectLive(presenter);
  const session = new URL(presenter.url()).pathname.replace('/pitch', '');
  const now = presenter.locator('[data-part=now]');
  const notes = presenter.locator('[data-part=notes]');
  await expect(now.locator('.slide-title')).toHaveText('Ce que nous constatons');
  await expect(notes.locator('p').first()).not.toBeEmpty();
  await expectAccessible(presenter, 'the desk of who presents');

  // A rehearsal: the keyboard turns slides, the wall does not move, the times are kept.
  const wall = await openWall(presenter, { path: session });
  await expect(wall.locator('.slide-title')).toHaveText('Ce que nous constatons');
  await presenter.getByRole('button', { name: 'Répéter sans le mur' }).click();
  await expect(presenter.locator('.presenter')).toContainText('le mur ne change pas');
  const first = await notes.innerText();
  await presenter.keyboard.press('PageDown');
  await expect(now.locator('.slide-title')).toHaveText('Ce que nous visons');
  await expect(notes).not.toHaveText(first);
  await expect(wall.locator('.slide-title')).toHaveText('Ce que nous constatons');
  await presenter.keyboard.press('ArrowLeft');
  await expect(now.locator('.slide-title')).toHaveText('Ce que nous constatons');
  await presenter.getByRole('button', { name: 'Terminer et garder les temps' }).click();
  await expect(presenter.getByRole('button', { name: 'Commencer' })).toBeVisible();
  await presenter.reload();
  await expect(presenter.locator('.presenter-runs tbody tr')).toHaveCount(1);
  await expect(presenter.locator('.presenter-runs')).toContainText('répétition');

  // In public: the wall and a phone follow.
  await presenter.goto(`${session}/animer`);
  const { code } = await sessionOf(presenter);
  await open(presenter, `${session}/pitch`);
  const phone = await visit(PHONE);
  await come(phone, `/s/${code}`, 'Odile', 'local_authority');
  await presenter.getByRole('button', { name: 'Commencer' }).click();
  await expect(presenter.locator('[data-digits]')).toHaveText(/^2:5\d$/);
  await presenter.keyboard.press('ArrowRight');
  await presenter.keyboard.press('ArrowRight');
  for (const page of [wall, phone]) {
    await expect(page.locator('.slide-title')).toHaveText('Ce que nous ferons');
  }
  await expectAccessible(wall, 'a slide on the wall');
  await expectAccessible(phone, 'a slide on a phone');
  await expectNothingBeside(phone, 'a slide on a phone');

  // An edit made during the talk appears; a phone that reads at its own pace keeps what it reads.
  await phone.getByRole('button', { name: 'Lire à mon rythme' }).click();
  await presenter.keyboard.press('ArrowRight');
  await presenter.keyboard.press('ArrowRight');
  await expect(wall.locator('.slide-title')).toHaveText('Ce que nous vous demandons');
  await expect(phone.locator('.slide-title')).toHaveText('Ce que nous ferons');
  const tagline = await comeTo(editor, 'summary', 'summary.tagline');
  await tagline.press('End');
  await editor.keyboard.type(' Avec vous.');
  await expect(wall.locator('.slide-lead')).toContainText('Avec vous.', { timeout: limit(1_000) });
  await phone.getByRole('button', { name: 'Suivre à nouveau le mur' }).click();
  await expect(phone.locator('.slide-lead')).toContainText('Avec vous.');
  for (let n = 0; n < ' Avec vous.'.length; n += 1) await editor.keyboard.press('Backspace');
  await expect(wall.locator('.slide-lead')).not.toContainText('Avec vous.');
  await expectSaved(editor);

  // On the phone of who presents, and in the dark. A page behind another is not drawn, nor are its colours.
  await presenter.bringToFront();
  await presenter.setViewportSize({ width: 320, height: 640 });
  await presenter.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
  await expectNothingBeside(presenter, 'the desk at 320 px');
  await expectAccessible(presenter, 'the desk at 320 px, dark');
  await presenter.getByRole('button', { name: 'Terminer et garder les temps' }).click();
  await expect(presenter.getByRole('button', { name: 'Commencer' })).toBeVisible();
  await presenter.reload();
  await expect(presenter.locator('.presenter-runs tbody tr')).toHaveCount(2);
  await presenter.getByRole('button', { name: 'Supprimer ce passage' }).first().click();
  await expect(presenter.locator('.presenter-runs tbody tr')).toHaveCount(1);
});
