// A program with the plain Yjs client of the npm registry in the place of a tab: `y-websocket` under
// the session of a browser that is signed in. Does not know: what any one test is about.
import type { BrowserContext, Page } from '@playwright/test';
import { WebSocket as Socket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { expect, test as base } from './together.ts';

export class Program {
  private constructor(
    readonly doc: Y.Doc,
    readonly provider: WebsocketProvider,
  ) {}

  /** Opens a section of the dossier at this address and waits for what is in it. */
  static async join(who: BrowserContext, dossier: string, section: string): Promise<Program> {
    const { origin, host, pathname } = new URL(dossier);
    const cookies = await who.cookies(origin);
    const headers = { cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') };
    // What a page's own WebSocket would say by itself.
    class Signed extends Socket {
      constructor(address: string) {
        super(address, { headers, origin });
      }
    }
    const doc = new Y.Doc();
    const place = `ws://${host}/sync/${pathname.split('/').at(-1)}`;
    const provider = new WebsocketProvider(place, section, doc, {
      WebSocketPolyfill: Signed as unknown as typeof WebSocket,
      // Programs of one process would hear each other without the server.
      disableBc: true,
    });
    const program = new Program(doc, provider);
    await expect.poll(() => provider.synced, 'the section has arrived').toBe(true);
    return program;
  }

  text(name: string): Y.Text {
    return this.doc.getText(name);
  }

  /** A row by its id; its columns are the entries of the map. */
  row(rows: string, id: string): Y.Map<unknown> {
    const row = this.doc.getMap(rows).get(id);
    if (!(row instanceof Y.Map)) throw new Error(`${rows} has no row ${id}`);
    return row;
  }

  /**
   * Waits until the server has dealt with all that this program sent: it asks for the section once
   * more, on the same line, where answers keep the order of what they answer.
   */
  async heard(): Promise<void> {
    const socket = this.provider.ws;
    if (socket === null) throw new Error('the program is not connected');
    const [sync, question, answer] = [0, 0, 1];
    const answered = new Promise<void>((done) => {
      socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
        const [kind, step] = new Uint8Array(data);
        if (kind === sync && step === answer) done();
      });
    });
    const nothing = Y.encodeStateVector(new Y.Doc());
    socket.send(Uint8Array.of(sync, question, nothing.length, ...nothing));
    await answered;
  }

  leave(): void {
    this.provider.destroy();
    this.doc.destroy();
  }
}

export const test = base.extend<{
  program: (of: Page, dossier: Page, section: string) => Promise<Program>;
}>({
  /** A program that one of these pages lends its session to, in the dossier that the other shows. */
  program: async ({}, use) => {
    const programs: Program[] = [];
    await use(async (of, dossier, section) => {
      const program = await Program.join(of.context(), dossier.url(), section);
      programs.push(program);
      return program;
    });
    for (const program of programs) program.leave();
  },
});
