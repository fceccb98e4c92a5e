import { describe, expect, test } from '@jest/globals';
import type { NeedsAnswersError } from '../../src/engine/flow.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { type Ending, SetupError } from '../../src/errors.ts';
import { endingLines } from '../../src/terminal/ending.ts';
import { styleOf } from '../../src/terminal/style.ts';
import { exitCodeOf, jsonOf, type Result } from '../../src/wizard/result.ts';
import { dev } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';

const nothing: Result = {
  outcome: 'ready',
  lines: [],
  report: {},
  requests: { reads: 3, writes: 0 },
  stateFile: '/s/x.json',
};
const refusal = (ending: Ending, step?: string): SetupError =>
  new SetupError({
    ending,
    step,
    code: 'x',
    message: 'It is so.',
    suggestion: 'Do that.',
    correlationId: 'c-1',
    httpStatus: 409,
  });
const plain = styleOf({ color: false, words: false });

describe('exit codes', () => {
  test.each([
    ['ready', {}, 0],
    ['planned', {}, 0],
    ['handover', {}, 3],
    ['waiting', {}, 75],
    ['needs-answers', {}, 2],
    ['interrupted', { signal: 'SIGINT' }, 130],
    ['interrupted', { signal: 'SIGTERM' }, 143],
    ['interrupted', { signal: 'SIGHUP' }, 129],
    ['failed', { error: refusal('usage') }, 2],
    ['failed', { error: refusal('refused', 'instance') }, 4],
    ['failed', { error: refusal('signIn', 'login') }, 5],
    ['failed', { error: refusal('forNow', 'login') }, 75],
    ['failed', { error: refusal('defect') }, 1],
  ] as const)('%s %j', (outcome, more, code) => {
    expect(exitCodeOf({ ...nothing, ...more, outcome })).toBe(code);
  });
});

describe('the JSON document', () => {
  test('leaves nothing out: what is not known is null', () => {
    expect(jsonOf(nothing)).toEqual({
      schema: 1,
      outcome: 'ready',
      name: null,
      hostName: null,
      resourceGroup: null,
      location: null,
      resourceId: null,
      subscriptionId: null,
      tenantId: null,
      planId: null,
      account: null,
      role: {
        name: null,
        definitionId: null,
        assignee: null,
        principalId: null,
        principalType: null,
        assignmentId: null,
        scope: null,
      },
      steps: [],
      requests: { reads: 3, writes: 0 },
      stateFile: '/s/x.json',
    });
  });

  test('tells a refusal with its step and correlation id', () => {
    expect(jsonOf({ ...nothing, outcome: 'failed', error: refusal('refused', 'instance') })['error']).toEqual({
      code: 'x',
      message: 'It is so.',
      help: 'Do that.',
      step: 'instance',
      correlationId: 'c-1',
      httpStatus: 409,
    });
  });

  test('gives missing answers as data: key, flag, variable, words, live choices', async () => {
    const prod = { ...dev, id: 'bbbbbbbb-0000-4000-8000-000000000002', name: 'Contoso Production' };
    const context = fakeContext(fakeAzure(fakeWorld({ subscriptions: [dev, prod] })));
    const error = (await makePlan(context, newSession()).catch((each: unknown) => each)) as NeedsAnswersError;
    const document = jsonOf({ ...nothing, outcome: 'needs-answers', questions: error.questions });
    expect(document['questions']).toEqual([
      expect.objectContaining({
        key: 'subscription',
        flag: '--subscription',
        environment: 'ADT_SETUP_SUBSCRIPTION',
        choices: [
          { value: dev.id, label: dev.name },
          { value: prod.id, label: prod.name },
        ],
      }),
      expect.objectContaining({ key: 'resourceGroup', flag: '--resource-group' }),
      expect.objectContaining({ key: 'name', environment: 'ADT_SETUP_NAME' }),
    ]);
  });
});

const around = { command: 'adt-setup', unasked: '', shown: (path: string) => path };

describe('every ending but "ready" says what is saved and how to carry on', () => {
  test.each([
    ['handover', { handOverFile: '/h.md' }],
    ['waiting', {}],
    ['interrupted', { signal: 'SIGINT' }],
    ['left', {}],
    ['needs-answers', { questions: [] }],
    ['failed', { error: refusal('refused', 'instance') }],
  ] as const)('%s', (outcome, more) => {
    const text = endingLines({ ...nothing, ...more, outcome }, plain, 200, {
      ...around,
      command: 'adt-setup --sandbox',
    }).join('\n');
    expect(text).toContain('/s/x.json');
    expect(text).toContain('adt-setup --sandbox');
  });
});

test.each([
  [[], 'Send it to someone who may do it;'],
  [['Bea Cruz (Owner)'], 'Send it to Bea Cruz (Owner);'],
  [['Bea Cruz (Owner)', 'group Admins (Owner)'], 'Send it to Bea Cruz (Owner) or group Admins (Owner);'],
])('the hand-over names who can help: %j', (helpers, words) => {
  const result: Result = { ...nothing, outcome: 'handover', handOverFile: '/h.md', helpers };
  expect(endingLines(result, plain, 200, around).join('\n')).toContain(words);
});

test.each([
  [0, 'Nothing was changed, and nothing was saved.'],
  [2, 'What was made stays in Azure, but your progress could not be saved.'],
])('a run that could save nothing, after %d writes, says what is true', (writes, words) => {
  const error = refusal('usage');
  const result: Result = { ...nothing, outcome: 'failed', error, stateFile: undefined, requests: { reads: 3, writes } };
  expect(endingLines(result, plain, 200, around).join('\n')).toContain(words);
});
