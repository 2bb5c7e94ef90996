// Who speaks: two phones ask, the facilitator gives the floor, the wall says so, and a half-written idea
// stays where it is; the relevé tells who was heard.
import { CLAIRE, DOSSIERS, expect, test } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';
import {
  begin,
  come,
  end,
  openIdeas,
  openWall,
  PHONE,
  showIdeas,
  SMALL,
} from '../support/seance.ts';

test('phones ask to speak, the facilitator gives the floor, the room sees who has it', async ({
  sit,
  visit,
}) => {
  const remote = await sit(CLAIRE, { dossier: DOSSIERS.school, ...PHONE });
  const dossier = new URL(remote.url()).pathname;
  const opened = await begin(remote, dossier, 'Soirée de parole (fictive)');
  const { path: session, code } = opened;
  await openIdeas(remote);
  await showIdeas(remote);
  const wall = await openWall(remote, opened);
  const [parent, teacher] = await Promise.all([visit(PHONE), visit(SMALL)]);
  await come(parent, `/s/${code}`, 'Odile', 'parents');
  await come(teacher, `/s/${code}`, 'Marc', 'teachers');

  await teacher.getByRole('button', { name: 'Demander la parole' }).click();
  await expect(teacher.locator('.speaking-mine')).toContainText('n° 1');
  await parent.getByLabel('Votre idée').fill('Une idée à moitié');
  await parent.getByRole('button', { name: 'Demander la parole' }).click();
  await expect(parent.locator('.speaking-mine')).toContainText('n° 2');
  await expect(parent.getByLabel('Votre idée')).toHaveValue('Une idée à moitié');
  await expect(remote.locator('[data-part=speaking]')).toContainText('Parents (Odile)');
  await expectAccessible(parent, 'a phone on the list');
  await expectAccessible(remote, 'the remote with a list');
  await expectNothingBeside(teacher, 'a phone on the list at 320 px');

  await remote.getByRole('button', { name: /Donner la parole.*Marc/ }).click();
  await expect(teacher.locator('.speaking-mine')).toHaveText('À vous !');
  await expect(remote.locator('[data-part=speaker]')).toContainText('Enseignants (Marc)');
  await expect(remote.locator('.seance-stopwatch [data-digits]')).toHaveText(/^\d+:(?!00)\d\d$/);
  await expect(parent.locator('.speaking-mine')).toContainText('n° 1');
  await expect(wall.locator('.wall-speaker')).toContainText('Enseignants');
  await expect(wall.locator('.wall-speaker')).not.toContainText('Marc');
  await expectAccessible(wall, 'the wall while somebody speaks');
  await parent.getByRole('button', { name: 'Retirer ma demande' }).click();
  await expect(remote.locator('[data-part=speaking]')).not.toContainText('Odile');
  await remote.getByRole('button', { name: 'Fin', exact: true }).click();
  await expect(wall.locator('.wall-speaker')).toHaveCount(0);

  await expect(remote.locator('[data-part=speaking]')).not.toContainText('Marc');
  await end(remote);
  await remote.goto(`${session}/releve`);
  await expect(remote.locator('.releve')).toContainText(
    'Enseignants : moins d’une minute (1 prise de parole)',
  );
});
