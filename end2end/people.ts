// People who are nobody yet: how a test creates an account and a dossier of its own, by the forms.
import type { Page } from '@playwright/test';

export interface Person {
  name: string;
  email: string;
  password: string;
}

let count = 0;

/** Somebody whom this server has never met. */
export function stranger(): Person {
  count += 1;
  const email = `personne-${process.pid}-${count}@essai.example`;
  return { name: `Personne Fictive ${count}`, email, password: 'une cour sous la pluie' };
}

export async function signUp(page: Page, person: Person): Promise<void> {
  await page.goto('/inscription');
  await page.locator('[name=name]').fill(person.name);
  await page.locator('[name=email]').fill(person.email);
  await page.locator('[name=password]').fill(person.password);
  await page.locator('[name=quality]').selectOption('head');
  await page.locator('main form button').click();
  await page.waitForURL(/\/dossiers$/);
}

/** Creates a dossier by its form and returns its address. */
export async function createDossier(page: Page, title: string): Promise<string> {
  await page.goto('/dossiers/nouveau');
  await page.locator('[name=title]').fill(title);
  await page.locator('[name=school_name]').fill('École fictive des Tilleuls');
  await page.locator('[name=city]').fill('Villeneuve-les-Exemples');
  await page.locator('[name=nature]').selectOption({ index: 1 });
  await page.locator('[name=role]').first().check();
  await page.locator('main form button').click();
  await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}
