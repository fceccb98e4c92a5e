import { describe, expect, test } from '@jest/globals';
import { type Applied, apply } from '../../src/engine/apply.ts';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { SetupError } from '../../src/errors.ts';
import type { Azure, TwinsAnswer } from '../../src/port/azure.ts';
import { ana, type FakeWorld, fakeAzure, fakeWorld, instance } from '../support/fake-azure.ts';
import { type FakeContext, fakeContext } from '../support/fake-context.ts';

const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
const dataOwner = 'bcd981a7-7f74-457b-83e1-cceb9e632ffe';
const all = { resourceGroup: 'rg-factory', name: 'factory-twins', location: 'westeurope' };
const assignment = (roleId: string) => ({
  id: `/${roleId}`,
  name: roleId,
  scope: instance('factory-twins').id,
  principalId: ana.objectId,
  roleId,
  conditional: false,
});
const there = { instances: [instance('factory-twins')], assignments: [assignment(dataOwner), assignment(owner)] };

interface Ended {
  readonly done: Applied;
  readonly context: FakeContext;
  readonly world: FakeWorld;
}

async function carried(
  change: Partial<FakeWorld>,
  azure: Partial<Azure> = {},
  context: NonNullable<Parameters<typeof fakeContext>[1]> = {},
): Promise<Ended> {
  const world = fakeWorld(change);
  const made = fakeContext(fakeAzure(world, azure), { ...context, answers: { ...all, ...context.answers } });
  const session = newSession();
  return { done: await apply(made, session, await makePlan(made, session)), context: made, world };
}

async function refused(change: Partial<FakeWorld>, azure: Partial<Azure> = {}): Promise<SetupError> {
  const error: unknown = await carried(change, azure).catch((each: unknown) => each);
  if (!(error instanceof SetupError)) throw new Error(`not refused: ${String(error)}`);
  return error;
}

/** Answers in turn, the last one for ever. */
function answers(...all: readonly TwinsAnswer[]): Partial<Azure> & { readonly fresh: boolean[] } {
  const left = [...all];
  const fresh: boolean[] = [];
  return {
    fresh,
    askTwins: (_, __, isFresh) => {
      fresh.push(isFresh);
      return Promise.resolve((left.length > 1 ? left.shift() : left[0]) ?? { is: 'forbidden' });
    },
  };
}

const ok: TwinsAnswer = { is: 'answered', models: 0 };
const no: TwinsAnswer = { is: 'forbidden' };

const proof = ({ done }: Ended) => done.lines.at(-1);

/** What people read while they wait. */
function told({ context }: Ended): { states: readonly string[]; notes: readonly string[] } {
  const working = context.events.flatMap((event) =>
    event.kind === 'working' && event.line.id === 'verify' ? [event] : [],
  );
  const distinct = (texts: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(texts.filter((text) => text !== undefined)),
  ];
  return { states: distinct(working.map(({ state }) => state)), notes: distinct(working.map(({ note }) => note)) };
}

describe('while the instance does not answer', () => {
  test('each look asks for a fresh token, after the first', async () => {
    const azure = answers(no, no, no, ok);
    const ended = await carried(there, azure);
    expect(ended.done.outcome).toBe('ready');
    // One in each walk's plan, then those of waiting.
    expect(azure.fresh).toEqual([false, false, false, true]);
  });

  test.each<[string, TwinsAnswer, string]>([
    ['no role yet', no, 'not yet'],
    ['no address yet', { is: 'no-such-host' }, 'no address yet'],
    ['a stale sign-in', { is: 'unauthorized' }, 'no sign-in yet'],
  ])('%s has its own words', async (_, answer, state) => {
    const ended = await carried(there, answers(answer, answer, answer, answer, ok));
    expect(ended.done.outcome).toBe('ready');
    expect(told(ended)).toEqual({ states: [state], notes: [] });
    const line = ended.context.events.find((event) => event.kind === 'working' && event.state === state);
    const doing = line?.kind === 'working' ? line.doing : '';
    // With a spinner before it and "12:05" after it, it fits into 80 columns.
    expect(`Proof: ${doing} (${state})`.length).toBeLessThanOrEqual(69);
  });

  test('what one has is compared with what is needed, when it has taken long', async () => {
    const ended = await carried(there, answers(no));
    expect(ended.done.outcome).toBe('waiting');
    const [note, another] = told(ended).notes;
    expect(note).toContain('You are Owner, which manages the resource; its data needs Azure Digital Twins Data Owner.');
    expect(note).toContain('has not spread it yet');
    expect(another).toBeUndefined();
    expect(proof(ended)?.says).toContain(note);
  });

  test('the same is said when nobody waits', async () => {
    const ended = await carried(there, answers(no), { waits: false });
    expect(ended.done.outcome).toBe('waiting');
    expect(proof(ended)?.says).toContain('its data needs Azure Digital Twins Data Owner');
  });

  test.each<[string, Partial<FakeWorld>, Partial<Azure>, string]>([
    [
      'of somebody who manages nothing',
      { assignments: [assignment(dataOwner)] },
      {},
      'The data of the instance needs the role',
    ],
    [
      'with the Azure CLI, which keeps its token',
      {},
      { signIn: () => Promise.resolve({ ...ana, method: 'cli' }) },
      'az logout',
    ],
    ['without an address', {}, answers({ is: 'no-such-host' }), "can't find factory-twins.api.weu"],
  ])('the explanation %s', async (_, world, azure, words) => {
    const ended = await carried({ ...there, ...world }, { ...answers(no), ...azure }, { waits: false });
    expect(proof(ended)?.says).toContain(words);
  });

  test('a role that somebody took away meanwhile is said to be gone', async () => {
    const world = fakeWorld({ ...there });
    let looks = 0;
    const azure = fakeAzure(world, {
      askTwins() {
        looks += 1;
        if (looks === 3) world.assignments = [assignment(owner)];
        return Promise.resolve(no);
      },
    });
    const context = fakeContext(azure, { answers: all });
    const session = newSession();
    const done = await apply(context, session, await makePlan(context, session));
    expect(done.lines.at(-1)?.says).toContain('not assigned any more');
  });
});

describe('an address that does not know its instance', () => {
  const unknown: TwinsAnswer = { is: 'unknown-host' };

  test('is waited for when the instance was made just now', async () => {
    const ended = await carried({}, answers(unknown, unknown, unknown, ok));
    expect(ended.done.outcome).toBe('ready');
    expect(told(ended).states).toEqual(['no address yet']);
  });

  test('is left to the next run when nobody waits, with the reason', async () => {
    const ended = await carried({}, answers(unknown), { waits: false });
    expect(ended.done.outcome).toBe('waiting');
    expect(proof(ended)?.says).toContain('The instance is new');
  });

  test('is another directory after three minutes', async () => {
    const azure = answers(unknown);
    expect(await refused({}, azure)).toMatchObject({ code: 'sub-domain-not-found' });
    expect(azure.fresh.length).toBeGreaterThan(10);
  });

  test('is another directory at once when the instance has been there before', async () => {
    const azure = answers(unknown);
    expect(await refused(there, azure)).toMatchObject({ code: 'sub-domain-not-found' });
    expect(azure.fresh).toHaveLength(1);
  });
});

describe('what waiting can not cure', () => {
  test('a token of another tenant says which is right', async () => {
    expect(await refused(there, answers(no, { is: 'unknown-host' }))).toMatchObject({
      code: 'sub-domain-not-found',
      ending: 'refused',
    });
  });

  test('fresh sign-ins that are refused one after the other end as a failed sign-in', async () => {
    expect(await refused(there, answers({ is: 'unauthorized' }))).toMatchObject({
      code: 'instance-refuses-sign-in',
      ending: 'signIn',
    });
  });
});

describe('without access from the internet', () => {
  const disabled = { answers: { publicNetworkAccess: 'disabled' } };
  const down = new SetupError({ ending: 'forNow', code: 'ETIMEDOUT', message: 'late', suggestion: '', again: 'soon' });

  test.each<[string, Partial<Azure>]>([
    ['a refusal', answers(no)],
    ['no address', answers({ is: 'no-such-host' })],
    ['another tenant', answers({ is: 'unknown-host' })],
    ['no connection', { askTwins: () => Promise.reject(down) }],
  ])('%s is no missing role: it ends ready, and says that it can not be reached from here', async (_, azure) => {
    const ended = await carried({}, azure, disabled);
    expect(ended.done.outcome).toBe('ready');
    expect(proof(ended)).toMatchObject({ status: 'done', evidence: 'assumed' });
    expect(proof(ended)?.says).toContain("can't be reached from here");
    expect(proof(ended)?.says).not.toContain('answered');
    expect(ended.world.instances[0]?.publicNetworkAccess).toBe('disabled');
  });

  test('the plan says so before anything is created', async () => {
    const context = fakeContext(fakeAzure(fakeWorld()), { answers: { ...all, ...disabled.answers } });
    const plan = await makePlan(context, newSession());
    expect(plan.lines.at(-1)).toMatchObject({ status: 'planned', evidence: 'assumed' });
    expect(plan.lines.at(-1)?.says).toContain("can't be reached from here");
  });

  test('a second run finds everything there, and asks once', async () => {
    const instances = [instance('factory-twins', 'rg-factory', { publicNetworkAccess: 'disabled' })];
    const ended = await carried({ ...there, instances }, answers(no));
    expect(ended.done.lines.every((each) => each.status === 'reused')).toBe(true);
  });

  test('from inside one of its networks, the call is the proof', async () => {
    const ended = await carried({}, answers(ok), disabled);
    expect(proof(ended)).toMatchObject({ evidence: 'checked', says: 'the instance answered your call' });
  });
});
