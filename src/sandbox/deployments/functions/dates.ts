import { TemplateError } from '../template-error.ts';
import { type Arguments, type Builtin, define } from './define.ts';

const page = 'Please see https://aka.ms/arm-syntax-functions .';

function moment(name: string, text: string): number {
  const at = Date.parse(text);
  if (!Number.isNaN(at)) return at;
  throw new TemplateError(
    `The template function '${name}' has an invalid parameter. The first parameter '${text}' is not a valid ISO8601 DateTime string. ${page}`,
  );
}

/** An ISO 8601 duration in milliseconds: a year counts 365 days, a month 30 (tried with Microsoft's engine). */
function duration(name: string, text: string): number {
  const parts =
    /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (parts === null || text.endsWith('P') || text.endsWith('T'))
    throw new TemplateError(
      `The template function '${name}' has an invalid parameter. The second parameter '${text}' is not a valid ISO8601 duration string. ${page}`,
    );
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts
    .slice(2)
    .map((each: string | undefined) => Number(each ?? 0));
  const whole = (years * 365 + months * 30 + weeks * 7 + days) * 86_400 + hours * 3600 + minutes * 60 + seconds;
  return (parts[1] === undefined ? 1 : -1) * whole * 1000;
}

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** A time by .NET's format: standard `u`, `s`, `o`, `d`, and what custom ones are made of. */
export function dated(at: number, format: string): string {
  const date = new Date(at);
  const standard: Readonly<Record<string, string>> = {
    u: 'yyyy-MM-dd HH:mm:ss\\Z',
    s: 'yyyy-MM-ddTHH:mm:ss',
    o: 'yyyy-MM-ddTHH:mm:ss.fffffff\\Z',
    d: 'MM/dd/yyyy',
  };
  const parts: Readonly<Record<string, string>> = {
    yyyy: pad(date.getUTCFullYear(), 4),
    yy: pad(date.getUTCFullYear() % 100),
    MM: pad(date.getUTCMonth() + 1),
    M: String(date.getUTCMonth() + 1),
    dd: pad(date.getUTCDate()),
    d: String(date.getUTCDate()),
    HH: pad(date.getUTCHours()),
    hh: pad(date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12),
    H: String(date.getUTCHours()),
    mm: pad(date.getUTCMinutes()),
    ss: pad(date.getUTCSeconds()),
    tt: date.getUTCHours() < 12 ? 'AM' : 'PM',
  };
  return (standard[format] ?? format).replace(
    /\\(.)|'([^']*)'|f{1,7}|yyyy|yy|MM?|dd?|HH?|hh|mm|ss|tt/g,
    (token: string, plain?: string, quoted?: string) =>
      plain ?? quoted ?? parts[token] ?? `${pad(date.getUTCMilliseconds(), 3)}0000`.slice(0, token.length),
  );
}

/** Without a format: to the second, as `dateTimeAdd` answers. */
function iso(at: number): string {
  return dated(at, 'yyyy-MM-ddTHH:mm:ss\\Z');
}

function dateTimeAdd({ text, count }: Arguments): string {
  const at = moment('dateTimeAdd', text(0)) + duration('dateTimeAdd', text(1));
  return count > 2 ? dated(at, text(2)) : iso(at);
}

/** Functions of times. */
export const dateFunctions: readonly (readonly [string, Builtin])[] = [
  define('dateTimeAdd', [2, 3], dateTimeAdd),
  define('dateTimeFromEpoch', [1], ({ integer }) => iso(integer(0) * 1000)),
  define('dateTimeToEpoch', [1], ({ text }) => Math.floor(moment('dateTimeToEpoch', text(0)) / 1000)),
];
