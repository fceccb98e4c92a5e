#!/usr/bin/env node
// Nothing is imported before it is known that it can be: older versions of Node.js don't even understand the rest.
export {};

const oldest = [20, 17] as const;

/** True when this version of Node.js has all that the program needs. */
function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

/** The program itself; on a computer that lets a process open too few files, not even that can be loaded. */
async function run(): Promise<number> {
  try {
    const { program } = await import('./cli/program.ts');
    return await program(process.argv.slice(2), process);
  } catch (error) {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
    if (code !== 'EMFILE' && code !== 'ENFILE') throw error;
    process.stderr.write('adt-setup may open too few files here (see ulimit -n). Allow more, and run it again.\n');
    // For now, as in errors.ts, which can't be loaded either.
    return 75;
  }
}

if (isNewEnough(process.versions.node)) {
  process.exitCode = await run();
} else {
  process.stderr.write(
    `adt-setup needs Node.js ${oldest.join('.')} or newer; this is ${process.versions.node}. Get it at https://nodejs.org.\n`,
  );
  const { exitCodes } = await import('./errors.ts');
  process.exitCode = exitCodes.usage;
}
