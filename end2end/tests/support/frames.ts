// Frames of the live connection as somebody hostile would forge them: by hand, without the product's
// own code. Does not know: who is allowed what.
import type { Page } from '@playwright/test';

/** Sections by their numbers on the wire. */
export const SECTION = { summary: 3, partners: 10, budget: 12 } as const;

export type Answer = 'kept' | 'refused' | 'closed';

const number = (n: number): number[] => (n < 0x80 ? [n] : [(n & 0x7f) | 0x80, ...number(n >>> 7)]);
const text = (words: string): number[] => {
  const bytes = [...new TextEncoder().encode(words)];
  return [...number(bytes.length), ...bytes];
};

/** A Yjs update in which a new client writes `words` at the start of a text of the document. */
export function insertion(root: string, words: string, client: number): number[] {
  const content = 4;
  const parentIsRoot = 1;
  return [1, 1, ...number(client), 0, content, parentIsRoot, ...text(root), ...text(words), 0];
}

/** Sends one write of a section by a second connection of the page's own session. */
export function forge(page: Page, section: number, update: number[]): Promise<Answer> {
  const hello = [0, 103, 2];
  const write = [section, 100, 1, ...number(update.length), ...update];
  const address = `${page.url().replace(/^http/, 'ws').replace(/#.*/, '')}/live`;
  return page.evaluate(
    ({ address, frames }) =>
      new Promise<'kept' | 'refused' | 'closed'>((answer) => {
        const socket = new WebSocket(address);
        socket.binaryType = 'arraybuffer';
        socket.onopen = () => frames.forEach((frame) => socket.send(new Uint8Array(frame)));
        socket.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
          const kind = new Uint8Array(data)[1];
          if (kind !== 101 && kind !== 102) return;
          answer(kind === 101 ? 'kept' : 'refused');
          socket.close();
        };
        socket.onclose = () => answer('closed');
      }),
    { address, frames: [hello, write] },
  );
}
