import { spawnSync } from 'node:child_process';

/** What the console says of an expression: the text that it comes to, or why it is refused. */
export type Judged = { readonly text: string } | { readonly refused: string };

/** A text as the console prints it. */
function unquoted(line: string): string {
  return line.slice(1, -1).replace(/\\(.)/g, '$1');
}

/** Asks Bicep's console for the values of expressions, each of which is a text; it is started once for all. */
export function askConsole(bicep: string, lines: readonly string[]): readonly Judged[] {
  const { stdout, stderr } = spawnSync(bicep, ['console'], { input: `${lines.join('\n')}\n`, encoding: 'utf8' });
  const judged = stdout.split('\n').flatMap((line): Judged[] => {
    if (/^\s*~+ /.test(line)) return [{ refused: line.replace(/^[\s~]+/, '') }];
    return line.startsWith("'") ? [{ text: unquoted(line) }] : [];
  });
  if (judged.length === lines.length) return judged;
  throw new Error(`${lines.length} lines, ${judged.length} answers: ${stdout.slice(0, 2000)} ${stderr.slice(0, 2000)}`);
}
