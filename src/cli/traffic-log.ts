import { appendFileSync, chmodSync, closeSync, openSync, readSync, statSync, writeFileSync } from 'node:fs';
import { usageError } from '../errors.ts';
import { safe } from '../text/safe.ts';

/** No line of a log that a first look needs is longer. */
const firstLook = 65_536;

/** How such a log begins: one object a line, the time first. */
const beginning = /^\{"time":"[^"]{1,40}","method":"[A-Z]{1,16}","url":"/;

/** Whether a file holds nothing, or a log of ours; what else is in a file is not ours to replace. */
function isOurs(file: string): boolean {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile() || stats.size === 0) return true;
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(Math.min(stats.size, firstLook));
    return beginning.test(bytes.toString('utf8', 0, readSync(descriptor, bytes)));
  } finally {
    closeSync(descriptor);
  }
}

/**
 * A file that takes one JSON object a line. It is begun anew, readable by its owner only: a new file, or one that such a log
 * began in.
 * @throws SetupError (usage) when it can't be written, or holds something else, which is left as it is.
 */
export function trafficLog(file: string): (entry: object) => void {
  let isTaken: boolean;
  try {
    isTaken = !isOurs(file);
    if (!isTaken) {
      writeFileSync(file, '', { mode: 0o600 });
      // One that was there keeps the mode it had.
      if (statSync(file).isFile()) chmodSync(file, 0o600);
    }
  } catch {
    throw usageError('log-unwritable', `The log ${file} can't be written.`, 'Give another file with --log.');
  }
  if (isTaken) {
    throw usageError(
      'log-is-another-file',
      `${file} holds something that is no log of adt-setup. It was left as it is.`,
      'Give a new file with --log, or one that such a log began in.',
    );
  }
  return (entry) => appendFileSync(file, `${JSON.stringify(entry)}\n`);
}

/** What a line about a request tells of it. */
interface Request {
  readonly method: string;
  readonly url: string;
  readonly status: number | null;
  readonly ms: number;
  readonly responseHeaders: Readonly<Record<string, string>>;
}

/** A request in one line: method, host and path, status, time, correlation id. */
export function requestLine({ method, url, status, ms, responseHeaders }: Request): string {
  const where = url.replace(/^https?:\/\//, '').replace(/\?.*$/s, '');
  const ids = ['x-ms-correlation-request-id', 'request-id', 'x-ms-request-id'].map((name) => responseHeaders[name]);
  const words = [method, where, status === null ? 'no answer' : String(status), `${Math.round(ms)} ms`];
  return safe([...words, ids.find((id) => id !== undefined) ?? ''].join(' ').trimEnd());
}

/**
 * What hears of each request: the file of `--log`, and with `--verbose` `show`, which is given a line. Undefined when nobody
 * wants to know.
 * @throws SetupError (usage) as {@link trafficLog}.
 */
export function trafficListener(
  options: { readonly log?: string; readonly verbose?: string },
  show: (line: string) => void,
): ((entry: Request) => void) | undefined {
  const log = options.log === undefined ? undefined : trafficLog(options.log);
  if (options.verbose === undefined) return log;
  return (entry) => {
    log?.(entry);
    show(requestLine(entry));
  };
}
