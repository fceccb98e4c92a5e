import type { Asked } from '../../engine/context.ts';
import { widthOf } from '../layout.ts';
import type { Style } from '../style.ts';
import { draw, type Window } from './drawing.ts';
import { elsewhere } from './elsewhere.ts';
import { listed } from './listed.ts';
import { mostShown } from './matching.ts';

/** What a prompt writes when it begins to ask: the question with all around it, and the movements to the place where is typed. */
export function firstDrawing(asked: Asked, window: Window, style: Style): string {
  const matches = elsewhere(asked, asked.otherwise === undefined).fitting('', mostShown);
  const { rows, cursor } = listed(asked, matches, '', -1);
  const { notes, line, below } = draw(
    asked,
    {
      typed: '',
      rows,
      others: matches.others,
      cursor,
      verdict: undefined,
      problem: undefined,
      isExplained: false,
      isBusy: false,
    },
    window,
    style,
  );
  const lines = [...notes, line, ...below].map((each) => each.trimEnd());
  // Up to the line of the question, and behind it.
  return `${lines.join('\n')}\u001B[${below.length}A\u001B[${widthOf(line) + 1}G`;
}
