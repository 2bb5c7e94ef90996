// What a page keeps on the device: the writes that the server has not acknowledged.
import type { Page } from '@playwright/test';

/** How many writes this browser keeps for whoever uses it. */
export function kept(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('preau'));
    try {
      return await done(database.transaction('unkept').objectStore('unkept').count());
    } finally {
      database.close();
    }
  });
}
