#!/usr/bin/env node
// Nothing is imported before it is known that it can be: older versions of Node.js don't even understand the rest.
import type { Places } from './start/at-once.ts';

/** Set when the program is built. */
declare const textPlaces: Places | undefined;

const oldest = [20, 17] as const;

/** True when this version of Node.js has all that the program needs. */
function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** What is asked for is a text that never differs, or what a shell can offer, and is written. */
async function isAnswered(argv: readonly string[]): Promise<boolean> {
  if (typeof textPlaces === 'undefined') return false;
  if (argv[0] === '__complete' || argv[0] === 'completion') {
    const { completeAtOnce } = await import('./completion/answer/at-once.ts');
    return completeAtOnce(argv, process.env);
  }
  const { answerAtOnce } = await import('./start/at-once.ts');
  return answerAtOnce(argv, textPlaces, `${__dirname}/texts.txt`, process.platform);
}

/** The program itself; on a computer that lets a process open too few files, not even that can be loaded. */
async function run(argv: readonly string[]): Promise<number> {
  if (!isNewEnough(process.versions.node)) {
    process.stderr.write(
      `adt-setup needs Node.js ${oldest.join('.')} or newer; this is ${process.versions.node}. Get it at https://nodejs.org.\n`,
    );
    // A mistake in usage, as in errors.ts, which those versions don't understand.
    return 2;
  }
  if (await isAnswered(argv)) return 0;
  try {
    // The built program has `start/built.ts` in its place.
    const { program } = await import('./cli/program.ts');
    return await program(argv, process);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code !== 'EMFILE' && code !== 'ENFILE') throw error;
    process.stderr.write('adt-setup may open too few files here (see ulimit -n). Allow more, and run it again.\n');
    // For now, as in errors.ts, which can't be loaded either.
    return 75;
  }
}

void run(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
