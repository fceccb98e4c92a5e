import { writeSync } from 'node:fs';
import { scriptOf } from '../scripts/scripts.ts';
import { answer } from './answer.ts';
import type { Table } from './table.ts';

/** Set when the program is built: a table, in JSON, which is read faster than code is. */
declare const completionTable: string;

const standardOutput = 1;

/** What is asked for: what can be typed, or a script; undefined where it is neither. */
function textFor([first, ...rest]: readonly string[], environment: NodeJS.ProcessEnv): string | undefined {
  const [shell = '', more] = rest;
  if (first === '__complete') return answer(JSON.parse(completionTable) as Table, rest, environment);
  return more === undefined ? scriptOf(shell) : undefined;
}

/** Whether it could be written. */
function isWritten(text: string): boolean {
  const bytes = Buffer.from(text);
  try {
    for (let at = 0; at < bytes.length; ) at += writeSync(standardOutput, bytes, at);
    return true;
  } catch {
    return false;
  }
}

/**
 * Answers a shell, or gives it its script, before anything of the program is loaded: people wait for it with each Tab, and with each
 * shell that they open. False where the program itself must see to it. To a question of a shell there is always an answer, if it is
 * none: whatever went wrong, nothing may be said in the middle of a line that somebody types.
 */
export function completeAtOnce(argv: readonly string[], environment: NodeJS.ProcessEnv): boolean {
  const isQuestion = argv[0] === '__complete';
  try {
    const text = textFor(argv, environment);
    return (text !== undefined && isWritten(text)) || isQuestion;
  } catch {
    return isQuestion;
  }
}
