import type { CommandLine } from '../cli/command.ts';
import { usageError } from '../errors.ts';
import { languageNamed } from './programs/languages.ts';
import type { Language } from './programs/program.ts';

/** What first steps are to do. */
export interface Wishes {
  readonly removes: boolean;
  /** Undefined: no program, or the person is asked. */
  readonly language: Language | undefined;
  readonly out: string | undefined;
}

/** The folder of a program, where none is named. */
export function usualFolder(language: Language): string {
  return `first-steps-${language.name}`;
}

/** @throws SetupError (usage) for options that don't go together. */
export function wishesOf({ options }: CommandLine, asks: boolean): Wishes {
  const { language, out, remove } = options;
  const removes = remove !== undefined;
  if (removes && (language !== undefined || out !== undefined)) {
    throw usageError(
      'contradicting-options',
      `--remove takes the sample away, and --${language === undefined ? 'out' : 'language'} writes a program for it.`,
      'Leave one of them out.',
    );
  }
  if (out !== undefined && language === undefined && !asks) {
    throw usageError(
      'out-without-language',
      '--out is where a program is written, and no language is given.',
      'Add --language javascript, python or csharp.',
    );
  }
  return { removes, language: language === undefined ? undefined : languageNamed(language), out };
}
