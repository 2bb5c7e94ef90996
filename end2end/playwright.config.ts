// How the tests drive the browser. Each worker has a server of its own (fixtures.ts), so two of them
// fill two cores and share nothing. No test is tried twice: one that fails now and then is a bug.
import { defineConfig } from '@playwright/test';
import { chromium, FLAGS } from './chromium.mjs';

export default defineConfig({
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    // A picture of the whole page at each step of a trace makes a dossier's tests five times as long.
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
