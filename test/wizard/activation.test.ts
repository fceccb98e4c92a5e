import { expect, test } from '@jest/globals';
import { survey } from '../../src/engine/survey.ts';
import { newWalk } from '../../src/engine/walk.ts';
import { activate, activationsOf } from '../../src/wizard/help.ts';
import { contributor, dev, everything, fakeAzure, fakeWorld } from '../support/fake-azure.ts';
import { fakeDesk } from '../support/fake-desk.ts';
import { all } from '../support/plans.ts';
import { silentFront } from '../support/silent-front.ts';

test.each([
  ['active', 'waiting until your role Owner counts, looking every 1 s'],
  ['waiting', 'waiting until somebody approves your role Owner, looking every 1 s'],
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
  const desk = fakeDesk(fakeAzure(world, { activateRole }), { answers: all });
  const walk = newWalk();
  const plan = await survey(desk, walk);
  const [owner] = activationsOf(plan);
  if (owner === undefined) throw new Error('nothing to activate');
  await activate(desk, walk, silentFront(), plan, owner);
  expect(desk.events.flatMap((event) => (event.kind === 'working' ? event.doing : []))).toEqual([doing]);
});
