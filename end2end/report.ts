// What a story that fails prints: the line, what every open page shows and says of itself, and the end
// of the server's log. It goes to the output, where a person reads first, on any machine.
import type { BrowserContext, ConsoleMessage, Locator, Page, TestInfo } from '@playwright/test';
import { relative } from 'node:path';
import { limit } from './limits.ts';

const ROOT = import.meta.dirname;
const CONSOLE_LINES = 20;
const LOG_LINES = 40;
const SNAPSHOT_LINES = 50;
/** A page that hangs must not hide the others. */
const PATIENCE = 5_000;

/** What the pages of a story have said so far, by page. */
export class Witness {
  private readonly said = new Map<Page, string[]>();
  private readonly contexts: BrowserContext[] = [];

  watch(context: BrowserContext): void {
    this.contexts.push(context);
    context.on('console', (message) => this.note(message.page(), wordsOf(message)));
    context.on('weberror', (problem) =>
      this.note(problem.page(), `uncaught: ${problem.error().message}`),
    );
    context.on('requestfailed', (request) => {
      // What the worker of a site asks for belongs to none of its pages.
      if (request.serviceWorker() !== null) return;
      this.note(request.frame().page(), `failed: ${request.url()} ${request.failure()?.errorText}`);
    });
  }

  /** All that is known of a story that failed. */
  async report(testInfo: TestInfo, log: string, complaints: string[]): Promise<string> {
    const parts = [
      `━━━ ${testInfo.titlePath.join(' › ')}: ${testInfo.status}`,
      ...testInfo.errors.map(where),
    ];
    if (complaints.length > 0)
      parts.push(`what the browser complained of:\n${indent(complaints.join('\n'))}`);
    const pages = this.contexts.flatMap((context) => context.pages());
    const seen = await Promise.all(pages.map((page) => inTime(look(page))));
    pages.forEach((page, at) => {
      parts.push(`━━━ page ${at + 1} of ${pages.length}: ${page.url()}`, seen[at] ?? '');
      const said = this.said.get(page) ?? [];
      if (said.length > 0) parts.push(`console:\n${indent(said.slice(-CONSOLE_LINES).join('\n'))}`);
    });
    const lines = log.trimEnd().split('\n').slice(-LOG_LINES);
    parts.push(
      `━━━ the server's log, its last ${lines.length} lines`,
      indent(lines.join('\n')),
      '━━━',
    );
    return parts.join('\n');
  }

  private note(page: Page | null, words: string): void {
    if (page === null) return;
    this.said.set(page, [...(this.said.get(page) ?? []), words]);
  }
}

function wordsOf(message: ConsoleMessage): string {
  return `${message.type()}: ${message.text()} (${message.location().url})`;
}

/** What went wrong, and the lines of our own that led to it. */
function where(error: TestInfo['errors'][number]): string {
  const ours = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.includes(ROOT) && !line.includes('node_modules'));
  const lines = ours.map((line) => line.trim().replace(ROOT, relative(process.cwd(), ROOT) || '.'));
  return [error.message ?? error.value ?? 'no words', ...lines.map((line) => `  ${line}`)].join(
    '\n',
  );
}

/** What a page says of its state, where the focus is, and what it shows to those who hear it. */
async function look(page: Page): Promise<string> {
  const said = await page.evaluate(() => {
    const words = (element: Element) => (element.textContent ?? '').replace(/\s+/g, ' ').trim();
    const spoken = document.querySelectorAll(
      '.save-state, [role=alert], [role=status], dialog[open]',
    );
    const states = [...spoken].filter(
      (element) => words(element) !== '' && element.checkVisibility(),
    );
    const focused = document.activeElement?.cloneNode(false) as Element | undefined;
    document.activeElement
      ?.closest('section, aside, dialog, form')
      ?.setAttribute('data-looked-at', '');
    return [
      `title: ${document.title}`,
      ...states.map(
        (element) => `${element.getAttribute('role') ?? element.className}: ${words(element)}`,
      ),
      `focus: ${focused?.outerHTML.slice(0, 200) ?? 'none'}`,
      `scrolled: ${Math.round(scrollY)} of ${document.documentElement.scrollHeight}, ${innerWidth} × ${innerHeight}`,
    ].join('\n');
  });
  const around = page.locator('[data-looked-at]');
  const there = (await around.count()) > 0 ? `\nwhere the focus is:\n${await hear(around)}` : '';
  return `${said}${there}\nall of it:\n${await hear(page.locator('body'))}`;
}

/** What a part of a page says to those who hear it, as far as that is read by anybody. */
async function hear(part: Locator): Promise<string> {
  const lines = (await part.ariaSnapshot()).split('\n');
  const left = lines.length - SNAPSHOT_LINES;
  const shown = left > 0 ? [...lines.slice(0, SNAPSHOT_LINES), `… and ${left} lines more`] : lines;
  return indent(shown.join('\n'));
}

async function inTime(work: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((give) => {
    timer = setTimeout(() => give('does not answer'), limit(PATIENCE));
  });
  const answer = await Promise.race([
    work.catch((error: Error) => `cannot be read: ${error.message}`),
    late,
  ]);
  clearTimeout(timer);
  return answer;
}

function indent(words: string): string {
  return words.replace(/^/gm, '  ');
}
