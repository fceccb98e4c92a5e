import { commandsPage } from '../../src/terminal/command-lines.ts';
import { obstaclesPage } from '../../src/terminal/obstacles.ts';
import { planPage, previewPage, settledEntry } from '../../src/terminal/pages.ts';
import { rowsFor } from '../../src/terminal/question/rows.ts';
import { handOverText } from '../../src/wizard/hand-over.ts';
import { describeUnfinished } from '../../src/wizard/saved/words.ts';
import { steps } from '../../steps/index.ts';
import { realRecord } from './flips.ts';
import {
  asked,
  ending,
  failed,
  handOver,
  joined,
  line,
  printed,
  question,
  ready,
  result,
  style,
  width,
} from './showing.ts';

/** Everything of a remote or a stranger's text that is shown, by where it comes from. */
export const fields: Readonly<Record<string, (text: string) => string>> = {
  'signed in as': (text) => printed(({ tell }) => tell({ kind: 'signed-in', step: 'login', says: text })),
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
  'az argument': (text) => joined(commandsPage([line({ az: [['az', 'dt', 'create', '--name', text]] })], style)),
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
  'link to see it': (text) => ready({}, `https://explorer.example/${text}`),
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
