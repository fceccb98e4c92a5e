import type { Asked } from '../../engine/context.ts';
import type { Matches } from './matching.ts';
import { type Row, rowsFor } from './rows.ts';

/** What a list shows of its choices. */
export interface Listed {
  readonly rows: readonly Row[];
  /** The row that Enter chooses; -1 where there is none. */
  readonly cursor: number;
}

/** What a list shows of the choices that fit what was typed. `active`: the row that somebody has gone to; -1 where nobody has. */
export function listed(asked: Asked, { best }: Matches, typed: string, active: number): Listed {
  const rows = asked.choices.length > 0 ? rowsFor(asked, typed, best) : [];
  const first = rows.findIndex((row) => row.disabled === undefined);
  const chosen =
    typed === ''
      ? rows.findIndex((row) => row.kind === 'choice' && row.value === asked.preselected && row.disabled === undefined)
      : first;
  return { rows, cursor: active >= 0 ? active : Math.max(chosen, chosen < 0 ? first : chosen) };
}
