import { describe, expect, test } from '@jest/globals';
import { apply } from '../../../src/engine/apply.ts';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import type { Azure, TwinsAnswer } from '../../../src/port/azure.ts';
import { ana } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { type FakeWorld, fakeWorld } from '../../support/fake-world.ts';
import { all, answers, assignment, carried, dataOwner, no, ok, owner, proof, there, told } from './carrying.ts';

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
    [
      'without an address, behind a proxy',
      {},
      answers({ is: 'no-such-host', says: "The proxy can't reach it." }),
      "The proxy can't reach it. New addresses take",
    ],
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
