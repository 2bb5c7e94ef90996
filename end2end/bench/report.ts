// Figures as a table, and their place in BENCHMARKS.md: between marks of their own, since other
// programs write into the same page. Does not know: how figures are measured.
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';

const FILE = resolve(import.meta.dirname, '../../BENCHMARKS.md');
const BEGIN = '<!-- make bench-page: written by end2end/bench -->';
const END = '<!-- make bench-page: end -->';

export interface Figure {
  what: string;
  value: number;
  unit: 'ms' | 's' | 'KB';
  /** What the design asks to stay below. */
  target?: number;
}

const DIGITS = { ms: 1, s: 2, KB: 0 };

/** The value below which a share of the others is: 0.5 the median. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** What the figures are measured on, read before they are: they are a load themselves. */
export function machine(): string {
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  const load = loadavg()[0]?.toFixed(2);
  return (
    `${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${gigabytes} GB of memory ` +
    `and a load average of ${load} before the run`
  );
}

function row({ what, value, unit, target }: Figure): string {
  const written = (n: number) => `${n.toFixed(DIGITS[unit])} ${unit}`;
  if (target === undefined) return `| ${what} | | ${written(value)} |`;
  const met = value < target;
  const measured = met ? `**${written(value)}**` : `${written(value)} (missed)`;
  return `| ${what} | < ${target} ${unit} | ${measured} |`;
}

/** Puts the part where it was, or at the end; what others have written stays. */
export function write(about: string, figures: Figure[]): void {
  const table = ['| | target | Préau |', '|---|---:|---:|', ...figures.map(row)].join('\n');
  const part = `${BEGIN}\n## In the page\n\n${about}\n\n${table}\n${END}`;
  console.log(part);
  const before = existing();
  const [begin, end] = [before.indexOf(BEGIN), before.indexOf(END)];
  const there = begin >= 0 && end >= 0;
  const page = there
    ? before.slice(0, begin) + part + before.slice(end + END.length)
    : `${before.trimEnd()}\n\n${part}\n`;
  writeFileSync(FILE, page);
}

function existing(): string {
  try {
    return readFileSync(FILE, 'utf8');
  } catch {
    return '# Benchmarks\n';
  }
}
