import { spawnSync } from 'node:child_process';
import { describe } from '@jest/globals';

/* Microsoft's own Bicep, where it is: on the PATH, or where ADT_TEST_BICEP says. It is started once for many questions. */

const program = process.env['ADT_TEST_BICEP'] ?? 'bicep';
const said = spawnSync(program, ['--version'], { encoding: 'utf8' });
const isHere = said.status === 0 && said.stdout.includes('Bicep');

/** `describe`, left out by its name where Bicep isn't installed. */
export function withBicep(name: string, body: () => void): void {
  if (isHere) describe(name, body);
  else describe.skip(`${name} (left out: Bicep isn't on the PATH; ADT_TEST_BICEP may say where it is)`, body);
}

/** What the console says of an expression: the text that it comes to, or why it is refused. */
export type Judged = { readonly text: string } | { readonly refused: string };

/** A text as the console prints it. */
function unquoted(line: string): string {
  return line.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** Asks the console for the values of expressions, each of which is a text. */
export function askConsole(lines: readonly string[]): readonly Judged[] {
  const { stdout, stderr } = spawnSync(program, ['console'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  const judged = stdout.split('\n').flatMap((line): Judged[] => {
    if (/^\s*~+ /.test(line)) return [{ refused: line.replace(/^[\s~]+/, '') }];
    return line.startsWith("'") ? [{ text: unquoted(line) }] : [];
  });
  if (judged.length === lines.length) return judged;
  throw new Error(`${lines.length} lines, ${judged.length} answers: ${stdout.slice(0, 2000)} ${stderr.slice(0, 2000)}`);
}
