import type { ShellName } from '../shells.ts';
import { bash } from './bash.ts';
import { fish } from './fish.ts';
import { powershell } from './powershell.ts';
import { zsh } from './zsh.ts';

const scripts: Readonly<Record<ShellName, string>> = { bash, zsh, fish, powershell };

/** The script that lets a shell complete; undefined where there is none for it. */
export function scriptOf(shell: string): string | undefined {
  return Object.hasOwn(scripts, shell) ? scripts[shell as ShellName] : undefined;
}
