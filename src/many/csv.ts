import { usageError } from '../errors.ts';

/** A record of a CSV file. */
export interface CsvRecord {
  /** As a spreadsheet numbers its rows: the header is 1. */
  readonly number: number;
  readonly cells: readonly string[];
}

/** What stands between cells: a comma (RFC 4180), or a semicolon where the header has one, as spreadsheets of many countries write it. */
function separatorOf(text: string): ',' | ';' {
  let isQuoted = false;
  for (const character of text) {
    if (character === '"') isQuoted = !isQuoted;
    else if (!isQuoted && character === ';') return ';';
    else if (!isQuoted && (character === '\n' || character === '\r')) break;
  }
  return ',';
}

/** Where the plain text that begins at `from` ends: before a separator or the end of the line. */
function endOfPlain(text: string, from: number, separator: string): number {
  let at = from;
  while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at += 1;
  return at;
}

/**
 * The records of a CSV file (RFC 4180): cells in quotes may hold separators, line breaks and, doubled, quotes; lines end in any way.
 * Records whose cells are all blank are left out, and counted.
 * @throws SetupError (usage) where a quote doesn't end, or something follows it.
 */
export function csvRecords(file: string, text: string): readonly CsvRecord[] {
  const separator = separatorOf(text);
  const records: CsvRecord[] = [];
  let cells: string[] = [];
  let number = 1;
  let at = 0;
  const endRecord = (): void => {
    if (cells.some((cell) => cell.trim() !== '')) records.push({ number, cells });
    cells = [];
    number += 1;
  };
  while (at < text.length) {
    if (text[at] === '"') {
      const end = endOfQuoted(text, at);
      if (end === undefined) throw openQuote(file, number);
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      at = end + 1;
      if (text.slice(at, endOfPlain(text, at, separator)).trim() !== '') throw afterQuote(file, number);
      at = endOfPlain(text, at, separator);
    } else {
      const end = endOfPlain(text, at, separator);
      cells.push(text.slice(at, end));
      at = end;
    }
    if (text[at] === separator) {
      at += 1;
      if (at === text.length) cells.push('');
      if (text[at] !== '\n' && text[at] !== '\r') continue;
      cells.push('');
    }
    at += text[at] === '\r' && text[at + 1] === '\n' ? 2 : 1;
    endRecord();
  }
  if (cells.length > 0) endRecord();
  return records;
}

/** The quote that ends the cell which begins with the quote at `start`. */
function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return undefined;
    if (text[at + 1] !== '"') return at;
  }
}

function openQuote(file: string, row: number): Error {
  return usageError(
    'list-not-csv',
    `${file} can't be read as CSV: in row ${row} a quote is opened and never closed.`,
    'Close it; a quote within quotes is written twice.',
  );
}

function afterQuote(file: string, row: number): Error {
  return usageError(
    'list-not-csv',
    `${file} can't be read as CSV: in row ${row} something follows a closing quote.`,
    'Put the whole cell in quotes; a quote within quotes is written twice.',
  );
}
