// The page of an open dossier, as the tests of writing together speak of it: its fields, its editors,
// what it says of itself. Does not know: what any one test is about.
import type { Locator, Page } from '@playwright/test';
import { expect } from '../../fixtures.ts';

/** The control of a field: `budget.lines/b01/quantity` of the section `budget`. */
export function field(page: Page, section: string, path: string): Locator {
  return page.locator(`[id="${section}-${path.replace(/[/.]/g, '-')}"]`);
}

/** Opens a dossier and waits until it is alive: hydrated, connected, nothing left to save. */
export async function enter(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await expectSaved(page);
}

export function stateLine(page: Page): Locator {
  return page.locator('.save-state');
}

/** Everything that this page wrote is in the server's log. */
export async function expectSaved(page: Page): Promise<void> {
  await expect(stateLine(page)).toHaveAttribute('data-state', 'saved');
  await expect(stateLine(page)).toHaveText('Enregistré');
}

/**
 * The same, in the middle of the screen, and at rest there. Playwright's own scrolling misses a section
 * that the browser has not drawn yet, and sections on the way may still take their true heights, which
 * would move what is pressed away from under the finger.
 */
export async function comeTo(page: Page, section: string, path: string): Promise<Locator> {
  const control = field(page, section, path);
  await bringNear(control);
  return control;
}

/** Brings what is somewhere in a long page to the middle of the screen and waits until it rests there. */
export async function bringNear(control: Locator): Promise<void> {
  await expect
    .poll(() => control.evaluate(settle), 'it rests in the middle of the screen')
    .toBe(true);
}

/** Runs in the page: whether the element is on the screen after it has stood still for some frames. */
async function settle(element: Element): Promise<boolean> {
  const STILL = 3;
  // A page behind another has no frames.
  const frame = () =>
    new Promise((next) => {
      requestAnimationFrame(next);
      setTimeout(next, 100);
    });
  let top = Number.NaN;
  for (let still = 0; still < STILL; still += 1) {
    element.scrollIntoView({ block: 'center', behavior: 'instant' });
    const now = element.getBoundingClientRect().top;
    if (now !== top) still = 0;
    top = now;
    await frame();
  }
  const { bottom } = element.getBoundingClientRect();
  return element.isConnected && bottom > 0 && top < innerHeight;
}

/** The text of a rich field, once the editor has taken its place. */
export async function richText(page: Page, section: string, path: string): Promise<Locator> {
  const host = await comeTo(page, section, path);
  const text = host.locator('.editor-text');
  await expect(text).toBeVisible();
  return text;
}

/** Selects a whole text by the keyboard, and sees that it stays selected. */
export async function selectAll(text: Locator): Promise<void> {
  await focus(text);
  await text.press('ControlOrMeta+a');
  await heard(text);
  await expect.poll(() => beyond(text, 'all'), 'nothing stands outside the selection').toBe('');
}

/** A rich text that holds exactly these paragraphs, with the caret at its end. */
export async function rewrite(text: Locator, paragraphs: string[]): Promise<void> {
  await selectAll(text);
  await text.press('Delete');
  // An empty list item or heading becomes a paragraph by the same key.
  await text.press('Backspace');
  for (const [index, paragraph] of paragraphs.entries()) {
    if (index > 0) await text.press('Enter');
    await text.page().keyboard.insertText(paragraph);
  }
  await expect.poll(() => linesOf(text)).toEqual(paragraphs);
}

/** What is drawn in a text and is no part of it. */
const DRAWN = '.editor-caret, .editor-suggestion-flag, .editor-suggestion-comes';

/** What a rich text says, a string for each line, without the carets of the others and what they propose. */
export function linesOf(text: Locator): Promise<string[]> {
  return text.evaluate((element, aids) => {
    const copy = element.cloneNode(true) as Element;
    for (const aid of copy.querySelectorAll(aids)) aid.remove();
    const lines = copy.querySelectorAll('p, h1, h2, h3, h4, h5, h6, blockquote');
    const innermost = [...lines].filter((line) => line.querySelector('p') === null);
    return innermost.map((line) => line.textContent ?? '');
  }, DRAWN);
}

/** What a rich text is: its HTML without what only its own reader sees. */
export function markupOf(text: Locator): Promise<string> {
  return text.evaluate((element) => {
    const copy = element.cloneNode(true) as Element;
    const aids = '.editor-caret, .ProseMirror-separator, .ProseMirror-trailingBreak';
    for (const aid of copy.querySelectorAll(aids)) aid.remove();
    for (const shade of copy.querySelectorAll('.editor-selection')) {
      shade.replaceWith(...shade.childNodes);
    }
    // A caret in the middle of bold words cuts them in two for the eye only.
    for (const mark of copy.querySelectorAll('strong, em')) {
      while (mark.nextSibling instanceof Element && mark.nextSibling.tagName === mark.tagName) {
        mark.append(...mark.nextSibling.childNodes);
        mark.nextSibling.remove();
      }
    }
    copy.normalize();
    return copy.innerHTML;
  });
}

/** All these show the same rich text; returns its lines. */
export async function expectSameText(texts: Locator[]): Promise<string[]> {
  const [first, ...others] = texts;
  if (first === undefined) return [];
  await expect(async () => {
    const whole = await markupOf(first);
    for (const other of others) expect(await markupOf(other)).toBe(whole);
  }).toPass();
  return linesOf(first);
}

/** Gives a text the focus. */
async function focus(text: Locator): Promise<void> {
  const focused = await text.evaluate((element) => element === document.activeElement);
  if (!focused) {
    await bringNear(text);
    await text.click();
  }
  await focusTaken(text);
}

/**
 * Waits until an editor has dealt with the focus. Twenty milliseconds after it has come the editor puts
 * back the selection that it knows, over one that a key has made meanwhile; timers run in their order,
 * so this one runs after that.
 */
export async function focusTaken(text: Locator): Promise<void> {
  await text.evaluate(() => new Promise((done) => setTimeout(done, 21)));
}

/**
 * Waits until the editor has heard of the selection that the browser shows, which is in the next
 * frame: only then is it the one that the editor itself would put back.
 */
async function heard(text: Locator): Promise<void> {
  await text.evaluate(
    () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
  );
}

/** Selects some characters of the first words of a text, as a finger does: without keys. */
export async function select(text: Locator, from: number, to: number): Promise<void> {
  await text.evaluate(
    (root, [from, to]) => {
      const words = document.createTreeWalker(root, NodeFilter.SHOW_TEXT).nextNode();
      if (words === null) throw new Error('no words');
      (root as HTMLElement).focus();
      document.getSelection()?.setBaseAndExtent(words, from, words, to);
    },
    [from, to] as const,
  );
  await heard(text);
}

/** The words outside the selection, on the sides that it should leave empty. */
function beyond(text: Locator, where: 'Home' | 'End' | 'all'): Promise<string> {
  return text.evaluate(
    (element, [where, drawn]) => {
      const selection = window.getSelection();
      if (selection === null || selection.rangeCount === 0) return 'no caret';
      if (where !== 'all' && !selection.isCollapsed) return 'no caret but a selection';
      const range = selection.getRangeAt(0);
      const words = (cut: (rest: Range) => void) => {
        const rest = document.createRange();
        rest.selectNodeContents(element);
        cut(rest);
        const copy = rest.cloneContents();
        for (const mark of copy.querySelectorAll(drawn)) mark.remove();
        return copy.textContent ?? '';
      };
      const before = () => words((rest) => rest.setEnd(range.startContainer, range.startOffset));
      const after = () => words((rest) => rest.setStart(range.endContainer, range.endOffset));
      return (where === 'End' ? '' : before()) + (where === 'Home' ? '' : after());
    },
    [where, DRAWN] as const,
  );
}

/** Puts the caret at the start or the end of a text, by the keyboard, and sees that it stays there. */
async function caretAt(text: Locator, key: 'Home' | 'End'): Promise<void> {
  await focus(text);
  await text.press(`ControlOrMeta+${key}`);
  await heard(text);
  await expect.poll(() => beyond(text, key), `nothing stands beyond the caret at ${key}`).toBe('');
}

export const toStart = (text: Locator): Promise<void> => caretAt(text, 'Home');
export const toEnd = (text: Locator): Promise<void> => caretAt(text, 'End');

/** Puts the caret before the character `offset` of line `line`, by the keyboard. */
export async function caretTo(text: Locator, line: number, offset: number): Promise<void> {
  await toStart(text);
  for (let step = 0; step < line; step += 1) await text.press('ArrowDown');
  await text.press('Home');
  for (let step = 0; step < offset; step += 1) await text.press('ArrowRight');
}

/** Types two texts in two pages, one key here and one key there. */
export async function inTurns(
  one: Page,
  words: string,
  other: Page,
  others: string,
): Promise<void> {
  for (let at = 0; at < Math.max(words.length, others.length); at += 1) {
    const [here, there] = [words[at], others[at]];
    await Promise.all([
      here === undefined ? undefined : one.keyboard.type(here),
      there === undefined ? undefined : other.keyboard.type(there),
    ]);
  }
}
