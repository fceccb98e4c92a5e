import { expect, test } from '@jest/globals';
import { SetupError } from '../../../src/errors.ts';
import { fc } from '../../support/properties.ts';
import { type Made, makeList, standingIn } from './deploying-list.ts';

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
