import { expect, test } from '@jest/globals';
import { remembering } from '../../src/azure/remembering.ts';
import type { Azure } from '../../src/port/azure.ts';
import { ana, dev } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';
import { newGroup, newInstance } from '../support/resources.ts';

const scope = `/subscriptions/${dev.id}`;

/** The port with a clock, and what was really asked. */
function asked(change: Partial<Azure> = {}): { azure: Azure; calls: string[]; pass(seconds: number): void } {
  const calls: string[] = [];
  let now = 0;
  const plain = fakeAzure(fakeWorld(), change);
  const counting = new Proxy(plain, {
    get(target, name: keyof Azure) {
      const verb = target[name] as unknown;
      if (typeof verb !== 'function') return verb;
      return (...args: readonly unknown[]) => {
        calls.push(name);
        return (verb as (...all: readonly unknown[]) => unknown)(...args);
      };
    },
  });
  const spread = Object.fromEntries(Object.keys(plain).map((name) => [name, counting[name as keyof Azure]]));
  return {
    azure: remembering(spread as unknown as Azure, () => now),
    calls,
    pass: (seconds) => (now += seconds * 1000),
  };
}

test('what is read twice in a moment is asked once, also side by side', async () => {
  const { azure, calls } = asked();
  const [one, other] = await Promise.all([azure.permissions(scope), azure.permissions(scope)]);
  expect(one).toBe(other);
  await azure.permissions(`${scope}/resourceGroups/rg-factory`);
  expect(calls).toEqual(['permissions', 'permissions']);
  expect(await azure.me(dev.id)).toMatchObject({ id: ana.objectId });
  expect(await azure.principals(dev.id, ' me ')).toMatchObject([{ id: ana.objectId }]);
  expect(calls.slice(2)).toEqual(['me']);
});

test('whether something is there is asked each time', async () => {
  const { azure, calls } = asked();
  for (let times = 0; times < 2; times += 1) {
    await azure.instance(dev.id, 'rg-factory', 'factory-twins');
    await azure.resourceGroup(dev.id, 'rg-factory');
    await azure.resourceGroups(dev.id);
    await azure.roleAssignments(scope);
    await azure.roleAssignmentsOf(scope, ana.objectId);
    await azure.roleAssignment(`${scope}/providers/Microsoft.Authorization/roleAssignments/one`);
    await azure.find({ kind: 'group', id: `${scope}/resourceGroups/rg-factory` });
    await azure.provider(dev.id);
  }
  expect(calls).toHaveLength(16);
});

test('that a name could not be checked is no answer, that it is free is one', async () => {
  let is: 'unknown' | 'free' = 'unknown';
  const { azure, calls } = asked({
    nameAvailability: () => Promise.resolve(is === 'free' ? { is } : { is, why: 'not switched on' }),
  });
  const look = (): Promise<unknown> => azure.nameAvailability(dev.id, 'westeurope', 'factory-twins');
  await look();
  is = 'free';
  expect(await look()).toEqual({ is });
  expect(await look()).toEqual({ is });
  expect(calls).toHaveLength(2);
});

test('what this set-up makes itself makes it false, and so does a refusal', async () => {
  const made = asked();
  const about = async (): Promise<void> => {
    await made.azure.instances(dev.id);
    await made.azure.nameAvailability(dev.id, 'westeurope', 'factory-twins');
    await made.azure.locks(dev.id);
  };
  await about();
  await made.azure.create(newInstance({ subscriptionId: dev.id, resourceGroup: 'rg-factory', name: 'factory-twins' }));
  made.calls.length = 0;
  await about();
  expect(made.calls).toEqual(['instances', 'nameAvailability']);

  const refused = asked({ create: () => Promise.reject(new Error('locked')) });
  await refused.azure.locks(dev.id);
  await expect(refused.azure.create(newGroup(dev.id, 'rg-one', 'westeurope', {}))).rejects.toThrow('locked');
  refused.calls.length = 0;
  await refused.azure.locks(dev.id);
  expect(refused.calls).toEqual(['locks']);
});

test('the same sign-in again makes nothing false', async () => {
  const { azure, calls } = asked();
  await azure.signIn('device-code', undefined);
  await azure.locks(dev.id);
  await azure.signIn('device-code', undefined);
  await azure.locks(dev.id);
  expect(calls.filter((name) => name === 'locks')).toHaveLength(1);
});

test('time, new tokens, another sign-in and a role that was given make it false', async () => {
  const { azure, calls, pass } = asked();
  const causes = [
    () => pass(301),
    () => azure.forgetTokens(),
    () => azure.signIn('device-code', undefined),
    () => azure.forgetFacts(),
    () => azure.signOut(),
  ];
  for (const cause of causes) {
    await azure.locks(dev.id);
    await Promise.resolve(cause());
    calls.length = 0;
    await azure.locks(dev.id);
    expect(calls).toEqual(['locks']);
  }
});

test('a read that failed is asked again', async () => {
  let times = 0;
  const { azure } = asked({
    locks: () => {
      times += 1;
      return times === 1 ? Promise.reject(new Error('no')) : Promise.resolve([]);
    },
  });
  await expect(azure.locks(dev.id)).rejects.toThrow('no');
  expect(await azure.locks(dev.id)).toEqual([]);
});
