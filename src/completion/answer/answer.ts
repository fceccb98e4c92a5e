import type { ShellName } from '../shells.ts';
import { typedInBash } from './bash.ts';
import { type Typed, typedInFish, typedInZsh } from './dialect.ts';
import { type Offered, offersFor } from './offers.ts';
import { typedInPowerShell } from './powershell.ts';
import { savedOffers } from './saved.ts';
import type { Offer, Table } from './table.ts';

const dialects: Readonly<Record<ShellName, (said: readonly string[]) => Typed | undefined>> = {
  bash: typedInBash,
  zsh: typedInZsh,
  fish: typedInFish,
  powershell: typedInPowerShell,
};

/** No command line is longer. */
const longest = 65_536;

/** What is saved on this computer; what can't be read is not offered, whatever the reason. */
function saved(table: Table, wanted: Offered['saved'], environment: NodeJS.ProcessEnv): readonly Offer[] {
  if (wanted === undefined) return [];
  try {
    return savedOffers(table, wanted, environment);
  } catch {
    return [];
  }
}

/**
 * What a shell is answered that asks what can stand where the cursor is: the first line says of what kind that is (`values`, `files`,
 * `folders`), and for values each further line is one. `argv`: the name of the shell, and what it tells.
 */
export function answer(table: Table, argv: readonly string[], environment: NodeJS.ProcessEnv): string {
  const [shell = '', ...said] = argv;
  const typed = Object.hasOwn(dialects, shell) ? dialects[shell as ShellName](said) : undefined;
  if (typed === undefined || said.some((each) => each.length > longest)) return '';
  if (typed.isRedirected) return 'files\n';
  const { kind, before, offers, saved: wanted } = offersFor(table, typed.words);
  const all = [...offers, ...saved(table, wanted, environment)];
  const lines = all.map((offer) => typed.line(offer, before)).filter((line) => line !== undefined);
  return [kind, ...lines, ''].join('\n');
}
