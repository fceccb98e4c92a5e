import { usageError } from '../../errors.ts';
import { nearest } from '../../text/nearest.ts';
import { csharp } from './csharp.ts';
import { javascript } from './javascript.ts';
import type { Language } from './program.ts';
import { python } from './python.ts';

/** The languages that a program can be written in, in the order in which they are offered. */
export const languages: readonly Language[] = [javascript, python, csharp];

/** What people also call them. */
const others: Readonly<Record<string, string>> = {
  js: 'javascript',
  node: 'javascript',
  py: 'python',
  'c#': 'csharp',
  cs: 'csharp',
};

/** @throws SetupError (usage) when there is no such language. */
export function languageNamed(text: string): Language {
  const wanted = text.trim().toLowerCase();
  const name = Object.hasOwn(others, wanted) ? others[wanted] : wanted;
  const found = languages.find((each) => each.name === name);
  if (found !== undefined) return found;
  const names = languages.map((each) => each.name);
  const near = nearest(wanted.slice(0, 80), names);
  throw usageError(
    'unknown-language',
    `No program can be written in "${text.slice(0, 80)}".`,
    `${near === undefined ? '' : `Did you mean ${near}? `}Use ${names.join(', ')}.`,
  );
}
