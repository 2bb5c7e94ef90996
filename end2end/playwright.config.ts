// How the stories drive the browser. Each has a server of its own (fixtures.ts), so two workers fill two
// cores and share nothing. No story is tried twice: one that fails now and then is a bug. Limits are for
// what hangs, and longer on a slow machine (limits.ts).
import { defineConfig } from '@playwright/test';
import { chromium, FLAGS } from './chromium.mjs';
import { limit, LOOKS } from './limits.ts';

const SIGHT = limit(30_000);

export default defineConfig({
  globalSetup: './setup.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: limit(180_000),
  expect: { timeout: SIGHT, toPass: { timeout: SIGHT, intervals: LOOKS } },
  reporter: [['list']],
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    actionTimeout: SIGHT,
    navigationTimeout: SIGHT,
    // A picture of the whole page at each step of a trace makes a dossier's stories five times as long.
    trace: { mode: 'retain-on-failure', snapshots: false, screenshots: false, sources: true },
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: chromium(), args: FLAGS },
  },
  projects: [
    { name: 'tests', testDir: 'tests' },
    { name: 'shots', testDir: 'shots' },
    { name: 'bench', testDir: 'bench' },
  ],
});
