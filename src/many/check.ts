import { variableOf } from '../cli/other-options.ts';
import { type SetupError, usageError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import type { Answers, Fault, GivenList, GivenRow } from './given.ts';

/** A row that can be planned: it has a name. */
export interface Row extends GivenRow {
  readonly name: string;
}

/** A list whose rows were looked at together. */
export interface CheckedList {
  readonly file: string;
  readonly rows: readonly Row[];
  /** What is wrong with it, in the order of the rows; empty when it can be planned. */
  readonly faults: readonly Fault[];
}

/** What one list has once: it is signed in to in one way, in one directory. */
const oncePerList = ['auth', 'tenant'];

/**
 * Looks at a list as a whole, and sends nothing: whether each row has a name, none is there twice, and all are signed in to alike.
 * `over`: the answers of flags and variables, which win over those of each row.
 */
export function checkList(
  { file, rows, faults }: GivenList,
  over: Answers,
  questions: readonly Question[],
): CheckedList {
  const all = rows.map(({ number, answers }) => ({ number, answers: { ...answers, ...over } }));
  const named = all.flatMap((row): Row[] => {
    const name = row.answers['name']?.value;
    return name === undefined ? [] : [{ number: row.number, answers: row.answers, name }];
  });
  const found: Fault[] = [...faults];
  const said = new Set(faults.filter(saysNoName).map(({ row }) => row));
  // Where no row has a name, the column is called otherwise, and that is said.
  const isColumn = named.length === 0 && faults.some(({ row }) => row === undefined);
  const nameless = isColumn
    ? []
    : all.filter(({ answers, number }) => answers['name'] === undefined && !said.has(number));
  found.push(...nameless.map(({ number }) => ({ row: number, name: undefined, error: noName() })));
  const forAll = nameForAll(over, rows.length, questions);
  if (forAll !== undefined) found.push({ row: undefined, name: undefined, error: forAll });
  else found.push(...duplicates(named));
  found.push(...otherSignIns(all, questions));
  const sorted = found.sort((one, other) => (one.row ?? 0) - (other.row ?? 0));
  return { file, rows: named, faults: sorted };
}

/** Whether a fault tells already why its row has no name: what stands there can't be one, or it is no row at all. */
function saysNoName({ name, error }: Fault): boolean {
  return name !== undefined || error.code === 'list-row-no-object';
}

function noName(): SetupError {
  return usageError(
    'list-no-name',
    'This row has no name.',
    'Give it one: the name tells an instance from the others.',
  );
}

/** A flag or a variable gives all rows the same name. */
function nameForAll({ name }: Answers, rows: number, questions: readonly Question[]): SetupError | undefined {
  const question = questions.find(({ key }) => key === 'name');
  if (rows < 2 || question === undefined || (name?.from !== 'flag' && name?.from !== 'environment')) return undefined;
  const where = name.from === 'flag' ? `--${question.flag}` : variableOf(question);
  return usageError(
    'list-one-name',
    `${where} would give all ${rows} rows the name "${name.value}".`,
    `Leave ${where} out: each row has its own name.`,
  );
}

/** Rows that mean what an earlier one means already: the same instance, or a name that its region has only once. */
function duplicates(rows: readonly Row[]): readonly Fault[] {
  const first = new Map<string, number>();
  return rows.flatMap(({ number, name, answers }): readonly Fault[] => {
    const value = (key: string): string => answers[key]?.value.toLowerCase() ?? '';
    const lower = name.toLowerCase();
    const places = [
      [`group ${value('subscription')} ${value('resourceGroup')} ${lower}`, 'in the same group'],
      ...(value('location') === '' ? [] : [[`region ${value('location')} ${lower}`, 'in the same region']]),
    ] as const;
    const [twice] = places.filter(([key = '']) => first.has(key));
    for (const [key = ''] of places) if (!first.has(key)) first.set(key, number);
    const [key = '', where = ''] = twice ?? [];
    return twice === undefined ? [] : [{ row: number, name, error: sameAs(first.get(key) ?? 0, name, where) }];
  });
}

/** Says that a row means what another row means already. */
export function sameAs(row: number, name: string, where: string): SetupError {
  return usageError(
    'list-duplicate',
    `Row ${row} has the name "${name}" ${where}, too.`,
    'A region has each name only once. Give it another name, or take one of the rows out.',
  );
}

/** Rows that are signed in to otherwise than the first. */
function otherSignIns(rows: readonly GivenRow[], questions: readonly Question[]): readonly Fault[] {
  const [first] = rows;
  const asked = questions.filter(({ key }) => oncePerList.includes(key));
  return rows.flatMap(({ number, answers }): readonly Fault[] => {
    const other = asked.find(
      ({ key }) => answers[key]?.value.toLowerCase() !== first?.answers[key]?.value.toLowerCase(),
    );
    if (other === undefined) return [];
    return [{ row: number, name: answers['name']?.value, error: otherSignIn(other.key, first?.number ?? 0) }];
  });
}

function otherSignIn(key: string, first: number): SetupError {
  return usageError(
    'list-other-sign-in',
    `"${key}" isn't what row ${first} has.`,
    'A list is signed in to once, in one directory: make it two lists, or give the same to all.',
  );
}
