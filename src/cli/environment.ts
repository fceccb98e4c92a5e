import { exitCodes, usageError } from '../errors.ts';
import { codeOf } from '../local/disk.ts';
import type { Process } from '../local/process.ts';
import type { Cloud } from '../port/cloud.ts';
import { safe } from '../text/safe.ts';

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
 * Refuses a process whose surroundings would give secrets of a real cloud away, before anything is sent.
 * @throws SetupError (usage)
 */
export function refuseLeaks(environment: NodeJS.ProcessEnv, cloud: Authority, clouds: readonly Authority[]): void {
  if (cloud.practice) return;
  refuseDebugging(environment);
  refuseTracing(environment, process.execArgv);
  refuseForeignAuthority(environment, cloud, clouds);
}

type Authority = Pick<Cloud, 'name' | 'activeDirectory' | 'practice'>;

/** Node.js reads NODE_DEBUG before any program runs, so it can't be switched off. */
function refuseDebugging(environment: NodeJS.ProcessEnv): void {
  const value = environment['NODE_DEBUG'] ?? '';
  const [first] = debugged(value);
  if (first === undefined) return;
  throw usageError(
    'debugging-shows-tokens',
    `NODE_DEBUG=${value.slice(0, 80)} makes Node.js print what it sends, your tokens included.`,
    'Unset it: unset NODE_DEBUG. What is sent can be seen, without secrets, with --log FILE.',
  );
}

/** Options of Node.js that write down what TLS protects: the session keys, or what is sent (Node.js, "Command-line API"). */
const tracing = /(?:^|\s)(--tls-keylog|--trace-tls)(?=[=\s]|$)/;

function refuseTracing(environment: NodeJS.ProcessEnv, execArgv: readonly string[]): void {
  const [, inVariable] = tracing.exec(environment['NODE_OPTIONS'] ?? '') ?? [];
  const [, option = inVariable] = tracing.exec(execArgv.join(' ')) ?? [];
  if (option === undefined) return;
  throw usageError(
    'tracing-shows-tokens',
    `With ${option}, Node.js gives away what TLS protects: your tokens included.`,
    `Leave it out${inVariable === undefined ? '' : ' of NODE_OPTIONS'}. What is sent can be seen, without secrets, with --log FILE.`,
  );
}

function originOf(address: string): string {
  return URL.canParse(address) ? new URL(address).origin : '';
}

/**
 * AZURE_AUTHORITY_HOST names where programs on Microsoft's libraries sign in (EnvironmentCredential, azure-identity README).
 * Here --cloud does, from a fixed table: those who mean another cloud must learn that it would not be the one.
 */
function refuseForeignAuthority(environment: NodeJS.ProcessEnv, cloud: Authority, clouds: readonly Authority[]): void {
  const value = environment['AZURE_AUTHORITY_HOST'] ?? '';
  const origin = originOf(value);
  if (value === '' || origin === cloud.activeDirectory) return;
  const other = clouds.find((each) => each.activeDirectory === origin);
  throw usageError(
    'foreign-authority',
    other === undefined
      ? `AZURE_AUTHORITY_HOST=${value.slice(0, 120)} is no place where Azure signs anybody in: nothing is sent there.`
      : `AZURE_AUTHORITY_HOST signs in to ${other.name}, and this set-up is in ${cloud.name}.`,
    other === undefined
      ? 'Unset it: unset AZURE_AUTHORITY_HOST. Clouds are chosen with --cloud.'
      : `Use --cloud ${other.name}, or unset AZURE_AUTHORITY_HOST.`,
  );
}

/** Codes of the system's errors that say that it has run short of something, and what that is. */
const shortages: Readonly<Record<string, string>> = {
  EMFILE: 'open files',
  ENFILE: 'open files',
  ENOMEM: 'memory',
  EAGAIN: 'processes or memory',
};

/** What this computer has too little of, when that is why something failed. */
export function shortageOf(error: unknown): string | undefined {
  const code = codeOf(error);
  return Object.hasOwn(shortages, code) ? shortages[code] : undefined;
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
      `Note: NODE_OPTIONS (${options.slice(0, 120)}) lets other code into this process, which will hold your tokens.`,
    );
  else if (execArgv.some((each) => each.startsWith('--inspect')))
    notes.push('Note: this process can be inspected (--inspect), and it will hold your tokens.');
  if (user === 0 && environment['SUDO_USER'] !== undefined)
    notes.push(
      `Note: you run this as root through sudo. It needs no such rights, and what it saves will belong to root, not to ${environment['SUDO_USER'].slice(0, 64)}.`,
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
