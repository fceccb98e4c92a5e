import type { Asked, Line } from '../../src/engine/context.ts';
import { SetupError } from '../../src/errors.ts';
import type { HandOver } from '../../src/step/hand-over.ts';
import type { Question } from '../../src/step/question.ts';
import { endPage } from '../../src/terminal/end-page.ts';
import { endingLines } from '../../src/terminal/ending.ts';
import { screenOn } from '../../src/terminal/screen.ts';
import { styleOf } from '../../src/terminal/style.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import type { Result } from '../../src/wizard/result.ts';
import { steps } from '../../steps/index.ts';
import { dev, instance } from '../support/contoso.ts';

export const style = styleOf({ color: false, words: false });
export const width = 79;

/** What a screen of 80 columns prints. */
export function printed(show: (screen: ReturnType<typeof screenOn>) => void): string {
  const parts: string[] = [];
  const words = {
    write: (text: string) => parts.push(text),
    isTTY: false,
    columns: 80,
  } as unknown as NodeJS.WriteStream;
  const terminal: Terminal = {
    input: process.stdin,
    words,
    errors: words,
    prompts: words,
    aside: undefined,
    style,
    unasked: '',
    interactive: false,
    animated: false,
    plainPrompts: false,
    quiet: false,
    verbose: true,
    width: () => 80,
  };
  const screen = screenOn(terminal);
  show(screen);
  screen.rest();
  return parts.join('');
}

export const question = steps.flatMap((step) => step.questions)[0] as Question;

/** A line of the plan. */
export const line = (change: Partial<Line>): Line => ({
  id: 'instance',
  title: 'Instance',
  status: 'planned',
  says: 'x',
  az: [],
  evidence: 'checked',
  ...change,
});

/** What somebody else is asked to do. */
export const handOver = (change: Partial<HandOver>): HandOver => ({
  from: 'w',
  what: 'x',
  why: 'y',
  ways: [],
  details: [],
  people: [],
  roles: 'z',
  ...change,
});

/** A question as it is asked. */
export const asked = (change: Partial<Asked>): Asked =>
  ({
    question,
    choices: [],
    otherwise: undefined,
    open: false,
    preselected: undefined,
    why: undefined,
    note: undefined,
    canGoBack: false,
    ...change,
  }) as Asked;

/** How a set-up ended. */
export const result = (change: Partial<Result>): Result => ({
  outcome: 'failed',
  lines: [],
  report: {},
  requests: { reads: 0, writes: 0 },
  stateFile: '/state.json',
  ...change,
});

/** A set-up that ended with an error. */
export const failed = (change: Partial<SetupError>): Result =>
  result({
    error: new SetupError({
      ending: 'refused',
      code: 'X',
      message: 'x',
      suggestion: 'y',
      step: 'instance',
      ...change,
    }),
  });

/** Lines as one text. */
export const joined = (lines: readonly string[]): string => lines.join('\n');

/** What is said at the end. */
export const ending = (each: Result): string =>
  joined(endingLines(each, style, width, { command: 'adt-setup', unasked: '', shown: (path) => path }));

const at = instance('x');

/** The page of a set-up that is ready. */
export const ready = (change: object, link = 'https://explorer.example'): string =>
  joined(
    endPage(
      {
        report: {
          tenantId: dev.tenantId,
          resourceId: at.id,
          name: at.name,
          resourceGroup: at.resourceGroup,
          ...change,
        },
        took: 0,
        next: [{ says: 'See it', copy: [link] }],
        sameAgain: ['adt-setup'],
        practice: false,
      },
      style,
      width,
    ),
  );
