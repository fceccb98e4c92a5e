import { usageError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import { csvRecords } from './csv.ts';
import {
  type Answers,
  type Entry,
  entriesReader,
  type Fault,
  type GivenList,
  type GivenRow,
  unknownKey,
} from './given.ts';

/** A row before its entries are read: `undefined` where it is no object of answers. */
export interface RawRow {
  readonly number: number;
  readonly entries: readonly Entry[] | undefined;
}

function emptyList(file: string): Error {
  return usageError(
    'list-empty',
    `${file} holds a list without a single row.`,
    'Give each instance a row, with its name.',
  );
}

/** The list of rows, each with what all of them share. A row's own value wins. */
export function listOf(
  file: string,
  known: readonly Question[],
  shared: readonly Entry[],
  raw: readonly RawRow[],
  before: readonly Fault[] = [],
): GivenList {
  if (raw.length === 0) throw emptyList(file);
  const read = entriesReader(file, known);
  const all = read(shared);
  const faults: Fault[] = [...before, ...all.errors.map((error) => ({ row: undefined, name: undefined, error }))];
  const rows = raw.map(({ number, entries }): GivenRow => {
    const { answers, errors } = read(entries ?? []);
    const own: Answers = { ...all.answers, ...answers };
    const name = own['name']?.value ?? nameIn(entries ?? []);
    if (entries === undefined) faults.push({ row: number, name, error: noObject(file) });
    faults.push(...errors.map((error) => ({ row: number, name, error })));
    return { number, answers: own };
  });
  return { file, rows, faults };
}

/** The name of a row as it stands there, also where it can't be one. */
function nameIn(entries: readonly Entry[]): string | undefined {
  const value = entries.find(({ key }) => key === 'name')?.value;
  return typeof value === 'string' && value !== '' ? value.slice(0, 80) : undefined;
}

function noObject(file: string): Fault['error'] {
  return usageError(
    'list-row-no-object',
    `What "instances" in ${file} holds here is no object.`,
    'Each row is an object of answers, such as {"name": "factory-twins"}.',
  );
}

/** Whether a file is a list by its name. */
export function isCsv(file: string): boolean {
  return /\.csv$/i.test(file);
}

/** How a column may be headed: the key of an answer or its flag, in any letter case. */
function questionOf(header: string, known: readonly Question[]): Question | undefined {
  const bare = header.trim().replace(/^--/, '').toLowerCase();
  return known.find(({ key, flag }) => key.toLowerCase() === bare || flag === bare);
}

/**
 * The list in a CSV file: a column an answer, a row an instance. Blank cells count as not given.
 * @throws SetupError (usage) when it can't be read as CSV, or has no rows.
 */
export function listInCsv(file: string, text: string, known: readonly Question[]): GivenList {
  const [header, ...records] = csvRecords(file, text);
  if (header === undefined) throw emptyList(file);
  const faults: Fault[] = [];
  const keys = known.map(({ key }) => key);
  const fault = (error: Fault['error'], row?: number): void => void faults.push({ row, name: undefined, error });
  const columns = header.cells.map((cell, at) => {
    const question = questionOf(cell, known);
    const isUsed = records.some(({ cells }) => (cells[at] ?? '').trim() !== '');
    if (cell.trim() === '') {
      if (isUsed) fault(namelessColumn(file, at + 1));
    } else if (question === undefined) fault(unknownKey(file, cell.trim(), keys, 'column'));
    return question;
  });
  for (const [at, question] of columns.entries()) {
    if (question !== undefined && columns.indexOf(question) < at) fault(columnTwice(file, question.key));
  }
  const raw = records.map(({ number, cells }): RawRow => {
    const more = cells.slice(columns.length).some((cell) => cell.trim() !== '');
    if (more) fault(tooManyCells(cells.length, columns.length), number);
    const entries = columns.flatMap((question, at): readonly Entry[] => {
      const value = cells[at] ?? '';
      const isFirst = columns.indexOf(question) === at;
      return question === undefined || !isFirst || value.trim() === '' ? [] : [{ key: question.key, value }];
    });
    return { number, entries };
  });
  return listOf(file, known, [], raw, faults);
}

function namelessColumn(file: string, column: number): Fault['error'] {
  return usageError(
    'list-nameless-column',
    `Column ${column} of ${file} has no name, and holds something.`,
    'Head it with the key of an answer, or empty it.',
  );
}

function columnTwice(file: string, key: string): Fault['error'] {
  return usageError('list-column-twice', `${file} has two columns for "${key}".`, 'Leave one of them out.');
}

function tooManyCells(cells: number, columns: number): Fault['error'] {
  return usageError(
    'list-too-many-cells',
    `This row has ${cells} cells, and the header ${columns}.`,
    'Put cells that hold a separator in quotes.',
  );
}
