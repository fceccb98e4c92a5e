import type { Question } from '../../step/question.ts';
import { jsonText } from '../../text/escape.ts';

/** The answers of one set-up of a list, by the keys of the questions. */
export type RowValues = Readonly<Record<string, string>>;

/** The answers file of a list: what all set-ups have alike stands once, and each has the rest. A name is always its own. */
export function listText(rows: readonly RowValues[], questions: readonly Question[]): string {
  const valueOf = (row: RowValues, { key, list }: Question): unknown => {
    const value = row[key];
    // A list may also be a word: "none".
    return list !== undefined && value?.startsWith('{') === true ? (JSON.parse(value) as unknown) : value;
  };
  const isShared = ({ key }: Question): boolean =>
    key !== 'name' && rows.every((row) => row[key] !== undefined && row[key] === rows[0]?.[key]);
  const entriesOf = (row: RowValues, asked: readonly Question[]): object =>
    Object.fromEntries(
      asked.flatMap((question) => (row[question.key] === undefined ? [] : [[question.key, valueOf(row, question)]])),
    );
  const own = questions.filter((each) => !isShared(each));
  const instances = rows.map((row) => entriesOf(row, own));
  return `${jsonText({ ...entriesOf(rows[0] ?? {}, questions.filter(isShared)), instances })}\n`;
}
