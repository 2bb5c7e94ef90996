// What a page keeps on the device: the writes that the server has not acknowledged, the sections as they
// were, the copies of pages. Does not know: what any one story is about.
import type { Page } from '@playwright/test';
import { expectSaved, stateLine } from './dossier.ts';
import { CLAIRE, expect, test as base } from './together.ts';

/** What a store of the device holds, as far as it is text. */
export function stored(page: Page, store: 'unkept' | 'states'): Promise<string[]> {
  return page.evaluate(async (name) => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('preau'));
    try {
      const held = await done(database.transaction(name).objectStore(name).getAll());
      return held.map((bytes: BufferSource) => new TextDecoder().decode(bytes));
    } finally {
      database.close();
    }
  }, store);
}

/** How many writes this browser keeps for whoever uses it. */
export async function kept(page: Page): Promise<number> {
  return (await stored(page, 'unkept')).length;
}

/** Whether the device has a copy of the page at this address. */
export function copied(page: Page, address: string): Promise<boolean> {
  return page.evaluate(async (path) => (await caches.match(path)) !== undefined, address);
}

/** Everything that this browser keeps of the site. */
export function traces(page: Page): Promise<unknown[]> {
  return page.evaluate(async () => [
    ...(await caches.keys()),
    ...(await indexedDB.databases()),
    ...(await navigator.serviceWorker.getRegistrations()),
  ]);
}

export async function expectOffline(page: Page, says: RegExp): Promise<void> {
  await expect(stateLine(page)).toHaveAttribute('data-state', 'offline');
  await expect(stateLine(page)).toHaveText(says);
}

export const test = base.extend<{ atHome: () => Promise<[page: Page, address: string]> }>({
  /** Claire in a dossier that this device has a copy of; its line may be cut. */
  atHome: async ({ sit, problems }, use) => {
    await use(async () => {
      problems.allowCuts();
      const page = await sit(CLAIRE);
      const address = new URL(page.url()).pathname;
      await expectSaved(page);
      await expect.poll(() => copied(page, address)).toBe(true);
      return [page, address];
    });
  },
});
