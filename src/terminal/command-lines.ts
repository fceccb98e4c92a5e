import type { Line } from '../engine/context.ts';
import type { Argv } from '../text/argv.ts';
import { type Shell, shellOn } from '../text/shell.ts';
import { widthOf } from './layout.ts';
import type { Style } from './style.ts';

/** The commands of the Azure CLI that do the same, ready to paste. */
export function commandsPage(lines: readonly Line[], style: Style, width: number): readonly string[] {
  const commands = lines.flatMap((line) => line.az.map((argv) => ({ title: line.title, argv })));
  const page = commands.flatMap(({ title, argv }) => [style.dim(`# ${title}`), ...shellLines(argv, width)]);
  return ['', style.bold('The same with the Azure CLI'), ...page, ''];
}

/** A command line, broken between its arguments in the shell's own way, so that it can be pasted as it is. */
export function shellLines(argv: Argv, width: number, shell = shellOn()): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of phrases(argv, shell)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= width - 2) {
      line = longer;
    } else {
      lines.push(`${line} ${shell.goesOn}`);
      line = `  ${word}`;
    }
  }
  return [...lines, line];
}

/** Quoted arguments, each flag together with its value. */
function phrases(argv: Argv, shell: Shell): readonly string[] {
  const words: string[] = [];
  for (const word of shell.words(argv)) {
    const last = words.at(-1);
    if (last !== undefined && /^--?[a-z-]+$/.test(last) && !word.startsWith('-'))
      words[words.length - 1] = `${last} ${word}`;
    else words.push(word);
  }
  return words;
}
