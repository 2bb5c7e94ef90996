// Before the first story: how slow is this machine, which stretches the time limits; and one
// demonstration with everybody signed in, of which each story gets a copy of its own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA, DOSSIERS, KNOWN, type Known, PASSWORD, PEOPLE, SEED } from './demo.ts';
import { slowness, SLOWNESS } from './limits.ts';
import { Server } from './server.ts';
import { measureSpeed } from './speed.ts';

export default async function setUp(): Promise<() => void> {
  const speed = await measureSpeed();
  process.env[SLOWNESS] = String(Math.max(1, speed.node, speed.chromium));
  const times = (factor: number) => `${factor.toFixed(1)} ×`;
  console.log(
    `Work takes ${times(speed.node)} as long as on two quiet cores in Node, ` +
      `${times(speed.chromium)} in Chromium: limits ${times(slowness())}.`,
  );
  const seed = mkdtempSync(join(tmpdir(), 'preau-demo-'));
  process.env[SEED] = seed;
  await plant(seed);
  return () => rmSync(seed, { recursive: true, force: true });
}

async function plant(seed: string): Promise<void> {
  const data = join(seed, DATA);
  mkdirSync(data);
  const server = await Server.startIn(data, { PREAU_DEMO: 'true' });
  const sessions: Known['sessions'] = {};
  for (const email of Object.values(PEOPLE)) sessions[email] = await signIn(server.url, email);
  const dossiers = await listDossiers(server.url, sessions[PEOPLE.head]);
  await server.stop();
  const known: Known = { sessions, dossiers };
  writeFileSync(join(seed, KNOWN), JSON.stringify(known));
}

async function signIn(url: string, email: string): Promise<{ name: string; value: string }> {
  const answer = await fetch(`${url}/connexion`, {
    method: 'POST',
    headers: { origin: url },
    body: new URLSearchParams({ email, password: PASSWORD }),
    redirect: 'manual',
  });
  const [, name, value] = /^([^=]+)=([^;]+)/.exec(answer.headers.getSetCookie()[0] ?? '') ?? [];
  if (name === undefined || value === undefined) {
    throw new Error(`${email} cannot sign in: ${answer.status}`);
  }
  return { name, value };
}

async function listDossiers(
  url: string,
  session: Known['sessions'][string] | undefined,
): Promise<Known['dossiers']> {
  const answer = await fetch(`${url}/dossiers`, {
    headers: { cookie: `${session?.name}=${session?.value}` },
  });
  const html = await answer.text();
  const links = [...html.matchAll(/<a[^>]+href="(\/dossiers\/[0-9a-f-]{36})"[^>]*>(.*?)<\/a>/gs)];
  const found = Object.values(DOSSIERS).map((title) => {
    const link = links.find(([, , words]) => words?.includes(title));
    if (link?.[1] === undefined) throw new Error(`the list of dossiers lacks « ${title} »`);
    return [title, link[1]];
  });
  return Object.fromEntries(found) as Known['dossiers'];
}
