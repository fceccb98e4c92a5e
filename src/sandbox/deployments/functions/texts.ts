import { inAddress } from '../../../text/in-address.ts';
import { functionError, TemplateError } from '../template-error.ts';
import { isList, isRecord, kindOf, textOf, type Value } from '../value.ts';
import { type Arguments, type Builtin, define, typeOfArgument } from './define.ts';
import { formatted } from './format.ts';
import { guidOfParts, uniqueStringOf } from './hash.ts';

const lower = (text: string): string => text.toLowerCase();

/** Letter case doesn't count where texts are looked for in texts; `contains`, `split` and `replace` are exact. */
const startsWith = (text: string, part: string): boolean => lower(text).startsWith(lower(part));
const endsWith = (text: string, part: string): boolean => lower(text).endsWith(lower(part));

/** What `concat` and `join` write: truth values with a capital, as .NET does. */
function plain(value: Value): string {
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  return textOf(value);
}

function concat({ all }: Arguments): Value {
  if (all.every(isList)) return all.flatMap((each) => [...each]);
  if (all.some((each) => each === null || typeof each === 'object'))
    throw new TemplateError(
      "The provided parameters for language function 'concat' are invalid. Either all or none of the parameters must be an array. Please see https://aka.ms/arm-function-concat for usage details.",
    );
  return all.map((each) => plain(each as Value)).join('');
}

function substring({ text, integer, count }: Arguments): Value {
  const [whole, from] = [text(0), integer(1)];
  const page = 'Please see https://aka.ms/arm-function-substring for usage details.';
  const unable = "Unable to evaluate the template language function 'substring'.";
  if (from < 0)
    throw new TemplateError(
      `${unable} The index parameter cannot be less than zero. The index parameter: '${from}'. ${page}`,
    );
  if (from > whole.length)
    throw new TemplateError(
      `${unable} The index parameter cannot be larger than the length of the string. The index parameter: '${from}', the length of the string parameter: '${whole.length}'. ${page}`,
    );
  const length = count > 2 ? integer(2) : whole.length - from;
  if (length < 0 || from + length > whole.length)
    throw new TemplateError(
      `${unable} The index and length parameters must refer to a location within the string. The index parameter: '${from}', the length parameter: '${length}', the length of the string parameter: '${whole.length}'. ${page}`,
    );
  return whole.slice(from, from + length);
}

function split({ all, text, any }: Arguments): Value {
  const whole = text(0);
  const marks =
    typeof all[1] === 'string' ? [text(1)] : isList(any(1)) ? (any(1) as readonly Value[]).map(textOf) : [text(1)];
  const used = marks.filter((mark) => mark !== '');
  if (used.length === 0) return [whole];
  const pattern = used.map((mark) => mark.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join('|');
  return whole.split(new RegExp(pattern));
}

function string({ all, name, any }: Arguments): Value {
  const value = all[0] ?? null;
  if (value === null || (typeof value === 'number' && !Number.isInteger(value)))
    throw functionError(
      `The template language function '${name}' expects its first parameter to be one of the following types 'Integer, String, Boolean, Object, Array'. The provided value is of type '${typeOfArgument(value)}'.`,
    );
  return plain(any(0));
}

function texts({ text, count }: Arguments): string[] {
  return Array.from({ length: count }, (_, at) => text(at));
}

function padLeft({ all, integer, text, count }: Arguments): Value {
  const value = all[0] ?? null;
  if (typeof value !== 'string' && typeof value !== 'number') throw new TemplateError(text(0));
  const width = integer(1);
  if (width < 1 || width > 16)
    throw new TemplateError(
      `Unable to evaluate template language function 'padLeft': the second parameter is invalid. Total width must be a positive integer value and not greater than '16', while '${width}' was provided. The syntax is padLeft(string, totalWidth [, paddingChar]). Please see https://aka.ms/arm-function-padleft for usage details.`,
    );
  return String(value).padStart(width, count > 2 ? text(2) : ' ');
}

/** The characters that .NET's `Uri.EscapeDataString` escapes and JavaScript doesn't. */
function uriComponent(text: string): string {
  return inAddress(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);
}

function absoluteUri(base: string, relative: string): string {
  try {
    return new URL(relative, base).href;
  } catch {
    throw functionError(
      `The template language function 'uri' expects its first parameter to be an absolute URI. The provided value is '${base}'.`,
    );
  }
}

function parsedJson(text: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw new TemplateError(
      "Unable to evaluate the template language function 'json'. The argument provided is not a valid JSON string.",
    );
  }
}

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString();

/** Functions that take and give texts. */
export const textFunctions: readonly (readonly [string, Builtin])[] = [
  define('base64', [1], ({ text }) => Buffer.from(text(0)).toString('base64')),
  define('base64ToJson', [1], ({ text }) => parsedJson(fromBase64(text(0)))),
  define('base64ToString', [1], ({ text }) => fromBase64(text(0))),
  define('concat', [1, Infinity], concat),
  define(
    'dataUri',
    [1],
    ({ text }) => `data:text/plain;charset=utf-8;base64,${Buffer.from(text(0)).toString('base64')}`,
  ),
  define('dataUriToString', [1], ({ text }) => {
    const [, isBase64, data = ''] = /^data:[^,]*?(;base64)?,(.*)$/s.exec(text(0)) ?? [];
    return isBase64 === undefined ? decodeURIComponent(data) : fromBase64(data);
  }),
  define('endsWith', [2], ({ text }) => endsWith(text(0), text(1))),
  define('format', [1, Infinity], ({ text, any, count }) =>
    formatted(
      text(0),
      Array.from({ length: count - 1 }, (_, at) => any(at + 1)),
    ),
  ),
  define('guid', [1, Infinity], (args) => guidOfParts(texts(args))),
  define('join', [2], ({ list, text }) =>
    list(0)
      .map((each) => plain(each))
      .join(text(1)),
  ),
  define('json', [1], ({ text }) => parsedJson(text(0))),
  define('lastIndexOf', [2], ({ all, text, list }) =>
    isList(all[0])
      ? list(0).findLastIndex((each) => JSON.stringify(each) === JSON.stringify(all[1]))
      : text(1) === ''
        ? Math.max(0, text(0).length - 1)
        : lower(text(0)).lastIndexOf(lower(text(1))),
  ),
  define('padLeft', [2, 3], padLeft),
  define('replace', [3], ({ text }) => {
    if (text(1) === '')
      throw functionError(
        "The template language function 'replace' expects its second parameter to not be null or empty.",
      );
    return text(0).split(text(1)).join(text(2));
  }),
  define('split', [2], split),
  define('startsWith', [2], ({ text }) => startsWith(text(0), text(1))),
  define('string', [1], string),
  define('substring', [2, 3], substring),
  define('toLower', [1], ({ text }) => lower(text(0))),
  // .NET changes one character into one: a sharp s stays.
  define('toUpper', [1], ({ text }) =>
    text(0).replace(/./gsu, (each) => (each.toUpperCase().length === each.length ? each.toUpperCase() : each)),
  ),
  define('trim', [1], ({ text }) => text(0).trim()),
  define('uniqueString', [1, Infinity], (args) => uniqueStringOf(texts(args))),
  define('uri', [2], ({ text }) => absoluteUri(text(0), text(1))),
  define('uriComponent', [1], ({ text }) => uriComponent(text(0))),
  define('uriComponentToString', [1], ({ text }) => decodeURIComponent(text(0))),
];

/** Whether a text, a list or an object holds something: the three meanings of `contains`. */
export function contains({ all }: Arguments): Value {
  const [where, what] = [(all[0] ?? null) as Value, (all[1] ?? null) as Value];
  if (typeof where === 'string' && typeof what === 'string') return where.includes(what);
  if (isList(where)) return where.some((each) => JSON.stringify(each) === JSON.stringify(what));
  if (isRecord(where) && typeof what === 'string')
    return Object.keys(where).some((name) => lower(name) === lower(what));
  throw new TemplateError(
    `The template function 'contains' expects parameters of matching types: a dictionary and a key (string), an array and a value (object), or a string and a substring. The provided types '${kindOf(where)}' and '${kindOf(what)}' are incompatible. Please see https://aka.ms/arm-function-contains for usage details.`,
  );
}
