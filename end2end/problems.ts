// What a browser complains of while a test runs. Anything that a test did not announce fails it: an
// error in the console is a bug that nobody has seen yet.
import type { BrowserContext } from '@playwright/test';

export class Problems {
  private readonly found: string[] = [];
  private readonly allowed: RegExp[] = [];

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (!['error', 'warning'].includes(message.type())) return;
      const { url } = message.location();
      this.found.push(`${message.type()}: ${message.text()} (${url})`);
    });
    context.on('weberror', (problem) => this.found.push(`uncaught: ${problem.error().message}`));
  }

  /** Announces complaints that the test provokes: a lost connection, a refused form. */
  allow(pattern: RegExp): void {
    this.allowed.push(pattern);
  }

  /**
   * The browser's words when the network or the server is taken away. Among them the one for the
   * service worker's script, which it asks for again whenever it likes.
   */
  allowCuts(): void {
    this.allow(
      /ERR_(INTERNET_DISCONNECTED|CONNECTION_REFUSED|CONNECTION_RESET|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING)/,
    );
    this.allow(/WebSocket|unknown error occurred when fetching the script/);
  }

  /** The browser's own word for an answer that is not a success. */
  allowStatus(status: number): void {
    this.allow(new RegExp(`responded with a status of ${status}`));
  }

  /** The complaints that nobody has announced. */
  unexpected(): string[] {
    return this.found.filter((line) => !this.allowed.some((rule) => rule.test(line)));
  }
}
