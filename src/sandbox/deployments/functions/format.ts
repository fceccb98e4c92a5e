import { TemplateError } from '../template-error.ts';
import { textOf, type Value } from '../value.ts';

/** A number with thousands separated by commas. */
function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

function fixed(value: number, places: number): string {
  return places === 0 ? String(value) : `${value}.${'0'.repeat(places)}`;
}

/** An integer by one of .NET's standard formats, or by zeros that say how many digits. */
function number(value: number, spec: string): string | undefined {
  const sign = value < 0 ? '-' : '';
  const digits = String(Math.abs(value));
  if (/^0+$/.test(spec)) return sign + digits.padStart(spec.length, '0');
  const [, letter = '', count = ''] = /^([A-Za-z])(\d{0,2})$/.exec(spec) ?? [];
  const places = count === '' ? undefined : Number(count);
  switch (letter.toUpperCase()) {
    case 'D':
      return sign + digits.padStart(places ?? 0, '0');
    case 'G':
      return sign + digits;
    case 'N':
      return sign + fixed(0, places ?? 2).replace(/^0/, grouped(digits));
    case 'F':
      return sign + fixed(0, places ?? 2).replace(/^0/, digits);
    case 'X': {
      const hex = (value < 0 ? BigInt.asUintN(64, BigInt(value)) : BigInt(value))
        .toString(16)
        .padStart(places ?? 0, '0');
      return letter === 'X' ? hex.toUpperCase() : hex;
    }
    default:
      return undefined;
  }
}

function invalid(why: string): TemplateError {
  return new TemplateError(
    `Unable to evaluate language function 'format': the format is invalid: '${why}'. Please see https://aka.ms/arm-function-format for usage details.`,
  );
}

function written(value: Value, spec: string | undefined): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value !== 'number' || spec === undefined) return textOf(value);
  const text = number(value, spec);
  if (text === undefined) throw invalid(`The format specifier '${spec}' was invalid.`);
  return text;
}

const hole = /\{\{|\}\}|\{(\d+)(?:,\s*(-?\d+))?(?::([^{}]*))?\}|[{}]/g;

/** The function `format`: .NET's composite format (tried with Microsoft's engine). */
export function formatted(pattern: string, values: readonly Value[]): string {
  return pattern.replace(hole, (all: string, index?: string, width?: string, spec?: string) => {
    if (all === '{{') return '{';
    if (all === '}}') return '}';
    if (index === undefined) throw invalid('Input string was not in a correct format.');
    if (Number(index) >= values.length)
      throw invalid(
        'Index (zero based) must be greater than or equal to zero and less than the size of the argument list.',
      );
    const text = written(values[Number(index)] ?? null, spec);
    const columns = Number(width ?? 0);
    return columns < 0 ? text.padEnd(-columns) : text.padStart(columns);
  });
}
