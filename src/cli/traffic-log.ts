import { appendFileSync, constants, openSync } from 'node:fs';
import { SetupError, usageError } from '../errors.ts';
import { realDisk } from '../local/disk.ts';
import { isOwn } from '../local/safe-place.ts';
import { isObject } from '../text/is-object.ts';
import { safe } from '../text/safe.ts';

/** Bytes of the first line that are looked at. */
const firstLook = 65_536;

/** How such a log begins, where its first line is a very long one. */
const beginning = /^\{"time":"[^"]{1,40}","method":"[A-Z]{1,16}","url":"/;

/** Whether a text begins with a line of such a log. */
function isLog(text: string): boolean {
  const end = text.indexOf('\n');
  if (end < 0) return beginning.test(text);
  try {
    const line: unknown = JSON.parse(text.slice(0, end));
    return isObject(line) && ['time', 'method', 'url'].every((name) => typeof line[name] === 'string');
  } catch {
    return false;
  }
}

function refused(file: string, why: string): SetupError {
  return usageError(
    'log-is-another-file',
    `${file} ${why}. It was left as it is.`,
    'Give a new file with --log, or one that such a log began in.',
  );
}

/** Opens a file for lines to be added: a new one, or one that such a log began in. */
function openLog(file: string): number {
  const seen = realDisk.look(file);
  if (seen === undefined) return openSync(file, 'ax', 0o600);
  if (seen.kind !== 'file') throw refused(file, seen.kind === 'link' ? 'is a symbolic link' : 'is no plain file');
  if (!isOwn(seen)) throw refused(file, 'belongs to another user');
  if (process.platform !== 'win32' && seen.links > 1) throw refused(file, 'is hard linked');
  if (seen.size > 0 && !isLog(Buffer.from(realDisk.read(file, firstLook)).toString('utf8')))
    throw refused(file, 'holds something that is no log of adt-setup');
  realDisk.protect(file);
  // Windows has no such flag.
  const carefully = (constants as Partial<typeof constants>).O_NOFOLLOW ?? 0;
  return openSync(file, constants.O_WRONLY | constants.O_APPEND | carefully);
}

/**
 * A file that takes one JSON object a line, readable by its owner only: a new file, or one that such a log began in, which goes on.
 * @throws SetupError (usage) when it can't be written, or is something else, which is left as it is.
 */
export function trafficLog(file: string): (entry: object) => void {
  try {
    const descriptor = openLog(file);
    return (entry) => appendFileSync(descriptor, `${JSON.stringify(entry)}\n`);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw usageError('log-unwritable', `The log ${file} can't be written.`, 'Give another file with --log.');
  }
}

/** What a line about a request tells of it. */
export interface Request {
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
