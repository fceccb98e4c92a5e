import { expect, test } from '@jest/globals';
import { remembering } from '../../src/azure/remembering.ts';
import type { Azure } from '../../src/port/azure.ts';
import { ana, dev } from '../support/contoso.ts';
import { fakeAzure } from '../support/fake-azure.ts';
import { fakeWorld } from '../support/fake-world.ts';

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
    await azure.instances(dev.id);
    await azure.resourceGroups(dev.id);
    await azure.roleAssignments(scope);
    await azure.provider(dev.id);
    await azure.nameAvailability(dev.id, 'westeurope', 'factory-twins');
  }
  expect(calls).toHaveLength(10);
});

test('time, new tokens, another sign-in and a role that was given make it false', async () => {
  const { azure, calls, pass } = asked();
  const causes = [
    () => pass(31),
    () => azure.forgetTokens(),
    () => azure.signIn('device-code', undefined),
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
