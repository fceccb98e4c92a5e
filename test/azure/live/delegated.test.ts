import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { contoso } from '../../../src/sandbox/world/contoso/ids.ts';
import { type Workbench, workbench } from '../workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
});
afterAll(() => bench.close());

const listed = (tenantId: string): object => ({
  id: `/subscriptions/${contoso.dev}`,
  subscriptionId: contoso.dev,
  displayName: 'Fabrikam Plant',
  state: 'Enabled',
  tenantId,
  managedByTenants: [{ tenantId: contoso.tenant }],
});

test.each([
  ['of another directory, seen from this one (Azure Lighthouse)', contoso.fabrikam, contoso.tenant],
  ['of this directory', contoso.tenant, undefined],
  ['of this directory, in capitals', contoso.tenant.toUpperCase(), undefined],
])('a subscription %s', async (_, owner, delegatedTo) => {
  const cloud = await bench.meddled((_method, url) =>
    url.startsWith('/subscriptions?')
      ? {
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ value: [listed(owner)] }),
        }
      : undefined,
  );
  const { azure } = await bench.signedIn({ cloud });
  const [found, another] = await azure.subscriptions();
  expect({ found, another }).toMatchObject({ found: { tenantId: owner.toLowerCase() }, another: undefined });
  expect(found?.delegatedTo).toBe(delegatedTo);
});
