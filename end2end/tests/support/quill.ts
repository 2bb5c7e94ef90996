// Quill beside Préau: puts quill_page.ts on the server's own origin, where the browser sends the
// session and the origin by itself, and reads what either editor shows.
import type { Locator, Page } from '@playwright/test';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect } from './together.ts';

const HTML = `<!doctype html>
<html lang="fr">
<meta charset="utf-8">
<title>Quill</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/quill.css">
<div id="tools">
  <button class="ql-bold">Gras</button>
  <button class="ql-header" value="1">Titre</button>
  <button class="ql-list" value="bullet">Liste</button>
</div>
<div id="text"></div>
<script type="module" src="/quill.js"></script>
</html>`;

let bundled: Promise<Map<string, string>> | undefined;

function bundle(): Promise<Map<string, string>> {
  bundled ??= build({
    entryPoints: { quill: join(import.meta.dirname, 'quill_page.ts') },
    bundle: true,
    format: 'esm',
    outdir: '/',
    write: false,
  }).then(({ outputFiles }) => new Map(outputFiles.map(({ path, text }) => [path, text])));
  return bundled;
}

/** Opens one rich text of the dossier at this address in Quill and waits until it can be written in. */
export async function openQuill(
  page: Page,
  dossier: string,
  section: string,
  text: string,
): Promise<Locator> {
  const files = await bundle();
  const served = { '/quill.js': 'text/javascript', '/quill.css': 'text/css' };
  for (const [path, contentType] of Object.entries(served)) {
    await page.route(path, (route) => route.fulfill({ contentType, body: files.get(path) ?? '' }));
  }
  const { origin, pathname } = new URL(dossier);
  const asked = new URLSearchParams({ dossier: pathname.split('/').at(-1) ?? '', section, text });
  // Browsers let no page speak to this machine but one that came from it, so a page of the server's
  // own lends its address, and its policy with it.
  await page.goto(`${origin}/dossiers?${asked}`);
  await page.setContent(HTML);
  const editor = page.locator('.ql-editor');
  await expect(editor).toHaveAttribute('contenteditable', 'true');
  return editor;
}

/**
 * What a text shows, in either editor, a string for each line: `# ` a heading of the first level,
 * `- ` an item, and bold words between stars. Without what only the one who looks sees.
 */
export function shown(text: Locator): Promise<string[]> {
  return text.evaluate((element) => {
    const copy = element.cloneNode(true) as Element;
    for (const aid of copy.querySelectorAll('.editor-caret, .ql-cursor, .ql-ui')) aid.remove();
    for (const bold of copy.querySelectorAll('strong')) {
      bold.replaceWith(`*${bold.textContent ?? ''}*`);
    }
    // Quill's items hold their words themselves, those of Préau hold a paragraph.
    const lines = [...copy.querySelectorAll('p, h1, h4, li')].filter(
      (line) => line.querySelector('p') === null,
    );
    return lines.map((line) => {
      const item = line.closest('li');
      const bullet = item?.dataset.list === 'bullet' || item?.parentElement?.tagName === 'UL';
      // Préau's page has three levels above a text.
      const heading = ['H1', 'H4'].includes(line.tagName);
      return `${bullet ? '- ' : ''}${heading ? '# ' : ''}${line.textContent ?? ''}`;
    });
  });
}
