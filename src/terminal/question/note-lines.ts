import type { Asked } from '../../engine/context.ts';
import { safe } from '../../text/safe.ts';
import { hang } from '../layout.ts';
import type { Style } from '../style.ts';

/** Why a question is asked again. */
export function noteLines({ note }: Asked, style: Style, width: number): readonly string[] {
  return note === undefined ? [] : hang(`${style.mark.note} `, safe(note), width).map(style.warn);
}
