import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Patience } from '../../support/whole-run.ts';
import { type Count, counting } from '../report.ts';
import { trace, trialOf } from './cell.ts';
import type { Cell } from './expected.ts';
import { faultNames } from './false-answers.ts';
import { setTraps } from './traps.ts';

/** So many cells at a time: most of them wait for an answer that doesn't come. */
const atATime = 6;

/**
 * Each kind of request with each fault of the network, once and always. `only`: a regular expression over "KIND | FAULT |
 * MODE"; `most`: so many of the cells, spread evenly; with 'usual', a request that gets no answer is waited for as long as it
 * takes, and nothing depends on how fast this computer is.
 */
export async function faults(only = '', most?: number, wait: Patience = 'brief'): Promise<Count> {
  const { trial, count } = counting('each kind of request x each fault of the network, once and always');
  const { kinds, template, remove } = await trace();
  const read = (name: string): string => readFileSync(join(template, name), 'utf8');
  const traps = await setTraps({ cert: read('server.pem'), key: read('server-key.pem') }, read('server.pem'));
  const all = kinds
    .flatMap((kind) =>
      faultNames.flatMap((fault) => (['once', 'always'] as const).map((mode): Cell => ({ kind, fault, mode }))),
    )
    .filter((cell) => new RegExp(only).test(nameOf(cell)));
  const step = most === undefined ? 1 : Math.max(1, Math.floor(all.length / most));
  const cells = all.filter((_, at) => at % step === 0);
  const worker = async (): Promise<void> => {
    for (let cell = cells.shift(); cell !== undefined; cell = cells.shift()) {
      const wrong = await trialOf(cell, template, traps, wait).catch((error: unknown) => [String(error)]);
      const name = nameOf(cell);
      trial(wrong.map((each) => `${name}: ${each}`));
    }
  };
  await Promise.all(Array.from({ length: atATime }, worker));
  await traps.close();
  await remove();
  const { what, ...rest } = count();
  return { what: `${what} (${kinds.length} kinds, ${faultNames.length} faults)`, ...rest };
}

function nameOf({ kind, fault, mode }: Cell): string {
  return `${kind} | ${fault} | ${mode}`;
}
