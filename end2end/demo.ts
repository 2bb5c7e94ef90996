// The demonstration as every story finds it: who is in it, which dossiers there are. It is made once a
// run (setup.ts): a folder of data that each server starts with a copy of, and the sessions of the
// people, who have signed in before anything else. Does not know: what any one story is about.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const PASSWORD = 'preau-demo-2026';

/** The demo accounts, by what they are in the demo dossiers. */
export const PEOPLE = {
  head: 'principale@demo.example',
  lead: 'claire@demo.example',
  editor: 'yanis@demo.example',
  partner: 'mairie@demo.example',
  viewer: 'lecteur@demo.example',
} as const;

/** The demo dossiers, by the beginning of their titles. */
export const DOSSIERS = {
  school: 'La cour qui fait du bien',
  college: 'Le Labo des volcans',
  lycee: 'La Boucle',
} as const;

/** The environment's name for the folder in which the demonstration waits. */
export const SEED = 'PREAU_SEED';
export const DATA = 'data';
export const KNOWN = 'known.json';

/** What is known of the demonstration before a story begins. */
export interface Known {
  /** The cookie of a session for each address. */
  sessions: Record<string, { name: string; value: string }>;
  /** The address of a dossier by the beginning of its title. */
  dossiers: Record<string, string>;
}

/** Puts a copy of the demonstration's data into an empty folder. */
export function copyDemo(folder: string): void {
  cpSync(join(seed(), DATA), folder, { recursive: true });
}

let read: Known | undefined;

function known(): Known {
  read ??= JSON.parse(readFileSync(join(seed(), KNOWN), 'utf8')) as Known;
  return read;
}

export function sessionOf(email: string): { name: string; value: string } {
  const session = known().sessions[email];
  if (session === undefined) throw new Error(`${email} has not signed in`);
  return session;
}

/** The path of a demo dossier, by the beginning of its title. */
export function pathOf(title: string): string {
  const path = known().dossiers[title];
  if (path === undefined) throw new Error(`there is no dossier « ${title} »`);
  return path;
}

function seed(): string {
  const folder = process.env[SEED];
  if (folder === undefined) throw new Error(`${SEED} is not set: the set-up has not run`);
  return folder;
}
