import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { spawn as spawnInTerminal } from '@lydell/node-pty';

/** What is started: `node` with these words, in this environment. */
export interface Started {
  readonly words: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly folder?: string;
}

/** Milliseconds after which something is taken not to come at all. */
const longest = 60_000;

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN;
}

function start(program: string, { words, environment, folder }: Started): ChildProcess {
  return spawn(program, words, {
    env: environment,
    stdio: ['ignore', 'ignore', 'ignore'],
    ...(folder !== undefined && { cwd: folder }),
  });
}

/** Milliseconds until it has ended. */
export function toItsEnd(started: Started): Promise<number> {
  return toItsEndOf(process.execPath, started);
}

/** The same of another program than `node`. */
export async function toItsEndOf(program: string, started: Started): Promise<number> {
  const began = performance.now();
  const child = start(program, started);
  await new Promise((resolve) => child.once('exit', resolve));
  return performance.now() - began;
}

/** Milliseconds until something happens elsewhere; then it is ended. */
export function untilTold(started: Started, told: Promise<void>): Promise<number> {
  return untilToldBy(process.execPath, started, told);
}

/** The same of another program than `node`. */
export async function untilToldBy(program: string, started: Started, told: Promise<void>): Promise<number> {
  const began = performance.now();
  const child = start(program, started);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const isTold = await Promise.race([told.then(() => true), ended.then(() => false)]);
  const took = performance.now() - began;
  // As Ctrl-C would: what it keeps for the next time is kept.
  child.kill('SIGINT');
  await ended;
  if (!isTold) throw new Error(`${started.words.join(' ')} ended before it sent anything.`);
  return took;
}

/** How a text was painted: after so many milliseconds; and the most memory that was taken by then, in megabytes. */
export interface Painted {
  readonly took: number;
  readonly memory: number;
}

/** In a terminal: until it has painted a text. */
export function untilPainted(started: Started, text: string): Promise<Painted> {
  return untilPaintedBy(process.execPath, started, text);
}

/** The same of another program than `node`. */
export function untilPaintedBy(
  program: string,
  { words, environment, folder }: Started,
  text: string,
): Promise<Painted> {
  const began = performance.now();
  const child = spawnInTerminal(program, [...words], {
    cols: 80,
    rows: 24,
    env: { ...environment },
    ...(folder !== undefined && { cwd: folder }),
  });
  return new Promise((resolve, reject) => {
    let written = '';
    let seen: Painted | undefined;
    child.onData((data) => {
      written += data;
      if (seen !== undefined || !written.includes(text)) return;
      const took = performance.now() - began;
      seen = { took, memory: peakOf(child.pid) };
      // What it keeps for the next time is kept.
      child.write('\u0003');
    });
    const late = setTimeout(() => child.kill('SIGKILL'), longest);
    child.onExit(() => {
      clearTimeout(late);
      if (seen === undefined) reject(new Error(`"${text}" was not painted:\n${written}`));
      else resolve(seen);
    });
  });
}

/** Linux: "VmHWM: 61440 kB", the most that a process has had in memory (proc_pid_status(5)). */
function peakOf(pid: number): number {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return Number.NaN;
  }
}

/** Each of these once a round, one after the other, so that a busy moment meets all alike: the figures of each, by name. */
export async function interleaved<Name extends string>(
  rounds: number,
  each: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const figures = new Map<string, number[]>();
  const all = Object.entries(each) as [Name, () => Promise<number>][];
  for (let round = -1; round < rounds; round += 1) {
    for (const [name, measure] of all) {
      const took = await measure();
      // The first round fills the caches, the system's among them.
      if (round >= 0) figures.set(name, [...(figures.get(name) ?? []), took]);
    }
  }
  return Object.fromEntries(figures) as unknown as Record<Name, readonly number[]>;
}
