// The page of a partner: the town hall agrees in principle to what it sees, the lead changes an amount,
// both are told of it, and the town hall agrees again or no longer.
import { expectSaved, field } from '../support/dossier.ts';
import { CLAIRE, DOSSIERS, expect, PEOPLE, test } from '../support/together.ts';
import { expectAccessible, expectNothingBeside } from '../support/accessible.ts';

const seat = { dossier: DOSSIERS.school };
const PHONE = { viewport: { width: 320, height: 740 } };

test('the town hall agrees, hears of a change, agrees again and no longer', async ({
  sit,
  problems,
}) => {
  problems.allowStatus(422);
  const [claire, mairie] = await Promise.all([
    sit(CLAIRE, seat),
    sit(PEOPLE.partner, { ...seat, ...PHONE }),
  ]);
  await mairie.getByRole('link', { name: 'Ma page de partenaire' }).click();
  await expect(mairie).toHaveURL(/\/partenaire$/);
  const accord = mairie.locator('#accord');
  await expect(accord).toContainText('Pas encore d’accord de principe.');
  await expectAccessible(mairie, 'the page');
  await expectNothingBeside(mairie, 'the page');
  await accord.getByRole('button', { name: 'Donner mon accord de principe' }).click();
  await expect(accord).toContainText('Rien de ce qui a été accordé n’a changé depuis.');

  // It is in the form, and at once in the open dossier of the others.
  await expect(claire.locator('.accords')).toContainText('accord de principe du');
  await expect(claire.locator('.accords')).toContainText('rien n’a changé depuis');
  const amounts = claire.locator('#budget input[id*="budget-funding-"][id$="-amount"]');
  const count = await amounts.count();
  for (let at = 0; at < count; at += 1) {
    await amounts.nth(at).fill(String(4_321 + at));
    await amounts.nth(at).blur();
  }
  await expectSaved(claire);
  await expect(claire.locator('.accords')).toContainText('ont changé depuis');

  await mairie.reload();
  await expect(accord).toContainText('Ce qui a changé depuis l’accord');
  await expect(accord).toContainText('Total des ressources');
  await expectAccessible(mairie, 'the page');
  await expectNothingBeside(mairie, 'the page');
  await accord.getByRole('button', { name: 'Confirmer mon accord avec ces changements' }).click();
  await expect(accord).toContainText('Rien de ce qui a été accordé n’a changé depuis.');

  // What changes while it is read is not agreed to.
  await amounts.first().fill('9876');
  await amounts.first().blur();
  await expectSaved(claire);
  await mairie.reload();
  await amounts.first().fill('5432');
  await amounts.first().blur();
  await expectSaved(claire);
  await accord.getByRole('button', { name: 'Confirmer mon accord avec ces changements' }).click();
  await expect(mairie.getByRole('alert')).toContainText('Rien n’a été accordé');

  await accord.getByText('Retirer mon accord', { exact: true }).click();
  await accord.getByRole('button', { name: 'Oui, retirer mon accord' }).click();
  await expect(accord).toContainText('retiré le');
  await expect(field(claire, 'partners', 'localAuthority.agreementInPrinciple')).toHaveValue(
    'pending',
  );
});
