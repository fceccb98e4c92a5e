import { type SetupError, smallPrint } from '../errors.ts';
import { safe } from '../text/safe.ts';
import { told } from './copied.ts';
import { entry } from './entry.ts';
import { hang } from './layout.ts';
import type { Style } from './style.ts';

/** What was refused, why, what helps, and Azure's code in the small print. */
export function refusalLines(title: string, error: SetupError, style: Style, width: number): readonly string[] {
  return [
    ...entry(style, width, { mark: style.bad(style.mark.failed), title, text: safe(error.message) }),
    ...told('  ', safe(error.suggestion), width),
    ...hang('  ', safe(smallPrint(error)), width).map(style.dim),
  ];
}
