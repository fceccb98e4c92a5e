import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from '../../src/sandbox/host/faults.ts';

/** Where a process is ended, and by what. */
export interface KillPoint {
  readonly where: 'arrived' | 'effect done, answer lost' | 'answered' | 'state write';
  /** Which request, or which operation on a state file. */
  readonly nth: number;
  readonly signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGHUP';
}

/** The sandbox's fault that tells when the nth request is there; what it does to the answer goes with the point. */
export function faultAt(nth: number, where: KillPoint['where'], struck: () => void): Fault {
  let isTold = false;
  const what = {
    // Looked at once the request is there, before it takes effect.
    get is() {
      if (!isTold) struck();
      isTold = true;
      return where === 'arrived' ? ('reset' as const) : ('silence' as const);
    },
    after: false,
  };
  return { nth, what };
}

/** Operations on state files; the process ends itself before the nth, as the system would: without warning. */
const hook = (nth: number): string => `
const fs = require('node:fs');
let count = 0;
const isState = (path) => /setups[\\\\/][^\\\\/]+$/.test(String(path));
const descriptors = new Set();
for (const name of ['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'linkSync', 'renameSync', 'rmSync']) {
  const plain = fs[name];
  fs[name] = (first, ...rest) => {
    const isOurs = typeof first === 'number' ? descriptors.has(first) : isState(first) && !/\\.json$/.test(first) || (name === 'renameSync' || name === 'linkSync') && isState(first);
    if (isOurs && ++count === ${nth}) process.kill(process.pid, 'SIGKILL');
    const result = plain(first, ...rest);
    if (name === 'openSync' && isOurs) descriptors.add(result);
    if (name === 'closeSync') descriptors.delete(first);
    return result;
  };
}
require('node:module').syncBuiltinESMExports();
process.on('exit', () => process.stderr.write('state operations: ' + count + '\\n'));
`;

/** The environment that loads the hook into a process. */
export function hookFor(nth: number, folder: string): Readonly<Record<string, string>> {
  const file = join(folder, 'end-at-state-write.cjs');
  writeFileSync(file, hook(nth));
  return { NODE_OPTIONS: `--require ${file}` };
}

/** Every point of a run with so many requests and operations on state files. */
export function allPoints(requests: number, operations: number): readonly KillPoint[] {
  const each = (count: number): readonly number[] => Array.from({ length: count }, (_, at) => at + 1);
  const places = ['arrived', 'effect done, answer lost', 'answered'] as const;
  return [
    ...places.flatMap((where) => each(requests).map((nth): KillPoint => ({ where, nth, signal: 'SIGKILL' }))),
    ...each(operations).map((nth): KillPoint => ({ where: 'state write', nth, signal: 'SIGKILL' })),
    ...(['SIGTERM', 'SIGINT', 'SIGHUP'] as const).flatMap((signal) =>
      each(requests).map((nth): KillPoint => ({ where: 'effect done, answer lost', nth, signal })),
    ),
  ];
}
