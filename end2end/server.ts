// The real server, started on a free port in a folder of data of its own. It can be stopped, killed,
// held still and started again at the same address: what stories of failures need.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { copyDemo, PEOPLE } from './demo.ts';
import { limit } from './limits.ts';

const ROOT = resolve(import.meta.dirname, '..');
const PROGRAM = resolve(process.env.PREAU_BIN ?? join(ROOT, 'target/debug/preau'));
const READY = /^Préau is ready: (http:\/\/\S+?)\/?$/m;
/** The demo account that looks after the server. */
export const ADMIN = PEOPLE.head;
const START_TIMEOUT = 60_000;

export class Server {
  /** Without a slash at its end. */
  url = '';
  /** All that the server has printed, for the report of a test that failed. */
  log = '';
  private process: ChildProcess | undefined;

  private constructor(
    private readonly data: string,
    private readonly settings: Record<string, string>,
  ) {}

  /** A server with a demonstration of its own. */
  static start(): Promise<Server> {
    const data = mkdtempSync(join(tmpdir(), 'preau-end2end-'));
    copyDemo(data);
    return Server.startIn(data);
  }

  static async startIn(data: string, settings: Record<string, string> = {}): Promise<Server> {
    const server = new Server(data, settings);
    await server.launch('127.0.0.1:0');
    return server;
  }

  /** An orderly stop, as a deployment asks for. */
  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** As a power cut would: nothing more is written. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Starts again with the same data, at the same address, after a stop, a kill, or neither. */
  async restart(): Promise<void> {
    await this.stop();
    await this.launch(new URL(this.url).host);
  }

  /** Answers nothing for a while: connections stay open, and nobody is at their other end. */
  async whileHeldStill(story: () => Promise<void>): Promise<void> {
    this.process?.kill('SIGSTOP');
    try {
      await story();
    } finally {
      this.process?.kill('SIGCONT');
    }
  }

  /** The plain words of the letters to that address so far, in no order. */
  emails(to: string): string[] {
    const folder = join(this.data, 'mail');
    const files = existsSync(folder) ? readdirSync(folder) : [];
    return files
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .filter((letter) => new RegExp(`^To: ${to}\\r?$`, 'm').test(letter))
      .map(plainWords);
  }

  async dispose(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  private async launch(listen: string): Promise<void> {
    const child = spawn(PROGRAM, [], {
      cwd: ROOT,
      env: {
        ...process.env,
        PREAU_LISTEN: listen,
        DATABASE_URL: '',
        PREAU_DATA: this.data,
        PREAU_DEMO: 'false',
        // Letters leave at once, into files; `letters` reads them.
        PREAU_EMAIL_DELAY: '0',
        // A story does in a second what takes people minutes.
        PREAU_ACTS: '10000',
        PREAU_SMTP_URL: '',
        PREAU_ADMINS: ADMIN,
        ...this.settings,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.process = child;
    const before = this.log.length;
    await new Promise<void>((ready, fail) => {
      const giveUp = (why: string) => {
        clearTimeout(timer);
        fail(new Error(`the server ${why}\n${this.log.slice(before)}`));
      };
      const timer = setTimeout(() => giveUp('is not ready in time'), limit(START_TIMEOUT));
      const read = (chunk: Buffer) => {
        this.log += chunk.toString();
        const address = READY.exec(this.log.slice(before))?.[1];
        if (address === undefined) return;
        this.url = address;
        clearTimeout(timer);
        ready();
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      child.on('error', (error) => giveUp(`does not start: ${error.message}`));
      child.on('exit', (code, signal) => giveUp(`ended at once (${signal ?? code})`));
    });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.process;
    this.process = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}

/** The first part of a letter, which our server writes as quoted-printable, base64 or as it is. */
function plainWords(letter: string): string {
  const boundary = /boundary="([^"]+)"/.exec(letter)?.[1];
  const part = boundary === undefined ? letter : (letter.split(`--${boundary}`)[1] ?? '');
  const [head = '', ...rest] = part.trimStart().split('\r\n\r\n');
  const body = rest.join('\r\n\r\n');
  if (/encoding: base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8');
  if (!/encoding: quoted-printable/i.test(head)) return body;
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
