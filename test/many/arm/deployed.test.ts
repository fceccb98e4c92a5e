import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import type { Deployment } from '../../../src/port/azure.ts';
import { dev } from '../../support/contoso.ts';
import type { FakeWorld } from '../../support/fake-world.ts';
import { newGroup } from '../../support/resources.ts';
import { type Made, makeList, standingIn, staying, type Wish } from './deploying-list.ts';
import { troubleAbout } from './fake-deployments.ts';

const three: readonly Wish[] = [
  { name: 'one-twins', resourceGroup: 'rg-a', location: 'westeurope' },
  { name: 'two-twins', resourceGroup: 'rg-a', location: 'eastus' },
  { name: 'three-twins', resourceGroup: 'rg-b', location: 'westeurope' },
];

const madeIn = ({ rows }: Made): readonly string[] =>
  rows.map(({ row, memory }) => {
    const kinds = memory.record().made.map(({ kind }) => kind);
    return `${row.name}: ${kinds.join(', ')}`;
  });

interface Template {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly resourceGroup?: string;
    readonly dependsOn?: readonly string[];
  }[];
}

describe('a list is deployed', () => {
  test('by one deployment, in which each row waits for its own group only; all of it is ours, and proved', async () => {
    const made = await makeList(three, { engine: 'arm' });
    expect(made.ends).toEqual(['one-twins ready', 'two-twins ready', 'three-twins ready']);
    expect(madeIn(made)).toEqual([
      'one-twins: group, instance, assignment',
      'two-twins: instance, assignment',
      'three-twins: group, instance, assignment',
    ]);
    expect(made.rows.map(({ memory }) => memory.record().deploying)).toEqual([undefined, undefined, undefined]);
    const [order, ...more] = made.engine.orders;
    expect(more).toEqual([]);
    expect(order?.name).toBe(`adt-setup-${made.plan.id ?? ''}`);
    const { resources } = order?.template as Template;
    const group = (name: string): string => `[subscriptionResourceId('Microsoft.Resources/resourceGroups', '${name}')]`;
    expect(
      resources.map(({ type, resourceGroup, dependsOn }) => [type.split('/')[1], resourceGroup, dependsOn]),
    ).toEqual([
      ['resourceGroups', undefined, undefined],
      ['deployments', 'rg-a', [group('rg-a')]],
      ['deployments', 'rg-a', [group('rg-a')]],
      ['resourceGroups', undefined, undefined],
      ['deployments', 'rg-b', [group('rg-b')]],
    ]);
    expect(made.reports.map(({ state }) => state)).toEqual(['Running', 'Succeeded']);
  });

  test('one that is refused does not keep the others, and is not sent by itself', async () => {
    const made = await makeList(three, { engine: 'arm', refuses: new Set(['two-twins']) });
    expect(made.ends).toEqual(['one-twins ready', 'two-twins failed Refused', 'three-twins ready']);
    expect(made.results[1]?.error).toMatchObject({ message: 'No two-twins.', step: 'instance' });
    expect(madeIn(made)[1]).toBe('two-twins: ');
  });

  test('what there is already is sent to nobody', async () => {
    const { world } = await makeList(three, { engine: 'walk' });
    const again = await makeList(three, { engine: 'arm', world });
    expect(again.ends).toEqual(['one-twins ready', 'two-twins ready', 'three-twins ready']);
    expect(again.engine.orders).toEqual([]);
  });

  test('more than a template takes is sent in several, one after the other; groups are made once', async () => {
    const made = await makeList(three, { engine: 'arm', limits: { resources: 7, bytes: 1_000_000 } });
    expect(made.ends).toEqual(['one-twins ready', 'two-twins ready', 'three-twins ready']);
    const id = made.plan.id ?? '';
    expect(made.engine.orders.map(({ name }) => name)).toEqual([`adt-setup-${id}`, `adt-setup-${id}-2`]);
    const sent = made.engine.orders.map(({ template }) => (template as Template).resources.length);
    expect(sent).toEqual([3, 2]);
    const bySize = await makeList(three, { engine: 'arm', limits: { resources: 800, bytes: 2500 } });
    expect(bySize.engine.orders.length).toBeGreaterThan(1);
    expect(standingIn(bySize.world)).toEqual(standingIn(made.world));
    const shared = bySize.engine.orders.map(
      ({ template }) => (template as Template).resources.filter(({ name }) => name === 'rg-a').length,
    );
    expect(shared.reduce((sum, each) => sum + each, 0)).toBe(1);
  });

  test('how far the rows are is told at each look', async () => {
    const { states } = await makeList(three, { engine: 'arm', pace: 1 });
    const words = states.map((all) => all.map((each) => each.is).join(' '));
    expect(words[0]).toBe('under-way under-way waits');
    expect(words.at(-1)).toBe('made made made');
    expect(new Set(words).size).toBeGreaterThan(2);
  });
});

describe('a person leaves', () => {
  /** Asks to leave from the first look on. */
  const leaving = (decision: 'leave' | 'cancel') => {
    const asked = new AbortController();
    asked.abort();
    return { ...staying, asked: asked.signal, decide: () => Promise.resolve(decision) };
  };

  test('before anything is sent: nothing is', async () => {
    const made = await makeList(three, { engine: 'arm', leaving: leaving('leave') });
    expect(made.ends).toEqual(three.map(({ name }) => `${name} interrupted`));
    expect(made.engine.orders).toEqual([]);
  });

  test.each(['leave', 'cancel'] as const)('while it is made: %s', async (decision) => {
    const asked = new AbortController();
    const made = await makeList(three, {
      engine: 'arm',
      pace: 2,
      leaving: { ...staying, asked: asked.signal, decide: () => Promise.resolve(decision) },
      change: (fake) => ({
        deploymentOperations: async (key) => {
          asked.abort();
          return await fake().deploymentOperations(key);
        },
      }),
    });
    expect(made.ends).toEqual(three.map(({ name }) => `${name} interrupted`));
    const open = made.rows.map(({ memory }) => memory.record().deploying?.name);
    // What goes on is looked at by the next run; what was cancelled is known.
    expect(open.every((each) => each !== undefined)).toBe(decision === 'leave');
    expect(made.world.instances.length).toBeLessThan(3);
    if (decision === 'cancel') expect(madeIn(made)[0]).toContain('group');
  });
});

const failure = (ending: SetupError['ending']): SetupError =>
  new SetupError({ ending, code: ending, message: 'No.', suggestion: 'Help.' });

describe('sending', () => {
  test.each([true, false])('an answer is lost, and the deployment is there: %s', async (isThere) => {
    const made = await makeList(three, {
      engine: 'arm',
      change: (fake) => ({
        deploy: async (...order) => {
          if (isThere) await fake().deploy(...order);
          throw failure('forNow');
        },
      }),
    });
    expect(made.ends).toEqual(three.map(({ name }) => (isThere ? `${name} ready` : `${name} failed forNow`)));
    // Where nobody knows whether it was begun, the next run looks.
    const saved = made.rows.map(({ memory }) => memory.record().deploying !== undefined);
    expect(saved).toEqual([!isThere, !isThere, !isThere]);
  });

  test('a name that is in use by then is not taken', async () => {
    let tries = 0;
    const made = await makeList(three, {
      engine: 'arm',
      change: (fake) => ({
        deployment: async (key) => (tries === 0 ? undefined : await fake().deployment(key)),
        deploy: () => {
          tries += 1;
          return Promise.resolve(
            tries === 1 ? { is: 'under-way' } : { is: 'refused', error: failure('refused'), troubles: [] },
          );
        },
      }),
    });
    expect(tries).toBe(2);
    expect(made.ends).toEqual(three.map(({ name }) => `${name} failed refused`));
    expect(made.rows.every(({ memory }) => memory.record().deploying === undefined)).toBe(true);
  });
});

describe('what Azure says before it begins', () => {
  test('a row that it does not take at all is told; the others are sent without it', async () => {
    const made = await makeList(three, {
      engine: 'arm',
      change: (fake) => ({
        deploy: async (order, correlationId) => {
          const isIn = JSON.stringify(order.template).includes('one-twins');
          const error = failure('refused');
          return isIn
            ? { is: 'refused', error, troubles: [troubleAbout('/x/one-twins', 'RequestDisallowedByPolicy')] }
            : await fake().deploy(order, correlationId);
        },
      }),
    });
    expect(made.ends).toEqual(['one-twins failed RequestDisallowedByPolicy', 'two-twins ready', 'three-twins ready']);
    // The group that the first row would have made is made by the second.
    expect(madeIn(made)).toEqual([
      'one-twins: ',
      'two-twins: group, instance, assignment',
      'three-twins: group, instance, assignment',
    ]);
  });

  test('what somebody has made since the plan is not written over: that row is looked at thing by thing', async () => {
    let isMet = false;
    const made = await makeList(three, {
      engine: 'arm',
      change: (fake) => ({
        // Between the plan and the yes somebody makes the group of the third row.
        deployments: async (id) => {
          if (!isMet) await fake().createResourceGroup(newGroup(dev.id, 'rg-b', 'eastus', { theirs: 'yes' }));
          isMet = true;
          return await fake().deployments(id);
        },
      }),
    });
    expect(made.ends).toEqual(three.map(({ name }) => `${name} ready`));
    expect(made.world.groups.find(({ name }) => name === 'rg-b')).toMatchObject({
      location: 'eastus',
      tags: { theirs: 'yes' },
    });
    expect(JSON.stringify(made.engine.orders)).not.toContain('rg-b');
    expect(madeIn(made)[2]).toBe('three-twins: instance, assignment');
  });

  test('what another run is making is waited for, and not sent', async () => {
    let looks = 0;
    const other = (names: readonly string[], world: FakeWorld): Deployment => ({
      subscriptionId: dev.id,
      name: 'adt-setup-ffffffffffffffff',
      location: 'westeurope',
      state: looks < 3 ? 'Running' : 'Succeeded',
      isOver: looks >= 3,
      correlationId: 'theirs',
      parameters: { instances: names.map((name) => world.instances.find((each) => each.name === name)?.id) },
      troubles: [],
    });
    const { world } = await makeList(three, { engine: 'walk' });
    const hidden = [...world.instances];
    const started: FakeWorld = { ...world, instances: [], assignments: [] };
    const made = await makeList(three, {
      engine: 'arm',
      world: started,
      change: (fake) => ({
        deployments: () =>
          Promise.resolve(
            looks < 3 ? [other(['one-twins', 'two-twins', 'three-twins'], { ...world, instances: hidden })] : [],
          ),
        deployment: async (key) => {
          if (!key.name.endsWith('ffff')) return await fake().deployment(key);
          looks += 1;
          // It is over, and has made two of them.
          if (looks >= 3) started.instances = hidden.slice(0, 2);
          return other([], world);
        },
      }),
    });
    expect(made.ends).toEqual(three.map(({ name }) => `${name} ready`));
    expect(made.said.join(' ')).toContain('adt-setup-ffffffffffffffff makes these instances already');
    // Only what it hasn't made was sent, thing by thing.
    expect(made.engine.orders).toEqual([]);
    expect(standingIn(made.world)).toEqual(standingIn(world));
    expect(madeIn(made)[0]).not.toContain('instance');
    expect(madeIn(made)[2]).toContain('instance');
  });
});
