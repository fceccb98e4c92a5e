import { describe, expect, test } from '@jest/globals';
import { makePlan } from '../../../src/engine/make-plan.ts';
import { newSession } from '../../../src/engine/session.ts';
import { SetupError } from '../../../src/errors.ts';
import type { Azure } from '../../../src/port/azure.ts';
import { instance } from '../../support/contoso.ts';
import { fakeAzure } from '../../support/fake-azure.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeWorld } from '../../support/fake-world.ts';
import { all, answers, carried, no, ok, proof, there } from './carrying.ts';

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
