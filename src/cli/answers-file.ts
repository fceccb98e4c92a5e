import { getNodeValue, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import type { Answer } from '../engine/context.ts';
import { type SetupError, usageError } from '../errors.ts';
import type { Question } from '../step/question.ts';
import { isObject } from '../text/is-object.ts';
import { nearest } from '../text/nearest.ts';
import { answersText } from './answers-text.ts';
import { parsed } from './command-line.ts';
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

/** The keys and values of a text; comments and a last comma are fine. @throws SetupError (usage) for anything that is no JSON object. */
function entriesOf(file: string, text: string): readonly (readonly [key: string, value: unknown, at: number])[] {
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
  return (tree.children ?? []).map(({ children = [] }) => {
    const [key, value] = children;
    return [String(key?.value), value === undefined ? undefined : getNodeValue(value), key?.offset ?? 0];
  });
}

/** The text of one value: lists, such as tags, are an object, everything else is a text. */
function textOf(question: Question, value: unknown, file: string): string {
  if (typeof value === 'string') return value;
  const isList = question.list !== undefined;
  if (isList && isObject(value) && Object.values(value).every((each) => typeof each === 'string'))
    return JSON.stringify(value);
  const right = isList ? 'an object of texts' : 'a text';
  throw usageError(
    'answers-wrong-type',
    `"${question.key}" in ${file} must be ${right}.`,
    `For example: ${question.help}.`,
  );
}

/**
 * Reads an answers file: one JSON object with the questions' keys.
 * @throws SetupError (usage) naming the file and what is wrong in it: unreadable, not JSON, an unknown key, a wrong type.
 */
export function readAnswersFile(file: string, questions: readonly Question[]): Readonly<Record<string, Answer>> {
  const text = answersText(file);
  const known = distinct(questions);
  const answers: Record<string, Answer> = {};
  for (const [key, value, at] of entriesOf(file, text)) {
    const question = known.find((each) => each.key === key);
    if (question === undefined) {
      const near = nearest(
        key.slice(0, 80),
        known.map((each) => each.key),
      );
      const help =
        near === undefined ? `The keys are ${known.map((each) => each.key).join(', ')}.` : `Did you mean "${near}"?`;
      throw usageError('answers-unknown-key', `${file} has an unknown key "${key.slice(0, 80)}".`, help);
    }
    if (Object.hasOwn(answers, key))
      throw usageError(
        'answers-repeated-key',
        `${file} has "${key}" twice, the second time in ${placeOf(text, at)}.`,
        'Leave one of them out.',
      );
    answers[key] = { value: parsed(question, textOf(question, value, file), `"${key}" in ${file}`), from: 'file' };
  }
  return answers;
}
