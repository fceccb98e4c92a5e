import { expect, test } from '@jest/globals';
import { makePlan } from '../../src/engine/make-plan.ts';
import { newSession } from '../../src/engine/session.ts';
import { activate, activationsOf } from '../../src/wizard/colleague.ts';
import { contributor, dev, everything } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeContext } from '../support/fake-context.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { all } from '../support/plans.ts';
import { silentView } from '../support/silent-view.ts';

test.each([
  ['active', 'waiting until your role Owner counts, looking every 1 s'],
  ['waiting', 'waiting until your role Owner is approved, looking every 1 s'],
] as const)('after an activation that is %s it is said what is waited for', async (state, doing) => {
  const world = fakeWorld({
    entries: [contributor],
    eligible: [{ id: 'e1', roleId: 'owner', scope: `/subscriptions/${dev.id}` }],
    roles: [{ id: 'owner', name: 'Owner', entries: [everything] }],
  });
  const activateRole = (): Promise<typeof state> => {
    world.entries = [everything];
    return Promise.resolve(state);
  };
  const context = fakeContext(fakeAzure(world, { activateRole }), { answers: all });
  const session = newSession();
  const plan = await makePlan(context, session);
  const [owner] = activationsOf(plan);
  if (owner === undefined) throw new Error('nothing to activate');
  await activate(context, session, silentView(), plan, owner);
  expect(context.events.flatMap((event) => (event.kind === 'working' ? event.doing : []))).toEqual([doing]);
});
