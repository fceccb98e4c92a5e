import { parseArgs } from 'node:util';
import { crashes, crashesOfResumes } from './crashes.ts';
import { deployed } from './deployed.ts';
import { diskFaults, powerLosses } from './disks.ts';
import { faults } from './faults/faults.ts';
import { flips } from './flips.ts';
import { hostileTexts } from './hostile.ts';
import { kills } from './kills.ts';
import { minds } from './minds/minds.ts';
import { mistakes } from './mistakes/mistakes.ts';
import { replies } from './mistakes/replies.ts';
import { pairs } from './pairs.ts';
import type { Count } from './report.ts';
import { sittings } from './sittings.ts';
import { syscalls } from './syscalls/syscalls.ts';
import { undos, undosOfHalves, undosOfUndos } from './undone.ts';
import { oneFile, wizards } from './wizards.ts';
import { worlds } from './worlds.ts';

const help = `npm run torture -- [--only NAME] [--seed N] [--path PATH] [--worlds N] [--cell PATTERN] [--mistakes N] [--replies N] [--minds N] [--kills N] [--deployed N] [--all]

Ends, breaks and misleads the set-up in as many ways as fit, and counts what went wrong: 0, or the exit code is 1.
--cell tries only the requests and faults whose "KIND | FAULT | once" matches a regular expression.
--kills ends so many real processes, --deployed so many of lists; --all ends one at every point, and resumes after every crash.
`;

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    path: { type: 'string' },
    worlds: { type: 'string', default: '10000' },
    cell: { type: 'string' },
    mistakes: { type: 'string', default: '2000' },
    replies: { type: 'string', default: '2000' },
    minds: { type: 'string', default: '10000' },
    kills: { type: 'string', default: '760' },
    deployed: { type: 'string', default: '200' },
    all: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h', default: false },
  },
});
const seed = Number(values.seed);

const kinds: Readonly<Record<string, () => Promise<Count> | Count>> = {
  flips,
  disks: () => diskFaults(),
  power: () => powerLosses(),
  syscalls: () => syscalls('node_modules/.cache/writer.js'),
  hostile: hostileTexts,
  crashes,
  resumes: () => crashesOfResumes(values.all ? 1 : 3),
  undos: () => undos(),
  halves: () => undosOfHalves(),
  reundos: () => undosOfUndos(values.all ? 1 : 3),
  file: () => oneFile(100),
  wizards: () => wizards(seed, 100),
  worlds: () => worlds(seed, Number(values.worlds), values.path),
  mistakes: () => mistakes(seed, Number(values.mistakes), values.path),
  replies: () => replies(seed, Number(values.replies), values.path),
  minds: () => minds(seed, Number(values.minds), values.path),
  sittings,
  pairs: () => pairs(seed),
  faults: () => faults(values.cell),
  kills: () => kills(seed, values.all ? undefined : Number(values.kills)),
  deployed: () => deployed(seed, values.all ? undefined : Number(values.deployed)),
};

async function main(): Promise<number> {
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  if (values.only !== undefined && !Object.hasOwn(kinds, values.only)) {
    process.stderr.write(`There is no ${values.only}: ${Object.keys(kinds).join(', ')}\n`);
    return 2;
  }
  let total = 0;
  for (const [name, run] of Object.entries(kinds)) {
    if (values.only !== undefined && values.only !== name) continue;
    const began = performance.now();
    const { what, trials, violations, again } = await run();
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    const columns = [
      name.padEnd(8),
      String(trials).padStart(7),
      String(violations.length).padStart(5),
      `${seconds} s`.padStart(9),
    ];
    process.stdout.write(`${columns.join('  ')}  ${what}\n`);
    for (const each of violations.slice(0, 40)) process.stdout.write(`    ${each}\n`);
    if (violations.length > 0)
      process.stdout.write(`    again: npm run torture -- ${again ?? `--only ${name} --seed ${seed}`}\n`);
    total += violations.length;
  }
  process.stdout.write(`seed ${seed}: ${total} violations\n`);
  return total === 0 ? 0 : 1;
}

process.stdout.write('kind       trials wrong       time  what\n');
process.exitCode = await main();
