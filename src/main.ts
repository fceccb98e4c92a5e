#!/usr/bin/env node
import { exitCodes } from './errors.ts';

const oldest = [20, 17] as const;

/** True when this version of Node.js has all that the program needs. */
function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
}

if (isNewEnough(process.versions.node)) {
  const { program } = await import('./program.ts');
  process.exitCode = await program(process.argv.slice(2), process);
} else {
  process.stderr.write(
    `adt-setup needs Node.js ${oldest.join('.')} or newer; this is ${process.versions.node}. Get it at https://nodejs.org.\n`,
  );
  process.exitCode = exitCodes.usage;
}
