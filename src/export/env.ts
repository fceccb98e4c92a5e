import { SetupError } from '../errors.ts';
import { hasUnseen } from '../text/safe.ts';
import { type Exported, type ExportFile, groupNameOf, instanceNameOf, subscriptionOf } from './exported.ts';
import { headLines } from './head.ts';

/** A line of a .env file, and what is said in its place where no value can be written that all readers read alike. */
interface Setting {
  readonly key: string;
  readonly value: string;
}

function settingsOf(exported: Exported, hostName: string): readonly Setting[] {
  return [
    { key: 'AZURE_DIGITALTWINS_URL', value: `https://${hostName}` },
    { key: 'AZURE_DIGITALTWINS_NAME', value: instanceNameOf(exported) },
    { key: 'AZURE_DIGITALTWINS_SCOPE', value: exported.twinsScope },
    { key: 'AZURE_RESOURCE_GROUP', value: groupNameOf(exported) },
    { key: 'AZURE_SUBSCRIPTION_ID', value: subscriptionOf(exported) },
    { key: 'AZURE_TENANT_ID', value: exported.tenantId },
  ];
}

/**
 * A value that dotenv, python-dotenv, Node.js and a shell read alike: bare, or in single quotes; undefined where there is none.
 * Some replace `$NAME` also within single quotes, and some read a backslash there.
 */
export function envValue(value: string): string | undefined {
  if (/^[A-Za-z0-9_./:@%+-]+$/.test(value)) return value;
  return /['\\$`\n]/.test(value) || hasUnseen(value) ? undefined : `'${value}'`;
}

const ownComment = '# adt-setup:';

function lineOf({ key, value }: Setting): string {
  const written = envValue(value);
  return written === undefined
    ? `${ownComment} ${key} is left out: its value can't be written so that every reader of such files reads it alike.`
    : `${key}=${written}`;
}

/** The variables that programs read, one a line. @throws SetupError (refused) while there is no instance to call. */
export function env(exported: Exported): readonly ExportFile[] {
  const { hostName } = exported;
  if (hostName === undefined) {
    throw new SetupError({
      ending: 'refused',
      code: 'no-host-name',
      message: `${instanceNameOf(exported)} has no host name yet, or none is known: programs would have nothing to call.`,
      suggestion: 'Run adt-setup until it is ready, then export again.',
    });
  }
  const head = headLines(exported, []).map((line) => `${ownComment} ${line}`);
  return [{ name: '.env', text: `${[...head, ...settingsOf(exported, hostName).map(lineOf)].join('\n')}\n` }];
}

/** The key that a line sets, also behind `export`; undefined for any other line. */
function keyOf(line: string): string | undefined {
  return /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=/.exec(line)?.[1];
}

/** How many lines a value takes that begins on the first of these: one in quotes may go on over several. */
function lengthOf(lines: readonly string[]): number {
  const [first = ''] = lines;
  const quote = /^[^=]*=\s*(['"`])/.exec(first)?.[1];
  if (quote === undefined) return 1;
  const begins = first.slice(first.indexOf(quote) + 1);
  if (begins.includes(quote)) return 1;
  const end = lines.findIndex((line, at) => at > 0 && line.includes(quote));
  return end < 0 ? 1 : end + 1;
}

/** The lines of a file, those of one value together. */
function piecesOf(text: string): readonly (readonly string[])[] {
  const lines = text.split('\n');
  const pieces: (readonly string[])[] = [];
  for (let at = 0; at < lines.length; at += pieces.at(-1)?.length ?? 1) {
    const rest = lines.slice(at);
    pieces.push(rest.slice(0, keyOf(rest[0] ?? '') === undefined ? 1 : lengthOf(rest)));
  }
  return pieces;
}

/**
 * A .env file with our lines in it: each where its key stands already, the rest at the end; everything else as it was, byte for
 * byte. Doing it again changes nothing.
 */
export function envEdited(before: string, ours: string): string {
  const ending = before.includes('\r\n') ? '\r' : '';
  const all = ours.split('\n').filter((line) => line !== '');
  const [wanted, notes] = [true, false].map((isKey) => all.filter((line) => (keyOf(line) !== undefined) === isKey));
  const left = new Map((wanted ?? []).map((line) => [keyOf(line) ?? '', line]));
  const mine = new Map(left);
  let openNotes: readonly string[] = notes ?? [];
  const kept = piecesOf(before).flatMap((piece): readonly string[] => {
    const [first = ''] = piece;
    if (first.startsWith(ownComment)) {
      const now = openNotes.map((line) => `${line}${ending}`);
      openNotes = [];
      return now;
    }
    const key = keyOf(first) ?? '';
    const line = mine.get(key);
    if (line === undefined) return piece;
    left.delete(key);
    return [
      `${/^\s*export\s+/.exec(first)?.[0] ?? ''}${line}${first.endsWith('\r') || piece.at(-1)?.endsWith('\r') ? '\r' : ''}`,
    ];
  });
  const text = kept.join('\n');
  const added = [...openNotes, ...left.values()].map((line) => `${line}${ending}\n`).join('');
  return `${text}${added === '' || text === '' || text.endsWith('\n') ? '' : `${ending}\n`}${added}`;
}
