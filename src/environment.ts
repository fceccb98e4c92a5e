import type { Cloud } from './cloud.ts';
import { exitCodes, usageError } from './errors.ts';
import type { Process } from './process.ts';
import { safe } from './safe.ts';

/** Parts of Node.js whose debugging output shows what is sent and received, tokens included. */
const telling = ['http', 'http2', 'https', 'net', 'tls', 'stream', 'child_process', 'undici'];

/** The parts whose output NODE_DEBUG asks for, as Node.js reads it: names with `*`, in any letter case. */
function debugged(value: string): readonly string[] {
  const patterns = value.split(',').map((each) => each.trim().replaceAll(/[|\\{}()[\]^$+?.]/g, String.raw`\$&`));
  return telling.filter((name) =>
    patterns.some((each) => each !== '' && new RegExp(`^${each.replaceAll('*', '.*')}$`, 'i').test(name)),
  );
}

/**
 * Node.js reads NODE_DEBUG before any program runs, so it can't be switched off: then nothing is sent.
 * @throws SetupError (usage) when tokens of a real cloud would be printed.
 */
export function refuseLeaks(environment: NodeJS.ProcessEnv, cloud: Pick<Cloud, 'name'>): void {
  const value = environment['NODE_DEBUG'] ?? '';
  const [first] = debugged(value);
  if (first === undefined || cloud.name === 'sandbox') return;
  throw usageError(
    'debugging-shows-tokens',
    `NODE_DEBUG=${value.slice(0, 80)} makes Node.js print what it sends, your tokens included.`,
    'Unset it: unset NODE_DEBUG. What is sent can be seen, without secrets, with --log FILE.',
  );
}

/** What is unusual about the process, one sentence each: nothing to stop for. */
export function environmentNotes(
  environment: NodeJS.ProcessEnv,
  user: number | undefined,
  execArgv: readonly string[],
): readonly string[] {
  const notes: string[] = [];
  const loaded = /--(require|import|loader|experimental-loader|inspect\S*|r)\b|(^|\s)-r\b/;
  const options = environment['NODE_OPTIONS'] ?? '';
  if (loaded.test(options))
    notes.push(
      `Mind: NODE_OPTIONS (${options.slice(0, 120)}) lets other code into this process, which will hold your tokens.`,
    );
  else if (execArgv.some((each) => each.startsWith('--inspect')))
    notes.push('Mind: this process can be inspected (--inspect), and it will hold your tokens.');
  if (user === 0 && environment['SUDO_USER'] !== undefined)
    notes.push(
      `Mind: you run this as root through sudo. It needs no such rights, and what it saves will belong to root, not to ${environment['SUDO_USER'].slice(0, 64)}.`,
    );
  return notes;
}

/** Watches what is written to standard output and standard error. */
export interface Outputs {
  /** The exit code, when everything is written: output that was lost, other than to a reader who left, is no success. */
  exitCode(code: number): Promise<number>;
}

/** A reader that has left (`| head -1`) loses words, not work: the set-up goes on to its end. */
export function watchOutputs(host: Pick<Process, 'stdout' | 'stderr'>): Outputs {
  let lost: string | undefined;
  const hear = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') lost ??= error.code ?? error.message;
  };
  host.stdout.on('error', hear);
  host.stderr.on('error', hear);
  return {
    async exitCode(code) {
      // Errors of the last writes are told a moment later.
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
      if (lost === undefined) return code;
      host.stderr.write(`Not all of the output could be written (${safe(lost)}).\n`);
      return code === exitCodes.ready ? exitCodes.defect : code;
    },
  };
}
