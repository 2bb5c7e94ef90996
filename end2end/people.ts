// People who are nobody yet: how a story creates an account and a dossier of its own. By the forms where
// the forms are what it is about; else by what the forms send, which takes a tenth of the time.
import type { APIResponse, Page } from '@playwright/test';

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

/** Makes an account by its form. */
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
  await page.locator('[name=school_name]').fill(SCHOOL.school_name);
  await page.locator('[name=city]').fill(SCHOOL.city);
  await page.locator('[name=nature]').selectOption({ index: 1 });
  await page.locator('[name=role]').first().check();
  await page.locator('main form button').click();
  await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

const SCHOOL = { school_name: 'École fictive des Tilleuls', city: 'Villeneuve-les-Exemples' };

/** This browser is somebody's whom the server has never met; on no page yet. */
export async function becomeStranger(page: Page): Promise<Person> {
  const person = stranger();
  await post(page, '/inscription', { ...person, quality: 'head' });
  return person;
}

/** A dossier of this browser's person, who is its head or its lead; returns its address. */
export async function startDossier(
  page: Page,
  title: string,
  role: 'head' | 'lead' = 'head',
): Promise<string> {
  const answer = await post(page, '/dossiers', {
    title,
    ...SCHOOL,
    nature: 'ecole_primaire',
    role,
  });
  return new URL(answer.headers()['location'] ?? '', answer.url()).pathname;
}

/** Sends a form under the session of a page, as a page of the server's own would. */
async function post(page: Page, path: string, form: Record<string, string>): Promise<APIResponse> {
  const answer = await page.request.post(path, {
    form,
    headers: { 'sec-fetch-site': 'same-origin' },
    maxRedirects: 0,
  });
  if (answer.status() !== 303) throw new Error(`${path} answers ${answer.status()}`);
  return answer;
}
