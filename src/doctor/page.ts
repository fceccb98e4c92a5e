import { exitCodes } from '../errors.ts';
import { told } from '../terminal/copied.ts';
import { hang, pad } from '../terminal/layout.ts';
import type { Style } from '../terminal/style.ts';
import { safe } from '../text/safe.ts';
import type { Examined } from './examine.ts';

/** The exit code: 0 when nothing stands in the way, else that of the first problem. */
export function exitCodeFor(all: readonly Examined[]): number {
  const first = all.find(({ status }) => status === 'problem');
  return first === undefined ? exitCodes.ready : exitCodes[first.ending ?? 'defect'];
}

/** The document of `--json`. */
export function documentOf(all: readonly Examined[]): object {
  return {
    schema: 1,
    checks: all.map(({ id, status, says, fix }) => ({ id, status, says, ...(fix !== undefined && { fix }) })),
  };
}

/** One check: a word for its status, what it found, and below it what to do. */
export function lineOf({ status, title, says, fix }: Examined, style: Style, width: number): readonly string[] {
  const paint = { ok: style.good, note: style.warn, problem: style.bad, skipped: style.dim }[status];
  const head = `${paint(pad(status, 8))} ${pad(title, 19)}`;
  const lines = width < 50 ? [head, ...hang('  ', safe(says), width)] : hang(head, safe(says), width);
  return fix === undefined ? lines : [...lines, ...told(`${' '.repeat(9)}Fix: `, safe(fix), width)];
}

/** How it ended, in one line. */
export function summary(all: readonly Examined[]): string {
  const count = all.filter(({ status }) => status === 'problem').length;
  const skips = all.filter(({ status }) => status === 'skipped').length;
  const rest = skips === 0 ? '' : ` ${skips} could not be checked.`;
  if (count === 0) return `Nothing stands in the way of a set-up.${rest}`;
  return `${count === 1 ? 'One problem stands' : `${count} problems stand`} in the way of a set-up.${rest}`;
}
