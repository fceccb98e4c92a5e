import type { Asked } from '../engine/context.ts';
import { safe } from '../text/safe.ts';
import { hang } from './layout.ts';
import type { Style } from './style.ts';

/** Why a question is asked again. */
export function noteLines({ note, small }: Asked, style: Style, width: number): readonly string[] {
  if (note === undefined) return [];
  const print = small === undefined ? [] : hang('  ', safe(small), width).map(style.dim);
  return [...hang(`${style.mark.note} `, safe(note), width).map(style.warn), ...print];
}
