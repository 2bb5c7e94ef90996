// Every page that can be reached, for the tests that look at all of them.
import type { Page } from '@playwright/test';
import { DOSSIERS, openDossier } from './fixtures.ts';

export const PUBLIC_PLACES = ['/', '/connexion', '/inscription', '/rejoindre', '/s', '/confidentialite'];

export const MEMBER_PLACES = ['/', '/dossiers', '/dossiers?archives=1', '/dossiers/nouveau', '/compte/donnees'];

/** The addresses of the three demo dossiers, as this person's list has them. */
export async function dossierPlaces(page: Page): Promise<string[]> {
  const places = [];
  for (const title of Object.values(DOSSIERS)) places.push(await openDossier(page, title));
  return places;
}
