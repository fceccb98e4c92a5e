import type { Asked, Line } from '../../src/engine/context.ts';
import { SetupError } from '../../src/errors.ts';
import type { HandOver } from '../../src/step/hand-over.ts';
import type { Question } from '../../src/step/question.ts';
import { shellLines } from '../../src/terminal/command-lines.ts';
import { endPage } from '../../src/terminal/end-page.ts';
import { endingLines } from '../../src/terminal/ending.ts';
import { obstaclesPage } from '../../src/terminal/obstacles.ts';
import { planPage, previewPage, settledEntry } from '../../src/terminal/pages.ts';
import { rowsFor } from '../../src/terminal/rows.ts';
import { screenOn } from '../../src/terminal/screen.ts';
import { styleOf } from '../../src/terminal/style.ts';
import type { Terminal } from '../../src/terminal/terminal.ts';
import { handOverText } from '../../src/wizard/hand-over.ts';
import type { Result } from '../../src/wizard/result.ts';
import { describeUnfinished } from '../../src/wizard/words.ts';
import { steps } from '../../steps/index.ts';
import { dev, fakeAzure, fakeWorld, instance } from '../support/fake-azure.ts';
import { realRecord } from './flips.ts';
import { hostile } from './hostile-strings.ts';
import { type Count, counting } from './report.ts';

const style = styleOf({ color: false, words: false });
const width = 79;

function printed(show: (screen: ReturnType<typeof screenOn>) => void): string {
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

const question = steps.flatMap((step) => step.questions)[0] as Question;
const line = (change: Partial<Line>): Line => ({
  id: 'instance',
  title: 'Instance',
  status: 'planned',
  says: 'x',
  az: [],
  evidence: 'checked',
  ...change,
});
const handOver = (change: Partial<HandOver>): HandOver => ({
  what: 'x',
  why: 'y',
  ways: [],
  details: [],
  people: [],
  roles: 'z',
  ...change,
});
const asked = (change: Partial<Asked>): Asked =>
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
const result = (change: Partial<Result>): Result => ({
  outcome: 'failed',
  lines: [],
  report: {},
  requests: { reads: 0, writes: 0 },
  stateFile: '/state.json',
  ...change,
});
const failed = (change: Partial<SetupError>): Result =>
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
const joined = (lines: readonly string[]): string => lines.join('\n');
const ending = (each: Result): string => joined(endingLines(each, style, width, 'adt-setup'));
const at = instance('x');
const ready = (change: object, links = {}): string =>
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
        links: { ...fakeAzure(fakeWorld()).links, ...links },
        sameAgain: ['adt-setup'],
        stateFile: '/x',
        practice: false,
      },
      style,
      width,
    ),
  );

/** Everything of a remote or a stranger's text that is shown, by where it comes from. */
const fields: Readonly<Record<string, (text: string) => string>> = {
  'signed in as': (text) => printed(({ tell }) => tell({ kind: 'signed-in', says: text })),
  'answer label': (text) =>
    printed(({ tell }) =>
      tell({ kind: 'answered', question, value: text, label: text, from: 'prompt', why: undefined }),
    ),
  'answer reason': (text) =>
    printed(({ tell }) => tell({ kind: 'answered', question, value: 'x', label: 'x', from: 'recommended', why: text })),
  'device code': (text) =>
    printed(({ tell }) =>
      tell({
        kind: 'device-code',
        userCode: text,
        verificationUri: 'https://x',
        expiresInSeconds: 900,
        approvesItself: false,
      }),
    ),
  'device address': (text) =>
    printed(({ tell }) =>
      tell({ kind: 'device-code', userCode: 'x', verificationUri: text, expiresInSeconds: 900, approvesItself: true }),
    ),
  'reason of a delay': (text) => printed(({ tell }) => tell({ kind: 'delayed', seconds: 1, why: text })),
  'settled step': (text) =>
    printed(({ tell }) => tell({ kind: 'settled', line: line({ says: text, status: 'done' }) })),
  'state of a creation': (text) =>
    printed(({ tell }) =>
      tell({ kind: 'working', line: line({}), doing: 'x', state: text, note: undefined, elapsed: 1, goesOn: true }),
    ),
  'settled entry': (text) => joined(settledEntry(line({ says: text }), style, width)),
  'plan line': (text) => joined(planPage([line({ says: text })], style, width, false)),
  'narrow plan line': (text) => joined(planPage([line({ says: text })], style, 30, false)),
  'preview line': (text) =>
    joined(
      previewPage(
        { lines: [line({ says: text })], obstacles: [], requests: { reads: 1, writes: 0 }, planId: undefined },
        style,
        width,
      ),
    ),
  'az argument': (text) => joined(shellLines(['az', 'dt', 'create', '--name', text], width)),
  'person who can help': (text) =>
    joined(
      obstaclesPage([{ missing: [], subscription: text, why: '', people: [text], activations: [] }], style, width),
    ),
  'why a role is not enough': (text) =>
    joined(obstaclesPage([{ missing: [], subscription: text, why: text, people: [], activations: [] }], style, width)),
  'hand-over what': (text) => handOverText([handOver({ what: text })], 'adt-setup'),
  'hand-over why': (text) => handOverText([handOver({ why: text })], 'adt-setup'),
  'hand-over detail': (text) => handOverText([handOver({ details: [['Who', text]] })], 'adt-setup'),
  'hand-over person': (text) => handOverText([handOver({ people: [text] })], 'adt-setup'),
  'hand-over roles': (text) => handOverText([handOver({ roles: text })], 'adt-setup'),
  'hand-over page': (text) =>
    handOverText([handOver({ ways: [{ says: 'x', az: [], portal: [{ link: 'y', then: text }] }] })], 'adt-setup'),
  'hand-over way': (text) => handOverText([handOver({ ways: [{ says: text, az: [] }] })], 'adt-setup'),
  'hand-over az': (text) => handOverText([handOver({ ways: [{ says: 'x', az: [['az', text]] }] })], 'adt-setup'),
  'hand-over file': (text) => ending(result({ outcome: 'handover', handOverFile: text })),
  'error message': (text) => ending(failed({ message: text })),
  'error help': (text) => ending(failed({ suggestion: text })),
  'error code': (text) => ending(failed({ code: text })),
  'correlation id': (text) => ending(failed({ correlationId: text })),
  'state file': (text) => ending(result({ stateFile: text })),
  'instance name': (text) => ready({ name: text }),
  'host name': (text) => ready({ hostName: text }),
  'group name': (text) => ready({ resourceGroup: text }),
  'portal link': (text) => ready({}, { resource: () => `https://portal.example/${text}` }),
  'choice label': (text) => rowsFor(asked({}), '', [{ value: 'x', label: text }])[0]?.label ?? '',
  'choice hint': (text) => rowsFor(asked({}), '', [{ value: 'x', label: 'x', hint: text }])[0]?.hint ?? '',
  'why a choice is not one': (text) =>
    rowsFor(asked({}), '', [{ value: 'x', label: 'x', disabled: text }])[0]?.hint ?? '',
  'typed text': (text) => rowsFor(asked({ otherwise: 'Another' }), text, [])[0]?.label ?? '',
  'saved name': (text) =>
    printed(({ print }) =>
      print(
        planPage(
          [
            line({
              says: describeUnfinished(
                { ...realRecord, answers: { name: { value: text, from: 'prompt' } } },
                new Date(),
                steps,
              ),
            }),
          ],
          style,
          width,
          false,
        ),
      ),
    ),
};

/** Bytes that a terminal would act on, and characters that hide or reorder text; line breaks are ours. */
const raw =
  /[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFEFF\uFFF9-\uFFFB\u{E0000}-\u{E0FFF}]/u;

/** Every hostile string in every text field that comes from outside: not one raw control character on the screen. */
export function hostileTexts(): Count {
  const { trial, count } = counting('hostile strings x remote text fields');
  for (const [name, show] of Object.entries(fields)) {
    for (const text of hostile) {
      const shown = show(text);
      const found = raw.exec(shown);
      trial(
        found === null ? [] : [`${name} shows ${JSON.stringify(found[0])} of ${JSON.stringify(text.slice(0, 40))}`],
      );
    }
  }
  return count();
}
