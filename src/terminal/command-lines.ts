import type { Line } from '../engine/context.ts';
import { commandLine } from '../text/shell.ts';
import type { Style } from './style.ts';

/** The commands of the Azure CLI that do the same, ready to paste: each whole and on a line of its own, however long. */
export function commandsPage(lines: readonly Line[], style: Style): readonly string[] {
  const commands = lines.flatMap((line) => line.az.map((argv) => ({ title: line.title, argv })));
  const page = commands.flatMap(({ title, argv }) => [style.dim(`# ${title}`), commandLine(argv)]);
  return ['', style.bold('The same with the Azure CLI'), ...page, ''];
}
