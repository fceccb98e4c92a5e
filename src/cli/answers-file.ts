import { getNodeValue, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type SetupError, usageError } from '../errors.ts';
import { type Answers, type Entry, entriesReader, type GivenList } from '../many/given.ts';
import { isCsv, listInCsv, listOf } from '../many/read-list.ts';
import type { Question } from '../step/question.ts';
import { answersText } from './answers-text.ts';
import { distinct } from './other-options.ts';

/** Where something stands: "line 3, column 5". */
function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}

function notJson(file: string, text: string, { error, offset }: ParseError): SetupError {
  const looksLikeYaml = /^(---|#|\s*[A-Za-z]+:)/.test(text);
  const what = reasons[printParseErrorCode(error)] ?? "can't be read";
  return usageError(
    'answers-not-json',
    `${file} is not JSON: ${placeOf(text, offset)}: ${what}.`,
    `${looksLikeYaml ? 'It seems to be YAML, which is not read. ' : ''}Write one JSON object, such as {"name": "factory-twins"}.`,
  );
}

/** What the parser's errors mean to people. */
const reasons: Readonly<Record<string, string>> = {
  InvalidSymbol: "this isn't a value: texts stand in double quotes",
  PropertyNameExpected: 'a key in double quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'the closing brace is missing',
  CloseBracketExpected: 'the closing bracket is missing',
  EndOfFileExpected: 'something follows after the end',
  UnexpectedEndOfComment: "a comment doesn't end",
  UnexpectedEndOfString: "a text doesn't end",
  InvalidCharacter: 'a text holds a line break or a control character',
};

/** The entries of an object. */
function entriesOf(text: string, object: Node): readonly Entry[] {
  return (object.children ?? []).map(({ children = [] }) => {
    const [key, value] = children;
    const at = key?.offset ?? 0;
    return {
      key: String(key?.value),
      value: value === undefined ? undefined : (getNodeValue(value) as unknown),
      place: () => placeOf(text, at),
    };
  });
}

/** The value that an object of the file has under a key. */
function valueAt({ children = [] }: Node, key: string): Node | undefined {
  return children.find((each) => each.children?.[0]?.value === key)?.children?.[1];
}

/** The object in a text; comments and a last comma are fine. @throws SetupError (usage) for anything that is no JSON object. */
function objectIn(file: string, text: string): Node {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) throw notJson(file, text, first);
  if (tree?.type !== 'object')
    throw usageError(
      'answers-not-object',
      `${file} does not hold a JSON object.`,
      'Write one JSON object, such as {"name": "factory-twins"}.',
    );
  return tree;
}

/** The key under which a file of answers holds a list. */
const listKey = 'instances';

function listInJson(file: string, text: string, known: readonly Question[], tree: Node, rows: Node): GivenList {
  if (rows.type !== 'array')
    throw usageError(
      'list-wrong-type',
      `"${listKey}" in ${file} must be a list of objects.`,
      `For example: {"${listKey}": [{"name": "factory-twins"}]}.`,
    );
  const [lists, shared] = [true, false].map((isList) =>
    entriesOf(text, tree).filter(({ key }) => (key === listKey) === isList),
  );
  if (lists?.[1] !== undefined)
    throw usageError('answers-repeated-key', `${file} has "${listKey}" twice.`, 'Leave one of them out.');
  const raw = (rows.children ?? []).map((row, at) => ({
    number: at + 1,
    entries: row.type === 'object' ? entriesOf(text, row) : undefined,
  }));
  return listOf(file, known, shared ?? [], raw);
}

/** What an answers file holds: the answers of one set-up, or a list of set-ups. */
export interface GivenAnswers {
  readonly answers: Answers;
  readonly list?: GivenList;
}

/**
 * Reads an answers file: one JSON object with the questions' keys, which may hold a list of such objects as `instances`; or, by its
 * name, CSV.
 * @throws SetupError (usage) naming the file and what is wrong in it: unreadable, not JSON, an unknown key, a wrong type. What is wrong
 * in the rows of a list is in the list.
 */
export function readAnswersFile(file: string, questions: readonly Question[]): GivenAnswers {
  const text = answersText(file);
  const known = distinct(questions);
  if (isCsv(file)) return { answers: {}, list: listInCsv(file, text, known) };
  const tree = objectIn(file, text);
  const rows = valueAt(tree, listKey);
  if (rows !== undefined) return { answers: {}, list: listInJson(file, text, known, tree, rows) };
  const { answers, errors } = entriesReader(file, known)(entriesOf(text, tree));
  const [first] = errors;
  if (first !== undefined) throw first;
  return { answers };
}
