import { describe, expect, test } from '@jest/globals';
import { alikeUnderWay, freeName, locationFor } from '../../../src/many/arm/naming.ts';
import type { Deployment } from '../../../src/port/azure.ts';

const known = (change: Partial<Deployment>): Deployment => ({
  subscriptionId: 'sub',
  name: 'adt-setup-0123456789abcdef',
  location: 'westeurope',
  state: 'Running',
  isOver: false,
  correlationId: 'c',
  parameters: {},
  troubles: [],
  ...change,
});

describe('the name of a deployment', () => {
  const plan = { subscriptionId: 'sub', planId: '0123456789abcdef' };

  test.each<readonly [readonly string[] | undefined, readonly string[], string]>([
    [[], [], 'adt-setup-0123456789abcdef'],
    [['ADT-setup-0123456789abcdef'], [], 'adt-setup-0123456789abcdef-2'],
    [undefined, ['adt-setup-0123456789abcdef', 'adt-setup-0123456789abcdef-2'], 'adt-setup-0123456789abcdef-3'],
    // It may have come to be since the list was read.
    [[], ['adt-setup-0123456789abcdef'], 'adt-setup-0123456789abcdef-2'],
  ])('listed %j, found %j: %s', async (listed, found, name) => {
    const azure = {
      deployment: ({ name: asked }: { readonly name: string }) =>
        Promise.resolve(found.includes(asked) ? known({ name: asked }) : undefined),
    };
    const all = listed?.map((each) => known({ name: each }));
    expect(await freeName(azure, plan, all)).toBe(name);
    expect(name.length).toBeLessThanOrEqual(64);
  });
});

describe('the region that keeps the record', () => {
  const used = (count: number): readonly Deployment[] =>
    Array.from({ length: count }, (_, at) => known({ location: `region${at}` }));

  test.each([
    ['nobody may list them', undefined, 'westeurope'],
    ['nine are in use', used(9), 'westeurope'],
    ['ten are in use, and it is none of them', used(10), 'region0'],
    ['ten are in use, and it is one of them', [...used(9), known({ location: 'WestEurope' })], 'westeurope'],
  ])('%s', (_, all, location) => {
    expect(locationFor('westeurope', all)).toBe(location);
  });
});

describe('another run makes the same', () => {
  const mine = { parameters: { instances: ['/Subscriptions/S/x/One', 7] } };

  test.each([
    ['it is under way', known(mine), true],
    ['it is over', known({ ...mine, isOver: true }), false],
    ['of others', known({ parameters: { instances: ['/subscriptions/s/x/two'] } }), false],
    ['not of this program', known({ ...mine, name: 'main' }), false],
    ['without that parameter', known({}), false],
  ])('%s', (_, one, isFound) => {
    expect(alikeUnderWay([one], 'instances', ['/subscriptions/s/x/one'])).toBe(isFound ? one : undefined);
  });
});
