import { describe, expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import { fc } from '../../support/properties.ts';
import { type Made, makeList, standingIn, staying, type Wish } from './deploying-list.ts';

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

describe('sending', () => {
  const failure = (ending: SetupError['ending']): SetupError =>
    new SetupError({ ending, code: ending, message: 'No.', suggestion: 'Help.' });

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

const regions = ['westeurope', 'eastus'];

/** Any list, its rows distinct; and a subset of it that Azure refuses. */
const anyList = fc
  .uniqueArray(
    fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 }), fc.constantFrom(...regions), fc.boolean()),
    {
      selector: ([name]) => name,
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((rows) =>
    rows.map(([name, group, location, isRefused]) => ({
      name: `twins-${name}`,
      resourceGroup: `rg-${group}`,
      location,
      isRefused,
    })),
  );

test('any list, any failures, any order: what stands in the end is what a walk makes', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyList,
      fc.infiniteStream(fc.nat()),
      fc.integer({ min: 1, max: 4 }),
      async (rows, random, pace) => {
        const refuses = new Set(rows.filter(({ isRefused }) => isRefused).map(({ name }) => name));
        const shuffle = <Each>(all: readonly Each[]): readonly Each[] =>
          all
            .map((each) => [random.next().value as number, each] as const)
            .sort(([one], [other]) => one - other)
            .map(([, each]) => each);
        const refused = (fake: () => { createInstance(wanted: never): Promise<unknown> }) => ({
          createInstance: (wanted: { readonly name: string }) =>
            refuses.has(wanted.name)
              ? Promise.reject(
                  new SetupError({
                    ending: 'refused',
                    code: 'Refused',
                    message: `No ${wanted.name}.`,
                    suggestion: 'Help.',
                  }),
                )
              : fake().createInstance(wanted as never),
        });
        const walked = await makeList(rows, { engine: 'walk', refuses, change: refused });
        const deployed = await makeList(rows, {
          engine: 'arm',
          refuses,
          shuffle,
          pace,
          limits: { resources: 3 + pace * 4, bytes: 1_000_000 },
        });
        expect(deployed.ends).toEqual(walked.ends);
        // A walk makes the groups of what is refused; so does a deployment.
        expect(standingIn(deployed.world)).toEqual(standingIn(walked.world));
        const ours = (made: Made): readonly string[] =>
          made.rows.flatMap(({ memory }) => memory.record().made.map(({ id }) => id)).sort();
        expect(ours(deployed)).toEqual(ours(walked));
      },
    ),
    { numRuns: 60 },
  );
});
