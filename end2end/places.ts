// Every page that can be reached, for the tests that look at all of them.
import { DOSSIERS, pathOf } from './demo.ts';

export const PUBLIC_PLACES = [
  '/',
  '/connexion',
  '/inscription',
  '/rejoindre',
  '/s',
  '/confidentialite',
];

export const MEMBER_PLACES = [
  '/',
  '/dossiers',
  '/dossiers?archived=1',
  '/dossiers/nouveau',
  '/compte/donnees',
];

/** The addresses of the three demo dossiers. */
export function dossierPlaces(): string[] {
  return Object.values(DOSSIERS).map(pathOf);
}
