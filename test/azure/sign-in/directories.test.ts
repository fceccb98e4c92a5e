import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { newGroup } from '../../support/resources.ts';
import { errorOf, type Workbench, workbench } from '../workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

test('the same sign-in is asked for once, and again after signing out', async () => {
  const { azure, events } = bench.open();
  await azure.signIn('device-code', undefined);
  await azure.signIn('device-code', undefined);
  expect(events).toHaveLength(1);
  azure.signOut();
  expect(await azure.directories()).toEqual([]);
  await azure.signIn('device-code', undefined);
  expect(events).toHaveLength(2);
});

test("Azure's wish for a second proof brings a new code that says so, once", async () => {
  const strict = await workbench({ settings: { mfaForWrites: true } });
  try {
    const { azure, events } = await strict.signedIn();
    await azure.resourceGroups(contoso.dev);
    expect(events).toMatchObject([{ kind: 'device-code' }]);
    expect(events[0]).not.toHaveProperty('onceMore');
    await azure.create(newGroup(contoso.dev, 'rg-one', 'westeurope', {}));
    await azure.create(newGroup(contoso.dev, 'rg-two', 'westeurope', {}));
    expect(events.slice(1)).toMatchObject([{ kind: 'device-code', onceMore: 'second-proof' }]);
  } finally {
    await strict.close();
  }
});

test("a guest's other directory is looked into without asking again, and each has its own object id", async () => {
  const guests = await workbench({ scenario: 'guest' });
  try {
    const { azure, events } = guests.open();
    const account = await azure.signIn('device-code', undefined);
    const subscriptions = await azure.subscriptions();
    expect(await azure.directories()).toEqual([
      { tenantId: contoso.tenant, name: 'Contoso', domain: 'contoso.com', subscriptions: 1 },
      { tenantId: contoso.fabrikam, name: 'Fabrikam', domain: 'fabrikam.com', subscriptions: 1 },
    ]);
    const shared = subscriptions.find((one) => one.tenantId === contoso.fabrikam);
    expect(account.objectId).toBe(contoso.gus);
    expect(shared?.name).toBe('Fabrikam Shared');
    expect(events).toHaveLength(1);
    expect((await azure.me(contoso.dev)).id).toBe(contoso.gus);
    expect((await azure.me(contoso.shared)).id).toBe(contoso.gusAtHome);
    expect(await azure.resourceGroups(contoso.shared)).toHaveLength(1);
    const [instance] = await azure.instances(contoso.shared);
    expect((await azure.askTwins(contoso.shared, instance?.hostName ?? '', true)).is).toBe('forbidden');
    // In Contoso, guests may not search the directory; an object id still stands for itself.
    expect(await errorOf(azure.principals(contoso.dev, 'bea@contoso.com'))).toMatchObject({
      code: 'Authorization_RequestDenied',
      cures: ['principal'],
    });
    expect(await azure.principals(contoso.dev, contoso.bea.toUpperCase())).toEqual([
      { id: contoso.bea, name: contoso.bea },
    ]);
    expect(await azure.principalsById(contoso.dev, [contoso.bea])).toEqual([]);
    // Whoever names a directory sees that one only.
    await azure.signIn('device-code', contoso.tenant);
    expect((await azure.subscriptions()).some((one) => one.tenantId === contoso.fabrikam)).toBe(false);
    // All of it in one sign-in.
    expect(events).toHaveLength(1);
  } finally {
    await guests.close();
  }
});

test("a directory that wants more proof is said to, and doesn't hide the others", async () => {
  const guests = await workbench({ scenario: 'guest' });
  try {
    const said = {
      error: 'interaction_required',
      error_description: 'AADSTS50076: You must use MFA.',
      error_codes: [],
    };
    const cloud = await guests.meddled((method, url) =>
      method === 'POST' && url.startsWith(`/${contoso.fabrikam}/`)
        ? { status: 400, headers: { 'content-type': 'application/json' }, body: JSON.stringify(said) }
        : undefined,
    );
    const { azure, events } = guests.open({ cloud });
    await azure.signIn('device-code', undefined);
    expect((await azure.directories()).map((one) => [one.name, one.subscriptions, one.closed])).toEqual([
      ['Contoso', 1, undefined],
      ['Fabrikam', undefined, 'needs-proof'],
    ]);
    expect((await azure.subscriptions()).map((one) => one.name)).toEqual(['Contoso Dev']);
    expect(events).toHaveLength(1);
  } finally {
    await guests.close();
  }
});
