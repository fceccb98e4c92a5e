import { expect, test } from '@jest/globals';
import type { SetupError } from '../../src/errors.ts';
import type { DeletionRule } from '../../src/port/place-rules.ts';
import { clear } from '../../src/undo/obstacles.ts';
import { dev, instance } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';

const { id } = instance('factory-twins', 'rg-factory');
const scope = `/subscriptions/${dev.id}`;
const type = 'Microsoft.DigitalTwins/digitalTwinsInstances';
const keeps: DeletionRule = {
  policy: 'Keep the twins',
  scope,
  notScopes: [],
  condition: { field: 'type', equals: type },
};

type Entries = Parameters<typeof clear>[1];
const entries: Entries = [
  {
    thing: { step: 'instance', kind: 'instance', id, sent: null, born: null },
    title: 'Instance',
    removal: { kind: 'remove', says: 'factory-twins', removes: { kind: 'instance', id } },
  },
] as unknown as Entries;

async function looked(rules: DeletionRule[] | undefined): Promise<unknown> {
  const world = fakeWorld({ instances: [instance('factory-twins', 'rg-factory')], deletionRules: rules });
  return await clear(fakeAzure(world), entries, dev).then(
    ({ notes }) => notes,
    (error: unknown) => {
      const { code, message, ending } = error as SetupError;
      return { code, message, ending };
    },
  );
}

const refusal = {
  ending: 'refused',
  code: 'RequestDisallowedByPolicy',
  message: `Instance: the policy "Keep the twins" on the subscription ${dev.name} forbids to delete it. Nothing was removed.`,
};

test.each<[string, DeletionRule[] | undefined, unknown]>([
  ['none is in the way', [], []],
  ['one about it ends the undo before anything is removed', [keeps], refusal],
  [
    'one of a management group is above it, too',
    [{ ...keeps, scope: '/providers/Microsoft.Management/managementGroups/contoso' }],
    expect.objectContaining({ code: 'RequestDisallowedByPolicy' }),
  ],
  ['one of another group is not', [{ ...keeps, scope: `${scope}/resourceGroups/rg-other` }], []],
  ['one that leaves its group out is not', [{ ...keeps, notScopes: [`${scope}/resourceGroups/rg-factory`] }], []],
  ['one about something else is not', [{ ...keeps, condition: { field: 'type', equals: 'x/y' } }], []],
  [
    'one that hangs on what is not known is a note',
    [{ ...keeps, condition: { field: 'tags.keep', equals: 'yes' } }],
    ['The policy "Keep the twins" forbids some deletions: only trying shows whether this is one.'],
  ],
  ['where they could not be read, that is said', undefined, ['Policies could not be read: one may stop it midway.']],
])('of policies that forbid deletions, %s', async (_, rules, expected) => {
  expect(await looked(rules)).toEqual(expected);
});
